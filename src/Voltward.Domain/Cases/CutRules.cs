using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>The dated figures of a cut by the notice procedure.</summary>
/// <param name="NoticeDaysMin">Least days between service of the notice and the cut.</param>
/// <param name="NoticeDaysMax">Most days; null where the text sets none.</param>
/// <param name="SecondNoticeMinutes">Least minutes between the second notice and the cut; null where the text asks for none.</param>
public sealed record CutTerms(int NoticeDaysMin, int? NoticeDaysMax, int? SecondNoticeMinutes);

/// <summary>When a cut may happen (停电时间窗).</summary>
/// <param name="Earliest">First lawful instant.</param>
/// <param name="Latest">Last lawful instant; null where the text sets none.</param>
/// <param name="LatestSecondNotice">Last instant for the second notice before the planned cut; null where none is asked for.</param>
public sealed record CutWindow(DateTimeOffset Earliest, DateTimeOffset? Latest, DateTimeOffset? LatestSecondNotice)
{
    /// <summary>Whether an instant lies in the window, both ends counted.</summary>
    public bool Holds(DateTimeOffset cut) => cut >= Earliest && (Latest is not { } last || cut <= last);
}

/// <summary>Clocks of interruption and restoration of supply (中止供电、恢复供电). Who may order a cut is decided elsewhere.</summary>
public static class CutRules
{
    /// <summary>CUT-5: the window after the written notice was served.</summary>
    /// <param name="served">When the notice was served, with proof.</param>
    /// <param name="planned">When the cut is planned.</param>
    /// <param name="terms">Figures in force at the place.</param>
    [LegalSource("供电营业规则", "停电程序条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第六十七条", "1996")]
    public static CutWindow Window(DateTimeOffset served, DateTimeOffset planned, CutTerms terms) => new(
        served.AddDays(terms.NoticeDaysMin),
        terms.NoticeDaysMax is { } most ? served.AddDays(most) : null,
        terms.SecondNoticeMinutes is { } minutes ? planned.AddMinutes(-minutes) : null);

    /// <summary>CUT-6: when supply is due back after the cause is gone.</summary>
    /// <param name="removed">When the cause of the cut was removed.</param>
    /// <param name="hours">Hours allowed.</param>
    [LegalSource("供电营业规则", "恢复供电条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第六十九条", "1996")]
    public static DateTimeOffset RestoreDue(DateTimeOffset removed, int hours) => removed.AddHours(hours);
}
