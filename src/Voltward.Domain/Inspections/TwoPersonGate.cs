using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.Domain.Inspections;

/// <summary>One inspector's own sign-in on site (签到), made with that person's own credentials.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="At">When, UTC.</param>
public sealed record SignedIn(string PersonId, DateTimeOffset At);

/// <summary>What the gate is given about a visit.</summary>
/// <param name="Day">Business day of the visit.</param>
/// <param name="VoltageV">Voltage of the customer's supply, V.</param>
/// <param name="Crew">People the order names.</param>
/// <param name="SignIns">All sign-ins of the visit.</param>
/// <param name="Minimum">How many must have signed in; below two counts as two.</param>
public sealed record GateFacts(DateOnly Day, long VoltageV, IReadOnlySet<string> Crew, IReadOnlyList<SignedIn> SignIns, int Minimum);

/// <summary>The two-person gate (双人检查): without it a visit is void and no finding can rest on it.</summary>
public static class TwoPersonGate
{
    /// <summary>The fewest inspectors of any visit. Office staff may ask for more, never for fewer.</summary>
    public const int LeastInspectors = 2;

    /// <summary>The distinct, qualified people of the order's crew who signed in, in order of signing in.</summary>
    [LegalSource("用电检查管理办法", "INS-1、INS-7", "1996, 已废止, 作为企业规定沿用; 河南省供用电条例 14; 济南市电力管理条例 33")]
    public static IReadOnlyList<string> Present(GateFacts facts, QualificationLevels levels, IReadOnlyList<Qualification> held) =>
        [.. facts.SignIns.OrderBy(s => s.At).Select(s => s.PersonId).Distinct()
            .Where(p => facts.Crew.Contains(p) && levels.Covers(held, p, facts.Day, facts.VoltageV))];

    /// <summary>Whether enough of them were there.</summary>
    public static bool IsPassed(GateFacts facts, QualificationLevels levels, IReadOnlyList<Qualification> held) =>
        Present(facts, levels, held).Count >= Math.Max(LeastInspectors, facts.Minimum);
}
