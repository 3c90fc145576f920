namespace Voltward.App.Readings.Import;

/// <summary>Puts rows of directions, quantities or single values together into one row per key of the dataset.</summary>
internal sealed class LakePivot(Stage stage, TableShape shape)
{
    private readonly string _rows = TypedRows.Table(shape);

    public void Create(string table) => stage.Execute($"create table {table} as {Sql()}");

    private string Sql() => shape.Kind switch
    {
        TargetKind.Curve =>
            $"""
            select point, day, phase, {Stage.List("UIPQ".Zip((string[])["u_v", "i_a", "p_kw", "q_kvar"], (q, c) => $"any_value(vals) filter (quantity = '{q}') as {c}"))},
                count(*) as n, string_agg(distinct flags, ',') as flags, any_value(slice) as slice
            from {_rows} group by point, day, phase
            """,
        TargetKind.IntervalSlots => Slots(),
        _ when stage.Count($"select count(*) from {_rows} where direction = 'export'") == 0 =>
            $"""
            select point, day, cast(minutes as smallint) as minutes, vals as import_wh, cast(null as bigint[]) as export_wh,
                {Quality("quality", "slot_quality", "vals")} as quality, 1 as n, flags, slice
            from {_rows}
            """,
        _ =>
            $"""
            select point, day, cast(minutes as smallint) as minutes, any_value(vals) filter (direction = 'import') as import_wh,
                any_value(vals) filter (direction = 'export') as export_wh,
                {Quality("max(quality)", "max(slot_quality)", "any_value(vals)")} as quality,
                count(*) as n, string_agg(distinct flags, ',') as flags, any_value(slice) as slice
            from {_rows} group by point, day, minutes
            """,
    };

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
