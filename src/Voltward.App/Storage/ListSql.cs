using System.Globalization;
using System.Text;
using Dapper;

namespace Voltward.App.Storage;

/// <summary>
/// The SQL of one list: what may be searched, filtered and sorted is named here; whatever a request says, only these texts reach
/// the database, and its values only as parameters.
/// </summary>
internal sealed record ListSql
{
    /// <summary><c>select … as …</c> without <c>from</c>.</summary>
    public required string Select { get; init; }

    /// <summary><c>from … where …</c>, with the row scope.</summary>
    public required string From { get; init; }

    /// <summary>Expressions searched for the text.</summary>
    public IReadOnlyList<string> SearchIn { get; init; } = [];

    /// <summary>Filter key → condition in which <c>@value</c> stands for the chosen value.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>Column key → expression to sort by.</summary>
    public required IReadOnlyDictionary<string, string> Sorts { get; init; }

    /// <summary>The list's own order, such as <c>l.rank</c>.</summary>
    public required string Order { get; init; }

    /// <summary>Unique expression that settles ties, so that no row shows on two pages.</summary>
    public required string Key { get; init; }

    public async Task<ListPage<TRow>> LoadAsync<TRow>(Session session, ListRequest request, object? arguments = null)
    {
        var parameters = new DynamicParameters(arguments);
        var from = From + Where(request, parameters);
        var total = await session.ScalarAsync<long>("select count(*) " + from, parameters);

        parameters.Add("limit", (long)request.Size);
        parameters.Add("offset", (long)(request.Page - 1) * request.Size);
        var rows = await session.QueryAsync<TRow>($"{Select} {from} order by {OrderBy(request)} limit @limit offset @offset", parameters);
        return new ListPage<TRow>(rows, total);
    }

    private string Where(ListRequest request, DynamicParameters parameters)
    {
        var where = new StringBuilder();
        if (request.Search.Length > 0 && SearchIn.Count > 0)
        {
            where.Append(" and (").AppendJoin(" or ", SearchIn.Select(e => $@"lower({e}) like @search escape '\'")).Append(')');
            parameters.Add("search", Pattern(request.Search));
        }

        foreach (var (key, value) in request.Filters)
        {
            if (!Filters.TryGetValue(key, out var condition)) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"filter{where.Length}");
            where.Append(" and (").Append(condition.Replace("@value", "@" + name, StringComparison.Ordinal)).Append(')');
            parameters.Add(name, value);
        }

        return where.ToString();
    }

    private string OrderBy(ListRequest request) => request.Sort is { } sort && Sorts.TryGetValue(sort, out var expression)
        ? $"{expression} {(request.Descending ? "desc" : "asc")} nulls last, {Key}"
        : $"{Order}, {Key}";

    /// <summary>The pattern that finds a text anywhere, its own wildcards taken literally.</summary>
    internal static string Pattern(string text) =>
        $"%{text.Trim().ToLowerInvariant().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
