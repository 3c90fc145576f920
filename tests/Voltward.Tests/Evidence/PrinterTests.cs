using CsCheck;
using Voltward.App.Evidence.Print;
using Xunit;

namespace Voltward.Tests.Evidence;

public sealed class PrinterTests
{
    private static readonly Printer Printer = new();

    [Fact]
    public void Chinese_text_comes_out_as_it_went_in_and_not_as_radicals()
    {
        const string text = "用电检查人员立即停止窃电，高压、方向、金额、日期、一、二、生产、见证人、言、食品、黄色、鼻、龙";
        var read = PdfText.Of(Print(new TextBlock(text)).Pdf);
        Assert.Contains(text, read, StringComparison.Ordinal);
        Assert.DoesNotContain(read.EnumerateRunes(), r => r.Value is >= 0x2E80 and <= 0x2FDF);
    }

    [Fact]
    public void A_radical_pasted_from_another_pdf_is_printed_as_the_character() =>
        Assert.Contains("用电", PdfText.Of(Print(new TextBlock("⽤电")).Pdf), StringComparison.Ordinal);

    [Fact]
    public void The_same_content_gives_the_same_bytes_and_another_content_another_hash()
    {
        var (first, again, other) = (Print(new TextBlock("合同")), Print(new TextBlock("合同")), Print(new TextBlock("合约")));
        Assert.Equal(first.Pdf, again.Pdf);
        Assert.Equal(first.ContentSha256, again.ContentSha256);
        Assert.NotEqual(first.ContentSha256, other.ContentSha256);
    }

    [Fact]
    public void The_hash_of_the_content_and_the_page_of_pages_stand_at_the_foot_of_each_page()
    {
        var printed = Print([.. Enumerable.Range(1, 120).Select(i => new TextBlock($"第 {i} 段"))]);
        var pages = PdfText.Raw(printed.Pdf).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(printed.Pages > 2);
        Assert.Equal(printed.Pages, pages.Length);
        for (var i = 0; i < pages.Length; i++)
        {
            Assert.Contains(printed.ContentSha256, pages[i], StringComparison.Ordinal);
            Assert.Contains($"第 {i + 1} 页 共 {pages.Length} 页", pages[i], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_the_characters_of_the_document_are_embedded() => Assert.InRange(Print(new TextBlock("用电检查")).Pdf.Length, 1, 60_000);

    [Fact]
    public void No_row_of_a_table_is_cut_in_two_and_its_header_repeats()
    {
        var rows = Enumerable.Range(1, 90).Select(i => (IReadOnlyList<string>)[$"起{i:000}", string.Concat(Enumerable.Repeat("很长的内容", 1 + (i % 17))), $"止{i:000}"]);
        var pages = PdfText.Raw(Print(FormTables.List([("序", 15), ("内容", 60), ("尾", 25)], rows)).Pdf).Split('\f');
        Assert.True(pages.Length > 3);
        Assert.All(Enumerable.Range(1, 90), i => Assert.Single(pages, p => p.Contains($"起{i:000}", StringComparison.Ordinal) && p.Contains($"止{i:000}", StringComparison.Ordinal)));
        Assert.All(pages.SkipLast(1), p => Assert.Contains("内容", p, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_taller_than_a_page_goes_on_and_loses_nothing()
    {
        var long_ = string.Concat(Enumerable.Range(1, 900).Select(i => $"第{i}句。"));
        var printed = Print(FormTables.List([("项", 20), ("说明", 80)], [["甲", long_]]));
        var read = string.Concat(PdfText.Of(printed.Pdf));
        Assert.True(printed.Pages > 1);
        Assert.All(Enumerable.Range(1, 900), i => Assert.Contains($"第{i}句", read, StringComparison.Ordinal));
    }

    [Fact]
    public void A_character_that_no_font_has_is_refused_by_name()
    {
        var bare = new Printer(PrintFonts.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot/lib/fonts"), []));
        var problem = bare.Print(Document(new TextBlock("户名：𠮷田"))).Problem;
        Assert.Equal(("evidence.character-missing", "U+20BB7"), (problem?.Code, problem?.Where));
    }

    [Fact]
    public void A_rare_character_is_printed_with_the_fonts_of_the_system()
    {
        if (!PrintFonts.SystemFonts.Any(File.Exists)) Assert.Skip("fonts-noto-cjk is not installed.");
        Assert.Contains("户名：𠮷田食品", PdfText.Of(Print(new TextBlock("户名：𠮷田食品")).Pdf), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_fonts_are_said_plainly() =>
        Assert.Equal("evidence.font-missing", PrintFonts.Load(Path.GetTempPath(), []).Problem?.Code);

    [Fact]
    public void A_cut_font_has_the_asked_characters_with_their_widths_and_no_other()
    {
        var font = new FontFile(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot/lib/fonts/NotoSansSC_400Regular.ttf")));
        var characters = "用电ABé①㎡".EnumerateRunes().Select(r => r.Value).Where(font.Has).Order().ToList();
        var cut = new FontFile(FontSubset.Cut(font, characters));
        Assert.True(characters.Count >= 5);
        Assert.Equal(characters, Enumerable.Range(0, 0x30000).Where(cut.Has));
        Assert.All(characters, c => Assert.Equal(font.Advance(font.GlyphOf(c)), cut.Advance(cut.GlyphOf(c))));
        Assert.All(characters, c => Assert.Equal(font.Outline(font.GlyphOf(c)).Length == 0, cut.Outline(cut.GlyphOf(c)).Length == 0));
    }

    [Fact]
    public void Lines_keep_every_character_fit_the_width_and_begin_with_no_closing_mark() =>
        Gen.Select(Gen.Int[0, 11].Array[1, 80], Gen.Int[6, 30]).Sample((picks, width) =>
        {
            string[] parts = ["用", "电", "，", "。", "（", "）", "《", "》", "123.45", "AJ-2026", "、", "检查"];
            var text = string.Concat(picks.Select(i => parts[i]));
            var lines = LineBreaker.Break(text, width, _ => 1f);
            Assert.Equal(text, string.Concat(lines));
            Assert.All(lines, l => Assert.True(l.EnumerateRunes().Count() <= width));
            var marks = "，。）》、".ToHashSet();
            // A run of marks longer than a line has no lawful break; everywhere else no line begins with one.
            if (!parts.Any(p => HasRun(text, marks, width - 1))) Assert.All(lines.Skip(1), l => Assert.DoesNotContain(l[0], marks));
        });

    private static bool HasRun(string text, HashSet<char> marks, int length)
    {
        var run = 0;
        foreach (var c in text)
        {
            run = marks.Contains(c) || "（《".Contains(c, StringComparison.Ordinal) || char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? run + 1 : 0;
            if (run >= length) return true;
        }

        return false;
    }

    private static PrintDocument Document(params PrintBlock[] blocks) => new("用电检查样张", "编号：YZ-1", "示范县供电公司", "voltward:test", blocks);

    private static PrintedDocument Print(params PrintBlock[] blocks)
    {
        var outcome = Printer.Print(Document(blocks));
        Assert.True(outcome.Succeeded(out var printed, out var problem), problem?.Text.En);
        return printed;
    }
}
