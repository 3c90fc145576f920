using System.Globalization;
using System.Text;
using SkiaSharp;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.App.Evidence.Print;

/// <summary>Prints documents as A4 PDF with embedded, searchable text. The same content gives the same bytes.</summary>
public sealed class Printer
{
    private const float CodeSize = 66f;
    private const string PageWords = "内容摘要 SHA-256 第页共0123456789abcdef / ";
    private readonly Outcome<PrintFonts> _fonts;

    /// <summary>Prints with the fonts delivered with the program.</summary>
    public Printer()
        : this(PrintFonts.Standard)
    {
    }

    /// <summary>Prints with other fonts.</summary>
    public Printer(Outcome<PrintFonts> fonts) => _fonts = fonts;

    /// <summary>The PDF, or a refusal that names the character which no font has.</summary>
    public Outcome<PrintedDocument> Print(PrintDocument document)
    {
        if (!_fonts.Succeeded(out var fonts, out var problem)) return problem;
        var clean = Cleaned(document);
        var text = TextOf(clean);
        if (SourceProtection.HoldsNumber(text)) return SourceProtection.NamesATip;
        var regularFace = TextFace.For(fonts.Regular, fonts, text);
        if (!regularFace.Succeeded(out var regular, out problem)) return problem;
        using (regular)
        {
            var boldFace = TextFace.For(fonts.Bold, fonts, text);
            if (!boldFace.Succeeded(out var bold, out problem)) return problem;
            using (bold) return Draw(clean, regular, bold);
        }
    }

    private static PrintedDocument Draw(PrintDocument document, TextFace regular, TextFace bold)
    {
        var hash = ContentHash.Of(document);
        var layout = new PageLayout(regular, bold);
        var code = document.Link is null ? null : Marks.Code(
            $"{document.Link}#sha256={hash}", PageLayout.Right - CodeSize, PageLayout.Top, CodeSize);
        layout.Head(document, code, CodeSize);
        for (var i = 0; i < document.Blocks.Count; i++) layout.Place(document.Blocks, i);

        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata { Title = $"{document.Title} {document.Number}", Author = document.Issuer, Producer = "Voltward" };
        using (var pdf = SKDocument.CreatePdf(stream, metadata))
        {
            for (var i = 0; i < layout.Pages.Count; i++)
            {
                using var canvas = pdf.BeginPage(PageLayout.PageWidth, PageLayout.PageHeight);
                foreach (var mark in layout.Pages[i]) mark(canvas);
                Foot(canvas, regular, hash, (i + 1, layout.Pages.Count));
                pdf.EndPage();
            }

            pdf.Close();
        }

        return new(stream.ToArray(), layout.Pages.Count, hash);
    }

    private static void Foot(SKCanvas canvas, TextFace face, string hash, (int Page, int Of) number)
    {
        const float size = 7.5f;
        var baseline = PageLayout.Bottom + 20f;
        Marks.Line(canvas, PageLayout.Left, PageLayout.Right, PageLayout.Bottom + 8f, 0.5f);
        face.Draw(canvas, $"内容摘要 SHA-256 {hash}", PageLayout.Left, baseline, size, Marks.Ink);
        var pages = string.Create(CultureInfo.InvariantCulture, $"第 {number.Page} 页 共 {number.Of} 页");
        face.Draw(canvas, pages, PageLayout.Right - face.Width(pages, size), baseline, size, Marks.Ink);
    }

    private static string TextOf(PrintDocument document)
    {
        var text = new StringBuilder(PageWords).Append(document.Title).Append(document.Number).Append(document.Issuer);
        foreach (var block in document.Blocks)
        {
            if (block is TextBlock paragraph) text.Append(paragraph.Text);
            if (block is TableBlock table)
            {
                foreach (var cell in table.Rows.SelectMany(r => r.Cells)) text.Append(cell.Text);
            }
        }

        return text.ToString();
    }

    private static PrintDocument Cleaned(PrintDocument document) => document with
    {
        Title = Cleaned(document.Title),
        Number = Cleaned(document.Number),
        Issuer = Cleaned(document.Issuer),
        Blocks = [.. document.Blocks.Select(b => b switch
        {
            TextBlock text => text with { Text = Cleaned(text.Text) },
            TableBlock table => table with
            {
                Rows = [.. table.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => c with { Text = Cleaned(c.Text) })] })],
            },
            _ => b,
        })],
    };

    /// <summary>
    /// Composes accents, turns Kangxi and other radicals (pasted from a PDF, they look like the character but cannot be found) into
    /// the character, and drops what prints nothing.
    /// </summary>
    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (character.Value is >= 0x2E80 and <= 0x2FDF) clean.Append(character.ToString().Normalize(NormalizationForm.FormKC));
            else if (character.Value is '\t' or 0x00A0) clean.Append(' ');
            else if (character.Value == '\n' || !Rune.IsControl(character)) clean.Append(character);
        }

        return clean.ToString();
    }
}
