using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>SQL that reads what the forms of an inspection say.</summary>
internal static class PrintStore
{
    /// <summary>Name of an area for an order without customer.</summary>
    public static Task<string?> AreaNameAsync(this Session session, string areaNo) => session.FindAsync<string>(
        "select name from transformer_area where area_no = @areaNo and known_to > @now and @@scope(org_path) order by valid_from desc limit 1",
        new { areaNo, now = session.Now });

    public static Task<IReadOnlyList<PrintItemRow>> PrintItemsAsync(this Session session, string visitId) => session.QueryAsync<PrintItemRow>(
        "select item_code as Code, answer as Answer, value as Value, unit as Unit, note as Note, failed as Failed from visit_item where visit_id = @visitId order by answered_at, item_code",
        new { visitId });

    public static Task<IReadOnlyList<PrintMeasureRow>> PrintMeasurementsAsync(this Session session, string visitId) => session.QueryAsync<PrintMeasureRow>(
        "select quantity as Quantity, phase as Phase, value as Value, unit as Unit, instrument as Instrument from visit_measurement where visit_id = @visitId order by n",
        new { visitId });

    public static Task<IReadOnlyList<PrintFindingRow>> PrintFindingsAsync(this Session session, string visitId) => session.QueryAsync<PrintFindingRow>(
        "select kind as Kind, description as Description from finding where visit_id = @visitId order by found_at, finding_id", new { visitId });

    /// <summary>Hazards of a visit with the day by which they are to be put right.</summary>
    public static Task<IReadOnlyList<PrintHazardRow>> PrintHazardsAsync(this Session session, string visitId) => session.QueryAsync<PrintHazardRow>(
        "select item_code as ItemCode, level as Level, description as Description, due_on as DueOn from hazard where visit_id = @visitId order by hazard_id",
        new { visitId });

    public static Task<IReadOnlyList<string>> PresentAsync(this Session session, string visitId) => session.QueryAsync<string>(
        "select person_id from visit_inspector where visit_id = @visitId and counted = 1 order by signed_in_at, person_id", new { visitId });
}

internal sealed class PrintItemRow
{
    public string Code { get; init; } = "";

    public string Answer { get; init; } = "";

    public double? Value { get; init; }

    public string? Unit { get; init; }

    public string? Note { get; init; }

    public long Failed { get; init; }
}

internal sealed class PrintMeasureRow
{
    public string Quantity { get; init; } = "";

    public string? Phase { get; init; }

    public double Value { get; init; }

    public string Unit { get; init; } = "";

    public string? Instrument { get; init; }
}

internal sealed class PrintFindingRow
{
    public string Kind { get; init; } = "";

    public string Description { get; init; } = "";
}

internal sealed class PrintHazardRow
{
    public string? ItemCode { get; init; }

    public string Level { get; init; } = "";

    public string Description { get; init; } = "";

    public DateOnly DueOn { get; init; }
}
