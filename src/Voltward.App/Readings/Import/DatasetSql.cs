namespace Voltward.App.Readings.Import;

/// <summary>
/// Writes the SQL that compares incoming rows (<c>g</c>) with stored ones (<c>o</c>) of a dataset. An empty incoming value says nothing, so it
/// neither contradicts nor erases a stored one; in lists that holds for every place of the list.
/// </summary>
internal sealed class DatasetSql(string dataset)
{
    private readonly IReadOnlyList<string> _keys = Lake.Keys[dataset].Split(", ");

    public string Dataset => dataset;

    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Columns that are neither key nor derived.</summary>
    public IReadOnlyList<(string Name, string Type)> Values =>
        [.. Lake.ColumnsOf(dataset).Where(c => !_keys.Contains(c.Name) && c.Name != "flags")];

    public IReadOnlyList<(string Name, string Type)> Columns => Lake.ColumnsOf(dataset);

    /// <summary>The part of the dataset a row belongs to: year and month, or for bills a bucket of customers (0 to 15).</summary>
    public string Slice => dataset switch
    {
        // Customers keep their bills together whatever the date, so that a bill moved in time is still found by its key.
        "bill" => "cast(md5_number_lower(customer) % 16 as integer)",
        "event" => "year(\"at\") * 100 + month(\"at\")",
        "weather" => "year(day) * 100 + 1",
        _ => "year(day) * 100 + month(day)",
    };

    /// <summary>The day a row speaks of.</summary>
    public string Day => dataset switch
    {
        "bill" => "coalesce(billed_on, period_to)",
        "event" => "cast(\"at\" as date)",
        _ => "day",
    };

    public bool HasLists => Columns.Any(c => c.Type.EndsWith("[]", StringComparison.Ordinal));

    public bool SlicedByCustomer => dataset == "bill";

    /// <summary>Equality of keys.</summary>
    public string SameKey => string.Join(" and ", _keys.Select(k => $"g.{Stage.Name(k)} = o.{Stage.Name(k)}"));

    /// <summary>True when no incoming value differs from the stored one.</summary>
    public string Agrees(string other = "o") => string.Join(" and ", Values.Where(v => !IsSlotQuality(v)).Select(v => Agrees(v, other)));

    /// <summary>
    /// True when every differing incoming value would replace one that is more reliable: an estimate against a measurement, or anything
    /// against a correction.
    /// </summary>
    public string IsWeaker => dataset switch
    {
        "energy" => $"{Rank("g.quality")} < {Rank("o.quality")} and " + string.Join(" and ", Values.Where(v => v.Name != "quality").Select(v => $"(o.{v.Name} is not null or g.{v.Name} is null)")),
        "interval" => "coalesce(list_max(g.quality), 0) = 1 and coalesce(list_min(g.quality), 0) = 1 and o.quality is null and "
            + "coalesce(list_count(o.import_wh), 0) >= coalesce(list_count(g.import_wh), 0) and coalesce(list_count(o.export_wh), 0) >= coalesce(list_count(g.export_wh), 0)",
        _ => "false",
    };

    /// <summary>Value of each column of a new revision, in the order of <see cref="Columns"/>.</summary>
    public string Merged => Stage.List(Columns.Select(c => $"{MergedValue(c)} as {Stage.Name(c.Name)}"));

    /// <summary>Source rows of one incoming row that agree with what is stored, when a row was put together from several.</summary>
    public string AgreeingRows(TargetKind kind) => kind switch
    {
        TargetKind.Interval or TargetKind.Curve => string.Join(" + ", Values.Where(v => v.Name != "quality").Select(v => $"cast(g.{v.Name} is not null and {Agrees(v, "o")} as integer)")),
        TargetKind.IntervalSlots => string.Join(" + ", Values.Where(v => v.Name != "quality").Select(v => $"coalesce(list_count([1 for x in list_zip(g.{v.Name}, o.{v.Name}) if x[1] = x[2]]), 0)")),
        _ => "0",
    };

    private static bool IsSlotQuality((string Name, string Type) v) => v is ("quality", "tinyint[]");

    private static string Rank(string quality) => $"case {quality} when 2 then 2 when 0 then 1 else 0 end";

    private static string Agrees((string Name, string Type) v, string other)
    {
        var (g, o) = ($"g.{Stage.Name(v.Name)}", $"{other}.{Stage.Name(v.Name)}");
        return v.Type.EndsWith("[]", StringComparison.Ordinal)
            ? $"(case when {g} is null or {g} = {o} then true when {o} is null then false else list_bool_and([coalesce(x[1] is null or x[1] = x[2], false) for x in list_zip({g}, {o})]) end)"
            : $"coalesce({g} = {o}, {g} is null)";
    }

    private string MergedValue((string Name, string Type) c)
    {
        var (g, o) = ($"g.{Stage.Name(c.Name)}", $"o.{Stage.Name(c.Name)}");
        if (_keys.Contains(c.Name) || c.Name == "flags") return g;
        if (IsSlotQuality(c))
        {
            // A place filled by this revision takes its quality; the others keep theirs; null stands for all measured.
            return $"case when {g} is null and {o} is null then null else [case when g.import_wh[i] is not null or g.export_wh[i] is not null then coalesce({g}[i], 0) else coalesce({o}[i], 0) end for i in range(1, 1440 // g.minutes + 1)] end";
        }

        return c.Type.EndsWith("[]", StringComparison.Ordinal)
            ? $"case when {g} is null then {o} when {o} is null then {g} else [coalesce(x[1], x[2]) for x in list_zip({g}, {o})] end"
            : $"coalesce({g}, {o})";
    }
}
