namespace Voltward.App.Readings.Import;

/// <summary>Puts rows of directions, quantities or single values together into one row per key of the dataset.</summary>
internal sealed class LakePivot(Stage stage, TableShape shape)
{
    private readonly string _rows = TypedRows.Table(shape);

    /// <summary>Makes the table of rows put together; a view when they are needed once only.</summary>
    public void Create(string table, bool once) => stage.Execute($"create {(once ? "view" : "table")} {table} as {Sql()}");

    private string Sql() => shape.Kind switch
    {
        TargetKind.Curve => Joined("point, day, phase", "quantity", [("u_v", "U"), ("i_a", "I"), ("p_kw", "P"), ("q_kvar", "Q")], []),
        TargetKind.IntervalSlots => Slots(),
        _ when stage.Count($"select count(*) from {_rows} where direction = 'export'") == 0 =>
            $"""
            select point, day, cast(minutes as smallint) as minutes, vals as import_wh, cast(null as bigint[]) as export_wh,
                {Quality("quality", "slot_quality", "vals")} as quality, 1 as n, flags, slice
            from {_rows}
            """,
        _ =>
            $"""
            select point, day, cast(minutes as smallint) as minutes, import_wh, export_wh,
                {Quality("greatest(quality_import_wh, quality_export_wh)", "greatest(slot_quality_import_wh, slot_quality_export_wh)", "coalesce(import_wh, export_wh)")} as quality, n, flags, slice
            from ({Joined("point, day, minutes", "direction", [("import_wh", "import"), ("export_wh", "export")], ["quality", "slot_quality"])})
            """,
    };

    /// <summary>
    /// One row per key with the values of each kind beside each other. Joins move the lists of values half as often as grouping them would.
    /// </summary>
    private string Joined(string key, string kind, IReadOnlyList<(string Column, string Value)> parts, IReadOnlyList<string> carried)
    {
        var selects = parts.Select(p => $"(select {key}, vals as {p.Column}, flags as flags_{p.Column}, slice as slice_{p.Column}{string.Concat(carried.Select(c => $", {c} as {c}_{p.Column}"))} from {_rows} where {kind} = '{p.Value}')");
        var joined = string.Join(" full join ", selects.Select((s, i) => i == 0 ? s : $"{s} using ({key})"));
        var kept = parts.Select(p => p.Column).Concat(carried.SelectMany(c => parts.Select(p => $"{c}_{p.Column}")));
        return $"""
            select {key}, {Stage.List(kept)}, {string.Join(" + ", parts.Select(p => $"cast({p.Column} is not null as integer)"))} as n,
                nullif(concat_ws(',', {Stage.List(parts.Select(p => $"flags_{p.Column}"))}), '') as flags, coalesce({Stage.List(parts.Select(p => $"slice_{p.Column}"))}) as slice
            from {joined}
            """;
    }

    /// <summary>Quality of each value; null when all are measured.</summary>
    private static string Quality(string row, string slots, string values) =>
        $"case when {slots} is not null then [cast(strpos('MEC', x) - 1 as tinyint) for x in string_split({slots}, '')] when {row} <> 0 then [cast({row} as tinyint) for x in {values}] end";

    private string Slots() =>
        $"""
        select point, day, cast(minutes as smallint) as minutes,
            case when len(i) > 0 then [map_from_entries(i)[s] for s in range(1440 // minutes)] end as import_wh,
            case when len(e) > 0 then [map_from_entries(e)[s] for s in range(1440 // minutes)] end as export_wh,
            case when worst <> 0 then [coalesce(map_from_entries(q)[s], 0) for s in range(1440 // minutes)] end as quality, n, flags, slice
        from (
            select point, day, minutes, list((slot, wh)) filter (direction = 'import') as i, list((slot, wh)) filter (direction = 'export') as e,
                list((slot, quality)) filter (first) as q, max(quality) as worst, count(*) as n, string_agg(distinct flags, ',') as flags, any_value(slice) as slice
            from (select *, cast("at" + interval 8 hour as date) as day,
                    (date_part('hour', "at" + interval 8 hour) * 60 + date_part('minute', "at" + interval 8 hour)) // minutes as slot,
                    row_number() over (partition by point, "at", minutes order by quality desc) = 1 as first from {_rows})
            group by point, day, minutes)
        """;
}
