using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.MarketingAudit;
using Voltward.App.Planning;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Domain.Service;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;
using static Voltward.Tests.Service.Tips;

namespace Voltward.Tests.Planning;

/// <summary>Accepted tips and open findings of the audit as candidates of a plan.</summary>
public sealed class SpecificCheckTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_accepted_tip_and_an_audit_finding_are_planned_under_their_sources(Engine engine)
    {
        await using var town = await TownAsync(engine);
        await AcceptedAsync(town, "1001");
        var finding = await FindingAsync(town, "1002");
        await ReportAsync(town);
        var plan = await PlainAsync(town, "1001", "1002");
        Assert.Equal(("tip", "specific-check"), Of(plan, "1001"));
        Assert.Equal(("audit-finding", "specific-check"), Of(plan, "1002"));
        Assert.Equal("planned", (await town.Use<AuditFindingList>().FindAsync(finding, Auditor, Stop))!.State);
        // The policy gives a tip of theft 0.12 of 6 kWh a day for 180 days at 0.538 yuan, of which 0.6 is recovered, less 45 minutes at 40 yuan an hour:
        // 0.12 × 1080 × 0.538 × 0.6 − 30 = 11.834 yuan.
        var row = (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All.Where("source", "tip"), Person("analyst", Role.Analyst), Stop)).Rows.Single();
        Assert.Equal((1183L, 2.0, "tip"), (row.ValueFen, row.SafetyPoints, row.Marks));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_danger_must_be_in_with_its_day_and_its_points(Engine engine)
    {
        await using var town = await TownAsync(engine);
        await AcceptedAsync(town, "1001", TipKind.Danger);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var order = (await town.Use<OrderPage>().RunAsync(plan.Orders.Single(o => o.Customer == "1001").OrderNo, Manager, Stop))!.Row;
        Assert.Equal((new DateOnly(2026, 11, 27), 40.0), (order.DueOn, order.SafetyPoints));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_tip_about_a_customer_with_a_lead_is_one_visit_with_both_marks(Engine engine)
    {
        await using var town = await TownAsync(engine);
        await town.LeadsAsync(("1001", 0.9, 20_000));
        await AcceptedAsync(town, "1001");
        await AcceptedAsync(town, "1001", TipKind.Danger);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Single(plan.Orders, o => o.Customer == "1001");
        var row = (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All.Where("source", "lead"), Manager, Stop)).Rows.Single();
        Assert.Contains("lead,tip", row.Marks, StringComparison.Ordinal);
        Assert.True(row.SafetyPoints >= 40);
        Assert.Equal(2, await CountAsync(town, "select count(*) from order_ask"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_unfinished_visit_carries_the_tip_over_and_a_complete_one_settles_it(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var (_, tipNo) = await AcceptedAsync(town, "1001");
        var finding = await FindingAsync(town, "1001");
        var order = await PlannedAsync(town, "1001");
        var partial = await VisitAsync(town, order.OrderNo, "1001", "visit-0001", "L1");
        Assert.Equal(("accepted", partial.CarryOver), ((await LineAsync(town, tipNo)).State, (await LineAsync(town, tipNo)).PlannedOrder));
        var rest = partial.CarryOver!;
        Ok(await town.Use<AssignOrder>().RunAsync(new(rest, "K1", new DateOnly(2026, 11, 26)), Planner, Stop));
        Ok(await town.Use<ApproveOrder>().RunAsync(rest, Manager, Stop));
        town.Clock.Advance(TimeSpan.FromHours(1));
        await VisitAsync(town, rest, "1001", "visit-0002");
        Assert.Equal("visited", (await LineAsync(town, tipNo)).State);
        var row = (await town.Use<AuditFindingList>().FindAsync(finding, Auditor, Stop))!;
        Assert.Equal(("answered", rest), (row.State, row.AnsweredByOrder));
        // What the first part found counts, too.
        Ok(await town.Use<RecordFinding>().RunAsync(new("visit-0001", new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
        Assert.Equal("confirmed", (await LineAsync(town, tipNo)).Result);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_plan_made_anew_takes_the_tip_again_and_a_settled_one_not(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var (_, tipNo) = await AcceptedAsync(town, "1001");
        Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var order = await PlannedAsync(town, "1001");
        Assert.Equal(order.OrderNo, (await LineAsync(town, tipNo)).PlannedOrder);
        await VisitAsync(town, order.OrderNo, "1001", "visit-0001");
        var next = await town.Use<MakePlan>().RunAsync(Week with { Week = "2026-W49" }, Actor.System, Stop);
        Assert.True(!next.Succeeded(out var plan, out _) || plan.Orders.All(o => o.Source != "tip"));
    }

    [Fact]
    public async Task Two_tips_of_one_area_and_an_area_finding_make_one_area_visit()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        await AreaAsync(town);
        foreach (var _ in (int[])[1, 2])
        {
            var (_, tipNo) = await ReportAsync(town);
            Ok(await town.Use<DecideTip>().RunAsync(new(tipNo, TipEvent.Accept, "可查") { AreaNo = "T1" }, Desk, Stop));
        }

        Ok(await town.Use<RecordAuditFindings>().RunAsync([new(new("线损", null, "T1", "突增", null, null, "查接户线", new(2026, 12, 1)))], Auditor, Stop));
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var order = Assert.Single(plan.Orders, o => o.Customer is null);
        Assert.Equal("area-visit", order.Kind);
        Assert.Equal(3, await CountAsync(town, "select count(*) from order_ask"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_danger_need_not_wait_for_a_plan_and_a_cancelled_order_sets_it_free(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var (_, tipNo) = await AcceptedAsync(town, "1001", TipKind.Danger, "进户线绝缘");
        var orderNo = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "specific-check"), Planner, Stop));
        var order = (await town.Use<OrderPage>().RunAsync(orderNo, Manager, Stop))!;
        Assert.Equal((orderNo, "进户线绝缘", new DateOnly(2026, 11, 27)), ((await LineAsync(town, tipNo)).PlannedOrder, order.Note, order.Row.DueOn));
        Ok(await town.Use<CancelOrder>().RunAsync(new(orderNo, "改期"), Planner, Stop));
        Assert.Null((await LineAsync(town, tipNo)).PlannedOrder);
        Assert.Equal("tip", (await PlannedAsync(town, "1001")).Source);
    }

    [Fact]
    public async Task A_tip_waits_for_the_order_that_is_under_way_there_and_the_desk_reads_which()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var under = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "breach"), Planner, Stop));
        var (_, tipNo) = await AcceptedAsync(town, "1001");
        Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var view = Ok(await town.Use<TipPage>().RunAsync(tipNo, Desk, Stop));
        Assert.Equal((null, under), (view.Line.PlannedOrder, view.Before));
    }

    /// <summary>What the tip says, that there is one, and who spoke: nothing of it reaches those who go.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_crew_reads_a_specific_check_and_nothing_of_the_tip(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var (code, tipNo) = await AcceptedAsync(town, "1001", focus: "核对表前接线和零线");
        var order = await PlannedAsync(town, "1001");
        var crew = Inspector(order.Inspectors[0][1] - '0');
        var device = $"device-000{order.Inspectors[0][1]}";
        Ok(await town.Use<EnrolDevice>().RunAsync(new(device, Key(), null), crew, Stop));
        town.Clock.Advance(TimeSpan.FromDays(4));
        var day = Ok(await town.Use<FieldDay>().RunAsync(new(device), crew, Stop));
        var mine = day.Orders.Single(o => o.Row.OrderNo == order.OrderNo);
        Assert.Equal(("专项核查", "核对表前接线和零线"), (mine.Reason.Zh, mine.Row.Note));
        var page = (await town.Use<OrderPage>().RunAsync(order.OrderNo, crew, Stop))!;
        var list = await town.Use<OrderList>().RunAsync(ListRequest.All, crew, Stop);
        var both = await town.Use<PlanCandidateList>().RunAsync(order.OrderNo.Length > 0 ? await PlanAsync(town) : "", ListRequest.All, Person("i9", Role.Inspector, Role.Planner), Stop);
        var seen = JsonSerializer.Serialize(new { mine, page, list, both }, Readable);
        foreach (var secret in (string[])[tipNo, code, "举报", "李四", "夜里", "\"tip", "tip,", ",tip", "滨河"]) Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
        Assert.Contains("specific-check", seen, StringComparison.Ordinal);
        Assert.Equal("tip.not-for-crews", Refused(await town.Use<TipPage>().RunAsync(tipNo, crew, Stop)));
    }

    /// <summary>A plan whose lot draws none of these, whatever it draws beside them.</summary>
    private static async Task<MadePlan> PlainAsync(FlowTown town, params string[] customers)
    {
        for (var n = 0; ; n++)
        {
            var plan = Ok(await town.Use<MakePlan>().RunAsync(Week with { Seed = $"seed-{n}" }, Actor.System, Stop));
            if (!plan.Orders.Any(o => o.Audit && customers.Contains(o.Customer))) return plan;
        }
    }

    private static string Key()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    private static async Task<string> PlanAsync(FlowTown town)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return (await look.ScalarAsync<string>("select max(plan_id) from inspection_plan"))!;
    }

    private static (string Source, string Why) Of(MadePlan plan, string customer) => plan.Orders.Where(o => o.Customer == customer).Select(o => (o.Source, o.Why)).Single();

    private static async Task<string> FindingAsync(FlowTown town, string customer) => Ok(await town.Use<RecordAuditFindings>().RunAsync(
        [new(new("电价执行", customer, null, "居民电价，夜间用电像商业", new(2026, 8, 1), new(2026, 10, 31), "核对实际用电性质", new(2026, 11, 29)))], Auditor, Stop))[0];

    private static async Task<FlowTown> TownAsync(Engine engine)
    {
        var town = await OpenAsync(engine);
        for (var no = 1001; no <= 1020; no++) await town.CustomerAsync($"{no}");
        return town;
    }

    internal static async Task AreaAsync(FlowTown town)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(
            "insert into transformer_area (area_no, name, org_path, capacity_va, valid_from, known_from, source) values ('T1', '一号台区', '/1/', 400000, '2020-01-01', '2020-01-01T00:00:00.0000000Z', 'test')");
        await work.CommitAsync("area.made", "area/T1", stop: Stop);
    }
}
