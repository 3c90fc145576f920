namespace Voltward.App.Readings.Import;

/// <summary>Rows of one import that stand there twice: equal ones count once, contradicting ones are refused from the second on.</summary>
internal sealed class Repeats(Stage stage, TableShape shape, IReadOnlyList<string>? archiveKey = null)
{
    private readonly string _rows = TypedRows.Table(shape);

    /// <summary>What may stand only once in an import.</summary>
    private IReadOnlyList<string> Key => archiveKey ?? shape.Kind switch
    {
        TargetKind.Interval => ["point", "day", "minutes", "direction"],
        TargetKind.IntervalSlots => ["point", "at", "minutes", "direction"],
        TargetKind.Curve => ["point", "day", "phase", "quantity"],
        _ => Lake.Keys[shape.Target].Split(", "),
    };

    /// <summary>Takes repeated rows out of the stage; the number of equal ones.</summary>
    public long Remove()
    {
        var key = Stage.List(Key.Select(Stage.Name));
        if (stage.Wide.Contains(_rows) && !RepeatsRow()) return 0;
        stage.Execute($"create or replace temp table suspect as select h from (select hash({key}) as h from {_rows}) group by h having count(*) > 1");
        if (stage.Count("select count(*) from suspect") == 0) return 0;

        var values = shape.Columns.Select(c => c.Target).Except(Key).Select(Stage.Name).Concat(shape.HasValues ? ["vals"] : []);
        stage.Execute(
            $"""
            create or replace temp table repeated as
            select rid, same from (
                select rid, n, v is not distinct from first_value(v) over (partition by {key} order by n) as same from (
                    select rowid as rid, {key}, row({Stage.List(values)}) as v, row_number() over (partition by {key} order by file_no, row_no) as n
                    from {_rows} where hash({key}) in (select h from suspect)))
            where n > 1
            """);
        stage.Execute(
            $"""
            insert into rejects select t.file_no, t.row_no, {stage.Cell(_rows)}, {Stage.Text(shape.Name)}, {Stage.Text(string.Join('+', Key))}, 'reading.key-repeated', left(concat_ws(' ', {key}), 60)
            from {_rows} t join repeated r on t.rowid = r.rid where not r.same
            """);
        stage.Execute($"delete from {_rows} where rowid in (select rid from repeated)");
        return stage.Count("select count(*) from repeated where same");
    }

    /// <summary>Days of one row of a file are different days, so a key can only stand twice when two rows have the rest of it in common.</summary>
    private bool RepeatsRow()
    {
        var rest = Stage.List(Key.Where(k => k != "day").Select(Stage.Name));
        return stage.Count($"select count(*) from (select 1 from (select distinct file_no, row_no, {rest} from {_rows}) group by {rest} having count(*) > 1)") > 0;
    }
}
