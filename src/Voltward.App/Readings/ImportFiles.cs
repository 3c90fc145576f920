using Voltward.App.Readings.Import;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings;

/// <summary>
/// Loads files by a mapping profile (批量导入): everything is read and judged first, then written in one step. The same files again
/// change nothing. A killed import leaves nothing visible, and running it again ends as if it had not been killed.
/// </summary>
public sealed class ImportFiles(Database database, DataFolder folder, Lake lake, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Names of the profiles shipped with the program.</summary>
    public static IReadOnlyList<string> Profiles => MappingFiles.Names;

    /// <summary>What to load.</summary>
    /// <param name="Profile">Name of a profile, or path of a mapping file (.json).</param>
    /// <param name="Files">Files, or folders of them.</param>
    /// <param name="DryRun">Judge only: records, lake and trail stay as they are.</param>
    /// <param name="Mode">What refused rows do to the others.</param>
    /// <param name="AsOf">The day after which nothing can have happened yet; null: today. For data of an invented or shifted calendar.</param>
    public sealed record Request(
        string Profile, IReadOnlyList<string> Files, bool DryRun = false, RejectMode Mode = RejectMode.ByProfile, DateOnly? AsOf = null);

    /// <summary>The report of an import that was carried out (or would be); a problem when it was refused and nothing was loaded.</summary>
    public async Task<Outcome<ImportReport>> RunAsync(Request request, Actor actor, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var result = await ReportAsync(request, actor, progress, stop);
        return result.Refusal is { } problem ? problem : result.Report!;
    }

    /// <summary>As <see cref="RunAsync"/>, but a refusal that concerns rows comes with its report.</summary>
    public async Task<ImportResult> ReportAsync(Request request, Actor actor, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        if (!MappingFiles.Load(request.Profile).Succeeded(out var profile, out var problem)) return new(null, problem);
        if (!SourceFiles.Find(request.Files, profile.Source).Succeeded(out var files, out problem)) return new(null, problem);

        // A dry run may not touch the data folder, so it lays its rows out elsewhere and takes no turn.
        using var turn = request.DryRun ? null : await FolderLock.TakeAsync(folder, FolderLock.Import, Patience, stop);
        if (turn is null && !request.DryRun) return new(null, ReadingProblems.ImportRunning);
        using var stage = new Stage(request.DryRun ? Path.GetTempPath() : folder.Cache, stop);
        var run = new ImportRun(database, folder, lake, stage, clock.GetUtcNow());
        return await run.GoAsync(new(profile, files, request.DryRun, Rule(request.Mode, profile)) { AsOf = request.AsOf }, actor, new ImportSteps(progress), stop);
    }

    private static RejectRule? Rule(RejectMode mode, MappingProfile profile) => mode switch
    {
        RejectMode.Strict => RejectRule.Refuse,
        RejectMode.KeepGoing => RejectRule.SetAside,
        RejectMode.ByProfile => profile.OnRejected == RejectRule.SetAside ? null : RejectRule.Refuse,
    };
}
