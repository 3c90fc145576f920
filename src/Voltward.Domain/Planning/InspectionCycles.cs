using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>How often a class of customers is inspected (检查周期). Exactly one of months and share per year is set, or none: per event.</summary>
/// <param name="Key">Name of the class, such as <c>HV10</c>.</param>
/// <param name="Months">Longest time between two inspections, months; null for a sampled class.</param>
/// <param name="SharePerYear">Share of the class drawn each year, 0 to 1; null for a class with a cycle.</param>
/// <param name="Name">The class in words.</param>
public sealed record InspectionCycle(string Key, int? Months, decimal? SharePerYear, Words Name);

/// <summary>The facts that decide a customer's class.</summary>
/// <param name="CustomerClass">As in the archive: resident, shop, pv, charging …</param>
/// <param name="ImportantClass">special, first, second, temporary, or null.</param>
/// <param name="VoltageV">Voltage of the supply, V.</param>
/// <param name="ContractedVa">Contracted capacity, VA; null when unknown.</param>
/// <param name="FeedIn">Whether own generation feeds in.</param>
public sealed record CycleFacts(string CustomerClass, string? ImportantClass, long VoltageV, long? ContractedVa, bool FeedIn);

/// <summary>Which cycle a customer is in and when the next inspection is due (D22).</summary>
public static class InspectionCycles
{
    /// <summary>All classes that apply; the one with the shortest cycle wins. Every customer is in exactly one.</summary>
    public static string KeyOf(CycleFacts facts) => facts switch
    {
        { ImportantClass: "special" or "first" } => "SPECIAL_FIRST",
        { ImportantClass: "second" } => "SECOND",
        { VoltageV: >= 35_000 } => "HV35",
        { VoltageV: >= 6_000 } => "HV10",
        { CustomerClass: "pv" or "charging" } or { FeedIn: true } => "PV_EV",
        { ContractedVa: >= 100_000 } => "LV100",
        { ImportantClass: "temporary" } => "TEMPORARY",
        { CustomerClass: "resident" } => "RESIDENT",
        _ => "LV_OTHER",
    };

    /// <summary>The day the next inspection is due: last completed one plus the cycle; start of supply counts when there was none.</summary>
    /// <param name="cycle">The customer's cycle.</param>
    /// <param name="lastDone">Last completed inspection, or null.</param>
    /// <param name="supplySince">First day of supply.</param>
    /// <returns>Null for a sampled class or one inspected per event.</returns>
    [LegalSource("用电检查周期 (企业参数 Inspection.Cycle, D22)", "5.3", "默认值, 待企业确认")]
    public static DateOnly? DueOn(InspectionCycle cycle, DateOnly? lastDone, DateOnly supplySince) =>
        cycle.Months is { } months ? (lastDone ?? supplySince).AddMonths(months) : null;

    /// <summary>First day on which a visit counts for the cycle without shifting it: due day less the tolerated share of the cycle.</summary>
    /// <param name="dueOn">Due day.</param>
    /// <param name="months">Cycle, months.</param>
    /// <param name="earlyShare">Tolerance, 0 to 1.</param>
    public static DateOnly EarliestOn(DateOnly dueOn, int months, decimal earlyShare)
    {
        var days = dueOn.DayNumber - dueOn.AddMonths(-months).DayNumber;
        return dueOn.AddDays(-(int)Math.Floor(days * earlyShare));
    }
}
