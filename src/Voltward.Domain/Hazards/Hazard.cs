using Voltward.Domain.Common;

namespace Voltward.Domain.Hazards;

/// <summary>How grave a hazard is (隐患等级).</summary>
public enum HazardLevel
{
    /// <summary>一般.</summary>
    General,

    /// <summary>较大.</summary>
    Larger,

    /// <summary>重大: controlled at once and reported.</summary>
    Major,
}

/// <summary>Where a hazard stands (隐患状态).</summary>
public enum HazardState
{
    /// <summary>Found, the customer has no notice yet.</summary>
    Found,

    /// <summary>The rectification notice has been served (已送达整改通知).</summary>
    Noticed,

    /// <summary>Re-checked by another person and closed (复验销号).</summary>
    Closed,
}

/// <summary>What can happen to a hazard.</summary>
public enum HazardEvent
{
    /// <summary>送达限期整改通知书.</summary>
    ServeNotice,

    /// <summary>复验合格.</summary>
    PassRecheck,

    /// <summary>复验不合格: the hazard stays.</summary>
    FailRecheck,
}

/// <summary>Days until a hazard must be gone, by level: dated data from <c>rules/inspection</c> (D23).</summary>
/// <param name="DueDays">Level → days from the finding; the day of the finding is day 0.</param>
public sealed record HazardTerms(IReadOnlyDictionary<HazardLevel, int> DueDays);

/// <summary>Rules of hazards.</summary>
public static class HazardRules
{
    /// <summary>The state as people name it.</summary>
    public static Words Name(HazardState state) => state switch
    {
        HazardState.Found => new("已登记", "Found"),
        HazardState.Noticed => new("已发整改通知", "Notice served"),
        HazardState.Closed => new("已销号", "Closed"),
    };

    /// <summary>Last day for the customer to put it right.</summary>
    [LegalSource("企业参数 Hazard.DueDays (D23); 国能发安全规〔2022〕116 号", "5.6", "默认值, 待企业确认")]
    public static DateOnly DueOn(DateOnly found, HazardLevel level, HazardTerms terms) => found.AddDays(terms.DueDays[level]);

    /// <summary>The state after an event, or <c>hazard.step-out-of-order</c>.</summary>
    public static Outcome<HazardState> Next(HazardState state, HazardEvent happened) => (state, happened) switch
    {
        (HazardState.Found, HazardEvent.ServeNotice) => HazardState.Noticed,
        (HazardState.Noticed, HazardEvent.PassRecheck) => HazardState.Closed,
        (HazardState.Noticed, HazardEvent.FailRecheck) => HazardState.Noticed,
        _ => HazardProblems.StepOutOfOrder(state),
    };

    /// <summary>Null when a person may re-check, else <c>hazard.finder-rechecks</c>. Everybody who was on the visit counts as finder.</summary>
    [LegalSource("一患一档: 复验人与发现人分离 (企业规定)", "5.6", "RecheckBy≠FoundBy")]
    public static Problem? MayRecheck(string personId, IEnumerable<string> finders) => finders.Contains(personId) ? HazardProblems.FinderRechecks : null;
}
