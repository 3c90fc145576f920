using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>
/// A special round (专项检查): a season, an event, an accident, a general survey. It stands beside the cycles: a visit that covers fewer items than the customer's
/// list does not count for the cycle, one that covers all of them does.
/// </summary>
/// <param name="Id">Version, such as <c>summer-1</c>.</param>
/// <param name="Name">In words.</param>
/// <param name="From">First day; of a season, of its first year.</param>
/// <param name="Until">Last day, counted.</param>
/// <param name="Yearly">Whether it comes back every year on the same days.</param>
/// <param name="Classes">Classes of cycles it concerns, such as <c>HV10</c>; empty: every class.</param>
/// <param name="Areas">Areas it is limited to; empty: all.</param>
/// <param name="Items">Items to look at; empty, or none of them on the customer's list: the whole list.</param>
/// <param name="SafetyPoints">What one visit weighs in the plan.</param>
public sealed record Campaign(
    string Id, Words Name, DateOnly From, DateOnly Until, bool Yearly, IReadOnlySet<string> Classes, IReadOnlySet<string> Areas, IReadOnlySet<string> Items, double SafetyPoints)
{
    /// <summary>The round that touches a week; null when none does.</summary>
    /// <param name="week">The week.</param>
    public (DateOnly From, DateOnly Until)? RoundIn(PlanWeek week)
    {
        if (!Yearly) return From <= week.Sunday && Until >= week.Monday ? (From, Until) : null;
        // The latest begin that is not after the week; a season may reach into the next year.
        var years = week.Sunday.Year - From.Year;
        if (From.AddYears(years) > week.Sunday) years--;
        var (from, until) = (From.AddYears(years), Until.AddYears(years));
        return years >= 0 && until >= week.Monday ? (from, until) : null;
    }

    /// <summary>Whether it concerns a customer.</summary>
    /// <param name="facts">The customer's facts.</param>
    /// <param name="areaNo">The customer's area, or null.</param>
    public bool Concerns(CycleFacts facts, string? areaNo) =>
        (Classes.Count == 0 || Classes.Contains(InspectionCycles.KeyOf(facts))) && (Areas.Count == 0 || (areaNo is not null && Areas.Contains(areaNo)));
}
