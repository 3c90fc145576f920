using System.Globalization;
using System.Text.RegularExpressions;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>Columns of a file whose header is itself a value: a day, or an interval of the day. Their order in the file does not matter.</summary>
internal sealed class WideCells
{
    /// <summary>Name of the day of an unpivoted cell, and of its value.</summary>
    public const string DayColumn = "wide_day";
    public const string ValueColumn = "wide_value";

    private readonly WideColumns _wide;

    private readonly IReadOnlyList<DateOnly> _days;

    private WideCells(WideColumns wide, IReadOnlyList<string> columns, IReadOnlyList<DateOnly> days, int minutes) => (_wide, Columns, _days, Minutes) = (wide, columns, days, minutes);

    /// <summary>The columns, in order of time.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Length of one interval; 0 for days.</summary>
    public int Minutes { get; }

    public bool IsDays => Minutes == 0;

    public static Outcome<WideCells> Find(RawTable raw, TableMapping mapping, WideColumns wide)
    {
        var named = mapping.Columns.Values.SelectMany(m => m.Sources).Concat(mapping.Ignore).Append("row_no").ToHashSet();
        var rest = raw.Columns.Select(c => c.Name).Where(c => !named.Contains(c)).ToList();
        if (rest.Count == 0) return ReadingProblems.ColumnMissing(raw.FileName, wide.Header);
        return wide.Value is null ? Intervals(raw, wide, rest) : Days(raw, wide, rest);
    }

    /// <summary>
    /// One row per filled cell instead of one column per day. The days are taken from the heads once, so that no cell has to have its day read
    /// from text again.
    /// </summary>
    public (RawTable Raw, TableMapping Mapping) Unpivot(Stage stage, RawTable raw, TableMapping mapping)
    {
        var view = raw.View + "_days";
        var kept = Stage.List(raw.Columns.Select(c => c.Name).Except(Columns).Prepend("row_no").Select(Stage.Name));
        stage.Execute(
            $"""
            create view {view} as select * from (
                select {kept}, unnest({Days()}) as {DayColumn}, unnest([{Stage.List(Columns.Select(c => $"cast({Stage.Name(c)} as varchar)"))}]) as {ValueColumn} from {raw.View})
            where {ValueColumn} is not null
            """);
        var columns = new Dictionary<string, ColumnMapping>(mapping.Columns)
        {
            ["day"] = new() { From = DayColumn },
            [_wide.Value!] = new() { From = ValueColumn },
        };
        return (raw with { View = view, Columns = [.. stage.Columns(view).Where(c => c.Name != "row_no")] }, mapping with { Columns = columns, Wide = null });
    }

    /// <summary>SQL of the head above a cell; evaluated for refused cells only.</summary>
    public string Head => $"list_extract([{Stage.List(Columns.Select(Stage.Text))}], list_position({Days()}, {DayColumn}))";

    private string Days() => $"cast([{Stage.List(_days.Select(d => string.Create(CultureInfo.InvariantCulture, $"'{d:yyyy-MM-dd}'")))}] as date[])";

    private static Outcome<WideCells> Days(RawTable raw, WideColumns wide, List<string> columns)
    {
        var days = new List<(DateOnly Day, string Column)>();
        foreach (var column in columns)
        {
            if (!DateOnly.TryParseExact(column, wide.Header, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return ReadingProblems.ColumnUnknown(raw.FileName, column, null);
            }

            days.Add((day, column));
        }

        var twice = days.GroupBy(d => d.Day).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) return ReadingProblems.ColumnTwice(raw.FileName, twice.Last().Column);
        days.Sort();
        return new WideCells(wide, [.. days.Select(d => d.Column)], [.. days.Select(d => d.Day)], 0);
    }

    private static Outcome<WideCells> Intervals(RawTable raw, WideColumns wide, List<string> columns)
    {
        var pattern = "^" + Regex.Escape(wide.Header).Replace("HH", "([0-9]{1,2})", StringComparison.Ordinal).Replace("mm", "([0-9]{2})", StringComparison.Ordinal) + "$";
        var slots = new List<(int Start, int Length, string Column)>();
        foreach (var column in columns)
        {
            var match = Regex.Match(column, pattern);
            if (!match.Success) return ReadingProblems.ColumnUnknown(raw.FileName, column, null);
            var numbers = match.Groups.Cast<Group>().Skip(1).Select(g => int.Parse(g.Value, CultureInfo.InvariantCulture)).ToList();
            var start = (numbers[0] * 60) + numbers[1];
            var end = numbers.Count > 2 ? (numbers[2] * 60) + numbers[3] : start;
            slots.Add((start, numbers.Count > 2 ? (end + 1440 - start) % 1440 : 0, column));
        }

        slots = [.. slots.OrderBy(s => s.Start)];
        var minutes = 1440 / slots.Count;
        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].Start != i * minutes || (slots[i].Length != 0 && slots[i].Length != minutes)) return ReadingProblems.ColumnUnknown(raw.FileName, slots[i].Column, null);
        }

        return new WideCells(wide, [.. slots.Select(s => s.Column)], [], minutes);
    }
}
