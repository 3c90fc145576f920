using DuckDB.NET.Data;
using Voltward.App.Readings.Import;
using Voltward.App.Storage;

namespace Voltward.App.Customers;

/// <summary>
/// Decides the fate of every incoming row of one archive table against what is believed now: the same, a correction of a row with the
/// same key and begin, or a new row. Rows that refer to nothing or overlap are refused.
/// </summary>
internal sealed class ArchiveLoad(Stage stage, TableShape shape, ArchiveTable table, IReadOnlyDictionary<int, IReadOnlySet<string>> presentColumns)
{
    private readonly string _rows = TypedRows.Table(shape);
    private readonly string _now = "now_" + table.Name;

    /// <summary>Loads what is believed now; a table that no incoming row concerns needs only the names of its things.</summary>
    public static async Task PrepareAsync(Stage stage, Session session, ArchiveTable table, bool whole)
    {
        var columns = whole ? table.Written : [.. table.RowKey.Concat(table.Columns.Where(c => c == "org_path"))];
        stage.Execute($"create table now_{table.Name} ({Stage.List(columns.Select(c => $"{Stage.Name(c)} {TypeOf(c)}"))})");
        await foreach (var page in ArchiveStore.CurrentAsync(session, table, columns))
        {
            using var appender = stage.Connection.CreateAppender("now_" + table.Name);
            foreach (var row in page)
            {
                var cells = appender.CreateRow();
                foreach (var column in columns) Append(cells, column, row[column]);
                cells.EndRow();
            }
        }

        var path = table.HasOrgPath ? ", any_value(org_path) as org_path" : "";
        stage.Execute($"create table known_{table.Name} as select {Stage.Name(table.Key[0])} as thing{path} from now_{table.Name} group by {Stage.Name(table.Key[0])}");
    }

    /// <summary>Refuses what cannot stand, and counts the rest.</summary>
    public void Decide(ImportTally tally)
    {
        // Days are text in the store.
        foreach (var day in shape.Columns.Where(c => c.Kind == ColumnKind.Day)) stage.Execute($"alter table {_rows} alter column {Stage.Name(day.Target)} type varchar");
        // A ratio comes in halves; 112.5/5 stays 225/10, everything else gets its plain numbers back.
        if (table.Name == "instrument_transformer") stage.Execute($"update {_rows} set ratio_primary = ratio_primary // 2, ratio_secondary = ratio_secondary // 2 where ratio_primary % 2 = 0 and ratio_secondary % 2 = 0");
        RefuseUnknown();
        ResolveOrganisation();
        tally.Unchanged += RemoveRepeats();
        Compare();
        if (table.Dated) while (RefuseOverlaps()) Compare();
        tally.Unchanged += stage.Count($"select count(*) from {_rows} where fate = 0");
        var loaded = stage.Count($"select count(*) from {_rows} where fate <> 0");
        tally.Loaded += loaded;
        if (table.Name == "usage_point") MarkGaps(tally);
        Publish();
    }

    /// <summary>The changes to be written.</summary>
    public IReadOnlyList<ArchiveChange> Changes()
    {
        var values = table.Written.Select(c => $"cast({Merged(c, "g.fate = 2 and ")} as {TypeOf(c)})");
        return stage.Rows(
            $"select fate, {Stage.List(values)} from {_rows} g left join {_now} o on {Matches} where fate <> 0 order by {Stage.List(table.RowKey.Select(k => "g." + Stage.Name(k)))}",
            r => new ArchiveChange([.. Enumerable.Range(1, table.Written.Count).Select(i => r.IsDBNull(i) ? null : r.GetValue(i))], r.GetInt32(0) == 2));
    }

    private string Matches => string.Join(" and ", table.RowKey.Select(k => $"g.{Stage.Name(k)} = o.{Stage.Name(k)}"));

    private static string TypeOf(string column) => column switch
    {
        "longitude" or "latitude" or "service_drop_m" => "double",
        _ when column.EndsWith("_va", StringComparison.Ordinal) || column.EndsWith("_w", StringComparison.Ordinal) || column.EndsWith("_wh", StringComparison.Ordinal)
            || column.EndsWith("_v", StringComparison.Ordinal) || column.EndsWith("_mv", StringComparison.Ordinal) || column.EndsWith("_ma", StringComparison.Ordinal)
            || column.EndsWith("_milli", StringComparison.Ordinal) || column.StartsWith("ratio_", StringComparison.Ordinal) || column is "two_part" or "feed_in" => "bigint",
        _ => "varchar",
    };

    private static void Append(IDuckDBAppenderRow cells, string column, object? value)
    {
        if (value is null) cells.AppendNullValue();
        else if (TypeOf(column) == "bigint") cells.AppendValue((long)value);
        else if (TypeOf(column) == "double") cells.AppendValue((double)value);
        else cells.AppendValue((string)value);
    }

