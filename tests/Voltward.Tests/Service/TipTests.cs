using Voltward.App.Inspections;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Domain.Service;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;
using static Voltward.Tests.Service.Tips;

namespace Voltward.Tests.Service;

public sealed class TipTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_reporter_follows_the_tip_by_its_code(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var (code, tipNo) = await ReportAsync(town);
        var status = town.Use<TipStatus>();
        Assert.Equal((TipState.Received, new DateOnly(2026, 12, 1)), (Ok(await status.RunAsync(code, Stop)).State, Ok(await status.RunAsync(code.ToLowerInvariant(), Stop)).DecideBy));
        Ok(await town.Use<TakeUpTip>().RunAsync(tipNo, Desk, Stop));
        Assert.Equal(TipState.Checking, Ok(await status.RunAsync(code, Stop)).State);
        Ok(await town.Use<DecideTip>().RunAsync(new(tipNo, TipEvent.Accept, "内容具体", "疑似三相户") { CustomerNo = "1001" }, Desk, Stop));
        var answer = Ok(await status.RunAsync(code, Stop));
        Assert.Equal((TipState.Accepted, "内容具体", (DateOnly?)null), (answer.State, answer.Reason, answer.DecideBy));
        var order = await PlannedAsync(town, "1001");
        Assert.Equal(order.OrderNo, (await LineAsync(town, tipNo)).PlannedOrder);
        Assert.Equal("tip.visit-planned", Refused(await town.Use<DecideTip>().RunAsync(new(tipNo, TipEvent.Refuse, "x"), Desk, Stop)));
        await VisitAsync(town, order.OrderNo, "1001", "visit-0001");
        Assert.Equal((TipState.Visited, TipResult.Unknown), (Ok(await status.RunAsync(code, Stop)).State, Ok(await status.RunAsync(code, Stop)).Result));
        Ok(await town.Use<RecordFinding>().RunAsync(new("visit-0001", new(FindingKind.Theft, "THF", "bypass", "表前绕越接线")), Inspector(1), Stop));
        Assert.Equal(TipResult.Confirmed, Ok(await status.RunAsync(code, Stop)).Result);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_tip_that_is_not_true_is_told_so(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var (code, _) = await AcceptedAsync(town, "1001");
        await VisitAsync(town, (await PlannedAsync(town, "1001")).OrderNo, "1001", "visit-0001");
        Ok(await town.Use<RecordFinding>().RunAsync(new("visit-0001", new(FindingKind.Nothing, null, null, "未见异常")), Inspector(1), Stop));
        Assert.Equal(TipResult.NotConfirmed, Ok(await town.Use<TipStatus>().RunAsync(code, Stop)).Result);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_decision_asks_for_what_it_needs(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var (_, tipNo) = await ReportAsync(town);
        var decide = town.Use<DecideTip>();
        Assert.Equal("access.role-missing", Refused(await decide.RunAsync(new(tipNo, TipEvent.Refuse, "x"), Planner, Stop)));
        Assert.Equal("tip.not-for-crews", Refused(await decide.RunAsync(new(tipNo, TipEvent.Refuse, "x"), Person("both", Role.Analyst, Role.Inspector), Stop)));
        Assert.Equal("tip.text-unfit", Refused(await decide.RunAsync(new(tipNo, TipEvent.Refuse, " "), Desk, Stop)));
        Assert.Equal("tip.subject-missing", Refused(await decide.RunAsync(new(tipNo, TipEvent.Accept, "x"), Desk, Stop)));
        Assert.Equal("tip.subject-unknown", Refused(await decide.RunAsync(new(tipNo, TipEvent.Accept, "x") { CustomerNo = "9" }, Desk, Stop)));
        Assert.Equal("tip.focus-tells", Refused(await decide.RunAsync(new(tipNo, TipEvent.Accept, "x") { CustomerNo = "1001", Focus = "核实举报内容" }, Desk, Stop)));
        Assert.Equal("tip.original-unfit", Refused(await decide.RunAsync(new(tipNo, TipEvent.Join, "x") { DuplicateOf = tipNo }, Desk, Stop)));
        Assert.Equal("tip.text-unfit", Refused(await decide.RunAsync(new(tipNo, TipEvent.PassOn, "x"), Desk, Stop)));
        Assert.Equal("tip.not-found", Refused(await decide.RunAsync(new(tipNo, TipEvent.Refuse, "x"), Person("far", Role.Analyst) with { OrgPath = "/2/" }, Stop)));
        Ok(await decide.RunAsync(new(tipNo, TipEvent.PassOn, "不属于供电企业职责") { PassedTo = "市监局" }, Desk, Stop));
        Assert.Equal("tip.step-out-of-order", Refused(await decide.RunAsync(new(tipNo, TipEvent.Refuse, "x"), Desk, Stop)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_duplicate_goes_on_with_its_original(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var ((_, first), (secondCode, second), (thirdCode, third)) = (await ReportAsync(town), await ReportAsync(town), await ReportAsync(town));
        Ok(await town.Use<DecideTip>().RunAsync(new(third, TipEvent.Join, "同一件事") { DuplicateOf = second }, Desk, Stop));
        Ok(await town.Use<DecideTip>().RunAsync(new(second, TipEvent.Join, "同一件事") { DuplicateOf = first }, Desk, Stop));
        Ok(await town.Use<DecideTip>().RunAsync(new(first, TipEvent.Accept, "内容具体") { CustomerNo = "1001" }, Desk, Stop));
        foreach (var code in (string[])[secondCode, thirdCode])
        {
            var answer = Ok(await town.Use<TipStatus>().RunAsync(code, Stop));
            Assert.Equal((TipState.Accepted, true, "内容具体"), (answer.State, answer.Joined, answer.Reason));
        }
    }

    [Fact]
    public async Task An_undecided_tip_past_its_day_is_overdue_and_danger_is_due_first()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var (_, danger) = await ReportAsync(town, TipKind.Danger);
        var (_, theft) = await ReportAsync(town);
        town.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((1L, 0L), ((await LineAsync(town, danger)).Overdue, (await LineAsync(town, theft)).Overdue));
        var overdue = await town.Use<TipList>().RunAsync(ListRequest.All.Where("overdue", "1"), Desk, Stop);
        Assert.Equal(danger, Assert.Single(overdue.Rows).TipNo);
        Assert.Equal([danger, theft], (await town.Use<TipWaiting>().RunAsync(8, Desk, Stop)).Select(w => w.No));
        Assert.Empty(await town.Use<TipWaiting>().RunAsync(8, Manager, Stop));
        Assert.Empty(await town.Use<TipWaiting>().RunAsync(8, Person("both", Role.Inspector, Role.Analyst), Stop));
        Assert.Equal(0, (await town.Use<TipList>().RunAsync(ListRequest.All, Inspector(1), Stop)).Total);
        Assert.Equal(0, (await town.Use<TipList>().RunAsync(ListRequest.All, Planner, Stop)).Total);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reward_needs_a_confirmed_tip_three_people_and_the_code(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var (code, tipNo) = await AcceptedAsync(town, "1001");
        var propose = town.Use<ProposeReward>();
        Assert.Equal("tip.not-confirmed", Refused(await propose.RunAsync(new(tipNo, 100, "x"), Desk, Stop)));
        await VisitAsync(town, (await PlannedAsync(town, "1001")).OrderNo, "1001", "visit-0001");
        Ok(await town.Use<RecordFinding>().RunAsync(new("visit-0001", new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
        Assert.Equal("tip.amount-outside", Refused(await propose.RunAsync(new(tipNo, 5000, "x"), Desk, Stop)));
        var desk = Person("desk", Role.Analyst, Role.Approver, Role.Cashier);
        var rewardNo = Ok(await propose.RunAsync(new(tipNo, 200, "经检查属实"), desk, Stop));
        Assert.Equal("tip.reward-there", Refused(await propose.RunAsync(new(tipNo, 200, "x"), desk, Stop)));
        Assert.Equal("tip.same-person", Refused(await town.Use<AnswerReward>().RunAsync(new(rewardNo, true), desk, Stop)));
        Assert.Equal("tip.reward-unknown", Refused(await town.Use<PayReward>().RunAsync(code, Cashier, Stop)));
        Ok(await town.Use<AnswerReward>().RunAsync(new(rewardNo, true), Approver, Stop));
        Assert.Equal((RewardState.Approved, 20_000L), (Ok(await town.Use<TipStatus>().RunAsync(code, Stop)).Reward!.Value, Ok(await town.Use<TipStatus>().RunAsync(code, Stop)).RewardFen!.Value));
        Assert.Equal("tip.same-person", Refused(await town.Use<PayReward>().RunAsync(code, desk, Stop)));
        Assert.Equal("tip.reward-unknown", Refused(await town.Use<PayReward>().RunAsync(TipSecrets.NewCode(), Cashier, Stop)));
        Assert.Equal(new PayReward.Paid(rewardNo, 20_000), Ok(await town.Use<PayReward>().RunAsync(code, Cashier, Stop)));
        Assert.Equal("tip.reward-out-of-order", Refused(await town.Use<PayReward>().RunAsync(code, Cashier, Stop)));
        // The trail of the reward does not lead to the tip.
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from trail_entry where subject like 'tip-reward/%' and detail like '%JB-%'"));
        Assert.DoesNotContain("李四", System.Text.Json.JsonSerializer.Serialize(await town.Use<RewardList>().RunAsync(Approver, Stop)), StringComparison.Ordinal);
    }
}
