using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.Domain.MarketingAudit;

/// <summary>Where a finding of the marketing audit that needs a look on site stands (稽查问题状态).</summary>
public enum AuditFindingState
{
    /// <summary>待核查; planned while a visit for it is under way.</summary>
    Open,

    /// <summary>现场已答复: the visit it asked for is complete.</summary>
    Answered,

    /// <summary>已关闭.</summary>
    Closed,
}

/// <summary>What can happen to it.</summary>
public enum AuditFindingEvent
{
    /// <summary>A complete visit was accepted.</summary>
    Answer,

    /// <summary>Closed by the auditor on the visit's result.</summary>
    Close,

    /// <summary>Taken back before any visit (撤销).</summary>
    Withdraw,
}

/// <summary>How a finding of the audit ended (稽查结论).</summary>
public enum AuditResult
{
    /// <summary>属实.</summary>
    Real,

    /// <summary>误报.</summary>
    FalseAlarm,

    /// <summary>撤销.</summary>
    Withdrawn,
}

/// <summary>A finding as an auditor records it.</summary>
/// <param name="Topic">Topic of the audit in a few words.</param>
/// <param name="CustomerNo">The customer, or null.</param>
/// <param name="AreaNo">The area, or null; one of the two.</param>
/// <param name="Facts">What the files show.</param>
/// <param name="From">First day of the period; null when none.</param>
/// <param name="To">Last day of the period; null when none.</param>
/// <param name="Wanted">What is to be looked at on site; the crew reads it.</param>
/// <param name="DueOn">By when.</param>
public sealed record NewAuditFinding(string Topic, string? CustomerNo, string? AreaNo, string Facts, DateOnly? From, DateOnly? To, string Wanted, DateOnly DueOn);

/// <summary>Rules of findings of the audit.</summary>
public static class AuditFindingRules
{
    /// <summary>Most signs of the topic.</summary>
    public const int TopicMost = 60;

    /// <summary>Most signs of facts and wanted checks.</summary>
    public const int TextMost = 500;

    /// <summary>The state after an event, or <c>audit.step-out-of-order</c>.</summary>
    public static Outcome<AuditFindingState> Next(AuditFindingState state, AuditFindingEvent happened) => (state, happened) switch
    {
        (AuditFindingState.Open, AuditFindingEvent.Answer) => AuditFindingState.Answered,
        (AuditFindingState.Answered, AuditFindingEvent.Close) => AuditFindingState.Closed,
        (AuditFindingState.Open, AuditFindingEvent.Withdraw) => AuditFindingState.Closed,
        _ => AuditProblems.StepOutOfOrder(state, happened),
    };

    /// <summary>Null when a finding is well formed on a day, else the refusal that names the member.</summary>
    public static Problem? Check(NewAuditFinding finding, DateOnly today) => finding switch
    {
        _ when Unfit(finding.Topic, TopicMost) => AuditProblems.TextUnfit("topic", TopicMost),
        _ when Unfit(finding.Facts, TextMost) => AuditProblems.TextUnfit("facts", TextMost),
        _ when Unfit(finding.Wanted, TextMost) => AuditProblems.TextUnfit("wanted", TextMost),
        _ when SourceProtection.Mentions(finding.Wanted) => SourceProtection.NamesATip with { Where = "wanted" },
        _ when (finding.CustomerNo is null) == (finding.AreaNo is null) => AuditProblems.OneSubject,
        { From: { } from, To: { } to } when to < from => AuditProblems.PeriodTurned,
        _ when finding.DueOn < today => AuditProblems.DueInThePast,
        _ => null,
    };

    /// <summary>Null when a person may close it, else the refusal: never somebody who made the visit (办理与检查分离).</summary>
    [LegalSource("稽查工单闭环: 关闭人与检查人分离 (企业规定)", "M2", "待企业确认")]
    public static Problem? MayClose(Actor actor, IEnumerable<string> crew)
    {
        if (!actor.Is(Role.Auditor)) return AccessProblems.RoleMissing(Role.Auditor);
        return crew.Contains(actor.PersonId) ? AuditProblems.OwnVisit : null;
    }

    private static bool Unfit(string text, int most) => string.IsNullOrWhiteSpace(text) || text.Length > most;
}
