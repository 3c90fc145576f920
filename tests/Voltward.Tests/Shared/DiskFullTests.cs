using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Voltward.Tests.Shared;

/// <summary>The real program on a disk without room, by the kernel's own answer: the database's writes and a file's.</summary>
public sealed class DiskFullTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "voltward-full-" + Guid.NewGuid().ToString("N"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_database_finds_no_room_and_the_command_says_so_in_words()
    {
        var (exit, output, error) = await RunAsync("leads", "--json", "--data", _folder);
        Assert.Equal((1, "shared.disk-full"), (exit, JsonSerializer.Deserialize<JsonElement>(output).GetProperty("code").GetString()));
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_finds_no_room_and_the_command_says_so_in_words()
    {
        var (exit, output, error) = await RunAsync("simulate", "--out", _folder, "--customers", "30", "--days", "2");
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("shared.disk-full", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] command)
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed.");
        string[] arguments = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC", Path.Combine(AppContext.BaseDirectory, "voltward"), .. command];
        var start = new ProcessStartInfo("/usr/bin/strace", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["VOLTWARD_POSTGRES"] = null;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await error);
    }
}
