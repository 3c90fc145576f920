using System.Text.Json;
using CsCheck;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Inspections;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>Five duties, five people, whatever anybody tries.</summary>
public sealed class CaseSeparationTests
{
    private static readonly string[] People = ["hecha", "chusuan", "fuhe", "shangji", "shoufei", "manager"];

    /// <summary>Everybody holds every role, so that nothing but the separation of duties keeps them apart.</summary>
    [Fact]
    public async Task No_run_lets_one_person_hold_two_duties_of_a_case()
    {
        var (runs, ended) = (Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 } ? 10_000 : 60, 0);
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var visit = await Records.AcceptedAsync(town, "1001");
        // Two steps of three are what the case awaits, by anybody, so that runs come far; the third is anything.
        await (from what in Gen.Int[-20, 9] from who in Gen.Int[0, 5] select (what, who)).List[20, 90].SampleAsync(
            async steps =>
            {
                var finding = Ok(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
                var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, All("hecha"), Stop));
                await Packs.FileAsync(town, caseNo, All("hecha"));
                foreach (var (what, who) in steps) await ActAsync(town, caseNo, what, All(People[who]));
                await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
                Assert.Equal(0, await look.ScalarAsync<long>(
                    "select count(*) from case_step a join case_step b on a.case_no = b.case_no and a.actor = b.actor and a.duty <> b.duty where a.case_no = @caseNo", new { caseNo }));
                if (await look.ScalarAsync<string>("select state from inspection_case where case_no = @caseNo", new { caseNo }) == "NoticeServed") ended++;
            },
            iter: runs,
            threads: 1);
        Assert.True(ended > 0, "no run came far, so nothing was tested");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_person_in_two_sessions_at_once_gets_one_duty(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            var caseNo = await CaseAsync(town, $"{round:0000}", All("hecha"));
            Ok(await town.Use<InvestigateCase>().RunAsync(Facts(caseNo), All("hecha"), Stop));
            await Task.WhenAll(
                town.Use<CalculateCase>().RunAsync(caseNo, All("chusuan"), Stop),
                town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), All("chusuan"), Stop),
                town.Use<ReviewSettlement>().RunAsync(new(caseNo, false, "x"), All("chusuan"), Stop));
            await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
            Assert.Equal(["calculate"], await look.QueryAsync<string>("select distinct duty from case_step where case_no = @caseNo and actor = 'chusuan'", new { caseNo }));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_many_approvals_at_once_exactly_one_counts(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await CalculatedAsync(town, "1001");
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), All(i % 2 == 0 ? "fuhe" : "shangji"), Stop)));
        Assert.Equal(1, answers.Count(a => a.Problem is null));
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from case_step where case_no = @caseNo and step = 'Approve'", new { caseNo }));
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from trail_entry where action = 'case.approved'"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_same_receipt_many_times_at_once_is_paid_once_and_never_more_than_owed(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await ServedAsync(town, "1001");
        var day = new DateOnly(2026, 11, 26);
        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 100m, day, "SJ1"), All("shoufei"), Stop)));
        Assert.All(same, a => Assert.Equal(255.08m, Ok(a).ChargeOwed.Value));
        var rest = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 200m, day, $"SJ{i + 2}"), All("shoufei"), Stop)));
        Assert.Equal(1, rest.Count(r => r.Problem is null));
        Assert.All(rest.Where(r => r.Problem is not null), r => Assert.Equal("case.more-than-owed", r.Problem!.Code));
        Assert.Equal("case.receipt-used", Refused(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 50m, day, "SJ1"), All("shoufei"), Stop)));
        Assert.Equal("case.amount-not-positive", Refused(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.PenaltyCharge, 0.001m, day, "SJ99"), All("shoufei"), Stop)));
    }

    [Fact]
    public async Task A_dispute_stops_collection_until_a_reviewer_outside_the_case_answers()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await ServedAsync(town, "1001");
        Ok(await town.Use<DisputeCase>().RunAsync(new(caseNo, "天数", "设备九月才装"), All("shangji"), Stop));
        Assert.Equal("case.step-out-of-order", Refused(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 1m, new(2026, 11, 26), "SJ1"), All("shoufei"), Stop)));
        var standing = Person("fuyi", Role.Approver) with { Borrowed = [new(Role.Approver, "g", "fuhe")] };
        foreach (var who in (Actor[])[All("chusuan"), All("fuhe"), standing]) Assert.Equal("case.part-taker-answers", Refused(await town.Use<AnswerDispute>().RunAsync(new(caseNo, true, "维持"), who, Stop)));
        Assert.All((await town.Use<CasePage>().RunAsync(caseNo, All("fuhe"), Stop))!.Next.Where(n => n.Step.Role == Role.Approver), n => Assert.Equal("case.part-taker-answers", n.NotYou?.Code));
        Ok(await town.Use<AnswerDispute>().RunAsync(new(caseNo, false, "重新计算"), FlowSteps.Fuyi, Stop));
        Ok(await town.Use<InvestigateCase>().RunAsync(Facts(caseNo) with { ConductFrom = new(2026, 9, 1) }, All("hecha"), Stop));
        // 1.1 kW × 6 h × 69 days = 455.4 kWh.
        Assert.Equal(455.4m, Ok(await town.Use<CalculateCase>().RunAsync(caseNo, All("chusuan"), Stop)).Energy!.Value.Value);
        var view = (await town.Use<CasePage>().RunAsync(caseNo, All("fuhe"), Stop))!;
        Assert.Equal(["calculated", "superseded"], view.Settlements.Select(s => s.State));
        Assert.Equal(0, view.Disputes.Single().Upheld);
    }

    [Fact]
    public async Task A_silent_contract_is_blocked_until_the_legal_department_has_decided()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update agreement set penalty_multiple_milli = null");
            await work.CommitAsync("x", "x", stop: Stop);
        }

        var caseNo = await CaseAsync(town, "1001", All("hecha"), made: true);
        Ok(await town.Use<InvestigateCase>().RunAsync(Facts(caseNo), All("hecha"), Stop));
        var blocked = Ok(await town.Use<CalculateCase>().RunAsync(caseNo, All("chusuan"), Stop));
        Assert.Null(blocked.Due!.Penalty);
        Assert.NotNull(blocked.Blocked);
        Assert.Equal("case.settlement-blocked", Refused(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), All("fuhe"), Stop)));
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, false, "送法律审核"), All("fuhe"), Stop));
        Ok(await town.Use<RecordLegalReview>().RunAsync(new(caseNo, "法律部", new(2026, 11, 25), "法审1号", 2m), Manager, Stop));
        var due = Ok(await town.Use<CalculateCase>().RunAsync(caseNo, All("chusuan"), Stop));
        Assert.Null(due.Blocked);
        Assert.Equal(710.16m, due.Due!.Penalty!.Value.Amount.Value);
    }

    [Fact]
    public async Task Only_a_manager_who_took_no_part_drops_a_case_and_its_label_goes_with_it()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CaseAsync(town, "1001", All("hecha"));
        Assert.Single(await town.Use<OutcomeList>().RunAsync(null, Planner, Stop));
        Assert.Equal("case.part-taker-drops", Refused(await town.Use<DropCase>().RunAsync(new(caseNo, "证据不足"), All("hecha"), Stop)));
        Ok(await town.Use<DropCase>().RunAsync(new(caseNo, "证据不足"), Manager, Stop));
        Assert.Empty(await town.Use<OutcomeList>().RunAsync(null, Planner, Stop));
        Assert.Equal("case.already-opened", Refused(await town.Use<OpenCase>().RunAsync((await FindingOfAsync(town, caseNo)), All("hecha"), Stop)));
    }

    [Fact]
    public async Task The_timeline_is_made_of_recorded_events_in_their_order_and_says_what_comes_next()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CalculatedAsync(town, "1001");
        var view = (await town.Use<CasePage>().RunAsync(caseNo, All("chusuan"), Stop))!;
        Assert.Equal(
            ["order.opened", "order.assigned", "order.approved", "visit.started", "visit.signed-in", "visit.signed-in", "visit.submitted", "visit.accepted", "finding.recorded", "case.opened", "case.evidence-filed", "case.innocence-tested", "case.investigated", "case.calculated"],
            view.Timeline.Select(e => e.Action).Where((action, i) => i == 0 || !action.StartsWith("case.", StringComparison.Ordinal) || action != view.Timeline[i - 1].Action));
        Assert.Equal(CaseEvent.Approve, view.Next[0].Step.Step);
        Assert.Equal("case.duty-taken", view.Next[0].NotYou!.Code);
        Assert.Null((await town.Use<CasePage>().RunAsync(caseNo, All("fuhe"), Stop))!.Next[0].NotYou);
        Assert.Null(await town.Use<CasePage>().RunAsync(caseNo, All("fuhe") with { OrgPath = "/2/" }, Stop));
    }

    [Theory]
    [InlineData(null, "2026-11-01")]
    [InlineData("2026-11-02", "2026-11-01")]
    [InlineData("2026-11-01", "2026-11-25")]
    public async Task Days_that_make_no_sense_are_refused(string? from, string to)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CaseAsync(town, "1001", All("hecha"));
        var request = Facts(caseNo) with { ConductFrom = from is null ? null : DateOnly.ParseExact(from, "yyyy-MM-dd"), ConductTo = DateOnly.ParseExact(to, "yyyy-MM-dd") };
        Assert.Equal("case.conduct-senseless", Refused(await town.Use<InvestigateCase>().RunAsync(request, All("hecha"), Stop)));
    }

    private static Actor All(string id) => Person(id, Enum.GetValues<Role>().Where(r => r is not (Role.System or Role.Authority or Role.Customer)).ToArray());

    private static InvestigateCase.Request Facts(string caseNo) => new(
        caseNo, new(2026, 8, 1), new(2026, 11, 8),
        JsonSerializer.SerializeToElement(new { price = "0.538", failedMethods = new Dictionary<string, string> { ["THF-Q1"] = "无", ["THF-Q2"] = "无", ["THF-Q3"] = "无" } }), "照片");

    private static async Task<string> CaseAsync(FlowTown town, string customer, Actor investigator, bool made = false)
    {
        if (!made) await town.CustomerAsync(customer);
        var visit = await Records.AcceptedAsync(town, customer);
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
        town.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromHours(3));
        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, investigator, Stop));
        await Packs.FileAsync(town, caseNo, investigator);
        return caseNo;
    }

    private static async Task<string> FindingOfAsync(FlowTown town, string caseNo)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return (await look.ScalarAsync<string>("select finding_id from inspection_case where case_no = @caseNo", new { caseNo }))!;
    }

    private static async Task<string> CalculatedAsync(FlowTown town, string customer)
    {
        var caseNo = await CaseAsync(town, customer, All("hecha"));
        Ok(await town.Use<InvestigateCase>().RunAsync(Facts(caseNo), All("hecha"), Stop));
        Ok(await town.Use<CalculateCase>().RunAsync(caseNo, All("chusuan"), Stop));
        return caseNo;
    }

    private static async Task<string> ServedAsync(FlowTown town, string customer)
    {
        var caseNo = await CalculatedAsync(town, customer);
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), All("fuhe"), Stop));
        await Notices.IssueAsync(town, caseNo, All("shangji"));
        Ok(await town.Use<DeliverCase>().RunAsync(new(caseNo, "当面", "照片"), All("shangji"), Stop));
        return caseNo;
    }

    private static async Task ActAsync(FlowTown town, string caseNo, int what, Actor who)
    {
        switch (what)
        {
            case < 0: await ActAsync(town, caseNo, await AwaitedAsync(town, caseNo), who); break;
            case 0: await town.Use<InvestigateCase>().RunAsync(Facts(caseNo), who, Stop); break;
            case 1 or 2: await town.Use<CalculateCase>().RunAsync(caseNo, who, Stop); break;
            case 3: await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), who, Stop); break;
            case 4: await town.Use<ReviewSettlement>().RunAsync(new(caseNo, false, "x"), who, Stop); break;
            case 5: await Notices.TryIssueAsync(town, caseNo, who); break;
            case 6: await town.Use<DeliverCase>().RunAsync(new(caseNo, "x", "x"), who, Stop); break;
            case 7: await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 1m, new(2026, 11, 26), Guid.NewGuid().ToString()), who, Stop); break;
            case 8: await town.Use<DisputeCase>().RunAsync(new(caseNo, "x", "x"), who, Stop); break;
            default: await town.Use<AnswerDispute>().RunAsync(new(caseNo, true, "x"), who, Stop); break;
        }
    }

    private static async Task<int> AwaitedAsync(FlowTown town, string caseNo)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return await look.ScalarAsync<string>("select state from inspection_case where case_no = @caseNo", new { caseNo }) switch
        {
            "Opened" => 0,
            "Investigated" => 1,
            "Calculated" => 3,
            "Approved" => 5,
            "NoticeIssued" => 6,
            "Disputed" => 9,
            _ => 7,
        };
    }
}