    /// <summary>A column that a file does not have keeps what is believed; an empty cell of a column it has says that nothing is known.</summary>
    private string Merged(string column, string replacing)
    {
        var own = "g." + Stage.Name(column);
        var source = shape.Columns.FirstOrDefault(c => c.Target == column)?.Name;
        if (source is null) return own;
        var without = presentColumns.Where(f => !f.Value.Contains(source)).Select(f => f.Key).ToList();
        return without.Count == 0 ? own : $"case when {replacing}g.file_no in ({string.Join(", ", without)}) then o.{Stage.Name(column)} else {own} end";
    }

    private void RefuseUnknown()
    {
        foreach (var reference in table.References)
        {
            Refuse(
                $"{Stage.Name(reference.Column)} is not null and {Stage.Name(reference.Column)} not in (select thing from known_{reference.Table})",
                reference.Column, reference.Code);
        }

        if (table.HasOrgCode) Refuse("org_code not in (select thing from known_organisation)", "org_code", "customer.organisation-unknown");
    }

    private void Refuse(string condition, string column, string code)
    {
        stage.Execute($"insert into rejects select file_no, row_no, '', {Stage.Text(shape.Name)}, {Stage.Text(column)}, {Stage.Text(code)}, left(cast({Stage.Name(column)} as varchar), 60) from {_rows} where {condition}");
        stage.Execute($"delete from {_rows} where {condition}");
    }

    private void ResolveOrganisation()
    {
        stage.Execute($"alter table {_rows} add column fate tinyint");
        if (!table.HasOrgPath) return;
        stage.Execute($"alter table {_rows} add column org_path varchar");
        var (from, column) = table.HasOrgCode ? ("known_organisation", "org_code") : ("known_customer", "customer_no");
        stage.Execute($"update {_rows} set org_path = k.org_path from {from} k where k.thing = {_rows}.{column}");
    }

    private long RemoveRepeats() => new Repeats(stage, shape, table.RowKey).Remove();

    private void Compare()
    {
        stage.Execute($"update {_rows} set fate = 1");
        var same = string.Join(" and ", table.Written.Except(table.RowKey).Select(c => $"({Merged(c, "")}) is not distinct from o.{Stage.Name(c)}").DefaultIfEmpty("true"));
        stage.Execute($"create or replace temp table stands as select g.rowid as rid, {same} as same from {_rows} g join {_now} o on {Matches}");
        stage.Execute($"update {_rows} set fate = case when s.same then 0 else 2 end from stands s where s.rid = {_rows}.rowid");
    }

    /// <summary>Refuses incoming rows that overlap others or stored ones that stay; whether there were any.</summary>
    private bool RefuseOverlaps()
    {
        var whole = Stage.List(table.Whole.Select(Stage.Name));
        stage.Execute(
            $"""
            create or replace temp table timeline as
            select {whole}, valid_from, valid_to, file_no, row_no from (
                select {whole}, valid_from, valid_to, file_no, row_no from {_rows}
                union all
                select {Stage.List(table.Whole.Select(k => "o." + Stage.Name(k)))}, o.valid_from, o.valid_to, null, null from {_now} o anti join {_rows} g on {Matches})
            where ({whole}) in (select {(table.Whole.Count == 1 ? whole : $"({whole})")} from {_rows})
            """);
        var same = string.Join(" and ", table.Whole.Select(k => $"a.{Stage.Name(k)} = b.{Stage.Name(k)}"));
        stage.Execute(
            $"""
            create or replace temp table overlapping as
            select distinct case when b.row_no is null then a.file_no else b.file_no end as file_no, coalesce(b.row_no, a.row_no) as row_no
            from timeline a join timeline b on {same} and a.valid_from <= b.valid_from and b.valid_from < a.valid_to
                and (a.valid_from < b.valid_from or (a.file_no, a.row_no) is distinct from (b.file_no, b.row_no))
            where (a.row_no is not null or b.row_no is not null) and (a.valid_from < b.valid_from or a.row_no is null or coalesce((a.file_no, a.row_no) < (b.file_no, b.row_no), false))
            """);
        if (stage.Count("select count(*) from overlapping") == 0) return false;
        Refuse("(file_no, row_no) in (select (file_no, row_no) from overlapping)", "valid_from", "customer.overlap");
        return true;
    }

    private void MarkGaps(ImportTally tally)
    {
        var gaps = stage.Count(
            $"""
            select count(*) from (
                select fate, valid_from > lag(valid_to) over (partition by usage_point_no order by valid_from) as gap from (
                    select usage_point_no, valid_from, valid_to, fate from {_rows}
                    union all select o.usage_point_no, o.valid_from, o.valid_to, 0 from {_now} o anti join {_rows} g on {Matches}))
            where gap and fate <> 0
            """);
        tally.Mark("customer.stay-gap", gaps);
        tally.Flagged += gaps;
    }

    /// <summary>Makes the accepted rows known to the tables that refer to them.</summary>
    private void Publish()
    {
        var path = table.HasOrgPath ? ", any_value(org_path)" : "";
        stage.Execute($"insert into known_{table.Name} select {Stage.Name(table.Key[0])}{path} from {_rows} where {Stage.Name(table.Key[0])} not in (select thing from known_{table.Name}) group by all");
    }
}
