using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Evidence;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

public sealed class IssueNoticeTests
{
    private static readonly Actor Hecha = Person("hecha", Role.Investigator);
    private static readonly Actor Chusuan = Person("chusuan", Role.Calculator, Role.Executor);
    private static readonly Actor Fuhe = Person("fuhe", Role.Approver);
    private static readonly Actor Shangji = Person("shangji", Role.Executor);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_approved_case_gets_its_notice_and_sheet_on_file(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await ApprovedAsync(town);
        var issued = Ok(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji, Stop));
        Assert.Equal(("QD-2026-000001-1", "theft-notice-QD-2026-000001-1"), (issued.Number, issued.NoticeId));

        var text = PdfText.Of(await File.ReadAllBytesAsync(town.Use<EvidenceFiles>().PathOf(issued.Sha256), Stop));
        foreach (var words in (string[])["窃电处理通知书", "示范路1号", "表前绕越", "355.08", "1,065.24", "0.538", "2026-08-01至2026-11-08（共100天"])
            Assert.Contains(words, text, StringComparison.Ordinal);
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal("NoticeIssued", await look.ScalarAsync<string>("select state from inspection_case"));
        Assert.Equal(["settlement-sheet", "theft-notice"], await look.QueryAsync<string>("select kind from case_document order by kind"));
        Assert.Equal(issued.Sha256, await look.ScalarAsync<string>("select sha256 from case_document where kind = 'theft-notice'"));
        Assert.Equal("shangji", await look.ScalarAsync<string>("select actor from case_step where duty = 'record'"));
        Assert.Equal("case.step-out-of-order", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji, Stop)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_issues_what_may_not_be_served(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await ApprovedAsync(town, approve: false);
        Assert.Equal("access.role-missing", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Fuhe, Stop)));
        Assert.Equal("case.not-found", Refused(await town.Use<IssueNotice>().RunAsync(new("AJ-2026-999999"), Shangji, Stop)));
        Assert.Equal("case.not-found", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji with { OrgPath = "/2/" }, Stop)));
        Assert.Equal("case.step-out-of-order", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji, Stop)));

        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), Fuhe, Stop));
        Assert.Equal("case.duty-taken", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Chusuan, Stop)));
        await SetAsync(town, """update settlement set blocked = '{"code":"case.legal-review","kind":2,"text":{"zh":"甲","en":"a"},"remedy":{"zh":"乙","en":"b"}}'""");
        Assert.Equal("case.settlement-blocked", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji, Stop)));
        await SetAsync(town, "update settlement set blocked = null");
        await SetAsync(town, "update customer set address = null");
        Assert.Equal("evidence.document-fact-missing", Refused(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji, Stop)));

        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from case_document"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_approved_order_and_an_accepted_visit_print_their_forms(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        await SetAsync(town, "update customer set address = '示范路1号'");
        var draft = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "breach"), Planner, Stop));
        Assert.Equal("order.step-out-of-order", Refused(await town.Use<PrintOrder>().RunAsync(draft, Planner, Stop)));
        await SetAsync(town, "delete from work_order");

        var visitId = await Records.AcceptedAsync(town, "1001");
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        var orderNo = (await look.ScalarAsync<string>("select order_no from work_order"))!;
        var order = Ok(await town.Use<PrintOrder>().RunAsync(orderNo, Inspector(1), Stop));
        Ok(await town.Use<PrintOrder>().RunAsync(orderNo, Inspector(1), Stop));
        var result = Ok(await town.Use<PrintResult>().RunAsync(visitId, Reviewer, Stop));
        Assert.Contains("用电检查工作单", PdfText.Of(await File.ReadAllBytesAsync(town.Use<EvidenceFiles>().PathOf(order.Sha256), Stop)), StringComparison.Ordinal);
        var text = PdfText.Of(await File.ReadAllBytesAsync(town.Use<EvidenceFiles>().PathOf(result.Sha256), Stop));
        Assert.Contains("用电检查结果通知书", text, StringComparison.Ordinal);
        Assert.Contains("229.5V（Fluke1）", text, StringComparison.Ordinal);
        await using var after = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(2, await after.ScalarAsync<long>("select count(*) from case_document"));
    }

    private static async Task<string> ApprovedAsync(FlowTown town, bool approve = true)
    {
        await town.CustomerAsync("1001");
        await SetAsync(town, "update customer set address = '示范路1号'");
        var visitId = await Records.AcceptedAsync(town, "1001");
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new(visitId, new(FindingKind.Theft, "THF", "bypass", "表前绕越")), Inspector(1), Stop));
        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, Hecha, Stop));
        await Packs.FileAsync(town, caseNo, Hecha);
        var facts = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["price"] = "0.538",
            ["failedMethods"] = new Dictionary<string, string> { ["THF-Q1"] = "无校表", ["THF-Q2"] = "正常月份不足", ["THF-Q3"] = "本省无此方法" },
        });
        Ok(await town.Use<InvestigateCase>().RunAsync(new(caseNo, new(2026, 8, 1), new(2026, 11, 8), facts, "现场照片"), Hecha, Stop));
        Ok(await town.Use<CalculateCase>().RunAsync(caseNo, Chusuan, Stop));
        if (approve) Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), Fuhe, Stop));
        return caseNo;
    }

    private static async Task SetAsync(FlowTown town, string sql)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(sql);
        await work.CommitAsync("test.set", "test", stop: Stop);
    }
}
