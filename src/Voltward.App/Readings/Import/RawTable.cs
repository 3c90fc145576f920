namespace Voltward.App.Readings.Import;

/// <summary>One table as it stands in a file, before anything is understood: a view of the stage with <c>row_no</c> and the file's columns.</summary>
/// <param name="FileNo">Place of the file among those of the import, from 0.</param>
/// <param name="FileName">Name for people.</param>
/// <param name="View">Name of the view.</param>
/// <param name="Columns">The file's columns with their DuckDB types; text for CSV and XLSX.</param>
internal sealed record RawTable(int FileNo, string FileName, string View, IReadOnlyList<(string Name, string Type)> Columns)
{
    /// <summary>Which of several tables of one source this is; null when there is only one.</summary>
    public string? Part { get; init; }

    public string? TypeOf(string column) => Columns.FirstOrDefault(c => c.Name == column).Type;
}

/// <summary>One file of an import.</summary>
/// <param name="No">Place among the files of the import, from 0.</param>
/// <param name="Path">Full path; a folder for circuits.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash of the content.</param>
internal sealed record SourceFile(int No, string Path, string Name, long Bytes, string Sha256)
{
    /// <summary>Table named by the file's name, up to the first dot or hash sign.</summary>
    public string Table => System.IO.Path.GetFileName(Path).Split('.', '#')[0];

    public string Extension => System.IO.Path.GetExtension(Path).ToUpperInvariant();
}
