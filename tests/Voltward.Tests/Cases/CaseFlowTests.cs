using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

public sealed class CaseFlowTests
{
    private static readonly Actor Hecha = Person("hecha", Role.Investigator);
    private static readonly Actor Chusuan = Person("chusuan", Role.Calculator);
    private static readonly Actor Fuhe = Person("fuhe", Role.Approver);
    private static readonly Actor Shangji = Person("shangji", Role.Executor);
    private static readonly Actor Shoufei = Person("shoufei", Role.Cashier);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_lead_becomes_a_plan_a_visit_a_finding_a_case_a_settlement_and_is_paid_and_closed(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        foreach (var no in (string[])["1001", "1002", "1003"]) await town.CustomerAsync(no);
        await town.LeadsAsync(("1001", 0.8, 12_000), ("1002", 0.5, 9_000));
        var plan = Ok(await town.Use<MakePlan>().RunAsync(new("2026-W48", Seed: "s"), Actor.System, Stop));
        Assert.Contains(plan.Orders, o => o.Customer == "1001");
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
        var order = plan.Orders.Single(o => o.Customer == "1001");
        town.Clock.Advance(TimeSpan.FromDays(1));

        await Records.BeginAsync(town, "visit-1001-1", order.OrderNo, order.Crew == "K1" ? [1, 2] : [3, 4]);
        var inspector = Inspector(order.Crew == "K1" ? 1 : 3);
        var receipt = Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-1001-1", order.OrderNo, town, "F1001")), inspector, Stop));
        Assert.Equal(VisitState.Submitted, receipt.State);
        Assert.Equal([Records.PictureSha], receipt.Attachments.Select(a => a.Sha256));
        town.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(WorkOrderState.Done, Ok(await town.Use<ReviewVisit>().RunAsync(new("visit-1001-1", true), Reviewer, Stop)).OrderState);
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new("visit-1001-1", new(FindingKind.Theft, "THF", "bypass", "表前绕越")), inspector, Stop));

        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, Hecha, Stop));
        Assert.Equal("AJ-2026-000001", caseNo);
        await Packs.FileAsync(town, caseNo, Hecha);
        await InvestigateAsync(town, caseNo);
        var due = Ok(await town.Use<CalculateCase>().RunAsync(caseNo, Chusuan, Stop));
        // 220 V x 5 A = 1.1 kW; 6 h x 100 days = 660 kWh; x 0.538 = 355.08; threefold 1065.24.
        Assert.Null(due.Blocked);
        Assert.Equal(660m, due.Energy!.Value.Value);
        Assert.Equal(355.08m, due.Due!.Charge.Amount.Value);
        Assert.Equal(1065.24m, due.Due.Penalty!.Value.Amount.Value);
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), Fuhe, Stop));
        await Notices.IssueAsync(town, caseNo, Shangji);
        Ok(await town.Use<DeliverCase>().RunAsync(new(caseNo, "当面签收", "照片"), Shangji, Stop));

        Assert.False(Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 355.08m, new(2026, 11, 26), "SJ1"), Shoufei, Stop)).PaidInFull);
        Assert.Equal("case.more-than-owed", Refused(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 0.01m, new(2026, 11, 26), "SJ9"), Shoufei, Stop)));
        Assert.Equal("case.not-paid", Refused(await town.Use<CloseCase>().RunAsync(caseNo, Manager, Stop)));
        Assert.True(Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.PenaltyCharge, 1065.24m, new(2026, 11, 26), "SJ1"), Shoufei, Stop)).PaidInFull);
        Ok(await town.Use<CloseCase>().RunAsync(caseNo, Manager, Stop));

        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal("Closed", await look.ScalarAsync<string>("select state from inspection_case"));
        Assert.Equal("closed", await look.ScalarAsync<string>("select state from lead where lead_id = 'L1001'"));
        Assert.Equal(5, await look.ScalarAsync<long>("select count(distinct actor) from case_step where duty is not null"));
    }

    private static async Task InvestigateAsync(FlowTown town, string caseNo)
    {
        var facts = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["price"] = "0.538",
            ["failedMethods"] = new Dictionary<string, string> { ["THF-Q1"] = "无校表、无总表差额", ["THF-Q2"] = "正常月份不足", ["THF-Q3"] = "本省无此方法" },
        });
        Ok(await town.Use<InvestigateCase>().RunAsync(new(caseNo, new(2026, 8, 1), new(2026, 11, 8), facts, "台区线损与现场照片"), Hecha, Stop));
    }
}
