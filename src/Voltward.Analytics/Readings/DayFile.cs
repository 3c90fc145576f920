using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Voltward.Analytics.Readings;

/// <summary>
/// One day of one dataset in one bucket: 64 bytes of header, then float32 by point ordinal, NaN = missing. Little endian.
/// Written to a part file and renamed, without fsync: the cache can be rebuilt, and a torn file is seen by its length.
/// </summary>
public sealed unsafe class DayFile : IDisposable
{
    public const int HeaderBytes = 64;
    private const uint Magic = 0x44_44_54_56; // "VTDD"
    private readonly MemoryMappedViewAccessor _view;
    private readonly float* _values;

    private DayFile(MemoryMappedViewAccessor view, Header header)
    {
        _view = view;
        (Count, Width) = (header.Count, header.Width);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _values = (float*)(start + view.PointerOffset + HeaderBytes);
    }

    /// <summary>Points that were known when the file was written; later ordinals are missing.</summary>
    public int Count { get; }

    public int Width { get; }

    /// <summary>First of the values; valid until the file is disposed of.</summary>
    internal float* Start => _values;

    /// <summary>All values, <c>float[Count × Width]</c>.</summary>
    public ReadOnlySpan<float> Values => new(_values, Count * Width);

    public static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".f32";

    /// <summary>Values of one point, empty when the file does not know it.</summary>
    public ReadOnlySpan<float> Of(int ordinal) =>
        (uint)ordinal < (uint)Count ? new(_values + ((long)ordinal * Width), Width) : [];

    /// <summary>Opens a day; null when there is no such file or it is torn or of another format.</summary>
    public static DayFile? Open(string folder, DateOnly day, int width)
    {
        var path = Path.Combine(folder, Name(day));
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path);
        if (ReadHeader(file) is not { } header || header.Width != width) return null;
        // The view stays mapped without map and handle: thousands of days are open at once, and a process may have few handles.
        using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new DayFile(map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), header);
    }

    /// <summary>Signature of the lake state the file was made from; null when there is no usable file.</summary>
    public static ulong? Signature(string folder, DateOnly day) => ReadHeader(Path.Combine(folder, Name(day)))?.Signature;

    public static void Write(string folder, DateOnly day, ulong signature, int width, ReadOnlySpan<float> values)
    {
        var path = Path.Combine(folder, Name(day));
        var part = path + ".part";
        Span<byte> head = stackalloc byte[HeaderBytes];
        head.Clear();
        var header = new Header(Magic, values.Length / width, width, signature);
        MemoryMarshal.Write(head, in header);
        using (var file = File.OpenHandle(part, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, head, 0);
            RandomAccess.Write(file, MemoryMarshal.AsBytes(values), HeaderBytes);
        }

        File.Move(part, path, overwrite: true);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }

    private static Header? ReadHeader(string path)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenHandle(path);
        return ReadHeader(file);
    }

    private static Header? ReadHeader(SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[HeaderBytes];
        if (RandomAccess.Read(file, head, 0) < HeaderBytes) return null;
        var header = MemoryMarshal.Read<Header>(head);
        var whole = HeaderBytes + ((long)header.Count * header.Width * sizeof(float));
        return header.Magic == Magic && RandomAccess.GetLength(file) == whole ? header : null;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Header(uint Magic, int Count, int Width, ulong Signature);
}
