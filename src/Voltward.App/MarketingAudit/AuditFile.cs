using System.Globalization;
using System.Text;
using Voltward.Domain.Common;
using Voltward.Domain.MarketingAudit;

namespace Voltward.App.MarketingAudit;

/// <summary>Reads findings of the audit from a CSV file: <c>topic,customer,area,facts,from,to,wanted,due</c>, UTF-8 or GB18030.</summary>
public static class AuditFile
{
    private static readonly string[] Columns = ["topic", "customer", "area", "facts", "from", "to", "wanted", "due"];

    static AuditFile() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>All rows, or the first refusal with its line and column.</summary>
    public static Outcome<IReadOnlyList<RecordAuditFindings.Entry>> Read(byte[] bytes)
    {
        if (Decoded(bytes) is not { } text || Records(text) is not [var first, .. var rows]) return AuditProblems.FileUnfit(null);
        var header = first.Fields.Select(f => f.Trim().ToLowerInvariant()).ToList();
        if (Columns.FirstOrDefault(c => !header.Contains(c)) is { } missing) return AuditProblems.FileUnfit(missing);
        var entries = new List<RecordAuditFindings.Entry>();
        foreach (var (line, fields) in rows)
        {
            if (fields.All(string.IsNullOrWhiteSpace)) continue;
            string Cell(string name) => header.IndexOf(name) is var i && i < fields.Count ? fields[i].Trim() : "";
            if (fields.Count > header.Count) return At(AuditProblems.FileUnfit(null), line);
            if (!Day(Cell("from"), "from").Succeeded(out var from, out var problem) || !Day(Cell("to"), "to").Succeeded(out var to, out problem) || !Day(Cell("due"), "due").Succeeded(out var due, out problem))
                return At(problem, line);
            if (due.Value is not { } dueOn) return At(AuditProblems.DayUnreadable("due"), line);
            entries.Add(new(new(Cell("topic"), Empty(Cell("customer")), Empty(Cell("area")), Cell("facts"), from.Value, to.Value, Cell("wanted"), dueOn), line));
        }

        return entries.Count == 0 ? AuditProblems.FileUnfit(null) : entries;
    }

    /// <summary>A refusal with the line it is about.</summary>
    internal static Problem At(Problem problem, int line) => line == 0 ? problem : problem with
    {
        Text = new($"第 {line} 行：{problem.Text.Zh}没有导入任何一行。", $"Line {line}: {problem.Text.En} No row was imported."),
        Where = string.Create(CultureInfo.InvariantCulture, $"{line}:{problem.Where}"),
    };

    private sealed record Cellday(DateOnly? Value);

    private static Outcome<Cellday> Day(string cell, string where)
    {
        if (cell.Length == 0) return new Cellday(null);
        return DateOnly.TryParseExact(cell, ["yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new Cellday(day) : AuditProblems.DayUnreadable(where);
    }

    private static string? Empty(string text) => text.Length == 0 ? null : text;

    private static string? Decoded(byte[] bytes)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(false, true), Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)])
        {
            try
            {
                return encoding.GetString(bytes).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException) when (encoding is UTF8Encoding)
            {
                continue;
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Records with the line each begins on; a quoted field may hold separators and line ends.</summary>
    private static List<(int Line, List<string> Fields)> Records(string text)
    {
        var records = new List<(int, List<string>)>();
        var (fields, field, quoted, line, start) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else if (c == '"') quoted = false;
                else field.Append(c);
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                fields.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    if (fields is not [""]) records.Add((start, fields));
                    (fields, start) = ([], line + 1);
                }
            }
            else
            {
                field.Append(c);
            }

            if (c == '\n') line++;
        }

        return records;
    }
}
