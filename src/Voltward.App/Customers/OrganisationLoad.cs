using Voltward.App.Readings.Import;
using Voltward.App.Storage;

namespace Voltward.App.Customers;

/// <summary>Incoming organisations: a tree whose paths everything else hangs on. Names may change, places in the tree may not.</summary>
internal sealed class OrganisationLoad(Stage stage, TableShape shape)
{
    private readonly Dictionary<string, Organisation> _known = [];
    private readonly List<Organisation> _changed = [];

    /// <summary>What is stored, and the stage table <c>known_organisation</c>.</summary>
    public async Task PrepareAsync(Session session)
    {
        foreach (var row in await OrganisationStore.AllAsync(session))
        {
            _known[row.OrgCode] = row;
        }

        stage.Execute("create table known_organisation (thing varchar, org_path varchar)");
        Publish(_known.Values);
    }

    public void Decide(ImportTally tally)
    {
        var rows = TypedRows.Table(shape);
        tally.Unchanged += new Repeats(stage, shape, ["org_code"]).Remove();
        var incoming = stage.Rows($"select file_no, row_no, org_code, parent_code, name from {rows} order by file_no, row_no", r => (
            File: r.GetInt32(0), Row: r.GetInt64(1), Code: r.GetString(2), Parent: r.IsDBNull(3) ? null : r.GetString(3), Name: r.GetString(4)));
        var parents = incoming.ToDictionary(r => r.Code, r => r.Parent);
        foreach (var row in incoming)
        {
            if (_known.TryGetValue(row.Code, out var known) && known.ParentCode != row.Parent)
            {
                Refuse(row.File, row.Row, "parent_code", "customer.organisation-moved", row.Parent ?? "");
            }
            else if (Path(row.Code, parents, 0) is not { } path)
            {
                Refuse(row.File, row.Row, "parent_code", "customer.organisation-circle", row.Parent ?? "");
            }
            else if (known?.Name == row.Name)
            {
                tally.Unchanged++;
            }
            else
            {
                tally.Loaded++;
                _changed.Add(new Organisation { OrgCode = row.Code, ParentCode = row.Parent, Name = row.Name, OrgPath = path });
            }
        }

        Publish(_changed.Where(c => !_known.ContainsKey(c.OrgCode)));
    }

    public Task WriteAsync(Work work) => OrganisationStore.SaveAsync(work, _changed);

    private string? Path(string code, Dictionary<string, string?> parents, int depth)
    {
        if (depth > 32) return null;
        if (_known.TryGetValue(code, out var known)) return known.OrgPath;
        if (!parents.TryGetValue(code, out var parent)) return null;
        return parent is null ? $"/{code}/" : Path(parent, parents, depth + 1) is { } above ? $"{above}{code}/" : null;
    }

    private void Refuse(int file, long row, string column, string code, string value) => stage.Execute(
        $"insert into rejects values ({file}, {row}, '', {Stage.Text(shape.Name)}, {Stage.Text(column)}, {Stage.Text(code)}, {Stage.Text(value)})");

    private void Publish(IEnumerable<Organisation> rows)
    {
        foreach (var chunk in rows.Chunk(500))
        {
            stage.Execute($"insert into known_organisation values {Stage.List(chunk.Select(o => $"({Stage.Text(o.OrgCode)}, {Stage.Text(o.OrgPath)})"))}");
        }
    }
}
