using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Voltward.Tests.Readings;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voltward-simulate-");

    [Fact]
    public void The_command_writes_files_and_truth_and_prints_what_it_did()
    {
        var (code, output, progress) = Run("simulate", "--seed", "9", "--customers", "40", "--days", "2", "--start", "2026-03-01", "--out", _folder.FullName, "--json");
        Assert.Equal(0, code);
        var summary = JsonDocument.Parse(output).RootElement;
        Assert.Equal(40, summary.GetProperty("customers").GetInt32());
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "truth.json")));
        Assert.Contains("readings-daily.2026-03.parquet", summary.GetProperty("files").EnumerateArray().Select(f => f.GetString()));
        Assert.All(summary.GetProperty("files").EnumerateArray(), f => Assert.True(File.Exists(Path.Combine(_folder.FullName, "files", f.GetString()!))));
        Assert.Contains("100 %", progress, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_date_is_a_matter_of_usage() =>
        Assert.Equal(2, Run("simulate", "--start", "1 March", "--out", _folder.FullName).Code);

    [Fact]
    public void Nothing_to_simulate_is_refused_with_a_code()
    {
        var (code, output, _) = Run("simulate", "--customers", "0", "--out", _folder.FullName, "--json");
        Assert.Equal(1, code);
        Assert.Equal("readings.simulation-empty", JsonDocument.Parse(output).RootElement.GetProperty("code").GetString());
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int Code, string Output, string Progress) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "voltward.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
