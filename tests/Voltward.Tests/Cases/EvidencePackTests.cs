using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>No case ends as theft without the eleven items and without the section that speaks for the customer.</summary>
public sealed class EvidencePackTests
{
    private static readonly Actor Hecha = Person("hecha", Role.Investigator);
    private static readonly Actor Chusuan = Person("chusuan", Role.Calculator);
    private static readonly Actor Fuhe = Person("fuhe", Role.Approver);
    private static readonly Actor Shangji = Person("shangji", Role.Executor);
    private static readonly Actor Shoufei = Person("shoufei", Role.Cashier);

    /// <summary>How each item is taken from a file that has everything, and the step that must then be refused.</summary>
    public static TheoryData<string, string> Losses { get; } = new()
    {
        { "EVD-1", "update visit_inspector set counted = 0 where person_id = 'i2'" },
        { "EVD-2", "delete from case_evidence where item = 'EVD-2'" },
        { "EVD-3", "delete from case_evidence where item = 'EVD-3'; delete from visit_photo" },
        { "EVD-4", "delete from visit_seal" },
        { "EVD-5", "delete from case_evidence where item = 'EVD-5'; delete from visit_measurement" },
        { "EVD-6", "update visit set signature = null" },
        { "EVD-7", "delete from case_evidence where item = 'EVD-7'" },
        { "EVD-8", "delete from case_evidence where item = 'EVD-8'" },
        { "EVD-9", "delete from case_evidence where item = 'EVD-9'" },
        { "EVD-10", "update settlement set state = 'returned'" },
        { "EVD-11", "update case_document set served_at = null" },
    };

