using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Trail;

/// <summary>
/// The real program under a disk that fails: each single write, sync and rename of a submission and of a seal fails once and kills
/// the program once. Whatever was acknowledged must be there, whole; and the next try must succeed.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private static readonly string[] Calls = ["fsync", "fdatasync", "pwrite64", "rename"];
    private readonly string _folder = Directory.CreateTempSubdirectory("voltward-fault-").FullName;
    private readonly string _program = Environment.GetEnvironmentVariable("VOLTWARD_PROGRAM") ?? Golden.Root("artifacts/bin/Voltward.Host/release/voltward");

    /// <summary>Numbers the data folders of the whole test: a connection of this process outlives its folder, and the same path again would show what lay there before.</summary>
    private int _runs;

    private string Base => Path.Combine(_folder, "base");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_single_failed_or_fatal_file_call_loses_what_was_acknowledged()
    {
        TestFiles.OnlyWhenLong();
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed.");
        if (!File.Exists(_program)) Assert.Skip($"{_program} is not built.");
        await PrepareAsync();
        string[] submit = ["visit", "submit", Path.Combine(_folder, "record.json"), "--as", "town-i1", "--json"];
        var tried = await EveryFaultAsync(Base, submit, ["log", "seal", "--json"]);

        var submitted = Path.Combine(_folder, "submitted");
        Copy(Base, submitted);
        Assert.Equal(0, Run(submitted, null, submit).Code);
        tried += await EveryFaultAsync(submitted, ["log", "seal", "--json"], submit);
        Console.Error.WriteLine($"{tried} faults, nothing acknowledged was lost");
    }

    /// <summary>Runs a command once for each occurrence of each call and each kind of fault, and looks at what is left.</summary>
    private async Task<int> EveryFaultAsync(string from, string[] command, string[] then)
    {
        var (tried, took, acknowledged) = (0, 0, 0);
        foreach (var call in Calls)
        {
            var count = Occurrences(from, call, command);
            foreach (var fault in (string[])["error=EIO", "error=ENOSPC", "signal=KILL"])
            {
                for (var n = 1; n <= count; n++)
                {
                    var data = Path.Combine(_folder, $"run-{_runs++}");
                    tried++;
                    Copy(from, data);
                    var (code, output) = Run(data, $"-e trace={call} -e inject={call}:{fault}:when={n}", command);
                    if (code != 0) took++;
                    else acknowledged++;
                    if (code == 0 && command[0] == "visit") Assert.Contains(Records.PictureSha, output, StringComparison.Ordinal);
                    await LookAsync(data, code == 0 && command[0] == "visit", $"{call} {fault} {n}");
                    Assert.True(Run(data, null, command) is (0, _), $"{call} {fault} {n}: not possible afterwards");
                    Assert.True(Run(data, null, then) is (0, _), $"{call} {fault} {n}: the next step is not possible afterwards");
                    await LookAsync(data, received: true, $"{call} {fault} {n}, afterwards");
                    Directory.Delete(data, recursive: true);
                }
            }
        }

        Console.Error.WriteLine($"{string.Join(' ', command[..2])}: {tried} faults, {took} stopped the program, {acknowledged} were acknowledged all the same");
        return tried;
    }

    /// <summary>Acknowledged means: in the database with its hash, the photo whole under its name, the database whole, the log whole.</summary>
    private static async Task LookAsync(string data, bool received, string where)
    {
        var folder = new DataFolder(data);
        await using var database = Database.Sqlite(folder.DatabaseFile, TimeProvider.System);
        var files = new EvidenceFiles(folder);
        await using (var look = await database.LookAsync(Actor.System, TestContext.Current.CancellationToken))
        {
            Assert.Equal("ok", await look.ScalarAsync<string>("pragma integrity_check"));
            var content = await look.ScalarAsync<string>("select content_sha256 from visit where visit_id = 'visit-1001-0001'");
            if (received) Assert.True(content is not null && files.Has(content) && files.Has(Records.PictureSha), where);
        }

        var check = await new CheckLog(database, new(folder), new(folder, files)).RunAsync(TestContext.Current.CancellationToken);

        // Tiles that were written for a checkpoint that was then not signed are no loss; the next seal writes the same.
        Assert.True(check.Problems.All(p => p.Code == "trail.file-unexpected"), $"{where}: {string.Join(' ', check.Problems.Select(p => p.Item + " " + p.Code))}");
    }

    private int Occurrences(string from, string call, string[] command)
    {
        var data = Path.Combine(_folder, "count");
        Copy(from, data);
        var trace = Path.Combine(_folder, "trace");
        Assert.Equal(0, Run(data, $"-o {trace} -e trace={call}", command).Code);
        Directory.Delete(data, recursive: true);
        return File.ReadLines(trace).Count(l => l.Contains(call + "(", StringComparison.Ordinal));
    }

    private (int Code, string Output) Run(string data, string? strace, string[] command)
    {
        string[] all = [.. strace is null ? (string[])[] : ["-f", "-qq", .. strace.Contains("-o ", StringComparison.Ordinal) ? (string[])[] : ["-o", "/dev/null"], .. strace.Split(' ')], .. strace is null ? (string[])[] : [_program], .. command, "--data", data];
        var start = new ProcessStartInfo(strace is null ? _program : "/usr/bin/strace", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["VOLTWARD_POSTGRES"] = null;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    /// <summary>A data folder with an approved order on which two inspectors are signed in, and the record they are about to send.</summary>
    private async Task PrepareAsync()
    {
        await using var town = await FlowTown.OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var orderNo = await town.ApprovedOrderAsync("1001");
        await Records.BeginAsync(town, "visit-1001-0001", orderNo, 1, 2);
        await using (var work = await town.Store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken))
        {
            await work.ExecuteAsync("insert into person_role (person_id, role, valid_from) values ('i1', 'Inspector', '2020-01-01')");
            await work.CommitAsync("test.role", "person/i1");
        }

        FlowTown.Ok(await town.Use<SealLog>().RunAsync(TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "record.json"), VisitRecordText.Write(Records.Complete("visit-1001-0001", orderNo, town, "F1001")));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "image.jpg"), Records.Picture);
        Copy(town.Store.Folder.Root, Base);
        foreach (var file in Directory.GetFiles(Base, "voltward.db*")) File.Delete(file);
        using var from = new SqliteConnection($"Data Source={town.Store.Folder.DatabaseFile}");
        using var to = new SqliteConnection($"Data Source={Path.Combine(Base, "voltward.db")};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from)) Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("log.lock", StringComparison.Ordinal))) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }
}
