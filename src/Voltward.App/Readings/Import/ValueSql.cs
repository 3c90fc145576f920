namespace Voltward.App.Readings.Import;

/// <summary>Reads the values that stand side by side in one row (v01, v02 …) into one list, in order; an empty cell is a gap.</summary>
internal sealed class ValueSql(TableShape shape, CellSql cell, IReadOnlyList<string> columns)
{
    public void AddTo(List<string> inner, List<string> middle, List<(string Code, string Entry)> errors)
    {
        var curve = shape.Kind == TargetKind.Curve;
        var cells = columns.Select(cell.Cell).ToList();
        var plain = curve && cells.TrueForAll(c => c.Type == "FLOAT");
        var numbers = cells.Select(c => c.Type == "VARCHAR" ? $"try_cast({c.Sql} as double)" : plain ? c.Sql : $"cast({c.Sql} as double)").ToList();
        inner.Add($"[{Stage.List(numbers)}] as v");
        inner.Add($"{Wrong(cells, numbers)} as v_wrong");

        // A longer row than the interval length asks for must be empty beyond it (columns up to v288 serve every length).
        var expected = curve ? "96" : "(1440 // minutes)";
        var part = curve && columns.Count == 96 ? "v" : $"v[1:{expected}]";
        var minutes = curve ? "" : "when minutes not in (5, 15, 30, 60) then 'reading.not-allowed' ";
        var range = curve ? "" : "when list_min(v) < 0 then 'reading.negative-energy' when list_max(v) > 1e9 then 'reading.out-of-range' ";
        middle.Add(curve ? $"cast({part} as float[]) as vals" : $"[cast(round(x * 1000) as bigint) for x in {part}] as vals");
        middle.Add($"case {minutes}when {expected} > {columns.Count} or list_count(v) > list_count({part}) then 'reading.interval-count' when list_count(v) = 0 then 'reading.no-value' {range}end as v_code");
        middle.AddRange(["v", "v_wrong"]);
        errors.Add(("v_wrong", "v_wrong"));
        errors.Add(("v_code", TypedRows.Entry(Stage.Text(columns[0]), "v_code", "case when v_code = 'reading.negative-energy' then list_min(v) else list_count(v) end")));
    }

    /// <summary>The first cell that holds text that is no number, or a number that is not finite.</summary>
    private string Wrong(List<(string Sql, string Type)> cells, List<string> numbers)
    {
        var cases = new List<string>();
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Type == "VARCHAR")
            {
                cases.Add($"when {cells[i].Sql} is not null and ({numbers[i]} is null or not isfinite({numbers[i]})) then {TypedRows.Entry(Stage.Text(columns[i]), "'reading.not-a-number'", cells[i].Sql)}");
            }
            else if (cells[i].Type is "DOUBLE" or "FLOAT")
            {
                cases.Add($"when not isfinite({cells[i].Sql}) then {TypedRows.Entry(Stage.Text(columns[i]), "'reading.not-finite'", cells[i].Sql)}");
            }
        }

        if (cases.Count == 0) return "cast(null as varchar)";
        // One sum tells whether any of the numbers is not finite; only then is it worth finding out which.
        var suspect = cells.Exists(c => c.Type == "VARCHAR") ? "" : $"when coalesce(isfinite(list_sum([{Stage.List(numbers)}])), true) then null ";
        return $"case {suspect}{string.Join(" ", cases)} end";
    }
}
