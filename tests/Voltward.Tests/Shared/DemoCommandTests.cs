using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Voltward.Tests.Shared;

/// <summary>The demonstration as a newcomer starts it.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "voltward-demo-" + Guid.NewGuid().ToString("N"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_runs_the_whole_job_and_a_second_time_opens_what_is_there()
    {
        var (exit, first) = await RunAsync("--customers", "1200");
        Assert.Equal(0, exit);
        foreach (var member in (string[])["customers", "areas", "leads", "orders", "visits", "cases", "trueStolenKwh", "seconds"])
        {
            Assert.True(first.GetProperty(member).GetDouble() > 0, member);
        }

        Assert.True(first.GetProperty("customers").GetInt32() >= 1200);
        Assert.InRange(first.GetProperty("recoveredKwh").GetDouble(), 0, first.GetProperty("trueStolenKwh").GetDouble());
        var (again, second) = await RunAsync("--customers", "1200");
        Assert.Equal((0, first.GetRawText()), (again, second.GetRawText()));

        var (refused, other) = await RunAsync("--customers", "1201");
        Assert.Equal((1, "demo.other-town"), (refused, other.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task It_touches_no_folder_that_holds_something_else()
    {
        Directory.CreateDirectory(_folder);
        var mine = Path.Combine(_folder, "mine.txt");
        await File.WriteAllTextAsync(mine, "mine", Stop);
        var (exit, problem) = await RunAsync();
        Assert.Equal((1, "demo.folder-in-use"), (exit, problem.GetProperty("code").GetString()));
        Assert.Equal([mine], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_file_named_like_the_marker_that_is_none_stops_it_before_it_deletes_anything()
    {
        Directory.CreateDirectory(_folder);
        var mine = Path.Combine(_folder, "demo.json");
        await File.WriteAllTextAsync(mine, "my own notes", Stop);
        var (exit, problem) = await RunAsync();
        Assert.Equal((1, "demo.folder-in-use"), (exit, problem.GetProperty("code").GetString()));
        Assert.Equal("my own notes", await File.ReadAllTextAsync(mine, Stop));
    }

    [Fact]
    public async Task One_that_was_interrupted_begins_anew()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lake"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "demo.json"), """{"seed":1,"customers":9,"days":9,"report":null}""", Stop);
        var left = Path.Combine(_folder, "lake", "half.parquet");
        await File.WriteAllTextAsync(left, "half", Stop);
        var (exit, report) = await RunAsync("--customers", "300");
        Assert.True(exit == 0, report.ToString());
        Assert.False(File.Exists(left));
    }

    private async Task<(int Exit, JsonElement Output)> RunAsync(params string[] more)
    {
        string[] arguments = ["demo", "--no-serve", "--json", "--days", "60", "--data", _folder, .. more];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "voltward"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.True(output.Length > 0, await error);
        return (process.ExitCode, JsonSerializer.Deserialize<JsonElement>(output));
    }
}
