using System.Globalization;
using Voltward.App.Cases;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Hazards;
using Voltward.Domain.Cases;
using Voltward.Domain.Evidence;
using Voltward.Tests.Evidence;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>Forms of a case: every fact given stands in the text that a reader copies out, on A4, with hash, pages, code and the way to refuse.</summary>
public sealed class CaseFormsTests
{
    private static readonly NoticeHead Head = new("示范县供电公司用电检查班", "TZ-2026-000007", "AJ-2026-000034", new(2026, 3, 9), "示范县城关镇供电路 1 号");
    private static readonly NoticeParty Party = new("示范县康达食品加工厂", "3500123456", "示范县城关镇工业二路 18 号", "GY-2021-00871", "一般工商业");
    private static readonly DateTimeOffset At = new(2026, 3, 13, 1, 30, 0, TimeSpan.Zero);
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static readonly CutForms Cuts = new(new Printer());
    private static readonly CaseForms Forms = new(new Printer());

    private static readonly Exhibit Meter = new(
        "WZ-2026-000001", "AJ-2026-000034", "meter", "电能表 M1001", true, ExhibitObtained.Removed, null, "D-001", "FH-0001", Hash, "城东所物证柜", At, "zhang", "王社区");

    public static TheoryData<string> Kinds { get; } = ["cut", "restoration", "service", "custody", "hazard"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_form_holds_every_fact_it_was_given_and_can_be_signed_or_refused(string kind)
    {
        var (printed, facts) = Sample(kind);
        if (Environment.GetEnvironmentVariable("VOLTWARD_KEEP_PRINTS") is { Length: > 0 } folder) File.WriteAllBytes(Path.Combine(folder, $"form-{kind}.pdf"), printed.Pdf);
        var text = PdfText.Of(printed.Pdf);
        foreach (var fact in facts) Assert.Contains(string.Concat(fact.Where(c => !char.IsWhiteSpace(c))), text, StringComparison.Ordinal);
        Assert.Contains(printed.ContentSha256[..16], text, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"第1页共{printed.Pages}页"), text, StringComparison.Ordinal);
        Assert.Contains("年月日", text, StringComparison.Ordinal);
        Assert.DoesNotContain("罚款", text, StringComparison.Ordinal);
        Assert.Equal(printed.Pdf, Sample(kind).Printed.Pdf);
    }

