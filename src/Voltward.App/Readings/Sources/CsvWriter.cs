using System.Globalization;
using System.Text;

namespace Voltward.App.Readings.Sources;

/// <summary>
/// Writes the plain comma-separated form that DuckDB reads in parallel without guessing: the row's number in the file first, then
/// its fields, quoted only where needed, no line break inside a field.
/// </summary>
internal sealed class CsvWriter(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 18);
    private readonly byte[] _number = new byte[24];

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    public void Begin(long rowNo)
    {
        rowNo.TryFormat(_number, out var length, provider: CultureInfo.InvariantCulture);
        _file.Write(_number.AsSpan(0, length));
        Rows++;
    }

    /// <summary>Fields that need no quoting, already separated by commas.</summary>
    public void Plain(ReadOnlySpan<byte> fields)
    {
        _file.WriteByte((byte)',');
        _file.Write(fields);
    }

    public void Field(ReadOnlySpan<byte> value)
    {
        _file.WriteByte((byte)',');
        if (value.IndexOfAny(",\"\r\n"u8) < 0)
        {
            _file.Write(value);
            return;
        }

        _file.WriteByte((byte)'"');
        foreach (var b in value)
        {
            if (b == '"') _file.WriteByte(b);
            _file.WriteByte(b is (byte)'\r' or (byte)'\n' ? (byte)' ' : b);
        }

        _file.WriteByte((byte)'"');
    }

    public void Field(string value) => Field(Encoding.UTF8.GetBytes(value));

    public void End() => _file.WriteByte((byte)'\n');

    public void Dispose() => _file.Dispose();
}
