using Voltward.Domain.Cases;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Kinds of use that the presumed hours a day tell apart.</summary>
internal enum UseKind
{
    Power,
    Lighting,
    Commercial,
    Resident,
}

/// <summary>Hours of use a day: stated, or presumed by kind of use.</summary>
internal static class Use
{
    public static Hours HoursPerDay(Sheet sheet, Facts facts, Clause clause)
    {
        var source = facts.Has("hoursPerDay|use") ? facts : sheet.Facts;
        if (source.Has("hoursPerDay"))
        {
            var hours = source.Positive("hoursPerDay");
            if (hours > 24m) source.Senseless("hoursPerDay", "每日小时数不能超过 24。", "A day has no more than 24 hours.");
            return new(hours);
        }

        if (!source.Has("use"))
        {
            source.Refuse(RuleProblems.InputMissing(facts.Place("hoursPerDay")));
            return new(1m);
        }

        return new(clause.Positive($"hours.{source.Choice("use", UseKind.Power)}"));
    }
}
