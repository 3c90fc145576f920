using System.Globalization;

namespace Voltward.App.Readings.Import;

/// <summary>
/// Decides the fate of every incoming row of one table of readings: new, the same as stored, a new revision, or weaker than what is
/// stored. Works on all rows at once, one slice of the dataset at a time when there are many.
/// </summary>
internal sealed class LakeLoad(Stage stage, TableShape shape, Lake lake, IReadOnlyList<LakePart> stored)
{
    /// <summary>Up to so many rows are compared in one go; more are taken slice by slice, so that memory stays bounded.</summary>
    private const long AtOnce = 1_000_000;

    private readonly DatasetSql _sql = new(shape.Target);
    private readonly string _rows = TypedRows.Table(shape);
    private readonly List<LakePart> _own = [.. stored.Where(p => p.Dataset == shape.Target)];

    private string Incoming => shape.Kind == TargetKind.Lake ? _rows : "g_" + shape.Target + _rows;

    private string Fates => "f_" + _rows;

    private string Revisions => "r_" + _rows;

    private string Count => shape.Kind == TargetKind.Lake ? "1" : "n";

    /// <summary>Rows of the stage that end up in the store, by role: the SQL of their dataset columns and slice, from which more can be asked.</summary>
    public IReadOnlyList<(string Role, string Sql)> Outgoing() => _own.Count == 0 || stage.Count($"select count(*) from {Fates}") == 0
        // Without a join the slices of millions of rows are filtered while they are scanned.
        ? [(LakePart.First, $"select {Names("g")}, g.slice from {Incoming} g")]
        :
        [
            (LakePart.First, $"select {Names("g")}, g.slice from {Incoming} g anti join {Fates} f on g.rowid = f.rid"),
            (LakePart.Revised, $"select {Names("g")}, g.slice from {Revisions} g"),
            (LakePart.Kept, $"select {Names("g")}, g.slice from {Incoming} g join {Fates} f on g.rowid = f.rid where f.fate = 2"),
        ];

    public DatasetSql Dataset => _sql;

    /// <summary>Whether the rows of a point come together as they are: rows of many values, or the days of one row of a file.</summary>
    public bool IsGathered => _sql.HasLists || stage.Wide.Contains(_rows);

    public void Decide(ImportTally tally, bool checkArchive)
    {
        tally.Unchanged += new Repeats(stage, shape).Remove();
        if (checkArchive && shape.Subject is { } subject) MarkUnknown(shape.Find(subject)!.Target);
        if (shape.Kind != TargetKind.Lake) new LakePivot(stage, shape).Create(Incoming, once: _own.Count == 0);
        if (_own.Count == 0)
        {
            TallyNew(tally);
            return;
        }

        stage.Execute($"create table {Fates} (rid bigint, fate tinyint, same integer)");
        stage.Execute($"create table {Revisions} as select {Names("g")}, g.slice from {Incoming} g where false");
        Compare();
        Tally(tally);
    }

    private string Names(string alias) => Stage.List(_sql.Columns.Select(c => $"{alias}.{Stage.Name(c.Name)}"));

    private void MarkUnknown(string subject) => stage.Execute(
        $"""
        update {_rows} set flags = concat_ws(',', flags, 'reading.point-unknown')
        where {subject} in (select s from (select distinct {subject} as s from {_rows}) anti join known_subject k on k.thing = s)
        """);

    private void Compare()
    {
        var slices = stage.Rows($"select slice, count(*), max({_sql.Day}), min({_sql.Day}) from {Incoming} group by slice order by slice", r => (Slice: r.GetInt32(0), Rows: r.GetInt64(1)));
        if (slices.Sum(s => s.Rows) <= AtOnce)
        {
            CompareSlices([.. slices.Select(s => s.Slice)]);
            return;
        }

        foreach (var (slice, _) in slices) CompareSlices([slice]);
    }

