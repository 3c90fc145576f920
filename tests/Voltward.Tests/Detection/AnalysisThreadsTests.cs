using System.Diagnostics;
using System.Globalization;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>The real program on one processor and on two: losses, leads and evidence must be the same to the last byte.</summary>
public sealed class AnalysisThreadsTests
{
    [Fact]
    public async Task One_processor_and_two_find_the_same_to_the_last_byte()
    {
        var program = Golden.Root("artifacts/bin/Voltward.Host/release/voltward");
        if (!File.Exists(program)) Assert.Skip($"{program} is not built.");
        var folder = Directory.CreateTempSubdirectory("voltward-threads-").FullName;
        try
        {
            var files = Path.Combine(folder, "town");
            await RunAsync(program, 2, "simulate", "--seed", "29", "--customers", "240", "--days", "40", "--out", files);
            var imported = Path.Combine(folder, "data0");
            await RunAsync(program, 2, "import", "company", Path.Combine(files, "files"), "--data", imported, "--as-of", "2026-11-10");
            var found = new List<(string Leads, string Losses, string Evidence)>();
            foreach (var processors in (int[])[1, 2])
            {
                var data = Path.Combine(folder, "data" + processors.ToString(CultureInfo.InvariantCulture));
                Copy(imported, data);
                await RunAsync(program, processors, "analyse", "--data", data);
                found.Add((
                    await RunAsync(program, processors, "leads", "--all", "--json", "--data", data),
                    await RunAsync(program, processors, "losses", "--json", "--data", data),
                    Hash(Path.Combine(data, "cache", "evidence"))));
            }

            Assert.Equal(found[0].Evidence, found[1].Evidence);
            Assert.Equal(found[0].Losses, found[1].Losses);
            Assert.Equal(found[0].Leads, found[1].Leads);
            Assert.True(found[0].Leads.Length > 10_000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Hash(string folder) => string.Join('\n', Directory.GetFiles(folder).Order(StringComparer.Ordinal)
        .Select(f => Path.GetFileName(f) + " " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))));

    private static async Task<string> RunAsync(string program, int processors, params string[] line)
    {
        var start = new ProcessStartInfo(program, line) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = processors.ToString(CultureInfo.InvariantCulture);
        start.Environment["VOLTWARD_POSTGRES"] = null;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', line)}: {process.ExitCode} {await output} {await errors}");
        return await output;
    }
}
