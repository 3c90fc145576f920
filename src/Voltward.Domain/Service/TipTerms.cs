using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Service;

/// <summary>The company's terms of tips: dated data from <c>rules/service</c>.</summary>
/// <param name="Version">Name of the edition.</param>
/// <param name="EffectiveFrom">First day in force.</param>
/// <param name="DecideDays">Kind → days from receipt to the decision; the day of receipt is day 0.</param>
/// <param name="VisitDays">Kind → days from acceptance to the visit.</param>
/// <param name="OpeningHours">Hours in which an approved opening of a reporter's name may be used, once.</param>
/// <param name="Photos">Limits of photos.</param>
/// <param name="Doors">Limits of the public pages.</param>
/// <param name="Rewards">What a confirmed tip of a kind may bring.</param>
public sealed record TipTerms(
    string Version, DateOnly EffectiveFrom, IReadOnlyDictionary<TipKind, int> DecideDays, IReadOnlyDictionary<TipKind, int> VisitDays, int OpeningHours,
    PhotoTerms Photos, DoorTerms Doors, IReadOnlyList<RewardTerm> Rewards);

/// <summary>Limits of the photos of a tip.</summary>
/// <param name="Most">Photos of one tip.</param>
/// <param name="MostMegabytes">Size of one as sent.</param>
/// <param name="Pixels">Longer side of what is kept.</param>
public sealed record PhotoTerms(int Most, int MostMegabytes, int Pixels);

/// <summary>How often the public pages answer.</summary>
/// <param name="Minutes">Length of the window, after which everything is forgotten.</param>
/// <param name="TipsPerSource">Tips of one source in a window.</param>
/// <param name="TipsInAll">Tips in a window.</param>
/// <param name="LookUpsPerSource">Questions after a code of one source in a window.</param>
/// <param name="LookUpsInAll">Questions in a window.</param>
public sealed record DoorTerms(int Minutes, int TipsPerSource, int TipsInAll, int LookUpsPerSource, int LookUpsInAll);

/// <summary>The reward of a confirmed tip of a kind (举报奖励标准).</summary>
/// <param name="Kind">Kind of the tip.</param>
/// <param name="LeastYuan">Least amount, yuan.</param>
/// <param name="MostYuan">Most amount, yuan.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="Certainty">How far they are confirmed.</param>
public sealed record RewardTerm(TipKind Kind, decimal LeastYuan, decimal MostYuan, string Source, string Certainty);

/// <summary>Rules of tips.</summary>
public static class TipRules
{
    /// <summary>Last day for the decision (答复期限).</summary>
    [LegalSource("企业参数 Tip.DecideDays", "rules/service", "默认值, 待企业确认")]
    public static DateOnly DecideBy(DateOnly received, TipKind kind, TipTerms terms) => received.AddDays(terms.DecideDays[kind]);

    /// <summary>By when an accepted tip is to be looked at on site.</summary>
    [LegalSource("企业参数 Tip.VisitDays", "rules/service", "默认值, 待企业确认")]
    public static DateOnly VisitBy(DateOnly accepted, TipKind kind, TipTerms terms) => accepted.AddDays(terms.VisitDays[kind]);

    /// <summary>Who may read tips at all: the desk and the manager, and never somebody who goes to the visits, to whom it would tell who spoke.</summary>
    public static Problem? MayRead(Actor actor)
    {
        if (actor.Is(Role.Inspector)) return TipProblems.NotForCrews;
        return actor.Is(Role.Analyst, Role.Auditor, Role.Manager, Role.System) ? null : AccessProblems.RoleMissing(Role.Analyst, Role.Auditor, Role.Manager);
    }

    /// <summary>Who may decide about tips.</summary>
    public static Problem? MayDecide(Actor actor)
    {
        if (actor.Is(Role.Inspector)) return TipProblems.NotForCrews;
        return actor.Is(Role.Analyst, Role.Auditor) ? null : AccessProblems.RoleMissing(Role.Analyst, Role.Auditor);
    }

    /// <summary>Null when an amount may be proposed for a tip, else the refusal.</summary>
    public static Problem? MayReward(TipKind kind, TipResult result, Yuan amount, TipTerms terms)
    {
        if (result != TipResult.Confirmed) return TipProblems.NotConfirmed;
        if (terms.Rewards.FirstOrDefault(r => r.Kind == kind) is not { } term) return TipProblems.NoReward;
        return amount.Value < term.LeastYuan || amount.Value > term.MostYuan ? TipProblems.AmountOutside(term) : null;
    }
}

/// <summary>Where a reward stands (奖励状态).</summary>
public enum RewardState
{
    /// <summary>待审批.</summary>
    Proposed,

    /// <summary>待领取.</summary>
    Approved,

    /// <summary>未批准.</summary>
    Refused,

    /// <summary>已领取.</summary>
    Paid,
}

/// <summary>What can happen to a reward.</summary>
public enum RewardEvent
{
    /// <summary>批准.</summary>
    Approve,

    /// <summary>不批准.</summary>
    Refuse,

    /// <summary>付给 whoever brings the code.</summary>
    Pay,
}

/// <summary>The steps of a reward.</summary>
public static class RewardStates
{
    /// <summary>The state after an event, or <c>tip.reward-out-of-order</c>.</summary>
    public static Outcome<RewardState> Next(RewardState state, RewardEvent happened) => (state, happened) switch
    {
        (RewardState.Proposed, RewardEvent.Approve) => RewardState.Approved,
        (RewardState.Proposed, RewardEvent.Refuse) => RewardState.Refused,
        (RewardState.Approved, RewardEvent.Pay) => RewardState.Paid,
        _ => TipProblems.RewardOutOfOrder(state, happened),
    };
}

/// <summary>Where an opening of a reporter's name stands.</summary>
public enum OpeningState
{
    /// <summary>待批准.</summary>
    Asked,

    /// <summary>已批准, may be used once.</summary>
    Approved,

    /// <summary>未批准.</summary>
    Refused,

    /// <summary>已启封: the name was read.</summary>
    Opened,
}
