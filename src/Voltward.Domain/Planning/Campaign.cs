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
    private static readonly HashSet<string> All = [];

    /// <summary>Bands of supply voltage (<see cref="VoltageBands"/>) it concerns; empty: every voltage.</summary>
    public IReadOnlySet<string> Voltages { get; init; } = All;

    /// <summary>Kinds of customers (行业) it concerns, such as <c>workshop</c>; empty: every kind.</summary>
    public IReadOnlySet<string> CustomerClasses { get; init; } = All;

    /// <summary>At most this share of a plan's orders, above 0 to 1; null: what the planning parameters say.</summary>
    public double? MostShare { get; init; }

    /// <summary>Why it is held, in the words of whoever ordered it; null when none were given.</summary>
    public string? Reason { get; init; }

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
    /// <param name="cycles">Classes of cycles in force.</param>
    /// <param name="bands">Bands of voltage in force.</param>
    public bool Concerns(CycleFacts facts, string? areaNo, CycleTerms cycles, VoltageBands bands) =>
        (Classes.Count == 0 || Classes.Contains(cycles.Of(facts).Key)) && (Areas.Count == 0 || (areaNo is not null && Areas.Contains(areaNo)))
        && (Voltages.Count == 0 || Voltages.Contains(bands.Of(facts.VoltageV))) && (CustomerClasses.Count == 0 || CustomerClasses.Contains(facts.CustomerClass));
}
