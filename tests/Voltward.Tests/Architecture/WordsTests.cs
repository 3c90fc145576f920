using System.Text.RegularExpressions;
using Voltward.Host.Shared;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Architecture;

/// <summary>No page shows Chinese to who reads English.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Every_text_of_a_page_has_an_English_one()
    {
        var missing = Directory.GetFiles(Path.Combine(Source.Root, "src", "Voltward.Host"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(m => (File: Path.GetFileName(file), Key: m.Groups[1].Value)))
            .Where(x => x.Key.Any(char.IsLetter) && !Texts.All.ContainsKey(x.Key)).ToList();
        Assert.Empty(missing);
    }

    [GeneratedRegex("\\bT\\[\"([^\"]+)\"")]
    private static partial Regex Key();
}
