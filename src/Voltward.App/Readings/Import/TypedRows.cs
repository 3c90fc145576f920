using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>
/// Turns the raw table of a file into typed rows of one of our tables: stage table <c>t_…</c> with <c>file_no, row_no, flags</c> and the
/// store's columns. Rows with anything wrong go to <c>rejects</c> instead, one entry per wrong cell.
/// </summary>
internal sealed class TypedRows(Stage stage, TableShape shape, DateOnly today)
{
    /// <summary>Column in which a reader of a foreign format hands over marks of its own.</summary>
    public const string RowMarks = "row_marks";

    /// <summary>Name of the stage table of a shape.</summary>
    public static string Table(TableShape shape) => "t_" + shape.Name.Replace('-', '_');

    /// <summary>Makes the empty stage table.</summary>
    /// <param name="wide">Whether one row of a file becomes several.</param>
    public void Create(bool wide)
    {
        if (wide) stage.Wide.Add(Table(shape));
        var columns = shape.Columns.Select(c => $"{Stage.Name(c.Target)} {CellSql.StoreType(c)}");
        var values = shape.HasValues ? [shape.Kind == TargetKind.Curve ? "vals float[]" : "vals bigint[]"] : Array.Empty<string>();
        var slice = Slice is null ? Array.Empty<string>() : ["slice integer"];
        stage.Execute($"create table {Table(shape)} (file_no integer, row_no bigint, bad varchar, flags varchar, {Stage.List(columns.Concat(values).Concat(slice))})");
    }

    private string? Slice => shape.Kind switch
    {
        TargetKind.Archive => null,
        TargetKind.IntervalSlots => "year(\"at\" + interval 8 hour) * 100 + month(\"at\" + interval 8 hour)",
        _ => new DatasetSql(shape.Target).Slice,
    };

    /// <summary>Adds the rows of one file; refused when its columns are not those of the table.</summary>
    public Problem? Add(RawTable source, TableMapping mapping)
    {
        var raw = source;
        WideCells? wide = null;
        if (mapping.Wide is { } shapeOfWide)
        {
            if (WideCells.Find(source, mapping, shapeOfWide).Succeeded(out var cells, out var problem)) wide = cells;
            else return problem;
            if (wide.IsDays) (raw, mapping) = wide.Unpivot(stage, source, mapping);
        }

        var values = shape.HasValues ? ValueCells(raw, wide) : [];
        if (CheckColumns(raw, mapping, wide, values) is { } wrong) return wrong;
        var columns = shape.Columns.Select(c => (Shape: c, Map: Map(mapping, c, raw, wide))).ToList();
        stage.Execute(Insert(raw, mapping, columns, values, wide));
        Reject(raw);
        return null;
    }

