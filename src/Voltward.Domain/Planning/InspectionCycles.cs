using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>How often a class of customers is inspected (检查周期). Exactly one of months and share per year is set, or none: per event.</summary>
/// <param name="Key">Name of the class, such as <c>HV10</c>.</param>
/// <param name="Months">Longest time between two inspections, months; null for a sampled class.</param>
/// <param name="SharePerYear">Share of the class drawn each year, 0 to 1; null for a class with a cycle.</param>
/// <param name="Name">The class in words.</param>
/// <param name="Who">Who belongs to it: whoever meets one of these.</param>
public sealed record InspectionCycle(string Key, int? Months, decimal? SharePerYear, Words Name, IReadOnlyList<ClassCondition> Who);

/// <summary>A condition on a customer's facts; all that is stated must hold, and one that states nothing holds for everybody.</summary>
public sealed record ClassCondition
{
    /// <summary>Classes of importance, one of which the customer has; empty: any.</summary>
    public IReadOnlyList<string> Important { get; init; } = [];

    /// <summary>Kinds of customers, one of which this is; empty: any.</summary>
    public IReadOnlyList<string> CustomerClasses { get; init; } = [];

    /// <summary>Lowest voltage of the supply, V; null: any.</summary>
    public long? FromVoltageV { get; init; }

    /// <summary>Lowest contracted capacity, VA; a customer whose capacity is unknown does not meet it. Null: any.</summary>
    public long? FromContractedVa { get; init; }

    /// <summary>Whether own generation has to feed in.</summary>
    public bool FeedIn { get; init; }

    /// <summary>Whether it holds for everybody.</summary>
    public bool IsEverybody() => Important.Count == 0 && CustomerClasses.Count == 0 && FromVoltageV is null && FromContractedVa is null && !FeedIn;

    /// <summary>Whether it holds for a customer.</summary>
    public bool Holds(CycleFacts facts) =>
        (Important.Count == 0 || (facts.ImportantClass is { } important && Important.Contains(important)))
        && (CustomerClasses.Count == 0 || CustomerClasses.Contains(facts.CustomerClass))
        && (FromVoltageV is not { } voltage || facts.VoltageV >= voltage)
        && (FromContractedVa is not { } capacity || facts.ContractedVa >= capacity)
        && (!FeedIn || facts.FeedIn);
}

/// <summary>The facts that decide a customer's class.</summary>
/// <param name="CustomerClass">As in the archive: resident, shop, pv, charging …</param>
/// <param name="ImportantClass">special, first, second, temporary, or null.</param>
/// <param name="VoltageV">Voltage of the supply, V.</param>
/// <param name="ContractedVa">Contracted capacity, VA; null when unknown.</param>
/// <param name="FeedIn">Whether own generation feeds in.</param>
public sealed record CycleFacts(string CustomerClass, string? ImportantClass, long VoltageV, long? ContractedVa, bool FeedIn);

/// <summary>Inspection cycles in force.</summary>
/// <param name="EarlyShare">Share of a cycle by which a visit may be early and still count.</param>
/// <param name="PromiseLateMonths">Nobody with a cycle is left unseen for longer than so many months after the due day.</param>
/// <param name="Cycles">Classes in the order in which they are tried; the last takes everybody who is left.</param>
public sealed record CycleTerms(decimal EarlyShare, int PromiseLateMonths, IReadOnlyList<InspectionCycle> Cycles)
{
    /// <summary>Names of the classes.</summary>
    public IReadOnlySet<string> Keys { get; } = Cycles.Select(c => c.Key).ToHashSet();

    /// <summary>The one class a customer is in: the first whose condition holds.</summary>
    public InspectionCycle Of(CycleFacts facts) => Cycles.First(c => c.Who.Any(who => who.Holds(facts)));
}

/// <summary>When the next inspection is due (D22).</summary>
public static class InspectionCycles
{
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
