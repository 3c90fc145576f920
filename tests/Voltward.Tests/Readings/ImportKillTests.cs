using System.Diagnostics;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>The real program, killed at random moments of an import and started again, ends where an undisturbed run ends.</summary>
public sealed class ImportKillTests
{
    [Fact]
    public async Task An_import_killed_at_random_moments_ends_in_the_state_of_an_undisturbed_one()
    {
        var program = Golden.Root("artifacts/bin/Voltward.Host/release/voltward");
        if (Environment.GetEnvironmentVariable("VOLTWARD_PROGRAM") is { Length: > 0 } named) program = named;
        if (!File.Exists(program)) Assert.Skip($"{program} is not built.");
        var kills = Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 } ? 50 : 5;

        await using var undisturbed = await Importer.OpenAsync();
        Files(undisturbed);
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, await RunAsync(program, undisturbed, null));
        var normal = clock.Elapsed;
        var expected = await undisturbed.StateAsync(withTimes: false);

        await using var disturbed = await Importer.OpenAsync();
        Files(disturbed);
        var (chance, killed) = (new Random(20_260_311), 0);
        while (killed < kills)
        {
            // Some runs get through before the blow; then the next one finds everything in place, which must also change nothing.
            var wait = normal * (0.05 + (chance.NextDouble() * 0.9));
            if (await RunAsync(program, disturbed, wait) == 137) killed++;
            var listed = await disturbed.SqlAsync<string>("select part_file from lake_part");
            Assert.All(listed, part => Assert.True(File.Exists(Path.Combine(disturbed.Store.Folder.Lake, part)), part));
            Assert.Contains((await disturbed.SqlAsync<long>("select count(*) from import_run"))[0], (long[])[0, 1]);
            if (listed.Count > 0 && killed < kills) await ForgetAsync(disturbed);
        }

        Assert.Equal(0, await RunAsync(program, disturbed, null));
        Assert.Equal(expected, await disturbed.StateAsync(withTimes: false));
        Assert.Empty(Orphans(disturbed, await disturbed.SqlAsync<string>("select part_file from lake_part")));
    }

    /// <summary>Takes everything out again, so that the next blow also falls on an import that has work to do. Files stay as orphans.</summary>
    private static async Task ForgetAsync(Importer x)
    {
        await using var work = await x.Store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
        foreach (var table in (string[])["lake_part", "import_file", "import_run", "usage_point", "customer", "transformer_area", "organisation"]) await work.ExecuteAsync($"delete from {table}");
        await work.CommitAsync("test.forgotten", "all");
    }

    private static void Files(Importer x)
    {
        foreach (var (name, text) in Importer.Archive) x.Write(name, text);
        x.WriteParquet("readings-daily.parquet", "select case when i % 2 = 0 then 'P1' else 'P2' end as point, date '2019-01-01' + (i // 2)::int as day, (i % 97) / 4 as import_kwh from range(5000) t(i)");
        x.WriteParquet("bills.parquet", "select 'C' || (i % 2 + 1) as customer_no, 'B' || i as bill_no, date '2020-01-01' + (i % 900)::int as period_from, date '2020-02-01' + (i % 900)::int as period_to, i % 311 as energy_kwh from range(300000) t(i)");
    }

    private static async Task<int> RunAsync(string program, Importer x, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo(program, ["import", "company", x.Files, "--data", x.Store.Folder.Root, "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["VOLTWARD_POSTGRES"] = null;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } wait && !process.WaitForExit(wait)) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0 or 137, $"{process.ExitCode} {await output} {await errors}");
        return process.ExitCode;
    }

    private static IEnumerable<string> Orphans(Importer x, IReadOnlyList<string> listed) => Directory.EnumerateFileSystemEntries(x.Store.Folder.Lake)
        .Select(f => Path.GetFileName(f)).Where(f => f != "import.lock" && !listed.Contains(f));
}
