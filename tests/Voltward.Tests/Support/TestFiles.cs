using Xunit;

namespace Voltward.Tests.Support;

/// <summary>Real files that do not belong to the repository; a test that needs one shows as skipped where they are absent.</summary>
internal static class TestFiles
{
    public static string Find(string name)
    {
        var folder = Environment.GetEnvironmentVariable("VOLTWARD_TEST_DATA") is { Length: > 0 } named ? named : Golden.Root("../shared/data");
        var path = Path.Combine(folder, name);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"{name} is not here (VOLTWARD_TEST_DATA names the folder).");
        return path;
    }

    /// <summary>Skips a proof that takes minutes unless it is asked for.</summary>
    public static void OnlyWhenLong()
    {
        if (Environment.GetEnvironmentVariable("VOLTWARD_LONG") is not { Length: > 0 }) Assert.Skip("slow proof, run by ./test --long");
    }
}
