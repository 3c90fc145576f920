using System.Globalization;
using DuckDB.NET.Data;
using MiniExcelLibs;
using Voltward.App.Readings.Import;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Sources;

/// <summary>Opens a file that holds one table with a header row (CSV, XLSX, Parquet) as a view of the stage.</summary>
internal static class TableSource
{
    public static readonly IReadOnlySet<string> Extensions = new HashSet<string> { ".CSV", ".TXT", ".TSV", ".XLSX", ".PARQUET" };

    public static Outcome<RawTable> Open(Stage stage, SourceFile file, SourceShape shape)
    {
        if (file.Bytes == 0) return ReadingProblems.FileEmpty(file.Name);
        return file.Extension switch
        {
            ".PARQUET" => Parquet(stage, file),
            ".XLSX" => Sheet(stage, file),
            _ => Csv(stage, file, shape),
        };
    }

    /// <summary>A view over plain comma-separated text made by <see cref="CsvWriter"/>.</summary>
    public static RawTable View(Stage stage, SourceFile file, string path, string view, IReadOnlyList<string> columns)
    {
        var types = columns.Select(c => $"{Stage.Text(c)}: 'VARCHAR'").Prepend("'row_no': 'BIGINT'");
        stage.Execute(
            $"create view {view} as select * from read_csv({Stage.Text(path)}, header=false, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr='', max_line_size=16777216, columns={{{Stage.List(types)}}})");
        return new RawTable(file.No, file.Name, view, [.. columns.Select(c => (c, "VARCHAR"))]);
    }

    /// <summary>Writes down lines that could not be read as rows at all.</summary>
    public static void Fault(Stage stage, SourceFile file, IReadOnlyList<(long Line, string Code)> faults)
    {
        foreach (var chunk in faults.Chunk(1000))
        {
            stage.Execute($"insert into structural values {Stage.List(chunk.Select(f => string.Create(CultureInfo.InvariantCulture, $"({file.No}, {f.Line}, '{f.Code}')")))}");
        }
    }

    private static Outcome<RawTable> Csv(Stage stage, SourceFile file, SourceShape shape)
    {
        if (!TextFile.Open(file.Path, file.Name, shape.Encoding).Succeeded(out var text, out var problem)) return problem;
        using var stream = text;
        var reader = new CsvReader(stream, file.Name, shape.Delimiter is { Length: > 0 } d ? (byte)(d == "\\t" ? '\t' : d[0]) : null);
        if (reader.ReadHeader() is { } wrong) return wrong;
        var path = Path.Combine(stage.Folder, $"{file.No}.csv");
        using (var writer = new CsvWriter(path))
        {
            reader.CopyTo(writer);
            if (writer.Rows == 0 && reader.Faults.Count == 0) return ReadingProblems.FileEmpty(file.Name);
        }

        Fault(stage, file, reader.Faults);
        return View(stage, file, path, $"raw_{file.No}", reader.Header);
    }

    private static Outcome<RawTable> Sheet(Stage stage, SourceFile file)
    {
        var path = Path.Combine(stage.Folder, $"{file.No}.csv");
        IReadOnlyList<string> header = [];
        try
        {
            using var writer = new CsvWriter(path);
            var row = 0L;
            foreach (IDictionary<string, object?> cells in MiniExcel.Query(file.Path, useHeaderRow: false, excelType: ExcelType.XLSX))
            {
                row++;
                var texts = cells.Values.Select(CellText).ToList();
                if (texts.TrueForAll(t => t.Length == 0)) continue;
                if (header.Count == 0)
                {
                    while (texts[^1].Length == 0) texts.RemoveAt(texts.Count - 1);
                    header = [.. texts.Select(t => t.Trim())];
                    continue;
                }

                writer.Begin(row);
                foreach (var text in texts.Take(header.Count).Concat(Enumerable.Repeat("", Math.Max(0, header.Count - texts.Count)))) writer.Field(text);
                writer.End();
            }

            if (writer.Rows == 0) return ReadingProblems.FileEmpty(file.Name);
        }
        catch (Exception e) when (e is InvalidDataException or System.Xml.XmlException or FormatException or KeyNotFoundException or NullReferenceException)
        {
            return ReadingProblems.FileDamaged(file.Name, e.Message);
        }

        var twice = header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null ? View(stage, file, path, $"raw_{file.No}", header) : ReadingProblems.ColumnTwice(file.Name, twice);
    }

    private static string CellText(object? cell) => cell switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime at when at.TimeOfDay == TimeSpan.Zero => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "1" : "0",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    private static Outcome<RawTable> Parquet(Stage stage, SourceFile file)
    {
        var view = $"raw_{file.No}";
        try
        {
            stage.Execute(
                $"create view {view} as select file_row_number + 1 as row_no, * exclude (file_row_number) from read_parquet({Stage.Text(file.Path)}, file_row_number=true)");
            if (stage.Count($"select count(*) from {view}") == 0) return ReadingProblems.FileEmpty(file.Name);
            return new RawTable(file.No, file.Name, view, [.. stage.Columns(view).Where(c => c.Name != "row_no")]);
        }
        catch (DuckDBException e)
        {
            return ReadingProblems.FileDamaged(file.Name, FirstLine(e.Message));
        }
    }

    /// <summary>DuckDB appends advice for its own users after the first line.</summary>
    public static string FirstLine(string message) => message.Split('\n')[0];
}
