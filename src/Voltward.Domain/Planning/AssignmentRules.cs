using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>What is known when an order is given to two inspectors on a day.</summary>
/// <param name="Day">Day of the visit.</param>
/// <param name="VoltageV">Voltage of the customer's supply, V.</param>
/// <param name="First">Lead inspector.</param>
/// <param name="Second">Second inspector.</param>
/// <param name="CrewId">Crew they go with.</param>
/// <param name="MinutesPlanned">Minutes of that crew on that day with this order, travel included.</param>
/// <param name="Elsewhere">People who already work with another crew on that day.</param>
public sealed record Assignment(
    DateOnly Day, long VoltageV, string First, string Second, string CrewId, long MinutesPlanned, IReadOnlySet<string> Elsewhere);

/// <summary>Limits of a day, from the planning policy.</summary>
/// <param name="Week">Week of the plan; null for an order outside a plan.</param>
/// <param name="MinutesPerDay">Working minutes of a crew in a day.</param>
/// <param name="Levels">What each qualification covers.</param>
public sealed record DayLimits(PlanWeek? Week, long MinutesPerDay, QualificationLevels Levels);

/// <summary>Who may be sent where (派工规则): the same check for every way in.</summary>
public static class AssignmentRules
{
    /// <summary>Null when the assignment is lawful, else the first refusal.</summary>
    [LegalSource("用电检查管理办法", "INS-1 (两人检查)、INS-7 (资格)", "1996, 已废止, 作为企业规定沿用; 河南省供用电条例 14")]
    public static Problem? Check(Assignment asked, DayLimits limits, IReadOnlyList<Qualification> held) => asked switch
    {
        { First: var a, Second: var b } when a == b || a.Length == 0 || b.Length == 0 => PlanProblems.CrewOfOne,
        { Day: var day } when limits.Week is { } week && !week.WorkingDays.Contains(day) => PlanProblems.DayOutsideWeek(day, week),
        { First: var a } when !limits.Levels.Covers(held, a, asked.Day, asked.VoltageV) => PlanProblems.NotQualified(a, asked.Day, asked.VoltageV),
        { Second: var b } when !limits.Levels.Covers(held, b, asked.Day, asked.VoltageV) => PlanProblems.NotQualified(b, asked.Day, asked.VoltageV),
        { First: var a } when asked.Elsewhere.Contains(a) => PlanProblems.PersonElsewhere(a, asked.Day),
        { Second: var b } when asked.Elsewhere.Contains(b) => PlanProblems.PersonElsewhere(b, asked.Day),
        { MinutesPlanned: var minutes } when minutes > limits.MinutesPerDay => PlanProblems.DayFull(minutes, limits.MinutesPerDay),
        _ => null,
    };
}