    private void CompareSlices(IReadOnlyList<int> slices)
    {
        var touched = _own.Where(p => _sql.SlicedByCustomer ? p.Bucket < 0 || slices.Contains((int)p.Bucket) : slices.Contains(SliceOf(p.Month))).ToList();
        if (touched.Count == 0) return;
        var incoming = $"(select rowid as rid, * from {Incoming} where slice in ({Stage.List(slices.Select(s => s.ToString(CultureInfo.InvariantCulture)))})) g";
        var latest = $"({lake.Latest(shape.Target, touched)}) o";
        stage.Execute(
            $"""
            create or replace temp table matched as
            select g.rid, {_sql.Agrees()} as agrees, coalesce({_sql.IsWeaker}, false) as weaker, {_sql.AgreeingRows(shape.Kind)} as same
            from {incoming} join {latest} on {_sql.SameKey}
            """);
        var kept = touched.Where(p => p.Role == LakePart.Kept).ToList();
        if (kept.Count > 0)
        {
            stage.Execute(
                $"""
                update matched set agrees = true where weaker and not agrees and rid in
                (select g.rid from {incoming} join ({lake.Rows(shape.Target, kept)}) o on {_sql.SameKey} where {_sql.Agrees()})
                """);
        }

        stage.Execute($"insert into {Fates} select rid, case when agrees then 0 when weaker then 2 else 1 end, same from matched");
        if (stage.Count("select count(*) from matched where not agrees and not weaker") == 0) return;
        stage.Execute($"insert into {Revisions} select {_sql.Merged}, g.slice from {incoming} join {latest} on {_sql.SameKey} where g.rid in (select rid from matched where not agrees and not weaker)");
    }

    private static int SliceOf(string month) =>
        (int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture) * 100) + int.Parse(month.AsSpan(5, 2), CultureInfo.InvariantCulture);

    /// <summary>Where nothing is stored, every row is new.</summary>
    private void TallyNew(ImportTally tally)
    {
        tally.Loaded += stage.Count($"select count(*) from {_rows}");
        tally.Flagged += stage.Count($"select count(*) from {_rows} where flags is not null");
        foreach (var (code, rows) in stage.Rows($"select code, count(*) from (select unnest(string_split(flags, ',')) as code from {_rows} where flags is not null) group by code", r => (r.GetString(0), r.GetInt64(1))))
        {
            tally.Mark(code, rows);
        }
    }

    /// <summary>Adds up what happened, in rows of the files.</summary>
    private void Tally(ImportTally tally)
    {
        var all = stage.Count($"select {Total(Count)} from {Incoming}");
        var fates = stage.Rows(
            $"select f.fate, {Total(Count)}, {Total("f.same")} from {Fates} f join {Incoming} g on g.rowid = f.rid group by f.fate",
            r => (Fate: r.GetInt32(0), Rows: r.GetInt64(1), Same: r.GetInt64(2)));
        var (same, revised, kept) = (fates.FirstOrDefault(f => f.Fate == 0), fates.FirstOrDefault(f => f.Fate == 1), fates.FirstOrDefault(f => f.Fate == 2));
        tally.Unchanged += same.Rows + revised.Same;
        tally.Loaded += all - same.Rows - revised.Same;
        tally.Mark("reading.revised", revised.Rows - revised.Same);
        tally.Mark("reading.weaker", kept.Rows);
        var marked = $"from {Incoming} g left join {Fates} f on g.rowid = f.rid where g.flags is not null and coalesce(f.fate, 1) <> 0";
        foreach (var (code, rows) in stage.Rows($"select code, {Total("m")} from (select unnest(string_split(g.flags, ',')) as code, {Count} as m {marked}) group by code", r => (r.GetString(0), r.GetInt64(1))))
        {
            tally.Mark(code, rows);
        }

        tally.Flagged += revised.Rows - revised.Same + kept.Rows + stage.Count($"select {Total(Count)} {marked} and f.fate is null");
    }

    /// <summary>DuckDB adds integers up to a type of its own, wider than any of ours.</summary>
    private static string Total(string what) => $"cast(coalesce(sum({what}), 0) as bigint)";
}
