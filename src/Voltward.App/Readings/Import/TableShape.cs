namespace Voltward.App.Readings.Import;

/// <summary>What kind of value a column holds, and so how its text is read, checked and stored.</summary>
internal enum ColumnKind
{
    /// <summary>Free text, at most 2000 characters.</summary>
    Text,

    /// <summary>A number or name by which something is known, at most 64 characters.</summary>
    Code,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A time; stored in UTC.</summary>
    Instant,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number stored as a whole number of its <see cref="ColumnShape.Scale"/>-th parts.</summary>
    Scaled,

    /// <summary>A number kept as it is.</summary>
    Number,

    /// <summary>0 or 1.</summary>
    YesNo,
}

/// <summary>One column of a table of docs/formats.md.</summary>
/// <param name="Name">As it stands in the header of a file.</param>
/// <param name="Kind">Kind of value.</param>
/// <param name="Target">Column of the store.</param>
internal sealed record ColumnShape(string Name, ColumnKind Kind, string Target)
{
    public bool Required { get; init; }

    /// <summary>Value of an empty cell, written as in a file; null: the cell stays empty.</summary>
    public string? Default { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Parts of one unit of the file that are counted in the store: 1000 for kWh → Wh, 100 for yuan → fen.</summary>
    public int Scale { get; init; } = 1000;

    /// <summary>Whether finer parts than those of <see cref="Scale"/> are refused instead of rounded.</summary>
    public bool Exact { get; init; }

    public bool MayBeNegative { get; init; }

    /// <summary>A day or instant of something that has happened: it cannot lie in the future.</summary>
    public bool Past { get; init; }
}

/// <summary>Where the rows of a table go.</summary>
internal enum TargetKind
{
    /// <summary>SQL table of the archive, dated twice.</summary>
    Archive,

    /// <summary>Dataset of the readings lake, one row for one.</summary>
    Lake,

    /// <summary>Dataset <c>interval</c>: one row per direction becomes one row per day.</summary>
    Interval,

    /// <summary>Dataset <c>interval</c>: one row per value becomes one row per day.</summary>
    IntervalSlots,

    /// <summary>Dataset <c>curve</c>: one row per quantity becomes one row per day and phase.</summary>
    Curve,
}

/// <summary>One table of docs/formats.md: what a file of it may hold and where it goes.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Kind">Which way its rows take.</param>
/// <param name="Target">SQL table or dataset.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TableShape(string Name, TargetKind Kind, string Target, IReadOnlyList<ColumnShape> Columns)
{
    /// <summary>The column (of <see cref="ColumnShape.Name"/>) that names a point or customer of the archive, for readings.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether the row has columns v01, v02 and so on.</summary>
    public bool HasValues => Kind is TargetKind.Interval or TargetKind.Curve;

    public ColumnShape? Find(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