    [Theory, MemberData(nameof(Losses))]
    public async Task A_theft_case_that_lacks_one_item_is_neither_investigated_nor_approved_nor_closed(string item, string loss)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CaseAsync(town);
        await Packs.FileAsync(town, caseNo, Hecha);
        var stage = item is "EVD-10" or "EVD-11" ? 3 : item is "EVD-8" or "EVD-9" ? 2 : 1;
        if (stage > 1) Ok(await InvestigateAsync(town, caseNo));
        if (stage > 1) Ok(await town.Use<CalculateCase>().RunAsync(caseNo, Chusuan, Stop));
        if (stage > 2) await ToPaidAsync(town, caseNo);
        await SetAsync(town, loss);
        var problem = stage switch
        {
            1 => (await InvestigateAsync(town, caseNo)).Problem,
            2 => (await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), Fuhe, Stop)).Problem,
            _ => (await town.Use<CloseCase>().RunAsync(caseNo, Manager, Stop)).Problem,
        };
        Assert.Equal(("case.evidence-incomplete", item), (problem?.Code, problem?.Where));
        Assert.Contains(EvidencePack.Name(item).Zh, problem!.Text.Zh, StringComparison.Ordinal);
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.NotEqual("Closed", await look.ScalarAsync<string>("select state from inspection_case"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Everything_missing_is_named_on_the_page_and_in_the_refusal(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await CaseAsync(town);
        await SetAsync(town, "delete from visit_photo");
        var problem = (await InvestigateAsync(town, caseNo)).Problem!;
        Assert.Equal("EVD-2,EVD-3,EVD-7", problem.Where);
        var next = (await town.Use<CasePage>().RunAsync(caseNo, Hecha, Stop))!.Next[0];
        Assert.Contains(next.Misses, m => m == problem.Text);
        var filed = Ok(await town.Use<FileEvidence>().RunAsync(Packs.Of(caseNo, EvidencePack.Find("EVD-8")!), Hecha, Stop));
        Assert.Equal(["EVD-2", "EVD-3", "EVD-7", "EVD-9", "EVD-10", "EVD-11"], filed.Missing);
    }

    [Fact]
    public async Task What_only_records_prove_is_not_filed_by_hand_and_an_original_is_not_replaced_by_words()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CaseAsync(town);
        async Task<string> TryAsync(string item, Actor actor, string? detail = "x") =>
            Refused(await town.Use<FileEvidence>().RunAsync(new(caseNo, item, "ref", detail, FileEvidence.Original.None), actor, Stop));
        foreach (var code in (string[])["EVD-1", "EVD-4", "EVD-6", "EVD-10", "EVD-11"]) Assert.Equal("case.evidence-from-records", await TryAsync(code, Hecha));
        foreach (var code in (string[])["EVD-2", "EVD-3", "EVD-9"]) Assert.Equal("case.evidence-file-missing", await TryAsync(code, Hecha));
        Assert.Equal("case.text-missing", await TryAsync("EVD-8", Hecha, null));
        Assert.Equal("case.evidence-item-unknown", await TryAsync("EVD-12", Hecha));
        Assert.Equal("access.role-missing", await TryAsync("EVD-7", Chusuan));
    }

    [Fact]
    public async Task Each_innocent_explanation_is_tested_or_the_case_stays_where_it_is()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CaseAsync(town);
        await Packs.FileAsync(town, caseNo, Hecha);
        var explanations = (await town.Use<CasePage>().RunAsync(caseNo, Hecha, Stop))!.Pack.Explanations;
        Assert.Equal(7, explanations.Count);
        foreach (var explanation in explanations)
        {
            await SetAsync(town, $"update case_innocent set explanation = 'x-' || explanation where explanation = '{explanation}'");
            var untested = (await InvestigateAsync(town, caseNo)).Problem!;
            Assert.Equal(("case.innocent-untested", explanation), (untested.Code, untested.Where));
            Ok(await town.Use<TestInnocence>().RunAsync(new(caseNo, explanation, false, "成立", "记录"), Hecha, Stop));
            var holds = (await InvestigateAsync(town, caseNo)).Problem!;
            Assert.Equal(("case.innocent-holds", explanation), (holds.Code, holds.Where));
            Ok(await town.Use<TestInnocence>().RunAsync(new(caseNo, explanation, true, "复核后排除", "记录"), Hecha, Stop));
        }

        Ok(await InvestigateAsync(town, caseNo));
        Assert.Equal("case.evidence-item-unknown", Refused(await town.Use<TestInnocence>().RunAsync(new(caseNo, "Weather", true, "x", "x"), Hecha, Stop)));
    }

    [Fact]
    public async Task Filing_evidence_is_the_duty_of_the_investigator_and_of_nobody_who_has_another()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var caseNo = await CaseAsync(town);
        await Packs.FileAsync(town, caseNo, Hecha);
        Ok(await InvestigateAsync(town, caseNo));
        Ok(await town.Use<CalculateCase>().RunAsync(caseNo, Chusuan, Stop));
        var both = Person("chusuan", Role.Calculator, Role.Investigator);
        Assert.Equal("case.duty-taken", Refused(await town.Use<FileEvidence>().RunAsync(Packs.Of(caseNo, EvidencePack.Find("EVD-7")!), both, Stop)));
        Assert.Equal("case.duty-taken", Refused(await town.Use<TestInnocence>().RunAsync(new(caseNo, "Solar", true, "x", "x"), both, Stop)));
    }

    private static async Task<string> CaseAsync(FlowTown town)
    {
        await town.CustomerAsync("1001");
        var visit = await Records.AcceptedAsync(town, "1001");
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
        return Ok(await town.Use<OpenCase>().RunAsync(finding, Hecha, Stop));
    }

    private static Task<Outcome<Done>> InvestigateAsync(FlowTown town, string caseNo) => town.Use<InvestigateCase>().RunAsync(
        new(caseNo, new(2026, 8, 1), new(2026, 11, 8), JsonSerializer.SerializeToElement(new { price = "0.538", failedMethods = new Dictionary<string, string> { ["THF-Q1"] = "无", ["THF-Q2"] = "无", ["THF-Q3"] = "无" } }), "照片"), Hecha, Stop);

    private static async Task ToPaidAsync(FlowTown town, string caseNo)
    {
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), Fuhe, Stop));
        await Notices.IssueAsync(town, caseNo, Shangji);
        Ok(await town.Use<DeliverCase>().RunAsync(new(caseNo, "当面", "照片"), Shangji, Stop));
        Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 355.08m, new(2026, 11, 26), "SJ1"), Shoufei, Stop));
        Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.PenaltyCharge, 1065.24m, new(2026, 11, 26), "SJ1"), Shoufei, Stop));
    }

    private static async Task SetAsync(FlowTown town, string sql)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        foreach (var one in sql.Split(';')) await work.ExecuteAsync(one);
        await work.CommitAsync("test.set", "test", stop: Stop);
    }
}
