using System.Buffers.Binary;
using System.Text;

namespace Voltward.Verify;

/// <summary>
/// Reads the one form of ZIP that a bundle may have: nothing compressed, fixed header fields, no gap, no comment. So there is no
/// byte in the file that could be changed without a difference, and no second way to read it.
/// </summary>
internal sealed class StrictZip : IDisposable
{
    private const int LocalLength = 30;
    private const int CentralLength = 46;
    private const int EndLength = 22;
    private readonly FileStream _file;
    private readonly Dictionary<string, (long Offset, long Length)> _entries = [];

    private StrictZip(FileStream file) => _file = file;

    /// <summary>Names of all entries.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens a bundle; null when it has not the form at all. Entries whose own header is wrong are named.</summary>
    public static StrictZip? Open(string path, List<string> malformed)
    {
        var zip = new StrictZip(File.OpenRead(path));
        if (zip.Read(malformed)) return zip;
        zip.Dispose();
        return null;
    }

    public bool Has(string name) => _entries.ContainsKey(name);

    public long Length(string name) => _entries[name].Length;

    public byte[] Bytes(string name) => At(_entries[name].Offset, (int)_entries[name].Length);

    public string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public void Dispose() => _file.Dispose();

    /// <summary>The local header that belongs to an entry: every byte of it is known.</summary>
    internal static byte[] Local(ReadOnlySpan<byte> name, uint crc, uint length)
    {
        var header = new byte[LocalLength + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        Common(header.AsSpan(4), name.Length, crc, length);
        name.CopyTo(header.AsSpan(LocalLength));
        return header;
    }

    /// <summary>The directory entry that belongs to an entry.</summary>
    internal static byte[] Central(ReadOnlySpan<byte> name, uint crc, uint length, uint offset)
    {
        var header = new byte[CentralLength + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), 20);
        Common(header.AsSpan(6), name.Length, crc, length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), offset);
        name.CopyTo(header.AsSpan(CentralLength));
        return header;
    }

    /// <summary>Version 2.0, names in UTF-8, stored, 1 January 1980.</summary>
    private static void Common(Span<byte> fields, int nameLength, uint crc, uint length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], 0x0800);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], 0x0021);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], crc);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)nameLength);
    }

    private bool Read(List<string> malformed)
    {
        if (_file.Length is < EndLength or > uint.MaxValue) return false;
        var end = At(_file.Length - EndLength, EndLength);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        var expected = new byte[EndLength];
        BinaryPrimitives.WriteUInt32LittleEndian(expected, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(expected.AsSpan(8), count);
        end.AsSpan(10, 10).CopyTo(expected.AsSpan(10));
        if (!end.AsSpan().SequenceEqual(expected) || (long)start + length + EndLength != _file.Length) return false;
        return ReadDirectory(At(start, checked((int)length)), count, start, malformed);
    }

    private bool ReadDirectory(byte[] directory, int count, long start, List<string> malformed)
    {
        var (at, offset) = (0, 0L);
        for (var i = 0; i < count; i++)
        {
            if (at + CentralLength > directory.Length) return false;
            var fields = directory.AsSpan(at);
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(fields[28..]);
            if (at + CentralLength + nameLength > directory.Length) return false;
            var nameBytes = fields.Slice(CentralLength, nameLength);
            var (crc, length) = (BinaryPrimitives.ReadUInt32LittleEndian(fields[16..]), BinaryPrimitives.ReadUInt32LittleEndian(fields[24..]));
            if (Name(nameBytes) is not { } name || offset + LocalLength + nameLength + length > start || length > int.MaxValue) return false;
            var local = At(offset, LocalLength + nameLength);
            if (!fields[..(CentralLength + nameLength)].SequenceEqual(Central(nameBytes, crc, length, (uint)offset))
                || !local.AsSpan().SequenceEqual(Local(nameBytes, crc, length)))
            {
                malformed.Add(name);
            }

            if (!_entries.TryAdd(name, (offset + LocalLength + nameLength, length))) return false;
            offset += LocalLength + nameLength + length;
            at += CentralLength + nameLength;
        }

        return at == directory.Length && offset == start;
    }

    private static string? Name(ReadOnlySpan<byte> bytes)
    {
        var name = Encoding.UTF8.GetString(bytes);
        var whole = Encoding.UTF8.GetBytes(name).AsSpan().SequenceEqual(bytes);
        return whole && name.Length > 0 && !name.Any(c => c < ' ' || c is '\\' or '\u007f') && name.Split('/').All(p => p is not ("" or "." or "..")) ? name : null;
    }

    private byte[] At(long offset, int length)
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < length)
        {
            var more = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(read), offset + read);
            if (more == 0) throw new EndOfStreamException();
            read += more;
        }

        return bytes;
    }
}
