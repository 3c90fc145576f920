using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>Legal clocks: lengths from the rules, working days by the official calendar, warnings at shares of the time, a reason when missed.</summary>
public sealed class ClockTests
{
    // Hand-counted in the official calendar of 2026; a year without a calendar counts every weekday.
    [Theory]
    [InlineData("2026-11-24", 5, "2026-12-01")]     // Tuesday: Wed Thu Fri Mon Tue
    [InlineData("2026-09-24", 2, "2026-09-29")]     // 25–27 Sep is Mid-Autumn: Mon 28, Tue 29
    [InlineData("2026-09-30", 1, "2026-10-08")]     // National Day, 1–7 Oct
    [InlineData("2026-09-30", 3, "2026-10-10")]     // Thu 8, Fri 9, Sat 10 is worked
    [InlineData("2026-02-13", 2, "2026-02-24")]     // Sat 14 is worked, then Spring Festival to the 23rd
    [InlineData("2026-12-30", 2, "2027-01-01")]     // over the year's end; 2027 has no calendar yet
    public void The_end_of_a_clock_of_working_days_is_counted_by_hand(string from, int days, string last)
    {
        var start = new DateTimeOffset(DateTime.Parse(from, System.Globalization.CultureInfo.InvariantCulture).AddHours(15), CompanyTime.Offset);
        var due = ClockRules.AfterWorkingDays(start, days, Holidays.WorkDays, CompanyTime.Offset);
        Assert.Equal(last, CompanyTime.Day(due.AddSeconds(-1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, due.ToOffset(CompanyTime.Offset).TimeOfDay);
    }

    [Theory]
    [InlineData(0, ClockLevel.Running)]
    [InlineData(49, ClockLevel.Running)]
    [InlineData(50, ClockLevel.Soon)]
    [InlineData(79, ClockLevel.Soon)]
    [InlineData(80, ClockLevel.Urgent)]
    [InlineData(99, ClockLevel.Urgent)]
    [InlineData(100, ClockLevel.Missed)]
    public void A_clock_warns_at_its_shares(int gone, ClockLevel level)
    {
        var clock = new LegalClock(ClockKind.Restoration, "x", Start, Start.AddHours(100), "", "");
        Assert.Equal(level, ClockRules.Level(clock, Start.AddHours(gone), (0.5m, 0.8m)));
        Assert.Equal(level >= ClockLevel.Urgent, ClockRules.Watchers(clock.Kind, level).Contains(Role.Manager));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_dispute_starts_a_clock_its_answer_stops_it_and_a_missed_one_needs_a_reason(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        Assert.Equal([ClockKind.ClaimExpiry], Kinds(await AllAsync(town)));
        Ok(await town.Use<DisputeCase>().RunAsync(new(caseNo, "天数", "x"), FlowSteps.Shangji, Stop));
        Assert.Equal([ClockKind.DisputeAnswer, ClockKind.ClaimExpiry], Kinds(await AllAsync(town)));
        var early = (await AllAsync(town)).Clocks[0];
        // Tuesday 24 November, five working days: the end of Tuesday 1 December at the place of work.
        Assert.Equal((new DateTimeOffset(2026, 12, 1, 16, 0, 0, TimeSpan.Zero), ClockLevel.Running), (early.Clock.DueAt, early.Level));
        Assert.Empty(await town.Use<ApprovalList>().RunAsync(FlowSteps.Fuhe, Stop));
        Assert.Equal([caseNo], (await town.Use<ApprovalList>().RunAsync(FlowSteps.Fuyi, Stop)).Select(w => w.Subject));
        Assert.Equal("case.clock-not-missed", Refused(await town.Use<ExplainClock>().RunAsync(new(ClockKind.DisputeAnswer, $"case/{caseNo}", "忙"), FlowSteps.Fuhe, Stop)));
        town.Clock.Advance(TimeSpan.FromDays(9));
        var missed = await AllAsync(town);
        Assert.Equal((ClockLevel.Missed, 1), (missed.Clocks[0].Level, missed.Unexplained));
        Assert.Equal("access.role-missing", Refused(await town.Use<ExplainClock>().RunAsync(new(ClockKind.DisputeAnswer, $"case/{caseNo}", "忙"), FlowSteps.Hecha, Stop)));
        Ok(await town.Use<ExplainClock>().RunAsync(new(ClockKind.DisputeAnswer, $"case/{caseNo}", "等待检定报告"), FlowSteps.Fuhe, Stop));
        Assert.Equal((ClockLevel.Missed, 0), ((await AllAsync(town)).Clocks[0].Level, (await AllAsync(town)).Unexplained));
        Ok(await town.Use<AnswerDispute>().RunAsync(new(caseNo, true, "维持"), FlowSteps.Fuyi, Stop));
        Assert.Equal([ClockKind.ClaimExpiry], Kinds(await AllAsync(town)));
    }

    [Fact]
    public async Task What_waits_is_shown_to_who_may_decide_and_not_to_who_took_part()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await FlowSteps.CalculatedAsync(town, "1001");
        var both = Person("chusuan", Role.Approver);
        Assert.Equal([caseNo], (await town.Use<ApprovalList>().RunAsync(FlowSteps.Fuhe, Stop)).Select(w => w.Subject));
        Assert.Empty(await town.Use<ApprovalList>().RunAsync(both, Stop));
        Assert.Empty(await town.Use<ApprovalList>().RunAsync(FlowSteps.Hecha, Stop));
        Assert.Empty(await town.Use<ApprovalList>().RunAsync(FlowSteps.Fuhe with { OrgPath = "/2/" }, Stop));
        Ok(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.ArrearsUnpaid, "CN", "欠费"), FlowSteps.Shangji, Stop));
        Assert.Contains(await town.Use<ApprovalList>().RunAsync(Manager, Stop), w => w.Kind == "interruption");
        Assert.Empty(await town.Use<ApprovalList>().RunAsync(Person("shangji", Role.Manager), Stop));
    }

    private static async Task<ClockList.Answer> AllAsync(Inspections.FlowTown town) => Ok(await town.Use<ClockList>().RunAsync(FlowSteps.Fuhe, Stop));

    private static IEnumerable<ClockKind> Kinds(ClockList.Answer answer) => answer.Clocks.Select(c => c.Clock.Kind);
}
