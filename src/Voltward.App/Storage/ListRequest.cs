namespace Voltward.App.Storage;

/// <summary>What a list is asked for: all of it stands in the list's address, so that it can be saved and shared.</summary>
/// <param name="Search">Text to look for; empty for none.</param>
/// <param name="Filters">Chosen value of each filter.</param>
/// <param name="Sort">Key of the column to sort by; null for the list's own order.</param>
/// <param name="Descending">Direction of <paramref name="Sort"/>.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows of a page.</param>
public sealed record ListRequest(
    string Search, IReadOnlyDictionary<string, string> Filters, string? Sort, bool Descending, int Page, int Size)
{
    /// <summary>Most rows an export writes.</summary>
    public const int ExportLimit = 200_000;

    /// <summary>Everything, in the list's own order.</summary>
    public static ListRequest All { get; } = new("", new Dictionary<string, string>(), null, false, 1, ExportLimit);

    /// <summary>The first rows in the list's own order.</summary>
    public static ListRequest First(int rows) => All with { Size = rows };

    /// <summary>The same with one filter chosen.</summary>
    public ListRequest Where(string filter, string value) =>
        this with { Filters = new Dictionary<string, string>(Filters) { [filter] = value } };
}

/// <summary>One page of a list.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Total">Rows on all pages.</param>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, long Total);
