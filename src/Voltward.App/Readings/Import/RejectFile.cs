using System.Globalization;
using System.Text;
using Voltward.App.Storage;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>The list of refused rows that goes back to whoever sent the file: one line per wrong cell, in both languages.</summary>
internal sealed class RejectFile(Stage stage, IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, RowReason> reasons)
{
    private const string Order = "order by file_no, row_no, tab, cell, col, code";

    /// <summary>The first refused cell; null when there is none.</summary>
    public RejectedCell? First() => Cells($"{Order} limit 1") is [var first] ? first : null;

    /// <summary>Writes the file; a byte order mark lets spreadsheets read the Chinese.</summary>
    public void Write(DataFolder folder, string name)
    {
        var part = Path.Combine(folder.Rejects, "." + Guid.NewGuid().ToString("n"));
        using (var text = new StreamWriter(part, append: false, Encoding.UTF8) { NewLine = "\r\n" })
        {
            text.WriteLine("file,row,table,column,value,code,原因,处理办法,reason,remedy");
            foreach (var cell in Cells(Order)) text.WriteLine(Line(cell));
        }

        DurableFile.Seal(part, Path.Combine(folder.Rejects, name));
    }

    private static string Line(RejectedCell cell) => string.Join(',', new[]
    {
        cell.File, cell.Row.ToString(CultureInfo.InvariantCulture), cell.Table, cell.Column, cell.Value, cell.Reason.Code,
        cell.Reason.Text.Zh, cell.Reason.Remedy.Zh, cell.Reason.Text.En, cell.Reason.Remedy.En,
    }.Select(Quoted));

    private IReadOnlyList<RejectedCell> Cells(string rest) => stage.Rows(
        $"select file_no, row_no, tab, col, code, val from rejects {rest}",
        r => new RejectedCell(files[r.GetInt32(0)].Name, r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(5), reasons[r.GetString(4)]));

    /// <summary>A value that a spreadsheet would take for a formula is kept from being one.</summary>
    private static string Quoted(string value)
    {
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' && !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
