using System.Text.RegularExpressions;
using Voltward.Host.Shared;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Shared;

public sealed partial class TextsTests
{
    /// <summary>A Chinese text stands either beside its English (<c>"中文", "English"</c>) or has one in an <c>en.json</c>.</summary>
    [Fact]
    public void Every_Chinese_text_of_a_page_has_an_English_one() => Assert.Empty(
        from file in Pages()
        let code = Comment().Replace(File.ReadAllText(file), "")
        from Match text in Literal().Matches(code)
        where Chinese().IsMatch(text.Groups[1].Value) && !Pair().IsMatch(code[(text.Index + text.Length)..])
        where !Texts.All.ContainsKey(text.Groups[1].Value)
        select $"{Source.Name(file)}: {text.Groups[1].Value}");

    [Fact]
    public void A_sentence_takes_the_same_figures_in_both_languages() => Assert.Empty(
        Texts.All.Where(t => !Places(t.Key).SetEquals(Places(t.Value))).Select(t => t.Key));

    [Fact]
    public void No_English_text_holds_Chinese() => Assert.Empty(Texts.All.Where(t => Chinese().IsMatch(t.Value)).Select(t => t.Key));

    [Fact]
    public void The_language_of_the_page_decides()
    {
        Assert.Equal("第 2 页，共 5 页", new Texts(english: false)["第 {0} 页，共 {1} 页", 2, 5]);
        Assert.Equal("Page 2 of 5", new Texts(english: true)["第 {0} 页，共 {1} 页", 2, 5]);
    }

    private static IEnumerable<string> Pages() => Directory.GetFiles(Golden.Root("src/Voltward.Host"), "*.*", SearchOption.AllDirectories)
        .Where(f => !Path.GetFileName(f).StartsWith("Demo", StringComparison.Ordinal))        // what people of a demonstration write, not what a page says
        .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
        .Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.EndsWith("Commands.cs", StringComparison.Ordinal) && !f.EndsWith("LastResort.cs", StringComparison.Ordinal)
            // What a demonstration enters is data, as people would type it.
            && !Path.GetFileName(f).StartsWith("Demo", StringComparison.Ordinal));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("\"((?:[^\"\\\\\\n]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""^,\s*\$?"(?!(?:long|date|number|text)")[^"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*"|^,\s*\$"[^\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\n]*""")]
    private static partial Regex Pair();

    [GeneratedRegex(@"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"^\s*//.*$|@\*[\s\S]*?\*@", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
