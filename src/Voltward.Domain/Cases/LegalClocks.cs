using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>What a legal clock measures (法定时限).</summary>
public enum ClockKind
{
    /// <summary>异议答复.</summary>
    DisputeAnswer,

    /// <summary>停电前再次通知.</summary>
    SecondNotice,

    /// <summary>恢复供电.</summary>
    Restoration,

    /// <summary>请求权诉讼时效.</summary>
    ClaimExpiry,

    /// <summary>隐患整改.</summary>
    HazardDue,

    /// <summary>应急授权补批.</summary>
    EmergencyApproval,
}

/// <summary>How far a clock has run.</summary>
public enum ClockLevel
{
    /// <summary>Time enough (进行中).</summary>
    Running,

    /// <summary>The first share of the time is over: its owner is warned (提醒).</summary>
    Soon,

    /// <summary>The second share is over: the manager is warned (预警).</summary>
    Urgent,

    /// <summary>The time is over: it needs a reason (超期).</summary>
    Missed,
}

/// <summary>A clock that runs.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="Subject">Record it belongs to, such as <c>case/AJ-2026-000001</c>.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="DueAt">When its time is over.</param>
/// <param name="Basis">Title and article its length rests on.</param>
/// <param name="Certainty">How far that was verified.</param>
public sealed record LegalClock(ClockKind Kind, string Subject, DateTimeOffset StartedAt, DateTimeOffset DueAt, string Basis, string Certainty);

/// <summary>Whether the business day of an instant is worked (工作日): weekends, holidays and worked weekends by the official calendar.</summary>
/// <param name="at">Instant.</param>
public delegate bool WorkCalendar(DateTimeOffset at);

/// <summary>Lengths and levels of legal clocks. Lengths and shares are data of the rules.</summary>
public static class ClockRules
{
    private const int LongestSearch = 400;

    /// <summary>The end of the n-th working day after an instant: the day of the instant does not count.</summary>
    /// <param name="from">When the clock began.</param>
    /// <param name="days">Working days, at least 1.</param>
    /// <param name="works">The calendar.</param>
    /// <param name="offset">Offset of the place's time from UTC.</param>
    public static DateTimeOffset AfterWorkingDays(DateTimeOffset from, int days, WorkCalendar works, TimeSpan offset)
    {
        var day = new DateTimeOffset(from.ToOffset(offset).Date, offset);
        for (var searched = 0; days > 0 && searched < LongestSearch; searched++)
        {
            day = day.AddDays(1);
            if (works(day)) days--;
        }

        return day.AddDays(1).ToUniversalTime();
    }

    /// <summary>How far a clock has run.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="now">Now.</param>
    /// <param name="shares">Two shares of its time, rising, each inside 0 … 1.</param>
    public static ClockLevel Level(LegalClock clock, DateTimeOffset now, (decimal First, decimal Second) shares)
    {
        if (now >= clock.DueAt) return ClockLevel.Missed;
        var (gone, whole) = ((decimal)(now - clock.StartedAt).Ticks, (decimal)(clock.DueAt - clock.StartedAt).Ticks);
        if (whole <= 0 || gone >= whole * shares.Second) return ClockLevel.Urgent;
        return gone >= whole * shares.First ? ClockLevel.Soon : ClockLevel.Running;
    }

    /// <summary>Who has to see a clock of a level: its owner at first, the manager too before it is missed.</summary>
    public static IReadOnlyList<Role> Watchers(ClockKind kind, ClockLevel level)
    {
        Role[] owners = kind switch
        {
            ClockKind.DisputeAnswer => [Role.Approver],
            ClockKind.SecondNotice => [Role.Executor],
            ClockKind.Restoration => [Role.Inspector, Role.Executor],
            ClockKind.ClaimExpiry => [Role.Executor],
            ClockKind.HazardDue => [Role.Inspector],
            ClockKind.EmergencyApproval => [Role.Manager],
        };
        return level >= ClockLevel.Urgent ? [.. owners.Append(Role.Manager).Distinct()] : owners;
    }

    /// <summary>The kind as people name it.</summary>
    public static Words Name(ClockKind kind) => kind switch
    {
        ClockKind.DisputeAnswer => new("异议答复", "answer to a dispute"),
        ClockKind.SecondNotice => new("停电前再次通知", "second notice before a cut"),
        ClockKind.Restoration => new("恢复供电", "restoration of supply"),
        ClockKind.ClaimExpiry => new("请求权诉讼时效", "limitation of the claim"),
        ClockKind.HazardDue => new("隐患整改期限", "rectification of a hazard"),
        ClockKind.EmergencyApproval => new("应急授权补批", "approval of an emergency"),
    };

    /// <summary>The level as people name it.</summary>
    public static Words Name(ClockLevel level) => level switch
    {
        ClockLevel.Running => new("进行中", "running"),
        ClockLevel.Soon => new("提醒", "soon"),
        ClockLevel.Urgent => new("预警", "urgent"),
        ClockLevel.Missed => new("超期", "missed"),
    };
}

/// <summary>Refusals around legal clocks.</summary>
public static class ClockProblems
{
    /// <summary>No such clock was missed.</summary>
    public static Problem NotMissed(string subject) => new(
        "case.clock-not-missed",
        ProblemKind.Conflict,
        new($"{subject} 没有超期的时限。", $"No clock of {subject} was missed."),
        new("请刷新后再看。", "Reload and look again."),
        subject);
}
