using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// Entries of the trail as the database holds them, column by column in UTF-8, for reading a whole log: no object and no text for
/// each entry. What comes out even here is even in <see cref="TrailRow"/>; anything else is looked at again there.
/// </summary>
/// <param name="rows">How many entries it holds at most.</param>
internal sealed class TrailBatch(int rows)
{
    // In the order of the columns that follow the number of the entry.
    private const int At = 0, Actor = 1, Org = 2, Action = 3, Subject = 4, Detail = 5, PreviousHash = 6, Hash = 7, Salt = 8, Leaf = 9, Columns = 10;
    private const int HexLength = 2 * MerkleHash.Length;

    private readonly long[] _seq = new long[rows];
    private readonly int[] _ends = new int[(rows * Columns) + 1];
    private readonly bool[] _empty = new bool[rows * Columns];
    private readonly byte[] _leaves = new byte[rows * MerkleHash.Length];
    private readonly bool[] _whole = new bool[rows];
    private byte[] _text = new byte[rows * 512];

    public int Count { get; private set; }

    /// <summary>The statement whose rows are read, in order of number.</summary>
    public static string Sql => TrailRow.Columns + " where t.seq > 0 order by t.seq";

    /// <summary>Number of an entry.</summary>
    public long Seq(int row) => _seq[row];

    /// <summary>The leaf made again; where the fields no longer agree with it the one stored with them, which shows whether the log itself is still whole.</summary>
    public ReadOnlySpan<byte> LeafOf(int row) => _leaves.AsSpan(row * MerkleHash.Length, MerkleHash.Length);

    /// <summary>Whether leaf and link follow from the stored fields.</summary>
    public bool IsWhole(int row) => _whole[row];

    /// <summary>The stored link to the entry before, and the entry's own, as text in UTF-8.</summary>
    public ReadOnlySpan<byte> PreviousOf(int row) => Text(row, PreviousHash);

    /// <summary>The stored link of the entry.</summary>
    public ReadOnlySpan<byte> HashOf(int row) => Text(row, Hash);

    /// <summary>Reads on until it is full or the rows end.</summary>
    /// <returns>Whether there was any row.</returns>
    public bool Fill(DbDataReader reader)
    {
        var statement = (reader as SqliteDataReader)?.Handle;
        for (Count = 0; Count < rows && reader.Read(); Count++)
        {
            _seq[Count] = statement is null ? reader.GetInt64(0) : raw.sqlite3_column_int64(statement, 0);
            for (var column = 0; column < Columns; column++)
            {
                var (place, start) = ((Count * Columns) + column, _ends[(Count * Columns) + column]);
                _empty[place] = statement is null ? reader.IsDBNull(column + 1) : raw.sqlite3_column_type(statement, column + 1) == raw.SQLITE_NULL;
                _ends[place + 1] = _empty[place] ? start : statement is null ? Copy(reader.GetString(column + 1), start) : Copy(raw.sqlite3_column_blob(statement, column + 1), start);
            }
        }

        return Count > 0;
    }

    /// <summary>Makes every leaf and link again, on all cores; what comes out depends on the rows alone.</summary>
    public void MakeLeaves() => Parallel.ForEach(Partitioner.Create(0, Count, 1024), range =>
    {
        var json = new byte[1024];
        for (var row = range.Item1; row < range.Item2; row++)
        {
            _whole[row] = IsEven(row, ref json) || LookAgain(row);
        }
    });

    private int Copy(ReadOnlySpan<byte> text, int start)
    {
        Grow(start + text.Length);
        text.CopyTo(_text.AsSpan(start));
        return start + text.Length;
    }

    private int Copy(string text, int start)
    {
        Grow(start + Encoding.UTF8.GetMaxByteCount(text.Length));
        return start + Encoding.UTF8.GetBytes(text, _text.AsSpan(start));
    }

    private void Grow(int length)
    {
        if (length > _text.Length) Array.Resize(ref _text, Math.Max(length, 2 * _text.Length));
    }

    private ReadOnlySpan<byte> Text(int row, int column)
    {
        var place = (row * Columns) + column;
        return _text.AsSpan(_ends[place].._ends[place + 1]);
    }

