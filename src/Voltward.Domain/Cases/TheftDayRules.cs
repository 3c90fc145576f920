using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>The dated figures for days of theft.</summary>
/// <param name="DefaultDays">Days presumed when the time cannot be established.</param>
/// <param name="IsMinimum">Whether the text says “at least”, so that a recorded reason may raise them.</param>
public sealed record TheftDayTerms(int DefaultDays, bool IsMinimum);

/// <summary>What is known about the time of a theft.</summary>
/// <param name="ProvenDays">Days established by evidence; null when the time is unknown.</param>
/// <param name="DaysSinceProvenNormal">Days since a hard fact proves the installation was in order; null when there is none.</param>
/// <param name="RaisedDays">A higher number with a recorded reason; null when none was entered.</param>
public sealed record TheftDayFacts(int? ProvenDays, int? DaysSinceProvenNormal, int? RaisedDays);

/// <summary>The days that count, with both bases kept for a court.</summary>
/// <param name="ByDefault">Days by presumption; null when the time is known.</param>
/// <param name="ByFacts">Proven days, or the bound set by hard facts; null when there is neither.</param>
/// <param name="Applied">Days that count.</param>
/// <param name="ReviewReasons">Why the legal department must see it first, as stable names; empty when it need not.</param>
public sealed record TheftDays(int? ByDefault, int? ByFacts, int Applied, IReadOnlyList<string> ReviewReasons);

/// <summary>How many days of theft count (窃电天数).</summary>
public static class TheftDayRules
{
    /// <summary>Proven days as they are; else the presumed days, cut by hard facts, raised only where the text allows it.</summary>
    [LegalSource("供电营业规则", "第一百零五条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第一百零三条", "1996")]
    public static TheftDays Days(TheftDayTerms terms, TheftDayFacts facts)
    {
        if (facts.ProvenDays is { } proven) return new(null, proven, proven, []);

        var reasons = new List<string> { "DefaultDaysUsed" };
        var days = terms.DefaultDays;
        if (terms.IsMinimum && facts.RaisedDays is { } raised && raised > days)
        {
            days = raised;
            reasons.Add("DaysRaised");
        }

        if (facts.DaysSinceProvenNormal is { } bound && bound < days)
        {
            days = bound;
            if (terms.IsMinimum && bound < terms.DefaultDays) reasons.Add("DaysBelowMinimum");
        }

        if (days <= terms.DefaultDays) reasons.Remove("DaysRaised");
        return new(terms.DefaultDays, facts.DaysSinceProvenNormal, days, reasons);
    }
}
