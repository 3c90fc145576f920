using System.Buffers.Binary;

namespace Voltward.App.Evidence.Print;

/// <summary>
/// A TrueType font (glyf outlines) read just far enough to measure text and to cut a subset. Names and offsets follow the
/// OpenType specification; numbers in the file are big-endian.
/// </summary>
internal sealed class FontFile
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, int> _glyphOfCharacter = [];
    private readonly int _longMetrics;
    private readonly bool _longOffsets;

    public FontFile(byte[] bytes)
    {
        _bytes = bytes;
        for (var i = 0; i < U16(4); i++)
        {
            var record = 12 + (16 * i);
            _tables[System.Text.Encoding.ASCII.GetString(bytes, record, 4)] = ((int)U32(record + 8), (int)U32(record + 12));
        }

        foreach (var needed in (string[])["glyf", "loca", "head", "hhea", "hmtx", "maxp", "cmap"])
        {
            if (!_tables.ContainsKey(needed)) throw new InvalidDataException($"the font has no {needed} table");
        }

        UnitsPerEm = U16(At("head") + 18);
        _longOffsets = U16(At("head") + 50) == 1;
        GlyphCount = U16(At("maxp") + 4);
        _longMetrics = U16(At("hhea") + 34);
        ReadCharacterMap();
    }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    public bool Has(int character) => _glyphOfCharacter.ContainsKey(character);

    /// <summary>Glyph of a character; 0, the mark for a missing one, when the font has none.</summary>
    public int GlyphOf(int character) => _glyphOfCharacter.GetValueOrDefault(character);

    /// <summary>Width of a glyph in font units.</summary>
    public int Advance(int glyph) => U16(At("hmtx") + (4 * Math.Min(glyph, _longMetrics - 1)));

    public int LeftSideBearing(int glyph) => glyph < _longMetrics
        ? unchecked((short)U16(At("hmtx") + (4 * glyph) + 2))
        : unchecked((short)U16(At("hmtx") + (4 * _longMetrics) + (2 * (glyph - _longMetrics))));

    /// <summary>Outline of a glyph; empty for a blank.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var (start, end) = (Location(glyph), Location(glyph + 1));
        return _bytes.AsSpan(At("glyf") + start, end - start);
    }

    /// <summary>A whole table, for those that a subset takes over; empty when the font has none.</summary>
    public ReadOnlySpan<byte> Table(string name) =>
        _tables.TryGetValue(name, out var t) ? _bytes.AsSpan(t.Offset, t.Length) : [];

    private int Location(int glyph) => _longOffsets
        ? (int)U32(At("loca") + (4 * glyph))
        : 2 * U16(At("loca") + (2 * glyph));

    /// <summary>Reads the widest Unicode map: format 12 when there is one, else format 4.</summary>
    private void ReadCharacterMap()
    {
        var map = At("cmap");
        var (wide, narrow) = (0, 0);
        for (var i = 0; i < U16(map + 2); i++)
        {
            var subtable = map + (int)U32(map + 4 + (8 * i) + 4);
            if (U16(subtable) == 12) wide = subtable;
            if (U16(subtable) == 4) narrow = subtable;
        }

        if (wide > 0) ReadGroups(wide);
        else if (narrow > 0) ReadSegments(narrow);
        else throw new InvalidDataException("the font has no Unicode character map that can be read");
    }

    private void ReadGroups(int table)
    {
        for (var i = 0; i < (int)U32(table + 12); i++)
        {
            var group = table + 16 + (12 * i);
            var (first, last, glyph) = ((int)U32(group), (int)U32(group + 4), (int)U32(group + 8));
            for (var c = first; c <= last; c++) _glyphOfCharacter[c] = glyph + c - first;
        }
    }

    private void ReadSegments(int table)
    {
        var count = U16(table + 6) / 2;
        for (var i = 0; i < count; i++)
        {
            var last = U16(table + 14 + (2 * i));
            var first = U16(table + 16 + (2 * count) + (2 * i));
            var delta = U16(table + 16 + (4 * count) + (2 * i));
            var rangeAt = table + 16 + (6 * count) + (2 * i);
            for (var c = first; c <= last && c != 0xFFFF; c++)
            {
                var range = U16(rangeAt);
                var glyph = range == 0 ? c : (int)U16(rangeAt + range + (2 * (c - first)));
                if (range == 0 || glyph != 0) glyph = (glyph + delta) & 0xFFFF;
                if (glyph != 0) _glyphOfCharacter[c] = glyph;
            }
        }
    }

    private int At(string table) => _tables[table].Offset;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(at));
}
