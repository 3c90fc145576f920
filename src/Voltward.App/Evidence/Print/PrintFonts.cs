using SkiaSharp;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence.Print;

/// <summary>The two weights of the print font, and the system's font for the rare characters they lack.</summary>
public sealed class PrintFonts
{
    private static readonly Lazy<Outcome<PrintFonts>> BesideTheProgram =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "wwwroot", "lib", "fonts"), SystemFonts));

    private readonly SKTypeface? _fallback;

    private PrintFonts(FontFile regular, FontFile bold, SKTypeface? fallback) => (Regular, Bold, _fallback) = (regular, bold, fallback);

    /// <summary>The fonts delivered with the program.</summary>
    public static Outcome<PrintFonts> Standard => BesideTheProgram.Value;

    /// <summary>Where Debian's package fonts-noto-cjk puts the font with the rare characters.</summary>
    public static IReadOnlyList<string> SystemFonts =>
        ["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"];

    internal FontFile Regular { get; }

    internal FontFile Bold { get; }

    /// <summary>Loads the fonts of a folder.</summary>
    /// <param name="folder">Folder with the two weights of Noto Sans SC.</param>
    /// <param name="fallbacks">Files to look for a fallback in, best first.</param>
    public static Outcome<PrintFonts> Load(string folder, IReadOnlyList<string> fallbacks)
    {
        var (regular, bold) = (Path.Combine(folder, "NotoSansSC_400Regular.ttf"), Path.Combine(folder, "NotoSansSC_700Bold.ttf"));
        foreach (var file in (string[])[regular, bold])
        {
            if (!File.Exists(file)) return PrintProblems.FontMissing(file);
        }

        // Index 2 of the collection is the mainland form of the characters.
        var fallback = fallbacks.FirstOrDefault(File.Exists) is { } path ? SKTypeface.FromFile(path, 2) ?? SKTypeface.FromFile(path) : null;
        return new PrintFonts(new(File.ReadAllBytes(regular)), new(File.ReadAllBytes(bold)), fallback);
    }

    /// <summary>The font that prints a character that the print font lacks; null when there is none.</summary>
    internal SKTypeface? FallbackFor(int character)
    {
        if (_fallback is null) return null;
        using var font = new SKFont(_fallback);
        return font.ContainsGlyph(character) ? _fallback : null;
    }
}
