using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases.Determining;

/// <summary>The days of a theft, with both bases and the reasons for legal review.</summary>
internal static class TheftDayAnswers
{
    public static TheftDays Counted(Sheet sheet, Clause clause)
    {
        var facts = sheet.Facts;
        var known = facts.FlagOrNull("timeKnown") ?? (facts.Has("provenDays") ? true : null);
        if (known is null) facts.Refuse(RuleProblems.InputMissing(facts.Place("timeKnown")));
        var proven = known == true ? facts.Count("provenDays|days") : (int?)null;
        var terms = new TheftDayTerms(clause.Count("defaultDays"), clause.Flag("defaultDaysIsMinimum"));
        var given = new TheftDayFacts(proven, facts.CountOrNull("daysSinceProvenNormal"), facts.CountOrNull("raisedDays"));
        if (facts.Problem is not null) return new(null, null, 1, []);

        var days = TheftDayRules.Days(terms, given);
        sheet.Add(
            clause,
            proven is not null
                ? new("days", new("窃电天数（证据查明）", "Days of theft, proven"), "day", "provenDays", Figures.None, Figures.Plain(days.Applied))
                : new("days", new("窃电天数（时间无法查明）", "Days of theft, time unknown"), "day", Expression(terms, given), Figures.None, Figures.Plain(days.Applied)) { Keys = ["defaultDays", "defaultDaysIsMinimum"] },
            Inputs(terms, given));
        foreach (var reason in days.ReviewReasons) sheet.AskReview(reason, Said(reason));
        return days;
    }

    public static void Write(Sheet sheet, TheftDays days)
    {
        sheet.Result["daysByDefault"] = days.ByDefault;
        sheet.Result["daysByFacts"] = days.ByFacts;
        sheet.Result["daysApplied"] = days.Applied;
        sheet.Result["legalReviewReasons"] = new JsonArray([.. days.ReviewReasons.Select(r => JsonValue.Create(r))]);
    }

    private static string Expression(TheftDayTerms terms, TheftDayFacts facts)
    {
        var text = terms.IsMinimum && facts.RaisedDays is not null ? "max(defaultDays, raisedDays)" : "defaultDays";
        return facts.DaysSinceProvenNormal is null ? text : $"min({text}, daysSinceProvenNormal)";
    }

    private static ReadOnlySpan<(string Name, object Value)> Inputs(TheftDayTerms terms, TheftDayFacts facts)
    {
        if (facts.ProvenDays is { } proven) return new (string, object)[] { ("provenDays", proven) };
        var inputs = new List<(string, object)> { ("defaultDays", terms.DefaultDays) };
        if (facts.RaisedDays is { } raised) inputs.Add(("raisedDays", raised));
        if (facts.DaysSinceProvenNormal is { } bound) inputs.Add(("daysSinceProvenNormal", bound));
        return inputs.ToArray();
    }

    private static Words Said(string reason) => reason switch
    {
        "DaysRaised" => new("天数高于推定天数", "more days than presumed"),
        "DaysBelowMinimum" => new("天数低于条文“至少”天数", "fewer days than the text's minimum"),
        _ => new("窃电时间未查明，采用推定天数", "the time is not established, presumed days are used"),
    };
}
