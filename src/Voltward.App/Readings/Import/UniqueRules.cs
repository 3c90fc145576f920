namespace Voltward.App.Readings.Import;

/// <summary>Marks rows that are alike in columns where no two should be, from the second on.</summary>
internal sealed class UniqueRules(Stage stage, TableShape shape)
{
    public void Mark(IEnumerable<RuleMapping> rules)
    {
        var rows = TypedRows.Table(shape);
        foreach (var rule in rules.Where(r => r.Unique is not null))
        {
            var columns = Stage.List(rule.Unique!.Select(c => Stage.Name(shape.Find(c)!.Target)));
            stage.Execute($"create or replace temp table alike as select h from (select hash({columns}) as h from {rows}) group by h having count(*) > 1");
            if (stage.Count("select count(*) from alike") == 0) continue;
            stage.Execute(
                $"""
                update {rows} set flags = concat_ws(',', flags, {Stage.Text(rule.Code)})
                where rowid in (select rid from (
                    select rowid as rid, row_number() over (partition by {columns} order by file_no, row_no) as n from {rows} where hash({columns}) in (select h from alike)) where n > 1)
                """);
        }
    }
}
