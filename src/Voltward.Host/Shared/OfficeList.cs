using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.Host.Shared;

/// <summary>A list of the office: the same definition feeds the page and its exports.</summary>
public abstract class OfficeList<TRow>
{
    /// <summary>Address of the page; exports stand at the same address with <c>.csv</c> and <c>.xlsx</c>.</summary>
    public abstract string Path { get; }

    /// <summary>Chinese name, also the name of exported files.</summary>
    public abstract string Title { get; }

    public abstract IReadOnlyList<Column<TRow>> Columns { get; }

    /// <summary>Chinese text in the search field: what is searched.</summary>
    public abstract string SearchHint { get; }

    public abstract Task<ListPage<TRow>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop);

    /// <summary>Address of a row's page; null when it has none.</summary>
    public abstract string? Href(TRow row);

    public virtual Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Filter>>([]);

    /// <summary>Reads the request from an address.</summary>
    public ListRequest Request(IQueryCollection query, int size)
    {
        var sort = query["sort"].ToString();
        var filters = query.Where(p => !Address.Own.Contains(p.Key) && !string.IsNullOrEmpty(p.Value))
            .ToDictionary(p => p.Key, p => p.Value.ToString());
        return new ListRequest(
            query["q"].ToString().Trim(),
            filters,
            sort.Length == 0 ? null : sort.TrimStart('-'),
            sort.StartsWith('-'),
            int.TryParse(query["page"], out var page) && page is > 0 and < 1_000_000 ? page : 1,
            size);
    }
}

/// <summary>Addresses of the same list with one thing changed.</summary>
internal static class Address
{
    /// <summary>Names that every list gives a meaning of its own.</summary>
    public static IReadOnlySet<string> Own { get; } = new HashSet<string> { "q", "sort", "page", "cols" };

    /// <summary>The address with a value set, or taken out when null; a change of anything but the page goes back to page one.</summary>
    public static string With(this HttpRequest request, string key, string? value)
    {
        var pairs = request.Query.Where(p => p.Key != key && p.Key != "page").Select(p => KeyValuePair.Create(p.Key, p.Value.ToString())).ToList();
        if (!string.IsNullOrEmpty(value)) pairs.Add(KeyValuePair.Create(key, value));
        return request.Path + QueryString.Create(pairs!).ToString();
    }
}
