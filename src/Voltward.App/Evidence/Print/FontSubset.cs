using System.Buffers.Binary;
using System.Text;

namespace Voltward.App.Evidence.Print;

/// <summary>
/// Cuts a font down to the characters of one document. The character map of the result holds these characters and no others: a PDF
/// writer that looks a glyph up backwards then finds the character that was printed, and never the look-alike among the Kangxi radicals
/// that shares its glyph in the whole font.
/// </summary>
internal static class FontSubset
{
    private const int CompositeArgumentsAreWords = 0x0001;
    private const int CompositeHasScale = 0x0008;
    private const int CompositeMore = 0x0020;
    private const int CompositeHasTwoScales = 0x0040;
    private const int CompositeHasMatrix = 0x0080;

    /// <param name="font">Whole font.</param>
    /// <param name="characters">Characters of the document that the font has, in rising order.</param>
    public static byte[] Cut(FontFile font, IReadOnlyList<int> characters)
    {
        var glyphs = new List<int> { 0 };
        var place = new Dictionary<int, int> { [0] = 0 };
        foreach (var character in characters) Take(font.GlyphOf(character));
        for (var i = 0; i < glyphs.Count; i++)
        {
            foreach (var part in Parts(font.Outline(glyphs[i]).ToArray())) Take(part.Glyph);
        }

        var (outlines, locations) = Outlines(font, glyphs, place);
        return Assemble(new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["OS/2"] = font.Table("OS/2").ToArray(),
            ["cmap"] = CharacterMap(characters, c => place[font.GlyphOf(c)]),
            ["glyf"] = outlines,
            ["head"] = Head(font),
            ["hhea"] = Hhea(font, glyphs.Count),
            ["hmtx"] = Metrics(font, glyphs),
            ["loca"] = locations,
            ["maxp"] = Counted(font.Table("maxp").ToArray(), 4, glyphs.Count),
            ["name"] = font.Table("name").ToArray(),
            ["post"] = Post(font),
            ["prep"] = font.Table("prep").ToArray(),
        });