    [Fact]
    public void A_fact_that_is_missing_is_refused_by_its_name()
    {
        var nowhere = Party with { Address = "" };
        var problem = Cuts.Notice(Cut with { Party = nowhere }).Problem!;
        Assert.Equal(("evidence.document-fact-missing", true), (problem.Code, problem.Text.Zh.Contains("用电地址", StringComparison.Ordinal)));
        Assert.Contains("停电时间", Cuts.Notice(Cut with { PlannedAt = null }).Problem!.Text.Zh, StringComparison.Ordinal);
        Assert.Contains("物证", Forms.Custody(new(Head, [])).Problem!.Text.Zh, StringComparison.Ordinal);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Forms_of_a_case_are_filled_from_its_file_and_kept_and_changed_facts_make_another(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var caseNo = await FlowSteps.ServedAsync(town, "1001");
        var no = Ok(await town.Use<ProposeInterruption>().RunAsync(new(caseNo, "1001", CutGround.BreachChargesUnpaid, "CN", "违约使用电费逾期未交"), FlowSteps.Shangji, Stop));
        Assert.Equal("evidence.document-fact-missing", Refused(await town.Use<PrintCutForm>().RunAsync(new(no, false), FlowSteps.Shangji, Stop)));
        Ok(await town.Use<RecordCutProof>().RunAsync(new(no, InterruptionStep.Plan, Start.AddDays(4), "计划"), FlowSteps.Shangji, Stop));
        var first = Ok(await town.Use<PrintCutForm>().RunAsync(new(no, false), FlowSteps.Shangji, Stop));
        Assert.Equal(first, Ok(await town.Use<PrintCutForm>().RunAsync(new(no, false), FlowSteps.Shangji, Stop)));
        Ok(await town.Use<RecordCutProof>().RunAsync(new(no, InterruptionStep.Plan, Start.AddDays(5), "改期"), FlowSteps.Shangji, Stop));
        Assert.NotEqual(first.Sha256, Ok(await town.Use<PrintCutForm>().RunAsync(new(no, false), FlowSteps.Shangji, Stop)).Sha256);
        Assert.Equal("case.interruption-out-of-order", Refused(await town.Use<PrintCutForm>().RunAsync(new(no, true), FlowSteps.Shangji, Stop)));

        var notice = (await town.Use<CasePage>().RunAsync(caseNo, FlowSteps.Shangji, Stop))!.Documents.First(d => d.Kind == "theft-notice");
        var service = Ok(await town.Use<PrintCaseForm>().ServiceRecordAsync(notice.DocumentId, FlowSteps.Shangji, Stop));
        var text = PdfText.Of(Ok(await town.Use<EvidenceFiles>().ReadAsync(service.Sha256, Stop)));
        foreach (var words in (string[])["窃电处理通知书", notice.Number, notice.Sha256, "当面", "照片", "示范路1号"]) Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Equal("evidence.document-fact-missing", Refused(await town.Use<PrintCaseForm>().CustodyAsync(caseNo, FlowSteps.Hecha, Stop)));
        await using var look = await town.Store.Database.LookAsync(Domain.Access.Actor.System, Stop);
        Assert.Equal(2, await look.ScalarAsync<long>("select count(*) from case_document where kind = 'cut-notice'"));
        Assert.NotNull(await new DocumentList(town.Store.Database).FindAsync($"cut-notice-{first.Number}-{first.Sha256[..12]}", FlowSteps.Shangji, Stop));
    }

    private static CutNoticeContent Cut => new(Head, Party, "私增容量未拆除", "在期限内未拆除增容设备", At, CutMode.NoticeProcedure, "《供电营业规则(2024)》（条号待核实）", true);

    private static (PrintedDocument Printed, string[] Facts) Sample(string kind) => kind switch
    {
        "cut" => (NoticeSamples.Printed(Cuts.Notice(Cut)), ["停电通知书", Head.Number, Party.Name, Party.CustomerNo, Party.Address, "私增容量未拆除", "在期限内未拆除增容设备", "2026-03-13 09:30", "条号待核实", "抄送电力管理部门", "拒绝签收", "生命维持"]),
        "restoration" => (NoticeSamples.Printed(Cuts.Restoration(new(Head, Party, At, At.AddDays(2), At.AddDays(3), At.AddDays(3.5), "道路中断"))), ["恢复供电通知单", "2026-03-13 09:30", "2026-03-15 09:30", "2026-03-16 09:30", "2026-03-16 21:30", "道路中断", "拒绝签收"]),
        "service" => (NoticeSamples.Printed(Forms.ServiceRecord(new(Head, Party, "窃电处理通知书", "QD-2026-000012", Hash, At, "留置送达", "录像 3 号"))), ["送达回证", "QD-2026-000012", Hash, "2026-03-13 09:30", "留置送达", "录像 3 号", "拒收理由", "见证人"]),
        "custody" => (NoticeSamples.Printed(Forms.Custody(new(Head, [new(Meter, "张三（证号 0371-0021）", [new(ExhibitMoveKind.HandOver, At.AddHours(2), "zhang", "检定所李四", "检定所", "FH-0001", "FH-0001", null), new(ExhibitMoveKind.Open, At.AddHours(5), "检定所李四", "检定所王五", "检定所", "FH-0001", "FH-0002", "(豫)法计 1 号")])]))),
            ["物证保管交接单", Meter.ExhibitNo, "电能表 M1001", "D-001", "FH-0002", "检定所李四", "(豫)法计 1 号", Hash, "王社区", "保管链完整", "交出人"]),
        _ => (NoticeSamples.Printed(new HazardNoticePrint(new Printer()).Print(new(Head.Issuer, "ZG-2026-000003", (Party.Name, Party.CustomerNo, Party.Address), new(2026, 3, 2), ["张三（证号 0371-0021）", "李四（证号 0371-0034）"], "较大隐患", "剩余电流动作保护器不动作", new(2026, 4, 1)))),
            ["限期整改通知书", "ZG-2026-000003", "剩余电流动作保护器不动作", "2026-04-01", "较大隐患", "张三（证号 0371-0021）", "复验", "拒绝签收"]),
    };
}
