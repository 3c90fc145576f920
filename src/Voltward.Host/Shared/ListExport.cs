using System.Globalization;
using System.Text;
using MiniExcelLibs;
using Voltward.App.Storage;
using Voltward.Host.Access;

namespace Voltward.Host.Shared;

/// <summary>Lists as CSV and XLSX files: all rows of the filtered list, the columns of the page, safe to open in a spreadsheet.</summary>
internal static class ListExport
{
    public static void MapList<TList, TRow>(this IEndpointRouteBuilder app, string path, params IReadOnlyList<object> metadata)
        where TList : OfficeList<TRow>
    {
        app.MapGet(path + ".csv", CsvAsync<TList, TRow>).WithMetadata([.. metadata]);
        app.MapGet(path + ".xlsx", XlsxAsync<TList, TRow>).WithMetadata([.. metadata]);
    }

    private static async Task CsvAsync<TList, TRow>(HttpContext http, TList list, Texts t)
        where TList : OfficeList<TRow>
    {
        var (columns, rows) = await LoadAsync<TList, TRow>(http, list);
        Announce<TRow>(http, list, t, "csv", "text/csv; charset=utf-8");
        await using var writer = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteAsync(Line(columns.Select(c => Header(c, t))));
        foreach (var row in rows) await writer.WriteAsync(Line(columns.Select(c => Text(c.Value(row)))));
    }

    private static async Task XlsxAsync<TList, TRow>(HttpContext http, TList list, Texts t)
        where TList : OfficeList<TRow>
    {
        var (columns, rows) = await LoadAsync<TList, TRow>(http, list);
        var sheet = rows.Select(row => (IDictionary<string, object?>)columns.ToDictionary(c => Header(c, t), c => Cell(c.Value(row))));
        using var file = new MemoryStream();
        await file.SaveAsAsync(sheet, cancellationToken: http.RequestAborted);
        Announce<TRow>(http, list, t, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        await http.Response.Body.WriteAsync(file.GetBuffer().AsMemory(0, (int)file.Length), http.RequestAborted);
    }

    private static async Task<(IReadOnlyList<Column<TRow>> Columns, IReadOnlyList<TRow> Rows)> LoadAsync<TList, TRow>(HttpContext http, TList list)
        where TList : OfficeList<TRow>
    {
        var request = list.Request(http.Request.Query, ListRequest.ExportLimit) with { Page = 1 };
        var page = await list.LoadAsync(request, http.Actor(), http.RequestAborted);
        return ([.. list.Columns.Where(c => !c.Picture)], page.Rows);
    }

    private static void Announce<TRow>(HttpContext http, OfficeList<TRow> list, Texts t, string extension, string type)
    {
        var name = $"{t[list.Title]}-{CompanyTime.Day(TimeProvider.System.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.{extension}";
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"export.{extension}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }

    private static string Header<TRow>(Column<TRow> column, Texts t) => column.Unit is null ? t[column.Header] : $"{t[column.Header]} ({t[column.Unit]})";

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Quote)) + "\r\n";

    /// <summary>A cell of CSV. What a spreadsheet would take for a formula gets an apostrophe in front; figures of ours are no such thing.</summary>
    internal static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || (text.Length > 0 && (text[0] == '\'' || char.IsWhiteSpace(text[0])))
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    internal static string Text(object? value) => value switch
    {
        null => "",
        string text => Safe(text),
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        DateOnly day => Figures.Day(day),
        DateTimeOffset instant => Figures.Instant(instant),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Safe(value.ToString() ?? ""),
    };

    private static object? Cell(object? value) => value switch
    {
        null => null,
        string text => Safe(text),
        double or long or int or decimal => value,
        _ => Text(value),
    };

    private static string Safe(string text) =>
        text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') ? "'" + text : text;
}
