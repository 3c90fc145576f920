using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

public sealed class InterruptionFlowTests
{
    private static readonly Actor Hecha = Person("hecha", Role.Investigator);
    private static readonly Actor Shangji = Person("shangji", Role.Executor);
    private static readonly string[] RiskItems = ["LifeSupport", "HighRiskProcess", "Lifts", "FirePumps", "OthersOnFeed"];
    private static readonly string[] Innocent = ["Vacancy", "Renovation", "Solar", "ChangedEquipment", "CurrentTransformerFault", "Topology", "DataGap"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Arrears_reach_a_cut_only_with_every_proof_and_in_their_time_and_supply_comes_back(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        await InspectorsAsync(town);
        var no = Ok(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.ArrearsUnpaid, "CN", "欠费"), Shangji, Stop));
        Assert.Equal("TD-2026-000001", no);
        Assert.Equal(
            [CutGate.OverdueAndUrged, CutGate.RiskChecked, CutGate.Approved, CutGate.Planned, CutGate.NoticeServed, CutGate.InsideWindow, CutGate.NoHoliday, CutGate.SecondNotice],
            await MissingAsync(town, no));
        Assert.Equal("case.cut-gates-missing", Refused(await town.Use<OrderInterruption>().RunAsync(no, Shangji, Stop)));

        var planned = Start.AddDays(4);
        await ProveAsync(town, Shangji, new(no, InterruptionStep.Urge, null, "EMS 0", Detail: "2026-10-10"));
        await RisksAsync(town, no);
        await ProveAsync(town, Shangji, new(no, InterruptionStep.Plan, planned, "计划"));
        await ProveAsync(town, Manager, new(no, InterruptionStep.Approve, null, "批文 1"));
        await ProveAsync(town, Shangji, new(no, InterruptionStep.ServeNotice, null, "EMS 1"));
        Assert.Equal([CutGate.SecondNotice], await MissingAsync(town, no));
        town.Clock.Advance(planned.AddMinutes(-31) - town.Clock.GetUtcNow());
        await ProveAsync(town, Shangji, new(no, InterruptionStep.NotifyAgain, null, "电话录音"));
        Ok(await town.Use<OrderInterruption>().RunAsync(no, Shangji, Stop));

        Assert.Equal("case.cut-wrong-time", Refused(await town.Use<RecordInterruption>().RunAsync(new(no, "i2", "sha"), Inspector(1), Stop)));
        town.Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("case.cut-needs-two", Refused(await town.Use<RecordInterruption>().RunAsync(new(no, "i1", "sha"), Inspector(1), Stop)));
        Assert.Equal("case.cut-needs-two", Refused(await town.Use<RecordInterruption>().RunAsync(new(no, "manager", "sha"), Inspector(1), Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<RecordInterruption>().RunAsync(new(no, "i2", "sha"), Manager, Stop)));
        Ok(await town.Use<RecordInterruption>().RunAsync(new(no, "i2", "sha"), Inspector(1), Stop));
        Assert.Equal("case.interruption-out-of-order", Refused(await town.Use<RestoreSupply>().RunAsync(new(no), Inspector(1), Stop)));
        var due = Ok(await town.Use<RemoveCutCause>().RunAsync(no, "收据 1", Shangji, Stop));
        Assert.Equal(town.Clock.GetUtcNow().AddHours(24), due);
        town.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("case.text-missing", Refused(await town.Use<RestoreSupply>().RunAsync(new(no), Inspector(1), Stop)));
        Ok(await town.Use<RestoreSupply>().RunAsync(new(no, "道路中断，已向客户说明"), Inspector(1), Stop));
    }

