using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Voltward.App.Readings;

/// <summary>
/// Reads a DuckDB result column by column without making an object per value: the rows of a load curve come as a span. Columns
/// must be <c>integer</c>, <c>float</c> or <c>float[]</c> as the caller casts them in SQL.
/// </summary>
internal sealed unsafe class ColumnChunks : IDisposable
{
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;

    private ColumnChunks(DuckDBResult result) => _result = result;

    /// <summary>Rows of the present chunk.</summary>
    public int Rows { get; private set; }

    public static ColumnChunks Run(DuckDBConnection connection, string sql)
    {
        if (NativeMethods.Query.DuckDBQuery(connection.NativeConnection, sql, out var result) == DuckDBState.Success) return new(result);
        var error = NativeMethods.Query.DuckDBResultError(ref result);
        NativeMethods.Query.DuckDBDestroyResult(ref result);
        throw new InvalidOperationException($"DuckDB: {error}\n{sql}");
    }

    /// <summary>Moves to the next chunk; false at the end.</summary>
    public bool Next()
    {
        _chunk?.Dispose();
        _chunk = NativeMethods.Query.DuckDBFetchChunk(_result);
        if (_chunk.IsInvalid) return false;
        Rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        return Rows > 0;
    }

    /// <summary>An integer column of the present chunk; it may hold no null.</summary>
    public ReadOnlySpan<int> Integers(int column) => new(NativeMethods.Vectors.DuckDBVectorGetData(Vector(column)), Rows);

    /// <summary>A float column of the present chunk, NaN where null.</summary>
    public void Floats(int column, Span<float> values)
    {
        var vector = Vector(column);
        new ReadOnlySpan<float>(NativeMethods.Vectors.DuckDBVectorGetData(vector), Rows).CopyTo(values);
        Blank(NativeMethods.Vectors.DuckDBVectorGetValidity(vector), 0, values[..Rows]);
    }

    /// <summary>A list column of the present chunk.</summary>
    public FloatLists Lists(int column)
    {
        var vector = Vector(column);
        var child = NativeMethods.Vectors.DuckDBListVectorGetChild(vector);
        return new FloatLists(
            (ListEntry*)NativeMethods.Vectors.DuckDBVectorGetData(vector),
            NativeMethods.Vectors.DuckDBVectorGetValidity(vector),
            (float*)NativeMethods.Vectors.DuckDBVectorGetData(child),
            NativeMethods.Vectors.DuckDBVectorGetValidity(child));
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        NativeMethods.Query.DuckDBDestroyResult(ref _result);
    }

    private IntPtr Vector(int column) => NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk!, column);

    private static bool IsNull(ulong* validity, ulong row) => validity != null && (validity[row / 64] & (1UL << (int)(row % 64))) == 0;

    private static void Blank(ulong* validity, ulong offset, Span<float> values)
    {
        if (validity == null) return;
        for (var i = 0; i < values.Length; i++)
        {
            if (IsNull(validity, offset + (ulong)i)) values[i] = float.NaN;
        }
    }

    /// <summary>Where a row's list lies in the child vector, as DuckDB lays it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct ListEntry(ulong Offset, ulong Length);

    /// <summary>The lists of one column of one chunk.</summary>
    internal readonly ref struct FloatLists(ListEntry* entries, ulong* validity, float* values, ulong* valueValidity)
    {
        /// <summary>Copies the list of a row into a buffer, NaN where null; the length, 0 when the whole list is null or too long.</summary>
        public int CopyTo(int row, Span<float> buffer)
        {
            if (IsNull(validity, (ulong)row)) return 0;
            var entry = entries[row];
            if (entry.Length > (ulong)buffer.Length) return 0;
            var length = (int)entry.Length;
            new ReadOnlySpan<float>(values + entry.Offset, length).CopyTo(buffer);
            Blank(valueValidity, entry.Offset, buffer[..length]);
            return length;
        }
    }
}
