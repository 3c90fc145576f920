using SkiaSharp;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence.Print;

/// <summary>A label to be stuck on something.</summary>
/// <param name="Link">What its QR code says.</param>
/// <param name="Lines">Lines beside the code; the first is large, the last small.</param>
public sealed record PrintedLabel(string Link, IReadOnlyList<string> Lines);

/// <summary>Prints labels of 100 × 60 mm, one a page, with a QR code and a few lines (标签打印).</summary>
public sealed class LabelPrinter
{
    private const float Width = 283.5f, Height = 170.1f, Margin = 12f, Gap = 10f;
    private const float Code = Height - (2 * Margin) - 16f;

    /// <summary>The PDF, or a refusal that names the character which no font has.</summary>
    public Outcome<byte[]> Print(string title, IReadOnlyList<PrintedLabel> labels)
    {
        if (!PrintFonts.Standard.Succeeded(out var fonts, out var problem)) return problem;
        var text = string.Concat(labels.SelectMany(l => l.Lines));
        if (!TextFace.For(fonts.Regular, fonts, text).Succeeded(out var regular, out problem)) return problem;
        using (regular)
        {
            if (!TextFace.For(fonts.Bold, fonts, text).Succeeded(out var bold, out problem)) return problem;
            using (bold)
            using (var stream = new MemoryStream())
            {
                using (var pdf = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = title, Producer = "Voltward" }))
                {
                    foreach (var label in labels)
                    {
                        using var canvas = pdf.BeginPage(Width, Height);
                        Draw(canvas, label, regular, bold);
                        pdf.EndPage();
                    }

                    pdf.Close();
                }

                return stream.ToArray();
            }
        }
    }

    private static void Draw(SKCanvas canvas, PrintedLabel label, TextFace regular, TextFace bold)
    {
        Marks.Rectangle(canvas, SKRect.Create(4, 4, Width - 8, Height - 8), 1f);
        Marks.Code(label.Link, Margin, Margin, Code)(canvas);
        var room = Width - Code - Gap - (2 * Margin);
        var y = Margin + 14f;
        for (var i = 0; i < label.Lines.Count - 1; i++)
        {
            var (face, size) = i == 0 ? (bold, 15f) : (regular, 10f);
            foreach (var line in Broken(label.Lines[i], face, size, room))
            {
                face.Draw(canvas, line, Margin + Code + Gap, y, size, Marks.Ink);
                y += size * 1.35f;
            }

            y += 4f;
        }

        regular.Draw(canvas, label.Lines[^1], Margin, Height - Margin, 8.5f, Marks.Ink);
    }

    /// <summary>Breaks after whole words and anywhere between Chinese characters.</summary>
    private static IEnumerable<string> Broken(string text, TextFace face, float size, float room)
    {
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (line.Length > 0 && face.Width((line + piece).TrimEnd(), size) > room)
            {
                yield return line.TrimEnd();
                line = piece.TrimStart();
            }
            else
            {
                line += piece;
            }
        }

        if (line.Length > 0) yield return line;
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && text[i - 1] < 0x2E80 && text[i - 1] != ' ' && text[i] < 0x2E80) continue;
            yield return text[start..i];
            start = i;
        }
    }
}
