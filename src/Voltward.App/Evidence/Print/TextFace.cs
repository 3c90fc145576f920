using System.Text;
using SkiaSharp;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence.Print;

/// <summary>One weight of the font cut down to one document: measures and draws its text.</summary>
internal sealed class TextFace : IDisposable
{
    private readonly FontFile _font;
    private readonly PrintFonts _fonts;
    private readonly SKTypeface _subset;
    private readonly Dictionary<float, SKFont> _sizes = [];
    private readonly Dictionary<float, SKFont> _fallbackSizes = [];

    private TextFace(FontFile font, PrintFonts fonts, SKTypeface subset) => (_font, _fonts, _subset) = (font, fonts, subset);

    /// <summary>Cuts the font to the characters of a text; refuses by name a character that no font has.</summary>
    public static Outcome<TextFace> For(FontFile font, PrintFonts fonts, string text)
    {
        var characters = text.EnumerateRunes().Select(r => r.Value).Where(c => c != '\n').Distinct().Order().ToList();
        foreach (var character in characters)
        {
            if (!font.Has(character) && fonts.FallbackFor(character) is null) return PrintProblems.CharacterMissing(character);
        }

        using var data = SKData.CreateCopy(FontSubset.Cut(font, [.. characters.Where(font.Has)]));
        return new TextFace(font, fonts, SKTypeface.FromData(data));
    }

    public float Width(string text, float size) => text.EnumerateRunes().Sum(r => Width(r, size));

    public float Width(Rune character, float size) => _font.Has(character.Value)
        ? _font.Advance(_font.GlyphOf(character.Value)) * size / _font.UnitsPerEm
        : size;

    public void Draw(SKCanvas canvas, string text, float x, float baseline, float size, SKPaint paint)
    {
        var run = new StringBuilder();
        var (inFont, start) = (true, x);
        foreach (var character in text.EnumerateRunes())
        {
            var has = _font.Has(character.Value);
            if (has != inFont) Flush();
            inFont = has;
            run.Append(character);
            x += Width(character, size);
        }

        Flush();

        void Flush()
        {
            if (run.Length > 0) canvas.DrawText(run.ToString(), start, baseline, SKTextAlign.Left, Font(inFont, run, size), paint);
            (start, _) = (x, run.Clear());
        }
    }

    public void Dispose()
    {
        foreach (var font in _sizes.Values.Concat(_fallbackSizes.Values)) font.Dispose();
        _subset.Dispose();
    }

    private SKFont Font(bool inFont, StringBuilder run, float size)
    {
        var sizes = inFont ? _sizes : _fallbackSizes;
        if (!sizes.TryGetValue(size, out var font))
        {
            var face = inFont ? _subset : _fonts.FallbackFor(Rune.GetRuneAt(run.ToString(), 0).Value);
            sizes[size] = font = new SKFont(face, size) { Subpixel = true, Hinting = SKFontHinting.None };
        }

        return font;
    }
}
