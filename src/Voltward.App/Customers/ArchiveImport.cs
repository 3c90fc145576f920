using Voltward.App.Readings.Import;
using Voltward.App.Storage;

namespace Voltward.App.Customers;

/// <summary>The archive's part of an import: tables in the order of their references, then one batch of changes.</summary>
internal sealed class ArchiveImport(Stage stage, IReadOnlyList<TableShape> present, IReadOnlyDictionary<string, IReadOnlyDictionary<int, IReadOnlySet<string>>> presentColumns)
{
    private readonly List<(ArchiveTable Table, ArchiveLoad Load)> _loads = [];
    private OrganisationLoad? _organisations;

    /// <summary>Decides every archive row; with <paramref name="subjects"/> also gathers the points and customers that readings may speak of.</summary>
    public async Task DecideAsync(Session session, ImportTally tally, bool subjects)
    {
        var own = present.Where(s => s.Kind == TargetKind.Archive).ToList();
        var tables = own.Where(s => s.Target != "organisation").Select(s => ArchiveTable.Find(s.Target)).ToList();
        if (tables.Exists(t => t.HasOrgCode) || own.Exists(s => s.Target == "organisation"))
        {
            var shape = CompanyTables.Find("organisations")!;
            _organisations = new OrganisationLoad(stage, shape);
            await _organisations.PrepareAsync(session);
            if (own.Contains(shape)) _organisations.Decide(tally);
        }

        var named = tables.SelectMany(t => t.References.Select(r => r.Table)).Concat(subjects ? ["feeder", "transformer_area", "customer", "usage_point"] : []).ToHashSet();
        foreach (var table in ArchiveTable.All)
        {
            var shape = own.Find(s => s.Target == table.Name);
            if (shape is not null || named.Contains(table.Name)) await ArchiveLoad.PrepareAsync(stage, session, table, whole: shape is not null);
            if (shape is null) continue;
            var load = new ArchiveLoad(stage, shape, table, presentColumns[shape.Name]);
            load.Decide(tally);
            _loads.Add((table, load));
        }

        if (subjects)
        {
            stage.Execute(
                """
                create table known_subject as select thing from known_usage_point union all select 'A:' || thing from known_transformer_area
                union all select 'F:' || thing from known_feeder union all select thing from known_customer
                """);
        }
    }

    /// <summary>Writes all changes; the number of rows by table.</summary>
    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(Work work, string source)
    {
        if (_organisations is not null) await _organisations.WriteAsync(work);
        var written = new Dictionary<string, int>();
        foreach (var (table, load) in _loads)
        {
            var changes = load.Changes();
            if (changes.Count == 0) continue;
            await ArchiveStore.WriteAsync(work, table, changes, source);
            written[table.Name] = changes.Count;
        }

        return written;
    }
}
