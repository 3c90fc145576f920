using System.Text.RegularExpressions;

namespace Voltward.Tests.Support;

/// <summary>The source tree as the architecture tests read it.</summary>
internal static partial class Source
{
    public static string Root { get; } = Golden.Root("");

    /// <summary>All C# and Razor files below a folder of the tree, generated ones left out.</summary>
    public static IEnumerable<string> Files(string below) => Directory
        .EnumerateFiles(Path.Combine(Root, below), "*.*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal));

    public static string Name(string file) => Path.GetRelativePath(Root, file);

    /// <summary>The text without comments, so that a number or word explained in a sentence does not count.</summary>
    public static string Code(string file) => Comments().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
