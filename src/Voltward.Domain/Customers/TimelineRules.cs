using Voltward.Domain.Common;

namespace Voltward.Domain.Customers;

/// <summary>A span of days during which one row of the archive is true (有效期).</summary>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer; later than <paramref name="From"/>.</param>
public readonly record struct ValidSpan(DateOnly From, DateOnly To)
{
    /// <summary>Whether a day lies inside.</summary>
    public bool Holds(DateOnly day) => From <= day && day < To;

    /// <summary>Whether the two have a day in common.</summary>
    public bool Overlaps(ValidSpan other) => From < other.To && other.From < To;
}

/// <summary>
/// How the dated rows of one thing (a customer, a usage point, a meter) may change. They never overlap, and nothing is overwritten: a change
/// ends the belief in old rows and begins the belief in new ones.
/// </summary>
public static class TimelineRules
{
    /// <summary>A row is stated: new, or as the correction of the believed row that begins on the same day.</summary>
    /// <param name="believed">Rows believed now, in any order, without overlap.</param>
    /// <param name="stated">The row.</param>
    /// <returns>Index of the row it replaces, -1 when it is new; or why it cannot stand.</returns>
    public static Outcome<int> State(IReadOnlyList<ValidSpan> believed, ValidSpan stated)
    {
        if (stated.To <= stated.From) return CustomerProblems.SpanBackwards(stated);
        var replaced = -1;
        for (var i = 0; i < believed.Count; i++)
        {
            if (believed[i].From == stated.From) replaced = i;
            else if (believed[i].Overlaps(stated)) return CustomerProblems.Overlap(believed[i]);
        }

        return replaced;
    }

    /// <summary>From a day on something is different: the row in force that day is cut in two.</summary>
    /// <param name="believed">Rows believed now, in any order, without overlap.</param>
    /// <param name="day">First day of the new values.</param>
    /// <returns>Index of the row in force that day; or that there is none.</returns>
    public static Outcome<int> ChangeFrom(IReadOnlyList<ValidSpan> believed, DateOnly day)
    {
        for (var i = 0; i < believed.Count; i++)
        {
            if (believed[i].Holds(day)) return i;
        }

        return CustomerProblems.NothingInForce(day);
    }
}
