using ParquetSharp;

namespace Voltward.Simulation.Readings;

/// <summary>One Parquet file that grows by row groups.</summary>
internal sealed class BulkTable : IDisposable
{
    private readonly ParquetFileWriter _file;
    private readonly WriterProperties _properties;
    private short[] _present = [];

    public BulkTable(string path, params Column[] columns)
    {
        _properties = new WriterPropertiesBuilder().Compression(Compression.Snappy).Build();
        _file = new ParquetFileWriter(path, columns, _properties);
    }

    public void Append(Action<RowGroupWriter> write)
    {
        using var group = _file.AppendRowGroup();
        write(group);
    }

    public static void Write<T>(RowGroupWriter group, T[] values)
    {
        using var writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch(values);
    }

    /// <summary>Writes one value of every row; NaN becomes empty.</summary>
    /// <param name="group">Row group, standing before this column.</param>
    /// <param name="rows">Arrays and the place in each where the row's 96 values begin.</param>
    /// <param name="column"></param>
    public void WriteSlot(RowGroupWriter group, List<(float[] Lane, int At)> rows, (int Slot, float[] Buffer) column)
    {
        if (_present.Length < rows.Count) _present = new short[rows.Count];
        var kept = 0;
        for (var r = 0; r < rows.Count; r++)
        {
            var value = rows[r].Lane[rows[r].At + column.Slot];
            var there = !float.IsNaN(value);
            _present[r] = there ? (short)1 : (short)0;
            column.Buffer[kept] = value;
            if (there) kept++;
        }

        using var writer = (ColumnWriter<float>)group.NextColumn();
        writer.WriteBatch(rows.Count, _present.AsSpan(0, rows.Count), [], column.Buffer.AsSpan(0, kept));
    }

    public void Dispose()
    {
        _file.Close();
        _file.Dispose();
        _properties.Dispose();
    }
}
