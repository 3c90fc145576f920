using Voltward.App.Cases;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence.Print;
using Voltward.App.Inspections;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>Notices with invented people and places.</summary>
internal static class NoticeSamples
{
    public static readonly CaseNotice Notices = new(new Printer());

    public static CaseNoticeContent Theft { get; } = Content(Asked.Answer(
        "THF-Q4b", "CN-2024",
        "{'phases':3,'calibratedCurrentA':'1.5','ctRatio':'200/5','use':'Power','timeKnown':true,'provenDays':60,'price':'0.7312','contractMultiplier':'2.5'}"));

    public static CaseNoticeContent Content(Determination determination) => new(
        new("示范县供电公司用电检查班", "QD-2026-000012", "AJ-2026-000034", new(2026, 3, 9), "示范县城关镇供电路 1 号；电话 0371-00000000"),
        new("示范县康达食品加工厂", "3500123456", "示范县城关镇工业二路 18 号院内东侧车间", "GY-2021-00871", "一般工商业及其他用电"),
        new(
            "2026 年 3 月 2 日 14:20",
            ["张三（证号 0371-0021）", "李四（证号 0371-0034）"],
            "GD-2026-000321",
            [
                "现场计量箱封印编号 FY-88213 与台账登记的 FY-88201 不符，计量箱内 A 相电流互感器二次侧被短接，短接线为 2.5 平方毫米黄色单芯铜线。",
                "钳形电流表测得 A 相一次电流 96.4 A，电能表显示 A 相电流 0.02 A；B、C 两相测量值与表计显示一致。",
            ],
            "2026-01-02 至 2026-03-02（60 天），由负荷曲线 A 相失流起始时刻与开盖事件记录共同查明",
            ["空置或停产：现场生产正常，排除", "光伏发电：未安装，排除", "互感器故障：校验合格，排除"]),
        [
            new("现场连续录像（到达、出示证件、封印、接线、拆除）", "2026-03-02 14:20，用电地址", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            new("封印照片与台账核对记录", "2026-03-02 14:31", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
            new("短接线（物证袋 WZ-0098）", "2026-03-02 15:05", ""),
            new("负荷曲线与事件导出", "2026-03-03 用电信息采集系统", "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"),
        ],
        determination.Lines,
        determination.Due!,
        ["立即停止窃电行为，不得改动计量装置。", "配合更换计量箱封印并在工作凭证上签字。"]);

    public static Domain.Common.Outcome<PrintedDocument> Sheet(CaseNoticeContent c) => new SettlementSheet(new Printer()).Print(new(
        c.Head with { Number = "JS-2026-000034-1" }, c.Party, "THF（供电营业规则(2024)）", c.Findings.Conduct, new(28433.35m), c.Lines, c.Due,
        "王五 2026-03-05 10:12", "赵六 2026-03-06 09:40"));

    public static Domain.Common.Outcome<PrintedDocument> WorkOrder() => new OrderPrint(new Printer()).Print(new(
        "示范县供电公司用电检查班", "GD-2026-000321", new DateOnly(2026, 3, 2), "示范县康达食品加工厂", "3500123456", "示范县城关镇工业二路 18 号院内东侧车间",
        "380 伏，合同容量 80 千伏安", "有违章、违约、窃电现象需延伸检查", ["张三（证号 0371-0021）", "李四（证号 0371-0034）"], "周七 2026-03-01 17:05",
        [.. new InspectionShelf().Checklists["lv-1"].Items.Select(i => (i.Code, i.Group == "safety" ? "安全" : i.Group == "metering" ? "计量" : "合同", i.Text.Zh))]));

    public static Domain.Common.Outcome<PrintedDocument> Result() => new ResultPrint(new Printer()).Print(new(
        "示范县供电公司用电检查班", "JG-2026-000321", "GD-2026-000321", "示范县康达食品加工厂", "3500123456", "示范县城关镇工业二路 18 号院内东侧车间",
        "2026-03-02 14:20", ["张三（证号 0371-0021）", "李四（证号 0371-0034）"], 17,
        [new("L1 剩余电流动作保护器动作试验", "不合格；按试验按钮不动作", "请于 2026-05-31 前整改（一般隐患）"), new("M1 箱门、表计封印与台账核对", "不合格；封印编号不符", "请配合核查")],
        ["A 相电压 229.5 V（Fluke 1）", "A 相电流 96.4 A（钳形表 Q-12）"],
        ["计量箱封印编号与台账不符，A 相电流互感器二次侧被短接。"]));

    public static PrintedDocument Printed(Domain.Common.Outcome<PrintedDocument> outcome)
    {
        Assert.True(outcome.Succeeded(out var printed, out var problem), $"{problem?.Code} {problem?.Text.Zh}");
        if (Environment.GetEnvironmentVariable("VOLTWARD_KEEP_PRINTS") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, printed.ContentSha256[..8] + ".pdf"), printed.Pdf);
        return printed;
    }
}
