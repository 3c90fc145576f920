using System.Globalization;
using Voltward.App.Readings.Import;
using Voltward.Domain.Common;
using Voltward.Domain.Customers;

namespace Voltward.App.Customers;

/// <summary>Reads the values of one archive row given as text, into the form they are stored in.</summary>
internal static class ArchiveCells
{
    /// <summary>Store column → value of everything given; <c>org_code</c> stays under its own name.</summary>
    public static Outcome<Dictionary<string, object?>> Read(TableShape shape, IReadOnlyDictionary<string, string?> values)
    {
        var row = new Dictionary<string, object?>();
        foreach (var (name, value) in values)
        {
            if (shape.Find(name) is not { } column) return CustomerProblems.ColumnUnknown(name);
            var text = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
            if (text is null && column.Required) return CustomerProblems.ValueInvalid(name, null);
            if (!Read(column, text ?? column.Default, out var cell)) return CustomerProblems.ValueInvalid(name, text);
            row[column.Target] = cell;
        }

        return row;
    }

    /// <summary>A required column that is not given; null when all are.</summary>
    public static string? Missing(TableShape shape, Dictionary<string, object?> row) =>
        shape.Columns.FirstOrDefault(c => c.Required && row.GetValueOrDefault(c.Target) is null)?.Name;

    /// <summary>The row with the defaults of what is not given.</summary>
    public static Dictionary<string, object?> WithDefaults(TableShape shape, Dictionary<string, object?> row)
    {
        foreach (var column in shape.Columns.Where(c => !row.ContainsKey(c.Target))) row[column.Target] = Read(column, column.Default, out var cell) ? cell : null;
        return row;
    }

    private static bool Read(ColumnShape column, string? text, out object? cell)
    {
        cell = null;
        if (text is null) return true;
        switch (column.Kind)
        {
            case ColumnKind.Text or ColumnKind.Code:
                cell = text;
                return text.Length <= (column.Kind == ColumnKind.Code ? 64 : 2000) && !text.Any(char.IsControl);
            case ColumnKind.Choice:
                cell = text;
                return column.Choices.Contains(text);
            case ColumnKind.Day:
                cell = text;
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            case ColumnKind.YesNo:
                cell = text == "1" ? 1L : 0L;
                return text is "0" or "1";
            case ColumnKind.Number:
                var real = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                cell = number;
                return real && double.IsFinite(number) && (number >= 0 || column.MayBeNegative);
            case ColumnKind.Whole or ColumnKind.Scaled:
                return Whole(column, text, out cell);
            default:
                throw new InvalidOperationException($"{column.Kind} is no kind of the archive");
        }
    }

    private static bool Whole(ColumnShape column, string text, out object? cell)
    {
        cell = null;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        if (Math.Abs(value) > 1_000_000_000_000m || (value < 0 && !column.MayBeNegative)) return false;
        // Ratios in halves are stored reduced (ArchiveLoad); by hand only whole ones are taken.
        var scaled = column.Exact || column.Kind == ColumnKind.Whole ? value : value * column.Scale;
        cell = (long)Math.Round(scaled, MidpointRounding.AwayFromZero);
        return (column.Kind == ColumnKind.Scaled && !column.Exact) || decimal.IsInteger(scaled);
    }
}
