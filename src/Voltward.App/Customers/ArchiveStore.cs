using Dapper;
using Voltward.App.Storage;

namespace Voltward.App.Customers;

/// <summary>One change of the archive: the values of a row from now on, and whether an earlier belief about the same row ends.</summary>
/// <param name="Values">In the order of <see cref="ArchiveTable.Written"/>; null for unknown.</param>
/// <param name="Replaces">Whether a current row of the same <see cref="ArchiveTable.RowKey"/> is closed.</param>
internal sealed record ArchiveChange(IReadOnlyList<object?> Values, bool Replaces);

/// <summary>Writes and loads the twice-dated tables. No row is ever changed but for the end of its belief.</summary>
internal static class ArchiveStore
{
    /// <summary>Where <c>known_to</c> stands while a row is believed.</summary>
    public const string Forever = "9999-12-31T00:00:00.0000000Z";

    private const int RowsPerStatement = 60;

    /// <summary>All rows believed now, in pages, as column → value.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<IDictionary<string, object?>>> CurrentAsync(Session session, ArchiveTable table, IReadOnlyList<string> columns)
    {
        const int page = 50_000;
        var key = string.Join(", ", table.RowKey);
        var believed = table.Dated ? $"known_to = '{Forever}'" : "1 = 1";
        IDictionary<string, object?>? last = null;
        while (true)
        {
            var after = last is null ? "" : $"and ({key}) > ({string.Join(", ", table.RowKey.Select((_, i) => $"@k{i}"))})";
            var arguments = last is null ? null : table.RowKey.Select((c, i) => (Name: $"k{i}", Value: last[c])).ToDictionary(a => a.Name, a => a.Value);
            var rows = await session.QueryAsync<dynamic>($"select {string.Join(", ", columns.Union(table.RowKey))} from {table.Name} where {believed} {after} order by {key} limit {page}", arguments);
            if (rows.Count == 0) yield break;
            IReadOnlyList<IDictionary<string, object?>> typed = [.. rows.Select(r => (IDictionary<string, object?>)r)];
            yield return typed;
            if (typed.Count < page) yield break;
            last = typed[^1];
        }
    }

    /// <summary>Writes changes of one table.</summary>
    /// <param name="work">The unit of work; its instant is when we came to believe this.</param>
    /// <param name="table">Which table.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="source">Where the belief comes from, such as an import.</param>
    /// <exception cref="InvalidOperationException">A row to be replaced is no longer the current belief.</exception>
    public static async Task WriteAsync(Work work, ArchiveTable table, IReadOnlyList<ArchiveChange> changes, string source)
    {
        await CloseAsync(work, table, changes.Where(c => c.Replaces).Select(c => table.Written.Zip(c.Values).ToDictionary(p => p.First, p => p.Second)));
        // On SQLite every named parameter is looked up in a list, so a long statement costs more than many short ones.
        foreach (var chunk in changes.Chunk(work.IsPostgres ? RowsPerStatement : changes.Count))
        {
            if (work.IsPostgres) await work.ExecuteAsync(Insert(table, chunk.Length), Arguments(table, chunk, work.Now, source));
            else await work.ExecuteManyAsync(Insert(table, 1), chunk.Select(c => new DynamicParameters(Arguments(table, [c], work.Now, source))));
        }
    }

    private static string Insert(ArchiveTable table, int rows)
    {
        var values = Enumerable.Range(0, rows).Select(r => $"({string.Join(", ", table.Written.Select((_, c) => $"@v{r}_{c}"))}, @now, @source)");
        return $"insert into {table.Name} ({string.Join(", ", table.Written)}, known_from, source) values {string.Join(", ", values)}";
    }

    private static Dictionary<string, object?> Arguments(ArchiveTable table, ArchiveChange[] rows, DateTimeOffset now, string source)
    {
        var arguments = new Dictionary<string, object?> { ["now"] = now, ["source"] = source };
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < table.Written.Count; c++) arguments[$"v{r}_{c}"] = rows[r].Values[c];
        }

        return arguments;
    }

    /// <summary>Ends the belief in rows of <see cref="ArchiveTable.RowKey"/>.</summary>
    /// <exception cref="InvalidOperationException">One of them is no longer believed.</exception>
    public static async Task CloseAsync(Work work, ArchiveTable table, IEnumerable<IDictionary<string, object?>> rows)
    {
        var matches = string.Join(" and ", table.RowKey.Select((k, i) => $"{k} = @k{i}"));
        foreach (var row in rows)
        {
            var arguments = table.RowKey.Select((k, i) => (Name: $"k{i}", Value: row[k])).ToDictionary(a => a.Name, a => a.Value);
            arguments["now"] = work.Now;
            var closed = table.Dated
                ? await work.ExecuteAsync($"update {table.Name} set known_to = @now where {matches} and known_to = '{Forever}'", arguments)
                : await MoveAsync(work, table, matches, arguments);
            if (closed != 1) throw new InvalidOperationException($"{table.Name}: {closed} current rows where one was to be replaced");
        }
    }

    /// <summary>All believed rows of one thing, as column → value.</summary>
    public static async Task<IReadOnlyList<IDictionary<string, object?>>> OfThingAsync(Session session, ArchiveTable table, Dictionary<string, object?> whole)
    {
        var rows = await session.QueryAsync<dynamic>(
            $"select {string.Join(", ", table.Written)} from {table.Name} where {string.Join(" and ", table.Whole.Select(k => $"{k} = @{k}"))} and known_to = '{Forever}' order by valid_from", whole);
        return [.. rows.Select(r => (IDictionary<string, object?>)r)];
    }

    /// <summary>Whether anything of a table bears this number.</summary>
    public static async Task<bool> ExistsAsync(Session session, string table, string number) =>
        await session.ScalarAsync<long>($"select count(*) from {table} where {ArchiveTable.Find(table).Key[0]} = @number and known_to = '{Forever}'", new { number }) > 0;

    /// <summary>Place in the organisation of a customer, usage point or area; null when there is none.</summary>
    public static Task<string?> OrgPathAsync(Session session, string table, string number) =>
        session.ScalarAsync<string>($"select max(org_path) from {table} where {ArchiveTable.Find(table).Key[0]} = @number and known_to = '{Forever}'", new { number });

    /// <summary>Undated rows keep one row per key where everybody looks; what it said before moves to a table of its own.</summary>
    private static async Task<int> MoveAsync(Work work, ArchiveTable table, string matches, Dictionary<string, object?> arguments)
    {
        var columns = string.Join(", ", table.Columns.Append("source").Append("known_from"));
        await work.ExecuteAsync($"insert into {table.Name}_earlier ({columns}, known_to) select {columns}, @now from {table.Name} where {matches}", arguments);
        return await work.ExecuteAsync($"delete from {table.Name} where {matches}", arguments);
    }
}