    private static ColumnMapping? Map(TableMapping mapping, ColumnShape column, RawTable raw, WideCells? wide)
    {
        if (mapping.Columns.TryGetValue(column.Name, out var map)) return map;
        if (column.Name == "minutes" && wide is { IsDays: false }) return new ColumnMapping { Constant = wide.Minutes.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return raw.TypeOf(column.Name) is null ? null : new ColumnMapping { From = column.Name };
    }

    /// <summary>
    /// Three steps in one statement: raw cells (<c>r0</c> …), values and reason codes (<c>e0</c> …), and what the codes and rules come to. The
    /// texts of a reason are put together only for rows that have one, which is what makes millions of good rows cheap.
    /// </summary>
    private string Insert(RawTable raw, TableMapping mapping, List<(ColumnShape Shape, ColumnMapping? Map)> columns, List<string> values, WideCells? wide)
    {
        var cell = new CellSql(raw, today);
        List<string> inner = ["row_no"], middle = ["row_no"];
        var errors = new List<(string Code, string Entry)>();
        for (var i = 0; i < columns.Count; i++)
        {
            var (column, map) = columns[i];
            if (map is null)
            {
                middle.Add($"{CellSql.Absent(column)} as {Stage.Name(column.Target)}");
                continue;
            }

            var (r, type) = cell.Raw(map);
            inner.Add($"{r} as r{i}");
            if (map.MinusMonths is { } months && !inner.Contains(Stage.Name(months))) inner.Add(Stage.Name(months));
            var (value, error) = cell.Typed(column, map, $"r{i}", type);
            middle.AddRange([$"{value} as {Stage.Name(column.Target)}", $"{error} as e{i}", $"r{i}"]);
            // A cell of a column per day is named by the day that heads it.
            errors.Add(($"e{i}", Entry(map.From == WideCells.ValueColumn ? wide!.Head : Stage.Text(map.From ?? column.Name), $"e{i}", $"r{i}")));
        }

        if (raw.TypeOf(RowMarks) is not null) (inner, middle) = ([.. inner, RowMarks], [.. middle, RowMarks]);
        if (raw.TypeOf(WideCells.DayColumn) is not null) (inner, middle) = ([.. inner, WideCells.DayColumn], [.. middle, WideCells.DayColumn]);
        if (shape.HasValues) new ValueSql(shape, cell, values).AddTo(inner, middle, errors);
        return Insert(raw, mapping, (inner, middle), errors);
    }

    private string Insert(RawTable raw, TableMapping mapping, (List<string> Inner, List<string> Middle) select, List<(string Code, string Entry)> errors)
    {
        var rules = new RuleSql(shape);
        var refusals = rules.OwnRefusals().Concat(mapping.Rules.Where(r => r.Then == RuleEffect.Refuse && r.Unique is null).Select(rules.Refusal)).ToList();
        var marks = rules.OwnMarks().Concat(mapping.Rules.Where(r => r.Then == RuleEffect.Mark && r.Unique is null).Select(rules.Mark)).Concat(raw.TypeOf(RowMarks) is null ? [] : [RowMarks]).ToList();
        var broken = errors.Concat(refusals).ToList();
        var bad = broken.Count == 0 ? "null" : $"case when coalesce({Stage.List(broken.Select(b => b.Code).Append("null"))}) is not null then concat_ws(chr(30), {Stage.List(broken.Select(b => b.Entry))}) end";
        var flags = marks.Count == 0 ? "null" : $"nullif(concat_ws(',', {Stage.List(marks)}), '')";
        var stored = shape.Columns.Select(c => Stage.Name(c.Target)).Concat(shape.HasValues ? ["vals"] : []).Concat(Slice is { } slice ? [slice] : []);
        return $"""
            insert into {Table(shape)}
            select {raw.FileNo}, row_no, {bad}, {flags}, {Stage.List(stored)}
            from (select {Stage.List(select.Middle)} from (select {Stage.List(select.Inner)} from {raw.View}))
            """;
    }

    /// <summary>An entry of <c>bad</c>: column, code and value; null when there is no code.</summary>
    public static string Entry(string column, string code, string value) =>
        $"case when {code} is not null then {column} || chr(31) || {code} || chr(31) || coalesce(left(cast({value} as varchar), 60), '') end";

    private void Reject(RawTable raw)
    {
        var table = Table(shape);
        var tab = Stage.Text(shape.Name);
        stage.Execute(
            $"""
            insert into rejects
            select file_no, row_no, cell, {tab}, split_part(e, chr(31), 1), split_part(e, chr(31), 2), split_part(e, chr(31), 3)
            from (select file_no, row_no, {stage.Cell(table)} as cell, unnest(string_split(bad, chr(30))) as e from {table} where bad is not null and file_no = {raw.FileNo})
            """);
        stage.Execute($"delete from {table} where bad is not null");
        stage.Execute($"insert into rejects select file_no, row_no, '', {tab}, '', code, '' from structural where file_no = {raw.FileNo}");
        stage.Execute($"delete from structural where file_no = {raw.FileNo}");
    }

    private static List<string> ValueCells(RawTable raw, WideCells? wide)
    {
        if (wide is not null) return [.. wide.Columns];
        var found = new List<string>();
        for (var i = 1; i <= 288; i++)
        {
            var name = raw.Columns.Select(c => c.Name).FirstOrDefault(c => c == $"v{i:00}" || c == $"v{i}" || c == $"v{i:000}");
            if (name is null) break;
            found.Add(name);
        }

        return found;
    }

    private Problem? CheckColumns(RawTable raw, TableMapping mapping, WideCells? wide, List<string> values)
    {
        var own = mapping.Columns.Count == 0;
        var used = mapping.Columns.Values.SelectMany(m => m.Sources).ToHashSet();
        foreach (var column in used.Where(c => raw.TypeOf(c) is null)) return ReadingProblems.ColumnMissing(raw.FileName, column);
        foreach (var column in shape.Columns.Where(c => c.Required && Map(mapping, c, raw, wide) is null)) return ReadingProblems.ColumnMissing(raw.FileName, column.Name);
        if (shape.HasValues && values.Count == 0) return ReadingProblems.ColumnMissing(raw.FileName, "v01");

        var known = used.Concat(mapping.Ignore).Concat(values).Concat(shape.Columns.Select(c => c.Name))
            .Concat([WideCells.DayColumn, WideCells.ValueColumn, RowMarks]).ToHashSet();
        foreach (var (column, _) in raw.Columns.Where(c => c.Name != "row_no" && !known.Contains(c.Name) && !known.Contains("*")))
        {
            return ReadingProblems.ColumnUnknown(raw.FileName, column, Likely(column, own ? shape.Columns.Select(c => c.Name) : used));
        }

        return null;
    }

    /// <summary>The known name at the smallest edit distance, when that is small enough to be a slip.</summary>
    private static string? Likely(string column, IEnumerable<string> known) => known
        .Select(k => (Name: k, Distance: Distance(column, k)))
        .Where(k => k.Distance <= Math.Max(1, k.Name.Length / 3))
        .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
        .Select(k => k.Name).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j] + 1, left + 1), corner + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                (corner, row[j], left) = (row[j], cost, cost);
            }
        }

        return row[b.Length];
    }
}
