using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>One thing that has to be proved before supply may be interrupted (停电前置条件).</summary>
public enum CutGate
{
    /// <summary>Two different qualified inspectors.</summary>
    TwoInspectors,

    /// <summary>Cards shown.</summary>
    IdentityShown,

    /// <summary>Evidence pack.</summary>
    Evidence,

    /// <summary>Innocent explanations tested.</summary>
    InnocentTested,

    /// <summary>Money overdue long enough, and urged.</summary>
    OverdueAndUrged,

    /// <summary>No unanswered dispute.</summary>
    NoOpenDispute,

    /// <summary>No instalment plan that is being kept.</summary>
    NoKeptInstalments,

    /// <summary>Every item of the risk checklist answered.</summary>
    RiskChecked,

    /// <summary>No load that must not fall silent, or each one secured.</summary>
    LoadsSecured,

    /// <summary>Approved by the head of the unit, who neither proposed it nor inspected.</summary>
    Approved,

    /// <summary>Consent of the authority.</summary>
    AuthorityConsent,

    /// <summary>A time for the cut is set.</summary>
    Planned,

    /// <summary>Written notice served with proof.</summary>
    NoticeServed,

    /// <summary>Planned inside the days after the notice.</summary>
    InsideWindow,

    /// <summary>Copy to the authority.</summary>
    AuthorityCopy,

    /// <summary>Not on a holiday of a resident or the day before.</summary>
    NoHoliday,

    /// <summary>Second notice with enough minutes.</summary>
    SecondNotice,
}

/// <summary>The dated figures and choices that decide which gates stand (停电条件参数).</summary>
/// <param name="Mode">Procedure of the ground at the place.</param>
/// <param name="Window">Days and minutes.</param>
/// <param name="Evidence">Items of the evidence pack needed before the cut.</param>
/// <param name="RiskItems">Items of the risk checklist.</param>
/// <param name="InnocentTests">Innocent explanations to be tested.</param>
/// <param name="OverdueDays">Days that money must be overdue, exceeded.</param>
/// <param name="ResidentHolidays">Whether residents are spared on holidays and the day before.</param>
/// <param name="Consent">Whether this customer needs the authority's consent.</param>
public sealed record CutConditions(
    CutMode Mode,
    CutTerms Window,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<string> RiskItems,
    IReadOnlyList<string> InnocentTests,
    int OverdueDays,
    bool ResidentHolidays,
    bool Consent);

/// <summary>Whether the business day of an instant is a public holiday (法定节假日); null: no calendar is known for its year.</summary>
/// <param name="at">Instant.</param>
public delegate bool? HolidayCalendar(DateTimeOffset at);

/// <summary>
/// The gates between suspicion and an interruption of supply (停电前置条件关口). An order to interrupt exists only when none is
/// missing; nothing else in the system makes one.
/// </summary>
public static class CutGates
{
    /// <summary>The gates that stand for a ground and customer under these conditions, in the order of the procedure.</summary>
    [LegalSource("电力法", "第二十九条", "2018")]
    [LegalSource("民法典", "第六百五十二条、第六百五十四条", "2020")]
    [LegalSource("供电营业规则", "第六十六条、第六十七条", "1996")]
    public static IReadOnlyList<CutGate> Standing(CutFile file, CutConditions conditions)
    {
        var mode = conditions.Mode;
        var money = file.Ground is CutGround.ArrearsUnpaid or CutGround.BreachChargesUnpaid;
        var danger = mode == CutMode.Immediate;
        return [.. All.Where(gate => gate switch
        {
            CutGate.TwoInspectors or CutGate.IdentityShown => !money && !danger,
            CutGate.Evidence or CutGate.InnocentTested => file.Ground == CutGround.Theft,
            CutGate.OverdueAndUrged or CutGate.NoKeptInstalments => money,
            CutGate.NoOpenDispute => !danger,
            CutGate.RiskChecked or CutGate.LoadsSecured => true,
            CutGate.Approved => mode is not (CutMode.OnSite or CutMode.Immediate),
            CutGate.AuthorityConsent => conditions.Consent && !danger,
            CutGate.Planned => mode is CutMode.NoticeProcedure or CutMode.AnyTime,
            CutGate.NoticeServed => !danger,
            CutGate.InsideWindow => mode == CutMode.NoticeProcedure,
            CutGate.AuthorityCopy => file.Customer.Important && !danger,
            CutGate.NoHoliday => file.Customer.Resident && conditions.ResidentHolidays && mode is CutMode.NoticeProcedure or CutMode.AnyTime,
            CutGate.SecondNotice => mode == CutMode.NoticeProcedure && conditions.Window.SecondNoticeMinutes is not null,
        })];
    }

