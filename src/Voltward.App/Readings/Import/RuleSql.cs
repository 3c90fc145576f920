using System.Globalization;

namespace Voltward.App.Readings.Import;

/// <summary>Writes the SQL of the rules a row must keep: those of the table itself and those a mapping file adds. Names are columns of the store.</summary>
internal sealed class RuleSql(TableShape shape)
{
    /// <summary>A reason code when the rule is broken, else null; and the entry it makes.</summary>
    public (string Code, string Entry) Refusal(RuleMapping rule)
    {
        var code = $"case when {Broken(rule)} then {Stage.Text(rule.Code)} end";
        return (code, TypedRows.Entry(Stage.Text(rule.Column ?? ""), $"({code})", rule.Column is { } column ? Stage.Name(Column(column).Target) : "''"));
    }

    /// <summary>The code when the rule is broken, else null.</summary>
    public string Mark(RuleMapping rule) => $"case when {Broken(rule)} then {Stage.Text(rule.Code)} end";

    /// <summary>What every row of the table must keep.</summary>
    public IEnumerable<(string Code, string Entry)> OwnRefusals()
    {
        if (shape.Find("valid_from") is not null) yield return Case("valid_to <= valid_from", "valid_to", "reading.period-backwards");
        if (shape.Find("period_from") is not null) yield return Case("period_to < period_from", "period_to", "reading.period-backwards");
        if (shape.Find("until") is not null) yield return Case("\"until\" < \"at\"", "until", "reading.period-backwards");
        if (shape.Name == "readings-daily") yield return Case("import_wh is null and export_wh is null", "import_kwh", "reading.no-value");
        if (shape.Kind == TargetKind.Interval) yield return Case("not regexp_full_match(slot_quality, '[MEC]+') or length(slot_quality) <> 1440 // minutes", "slot_quality", "reading.not-allowed");
        if (shape.Kind != TargetKind.IntervalSlots) yield break;
        yield return Case("minutes not in (5, 15, 30, 60) or (epoch(\"at\") // 60) % minutes <> 0", "minutes", "reading.interval-count");
        yield return Case("wh is null", "kwh", "reading.no-value");
    }

    /// <summary>What is loaded all the same but marked.</summary>
    public IEnumerable<string> OwnMarks() => shape.Find("period_from") is not null ? ["case when period_to = period_from then 'reading.period-empty' end"] : [];

    private (string Code, string Entry) Case(string condition, string column, string code)
    {
        var test = $"case when {condition} then {Stage.Text(code)} end";
        return (test, TypedRows.Entry(Stage.Text(column), $"({test})", Stage.Name(Column(column).Target)));
    }

    private string Broken(RuleMapping rule)
    {
        if (rule.EnergyIsIndexStep) return "(index_to - index_from) * factor_milli <> energy_wh * 1000";
        var column = Column(rule.Column!);
        var name = Stage.Name(column.Target);
        var conditions = new List<string>();
        if (rule.Min is { } min) conditions.Add($"{name} < {Number(min, column)}");
        if (rule.Max is { } max) conditions.Add($"{name} > {Number(max, column)}");
        if (rule.OneOf is { } list) conditions.Add($"{name} not in ({Stage.List(list.Select(Stage.Text))})");
        if (rule.NotBelow is { } other) conditions.Add($"{name} < {Stage.Name(Column(other).Target)}");
        return string.Join(" or ", conditions);
    }

    private ColumnShape Column(string name) => shape.Find(name)!;

    private static string Number(decimal value, ColumnShape column) =>
        (column.Kind == ColumnKind.Scaled ? value * column.Scale : value).ToString("0.######", CultureInfo.InvariantCulture);
}