        void Take(int glyph)
        {
            if (place.TryAdd(glyph, glyphs.Count)) glyphs.Add(glyph);
        }
    }

    /// <summary>The glyphs a composite outline is made of, and where in its bytes they are named.</summary>
    private static IEnumerable<(int Glyph, int At)> Parts(byte[] outline)
    {
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) yield break;
        var at = 10;
        while (true)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            yield return (BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2)), at + 2);
            at += 4 + ((flags & CompositeArgumentsAreWords) != 0 ? 4 : 2);
            if ((flags & CompositeHasScale) != 0) at += 2;
            else if ((flags & CompositeHasTwoScales) != 0) at += 4;
            else if ((flags & CompositeHasMatrix) != 0) at += 8;
            if ((flags & CompositeMore) == 0) yield break;
        }
    }

    private static (byte[] Outlines, byte[] Locations) Outlines(FontFile font, List<int> glyphs, Dictionary<int, int> place)
    {
        using var outlines = new MemoryStream();
        var locations = new byte[4 * (glyphs.Count + 1)];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan(4 * i), (uint)outlines.Length);
            var outline = font.Outline(glyphs[i]).ToArray();
            foreach (var (glyph, at) in Parts(outline).ToList())
                BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at), (ushort)place[glyph]);
            outlines.Write(outline);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan(4 * glyphs.Count), (uint)outlines.Length);
        return (outlines.ToArray(), locations);
    }

    private static byte[] CharacterMap(IReadOnlyList<int> characters, Func<int, int> glyphOf)
    {
        // Version, two subtables: (3,10) format 12 for all, (3,1) format 4 for what fits into sixteen bits.
        var narrow = characters.Where(c => c < 0xFFFF).ToList();
        var wideLength = 16 + (12 * characters.Count);
        var segments = narrow.Count + 1;
        var narrowLength = 16 + (8 * segments);
        var bytes = new byte[20 + narrowLength + wideLength];
        Put16(bytes, 2, 2);
        Put16(bytes, 4, 3);
        Put16(bytes, 6, 1);
        Put32(bytes, 8, 20);
        Put16(bytes, 12, 3);
        Put16(bytes, 14, 10);
        Put32(bytes, 16, 20 + narrowLength);
        WriteSegments(bytes.AsSpan(20, narrowLength), narrow, glyphOf);
        var wide = bytes.AsSpan(20 + narrowLength);
        Put16(wide, 0, 12);
        Put32(wide, 4, wideLength);
        Put32(wide, 12, characters.Count);
        for (var i = 0; i < characters.Count; i++)
        {
            Put32(wide, 16 + (12 * i), characters[i]);
            Put32(wide, 20 + (12 * i), characters[i]);
            Put32(wide, 24 + (12 * i), glyphOf(characters[i]));
        }

        return bytes;
    }

    /// <summary>One segment per character, and the closing one that the format asks for.</summary>
    private static void WriteSegments(Span<byte> bytes, List<int> characters, Func<int, int> glyphOf)
    {
        var count = characters.Count + 1;
        var power = 1;
        var exponent = 0;
        while (power * 2 <= count) (power, exponent) = (power * 2, exponent + 1);
        Put16(bytes, 0, 4);
        Put16(bytes, 2, bytes.Length);
        Put16(bytes, 6, 2 * count);
        Put16(bytes, 8, 2 * power);
        Put16(bytes, 10, exponent);
        Put16(bytes, 12, 2 * (count - power));
        for (var i = 0; i < count; i++)
        {
            var character = i < characters.Count ? characters[i] : 0xFFFF;
            Put16(bytes, 14 + (2 * i), character);
            Put16(bytes, 16 + (2 * count) + (2 * i), character);
            Put16(bytes, 16 + (4 * count) + (2 * i), i < characters.Count ? (glyphOf(character) - character) & 0xFFFF : 1);
        }
    }

    private static byte[] Metrics(FontFile font, List<int> glyphs)
    {
        var bytes = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            Put16(bytes, 4 * i, font.Advance(glyphs[i]));
            Put16(bytes, (4 * i) + 2, font.LeftSideBearing(glyphs[i]) & 0xFFFF);
        }

        return bytes;
    }

    private static byte[] Head(FontFile font)
    {
        var head = font.Table("head").ToArray();
        Put32(head, 8, 0);              // checksum of the whole, written last
        Put16(head, 50, 1);             // long locations
        return head;
    }

    private static byte[] Hhea(FontFile font, int glyphs) => Counted(font.Table("hhea").ToArray(), 34, glyphs);

    private static byte[] Post(FontFile font)
    {
        var post = font.Table("post")[..32].ToArray();
        Put32(post, 0, 0x00030000);     // no glyph names
        return post;
    }

    private static byte[] Counted(byte[] table, int at, int count)
    {
        Put16(table, at, count);
        return table;
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> all)
    {
        var tables = all.Where(t => t.Value.Length > 0).ToList();
        var offset = 12 + (16 * tables.Count);
        var power = 1;
        var exponent = 0;
        while (power * 2 <= tables.Count) (power, exponent) = (power * 2, exponent + 1);
        var bytes = new byte[offset + tables.Sum(t => Padded(t.Value.Length))];
        Put32(bytes, 0, 0x00010000);
        Put16(bytes, 4, tables.Count);
        Put16(bytes, 6, 16 * power);
        Put16(bytes, 8, exponent);
        Put16(bytes, 10, 16 * (tables.Count - power));
        var headAt = 0;
        for (var i = 0; i < tables.Count; i++)
        {
            var (name, content) = tables[i];
            content.CopyTo(bytes, offset);
            Encoding.ASCII.GetBytes(name, bytes.AsSpan(12 + (16 * i)));
            Put32(bytes, 16 + (16 * i), unchecked((int)Sum(bytes.AsSpan(offset, Padded(content.Length)))));
            Put32(bytes, 20 + (16 * i), offset);
            Put32(bytes, 24 + (16 * i), content.Length);
            if (name == "head") headAt = offset;
            offset += Padded(content.Length);
        }

        Put32(bytes, headAt + 8, unchecked((int)(0xB1B0AFBA - Sum(bytes))));
        return bytes;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i + 4 <= bytes.Length; i += 4) sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        return sum;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static void Put16(Span<byte> bytes, int at, int value) => BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], (ushort)value);

    private static void Put32(Span<byte> bytes, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes[at..], value);
}