    /// <summary>The usual entry: it has salt, leaf and links, and all of them agree.</summary>
    private bool IsEven(int row, ref byte[] json)
    {
        // The entry of the log is salt and hash; before it stands the zero that tells a leaf from a node.
        Span<byte> entry = stackalloc byte[1 + (2 * MerkleHash.Length)], link = stackalloc byte[2 * MerkleHash.Length], hex = stackalloc byte[HexLength], made = stackalloc byte[MerkleHash.Length];
        var leaf = _leaves.AsSpan(row * MerkleHash.Length, MerkleHash.Length);
        entry[0] = 0;
        if (!IsHex(Text(row, Salt), entry[1..(1 + MerkleHash.Length)]) || !IsHex(Text(row, PreviousHash), link[..MerkleHash.Length])) return false;
        var length = Json(row, ref json);
        SHA256.HashData(json.AsSpan(0, length), entry[(1 + MerkleHash.Length)..]);
        SHA256.HashData(entry, leaf);
        leaf.CopyTo(link[MerkleHash.Length..]);
        SHA256.HashData(link, made);
        return Convert.TryToHexStringLower(leaf, hex, out _) && hex.SequenceEqual(Text(row, Leaf))
            && Convert.TryToHexStringLower(made, hex, out _) && hex.SequenceEqual(Text(row, Hash));
    }

    /// <summary>Whatever is not usual – erased by law, older than the log, changed – the plain way.</summary>
    private bool LookAgain(int row)
    {
        var plain = new TrailRow
        {
            Seq = _seq[row],
            At = Words(row, At)!,
            Actor = Words(row, Actor)!,
            Org = Words(row, Org)!,
            Action = Words(row, Action)!,
            Subject = Words(row, Subject)!,
            Detail = Words(row, Detail),
            PreviousHash = Words(row, PreviousHash)!,
            Hash = Words(row, Hash)!,
            Salt = Words(row, Salt),
            Leaf = Words(row, Leaf),
        };
        var leaf = plain.MakeLeaf();
        var whole = plain.IsWhole(leaf);
        (whole ? leaf! : TrailRow.FromHex(plain.Leaf) ?? new byte[MerkleHash.Length]).CopyTo(_leaves, row * MerkleHash.Length);
        return whole;
    }

    private string? Words(int row, int column) => _empty[(row * Columns) + column] ? null : Encoding.UTF8.GetString(Text(row, column));

    private static bool IsHex(ReadOnlySpan<byte> text, Span<byte> bytes) =>
        text.Length == HexLength && !text.ContainsAnyInRange((byte)'A', (byte)'F') && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;

    /// <summary>The entry in canonical JSON, as <see cref="TrailRecord.Bytes"/> makes it.</summary>
    /// <returns>Its length.</returns>
    private int Json(int row, ref byte[] json)
    {
        // At worst every byte becomes six; the names and the number need less than two hundred.
        var most = 200 + (6 * (_ends[(row * Columns) + Detail + 1] - _ends[row * Columns]));
        if (json.Length < most) json = new byte[2 * most];
        var to = Put(json, 0, "{\"action\":\""u8);
        to = Put(json, Escape(json, to, Text(row, Action)), "\",\"actor\":\""u8);
        to = Put(json, Escape(json, to, Text(row, Actor)), "\",\"at\":\""u8);
        to = Put(json, Escape(json, to, Text(row, At)), "\",\"detail\":"u8);
        if (_empty[(row * Columns) + Detail]) to = Put(json, to, "null"u8);
        else to = Put(json, Escape(json, Put(json, to, "\""u8), Text(row, Detail)), "\""u8);
        to = Put(json, Escape(json, Put(json, to, ",\"org\":\""u8), Text(row, Org)), "\",\"seq\":"u8);
        _ = _seq[row].TryFormat(json.AsSpan(to), out var digits, provider: CultureInfo.InvariantCulture);
        return Put(json, Escape(json, Put(json, to + digits, ",\"subject\":\""u8), Text(row, Subject)), "\"}"u8);
    }

    private static int Put(byte[] json, int to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(json.AsSpan(to));
        return to + bytes.Length;
    }

    private static int Escape(byte[] json, int to, ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (b >= 0x20 && b != '"' && b != '\\') json[to++] = b;
            else to = Put(json, to, Short(b) is var letter and not 0 ? [(byte)'\\', letter] : [.. "\\u00"u8, Digit(b >> 4), Digit(b & 15)]);
        }

        return to;
    }

    private static byte Digit(int value) => "0123456789abcdef"u8[value];

    private static byte Short(byte b) => b switch
    {
        (byte)'"' or (byte)'\\' => b,
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        _ => 0,
    };
}