    /// <summary>The standing gates that nothing on file proves, in the order of the procedure; empty: the cut may be ordered.</summary>
    /// <param name="file">What is on file.</param>
    /// <param name="conditions">Figures in force.</param>
    /// <param name="at">Now: a proof of the future proves nothing.</param>
    /// <param name="holidays">Public holidays.</param>
    public static IReadOnlyList<CutGate> Missing(CutFile file, CutConditions conditions, DateTimeOffset at, HolidayCalendar holidays) =>
        [.. Standing(file, conditions).Where(gate => !IsProved(gate, file, conditions, (at, holidays)))];

    /// <summary>Every gate, in the order of the procedure.</summary>
    public static IReadOnlyList<CutGate> All { get; } = Enum.GetValues<CutGate>();

    private static bool IsProved(CutGate gate, CutFile file, CutConditions conditions, (DateTimeOffset At, HolidayCalendar Holidays) now) => gate switch
    {
        CutGate.TwoInspectors => file.Inspectors.Distinct(StringComparer.Ordinal).Count() >= 2,
        CutGate.IdentityShown => file.IdentityShown,
        CutGate.Evidence => conditions.Evidence.All(file.Evidence.Contains),
        CutGate.InnocentTested => conditions.InnocentTests.All(file.InnocentTested.Contains),
        CutGate.OverdueAndUrged => file.OverdueDays > conditions.OverdueDays && file.Urged,
        CutGate.NoOpenDispute => !file.DisputeOpen,
        CutGate.NoKeptInstalments => !file.InstalmentsKept,
        CutGate.RiskChecked => conditions.RiskItems.All(item => file.Risks.Any(r => r.Item == item)),
        CutGate.LoadsSecured => file.Risks.All(r => !r.Present || !string.IsNullOrWhiteSpace(r.Secured)),
        CutGate.Approved => file.Approval is { IsHeadOfUnit: true } approval && approval.At <= now.At && !TookPart(approval.By, file) && !TookPart(approval.StandsFor, file),
        CutGate.AuthorityConsent => !string.IsNullOrWhiteSpace(file.AuthorityConsent),
        CutGate.Planned => file.PlannedAt is not null,
        CutGate.NoticeServed => Served(file.Notice, now.At),
        CutGate.InsideWindow => file is { Notice: { } notice, PlannedAt: { } planned } && CutRules.Window(notice.At, planned, conditions.Window).Holds(planned),
        CutGate.AuthorityCopy => !string.IsNullOrWhiteSpace(file.AuthorityCopy),
        CutGate.NoHoliday => file.PlannedAt is { } on && IsFree(on, now.Holidays),
        CutGate.SecondNotice => file is { SecondNotice: { } second, PlannedAt: { } cut, Notice: { } first } && Served(second, now.At)
            && second.At > first.At && second.At <= CutRules.Window(first.At, cut, conditions.Window).LatestSecondNotice,
    };

    private static bool TookPart(string? person, CutFile file) => person is not null && (person == file.ProposedBy || file.Inspectors.Contains(person));

    private static bool Served(ServedNotice? notice, DateTimeOffset at) => notice is not null && notice.At <= at && !string.IsNullOrWhiteSpace(notice.Proof);

    /// <summary>An unknown calendar does not free a day.</summary>
    private static bool IsFree(DateTimeOffset at, HolidayCalendar holidays) => holidays(at) == false && holidays(at.AddDays(1)) == false;
}