    [Fact]
    public async Task After_the_window_a_new_notice_is_needed()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001", customerClass: "shop");
        await InspectorsAsync(town);
        var no = Ok(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.ArrearsUnpaid, "CN", "欠费"), Shangji, Stop));
        await ProveAsync(town, Shangji, new(no, InterruptionStep.Urge, null, "EMS 0", Detail: "2026-10-10"));
        await RisksAsync(town, no);
        await ProveAsync(town, Shangji, new(no, InterruptionStep.Plan, Start.AddDays(7), "计划"));
        await ProveAsync(town, Manager, new(no, InterruptionStep.Approve, null, "批文 1"));
        await ProveAsync(town, Shangji, new(no, InterruptionStep.ServeNotice, null, "EMS 1"));
        town.Clock.Advance(TimeSpan.FromDays(6.9));
        await ProveAsync(town, Shangji, new(no, InterruptionStep.NotifyAgain, null, "电话"));
        Ok(await town.Use<OrderInterruption>().RunAsync(no, Shangji, Stop));
        town.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("case.cut-wrong-time", Refused(await town.Use<RecordInterruption>().RunAsync(new(no, "i2", "sha"), Inspector(1), Stop)));
    }

    [Fact]
    public async Task A_case_of_theft_is_cut_only_with_its_own_evidence_and_a_dispute_after_the_order_stops_it()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await InspectorsAsync(town);
        var orderNo = await town.ApprovedOrderAsync("1001");
        await Records.BeginAsync(town, "visit-1001-1", orderNo, [1, 2]);
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete("visit-1001-1", orderNo, town, "F1001")), Inspector(1), Stop));
        Ok(await town.Use<ReviewVisit>().RunAsync(new("visit-1001-1", true), Reviewer, Stop));
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new("visit-1001-1", new(FindingKind.Theft, "THF", "bypass", "表前绕越")), Inspector(1), Stop));
        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, Hecha, Stop));

        Assert.Equal("case.cut-case-missing", Refused(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.Theft, "CN", "窃电"), Shangji, Stop)));
        var no = Ok(await town.Use<ProposeInterruption>().RunAsync(new(caseNo, "1001", CutGround.Theft, "CN", "窃电"), Shangji, Stop));
        var answer = Ok(await town.Use<CheckInterruption>().RunAsync(no, Shangji, Stop));
        Assert.Equal([CutGate.Evidence, CutGate.InnocentTested, CutGate.RiskChecked, CutGate.NoticeServed], answer.Steps.Select(s => s.Gate));
        Assert.Equal(CutMode.OnSite, answer.Mode);
        foreach (var item in answer.Steps[0].Detail) await ProveAsync(town, Hecha, new(no, InterruptionStep.AddEvidence, null, "sha-" + item, item));
        foreach (var item in Innocent) await ProveAsync(town, Hecha, new(no, InterruptionStep.TestInnocent, null, "核查表", item));
        await RisksAsync(town, no);
        await ProveAsync(town, Shangji, new(no, InterruptionStep.ServeNotice, null, "当面签收"));
        Ok(await town.Use<OrderInterruption>().RunAsync(no, Shangji, Stop));

        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("insert into case_dispute (case_no, n, item, reason, raised_at, recorded_by) values (@caseNo, 1, 'x', 'x', @at, 'x')", new { caseNo, at = work.Now });
            await work.CommitAsync("test.disputed", "x", stop: Stop);
        }

        Assert.Equal("case.cut-gates-missing", Refused(await town.Use<RecordInterruption>().RunAsync(new(no, "i2", "sha"), Inspector(1), Stop)));
    }

    [Fact]
    public async Task What_is_no_proof_or_lies_in_the_future_is_refused()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var no = Ok(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.ArrearsUnpaid, "CN", "欠费"), Shangji, Stop));
        Assert.Equal("case.cut-step-no-proof", Refused(await town.Use<RecordCutProof>().RunAsync(new(no, InterruptionStep.Order, null, "x"), Shangji, Stop)));
        Assert.Equal("case.cut-proof-in-future", Refused(await town.Use<RecordCutProof>().RunAsync(new(no, InterruptionStep.ServeNotice, Start.AddDays(1), "x"), Shangji, Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<RecordCutProof>().RunAsync(new(no, InterruptionStep.Approve, null, "x"), Shangji, Stop)));
        Assert.Equal("case.cut-customer-unknown", Refused(await town.Use<ProposeInterruption>().RunAsync(new(null, "9999", CutGround.ArrearsUnpaid, "CN", "欠费"), Shangji, Stop)));
        Ok(await town.Use<WithdrawInterruption>().RunAsync(no, "已交费", Shangji, Stop));
        Assert.Equal("case.interruption-out-of-order", Refused(await town.Use<OrderInterruption>().RunAsync(no, Shangji, Stop)));
    }

    [Fact]
    public async Task Over_http_the_missing_gates_are_named_and_the_order_is_refused()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        var executor = await app.SignedInAsync("zhixing", Stop);
        var proposed = await executor.PostAsJsonAsync("/api/interruptions", new { customerNo = "1001", ground = "arrears-unpaid", reason = "欠费" }, Stop);
        var no = (await proposed.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("interruptionNo").GetString();
        var check = await executor.GetFromJsonAsync<JsonElement>($"/api/interruptions/{no}/check", Stop);
        Assert.False(check.GetProperty("allowed").GetBoolean());
        Assert.Equal(8, check.GetProperty("missing").GetArrayLength());
        using var refused = await executor.PostAsync($"/api/interruptions/{no}/order", null, Stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("case.cut-gates-missing", (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
        using var done = await executor.PostAsJsonAsync($"/api/interruptions/{no}/proofs", new { step = "urge", reference = "EMS", detail = "2026-10-10" }, Stop);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var one = await executor.GetFromJsonAsync<JsonElement>($"/api/interruptions/{no}", Stop);
        Assert.Equal("EMS", one.GetProperty("proofs")[0].GetProperty("reference").GetString());
        Assert.Equal("Proposed", (await executor.GetFromJsonAsync<JsonElement>("/api/interruptions", Stop))[0].GetProperty("state").GetString());
        using var stranger = app.Stranger();
        using var shut = await stranger.GetAsync("/api/interruptions", Stop);
        Assert.NotEqual(HttpStatusCode.OK, shut.StatusCode);
    }

    [Theory]
    [InlineData(InterruptionStep.CheckRisks, "LifeSupport", null, "case.cut-detail-unreadable")]
    [InlineData(InterruptionStep.CheckRisks, "LifeSupport", "not present", "case.cut-detail-unreadable")]
    [InlineData(InterruptionStep.CheckRisks, "LifeSupport", """{"present":"no"}""", "case.cut-detail-unreadable")]
    [InlineData(InterruptionStep.CheckRisks, "Elevators", """{"present":false}""", "case.cut-item-unknown")]
    [InlineData(InterruptionStep.TestInnocent, "Weather", null, "case.cut-item-unknown")]
    [InlineData(InterruptionStep.AddEvidence, "EVD-12", null, "case.cut-item-unknown")]
    [InlineData(InterruptionStep.Urge, null, "10.10.2026", "case.cut-detail-unreadable")]
    public async Task An_answer_that_does_not_say_what_it_has_to_never_counts_as_a_load_that_is_not_there(InterruptionStep step, string? item, string? detail, string code)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var no = Ok(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.ArrearsUnpaid, "CN", "欠费"), Shangji, Stop));
        var everybody = Person("x", Role.Inspector, Role.Investigator, Role.Executor);
        var before = (await MissingAsync(town, no)).ToList();
        Assert.Equal(code, Refused(await town.Use<RecordCutProof>().RunAsync(new(no, step, null, "ref", item, detail), everybody, Stop)));
        Assert.Equal(before, await MissingAsync(town, no));
    }

    [Fact]
    public async Task A_place_without_law_is_refused_when_it_is_proposed()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        Assert.Equal("case.rule-not-in-force", Refused(await town.Use<ProposeInterruption>().RunAsync(new(null, "1001", CutGround.ArrearsUnpaid, "XX", "欠费"), Shangji, Stop)));
    }

    private static async Task InspectorsAsync(FlowTown town)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteManyAsync("insert into person_role (person_id, role, valid_from) values (@id, 'Inspector', '2026-01-01')", [new { id = "i1" }, new { id = "i2" }]);
        await work.CommitAsync("test.roles", "x", stop: Stop);
    }

    private static async Task RisksAsync(FlowTown town, string no)
    {
        foreach (var item in RiskItems) await ProveAsync(town, Inspector(1), new(no, InterruptionStep.CheckRisks, null, "核查表", item, """{"present":false}"""));
    }

    private static async Task ProveAsync(FlowTown town, Actor actor, RecordCutProof.Request proof) => Ok(await town.Use<RecordCutProof>().RunAsync(proof, actor, Stop));

    private static async Task<IEnumerable<CutGate>> MissingAsync(FlowTown town, string no) => Ok(await town.Use<CheckInterruption>().RunAsync(no, Shangji, Stop)).Steps.Select(s => s.Gate);
}
