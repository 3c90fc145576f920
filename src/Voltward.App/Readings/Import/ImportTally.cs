namespace Voltward.App.Readings.Import;

/// <summary>Running figures of one import, in rows of the files.</summary>
internal sealed class ImportTally
{
    public long Loaded { get; set; }

    public long Flagged { get; set; }

    public long Unchanged { get; set; }

    /// <summary>Rows marked, by reason.</summary>
    public SortedDictionary<string, long> Marks { get; } = new(StringComparer.Ordinal);

    public void Mark(string code, long rows)
    {
        if (rows > 0) Marks[code] = Marks.GetValueOrDefault(code) + rows;
    }
}
