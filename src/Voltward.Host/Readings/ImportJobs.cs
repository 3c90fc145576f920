using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Host.Readings;

/// <summary>
/// Imports started from the page: files wait in a folder of their own under a generated name, judged first and loaded afterwards;
/// each runs apart from the request that began it. They live as long as this process; what was loaded is in the database.
/// </summary>
internal sealed partial class ImportJobs(ImportFiles import, DataFolder folder, IHostApplicationLifetime life)
{
    private readonly ConcurrentDictionary<string, Job> _jobs = new();

    public sealed class Job(string id, string personId, string profile, RejectMode mode, IReadOnlyList<string> files)
    {
        public string Id { get; } = id;

        public string PersonId { get; } = personId;

        public string Profile { get; } = profile;

        public RejectMode Mode { get; } = mode;

        /// <summary>Names of the files as they were sent.</summary>
        public IReadOnlyList<string> Files { get; } = files;

        public bool DryRun { get; set; } = true;

        public bool Running { get; set; }

        public ImportProgress Progress { get; set; }

        public ImportResult? Result { get; set; }
    }

    /// <summary>The job of a person; null when there is none of that id, or it is somebody else's.</summary>
    public Job? Find(string? id, Actor actor) => id is not null && _jobs.TryGetValue(id, out var job) && job.PersonId == actor.PersonId ? job : null;

    /// <summary>Keeps the files and begins to judge them; the refusal names a file whose name cannot be kept.</summary>
    public async Task<Outcome<Job>> StageAsync(IReadOnlyList<IFormFile> files, string profile, RejectMode mode, Actor actor, CancellationToken stop)
    {
        // Only profiles of ours: a path typed into a form is no way to read files of the server.
        if (!ImportFiles.Profiles.Contains(profile)) return Domain.Readings.ReadingProblems.ProfileUnknown(profile, ImportFiles.Profiles);
        if (files.Count == 0) return Domain.Readings.ReadingProblems.NoFiles("files");
        if (files.FirstOrDefault(f => !Fit().IsMatch(f.FileName)) is { } odd) return Domain.Readings.ReadingProblems.FileMissing(odd.FileName);
        var job = new Job(Guid.NewGuid().ToString("n"), actor.PersonId, profile, mode, [.. files.Select(f => f.FileName)]);
        Directory.CreateDirectory(PathOf(job));
        foreach (var file in files)
        {
            await using var target = File.Create(Path.Combine(PathOf(job), file.FileName));
            await file.CopyToAsync(target, stop);
        }

        _jobs[job.Id] = job;
        Start(job, dryRun: true, actor);
        return job;
    }

    /// <summary>Judges the files, or loads them; nothing when the job is running already.</summary>
    public void Start(Job job, bool dryRun, Actor actor)
    {
        lock (job)
        {
            if (job.Running) return;
            (job.Running, job.DryRun, job.Result, job.Progress) = (true, dryRun, null, default);
        }

        _ = Task.Run(() => RunAsync(job, actor));
    }

    private async Task RunAsync(Job job, Actor actor)
    {
        try
        {
            var request = new ImportFiles.Request(job.Profile, [PathOf(job)], job.DryRun, job.Mode);
            job.Result = await import.ReportAsync(request, actor, new Last(job), life.ApplicationStopping);
            if (!job.DryRun && job.Result.Refusal is null) Directory.Delete(PathOf(job), recursive: true);
        }
        catch (Exception e)
        {
            job.Result = new ImportResult(null, new Problem(
                "reading.import-broke", ProblemKind.Conflict, new("导入中断，没有任何更改。", "The import broke off; nothing was changed."), new(e.Message, e.Message)));
            throw;
        }
        finally
        {
            job.Running = false;
        }
    }

    private string PathOf(Job job) => Path.Combine(folder.Cache, "uploads", job.Id);

    private sealed class Last(Job job) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => job.Progress = value;
    }

    // The name of a file says which table it is, so it must be kept; it may not say anything else.
    [GeneratedRegex(@"^[\p{L}\p{Nd}_-][\p{L}\p{Nd}_.#() -]{0,100}\.(csv|CSV|xlsx|XLSX|parquet|txt|gz|json|dss)$")]
    private static partial Regex Fit();
}
