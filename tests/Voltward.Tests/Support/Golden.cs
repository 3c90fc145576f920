using System.Runtime.CompilerServices;
using Xunit;

namespace Voltward.Tests.Support;

/// <summary>Compares text with a file kept in the repository. Set UPDATE_GOLDEN=1 to accept a change, then read the diff.</summary>
internal static class Golden
{
    public static void Matches(string actual, string pathFromRoot)
    {
        var file = Root(pathFromRoot);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    /// <summary>A path in the source tree, from its root.</summary>
    public static string Root(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));
}
