using System.Buffers.Binary;
using System.Text;

namespace Voltward.App.Evidence;

/// <summary>
/// Writes the one form of ZIP that a bundle may have: nothing compressed, every header field fixed, so that the same content is the same
/// file and every byte of it can be checked. At most 65,535 entries and four gigabytes.
/// </summary>
internal sealed class StoredZip(Stream to)
{
    private static readonly uint[][] Crc = CrcTables();
    private readonly List<byte> _directory = [];
    private long _offset;
    private int _count;

    /// <exception cref="InvalidOperationException">The bundle would be larger than the form allows.</exception>
    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        if (_count == ushort.MaxValue || _offset + content.Length + nameBytes.Length + 4096 + _directory.Count > uint.MaxValue) throw new InvalidOperationException("A bundle holds at most 65,535 files and four gigabytes.");
        var common = Common(nameBytes.Length, CrcOf(content.Span), (uint)content.Length);
        byte[] local = [0x50, 0x4b, 3, 4, .. common, .. nameBytes];
        var tail = new byte[14];
        BinaryPrimitives.WriteUInt32LittleEndian(tail.AsSpan(10), (uint)_offset);
        _directory.AddRange([0x50, 0x4b, 1, 2, 20, 0, .. common, .. tail, .. nameBytes]);
        await to.WriteAsync(local, stop);
        await to.WriteAsync(content, stop);
        _offset += local.Length + content.Length;
        _count++;
    }

    public async Task FinishAsync(CancellationToken stop)
    {
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)_count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)_count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)_directory.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)_offset);
        await to.WriteAsync(_directory.ToArray(), stop);
        await to.WriteAsync(end, stop);
    }

    /// <summary>Version 2.0, names in UTF-8, stored, 1 January 1980, checksum, twice the length, length of the name, no extra field.</summary>
    private static byte[] Common(int nameLength, uint crc, uint length)
    {
        var fields = new byte[26];
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(2), 0x0800);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(8), 0x0021);
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(10), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(14), length);
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(18), length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(22), (ushort)nameLength);
        return fields;
    }

    /// <summary>CRC-32 of ZIP, four bytes at a time.</summary>
    private static uint CrcOf(ReadOnlySpan<byte> bytes)
    {
        var (crc, i) = (uint.MaxValue, 0);
        for (; i + 4 <= bytes.Length; i += 4)
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            crc = Crc[3][crc & 0xff] ^ Crc[2][(crc >> 8) & 0xff] ^ Crc[1][(crc >> 16) & 0xff] ^ Crc[0][crc >> 24];
        }

        for (; i < bytes.Length; i++) crc = (crc >> 8) ^ Crc[0][(crc ^ bytes[i]) & 0xff];
        return ~crc;
    }

    private static uint[][] CrcTables()
    {
        var tables = new uint[4][];
        for (var t = 0; t < 4; t++)
        {
            tables[t] = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                var crc = t == 0 ? i : tables[t - 1][i];
                for (var bit = 0; t == 0 && bit < 8; bit++) crc = (crc & 1) == 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
                tables[t][i] = t == 0 ? crc : (crc >> 8) ^ tables[0][crc & 0xff];
            }
        }

        return tables;
    }
}
