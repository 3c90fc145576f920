using Voltward.App.Evidence.Print;
using Voltward.Domain.Common;

namespace Voltward.App.Inspections;

/// <summary>An item that did not pass.</summary>
/// <param name="Item">What was checked.</param>
/// <param name="Found">What was found.</param>
/// <param name="Demand">What the customer has to do, and by when; empty when nothing.</param>
public sealed record ResultItem(string Item, string Found, string Demand);

/// <summary>What an inspection result notice says (用电检查结果通知书).</summary>
/// <param name="Issuer">Unit that inspected.</param>
/// <param name="Number">Number of the notice.</param>
/// <param name="OrderNo">Work order.</param>
/// <param name="Customer">Name.</param>
/// <param name="CustomerNo">户号.</param>
/// <param name="Address">Place.</param>
/// <param name="VisitedAt">When, local.</param>
/// <param name="Inspectors">Names and numbers of the cards, at least two.</param>
/// <param name="Checked">How many items were checked.</param>
/// <param name="Items">What did not pass; empty: everything passed.</param>
/// <param name="Measurements">What was measured, one line each.</param>
/// <param name="Conclusions">Findings, one sentence each.</param>
public sealed record ResultPrintContent(
    string Issuer,
    string Number,
    string OrderNo,
    string Customer,
    string CustomerNo,
    string Address,
    string VisitedAt,
    IReadOnlyList<string> Inspectors,
    int Checked,
    IReadOnlyList<ResultItem> Items,
    IReadOnlyList<string> Measurements,
    IReadOnlyList<string> Conclusions);

/// <summary>The inspection result notice: what was checked and found, in two copies.</summary>
public sealed class ResultPrint(Printer printer)
{
    public Outcome<PrintedDocument> Print(ResultPrintContent content)
    {
        if (Missing(content) is { } missing) return missing;
        return printer.Print(new(
            "用电检查结果通知书",
            $"编号：{content.Number}    工作单：{content.OrderNo}",
            content.Issuer,
            $"voltward:result/{content.Number}",
            [
                new TextBlock($"{content.Customer}："),
                new TextBlock(
                    $"我单位用电检查人员于 {content.VisitedAt} 到你户检查，共检查 {content.Checked} 项，"
                    + (content.Items.Count == 0 ? "未发现不合格项。" : $"其中 {content.Items.Count} 项不合格。")
                    + "现将检查结果书面告知如下。", TextLook.Indented),
                FormTables.Facts(
                    ("户名", content.Customer), ("户号", content.CustomerNo),
                    ("用电地址", content.Address), ("检查时间", content.VisitedAt),
                    ("检查人员", string.Join("、", content.Inspectors)), ("工作单", content.OrderNo)),
                new TextBlock("一、不合格项与要求", TextLook.Section),
                content.Items.Count == 0
                    ? new TextBlock("无。")
                    : FormTables.List(
                        [("序号", 8), ("检查项目", 32), ("现场情况", 32), ("要求与期限", 28)],
                        content.Items.Select((item, i) => (IReadOnlyList<string>)[$"{i + 1}", item.Item, item.Found, item.Demand])),
                new TextBlock("二、现场测量", TextLook.Section),
                .. Listed(content.Measurements),
                new TextBlock("三、检查结论", TextLook.Section),
                .. Listed(content.Conclusions),
                new TextBlock("四、你户的权利", TextLook.Section),
                new TextBlock("1. 对检查结果有异议的，可以在本件“客户意见”栏写明，或者向我单位书面提出；也可以拨打 95598 供电服务热线、12398 能源监管热线。"),
                new TextBlock("2. 对电能计量装置有疑义的，可以要求送法定或者授权的计量检定机构检定。"),
                new TextBlock("3. 本件只告知检查结果。涉及违约用电、窃电的，另以书面通知书告知事实、证据、计算过程和你户的权利。"),
                new TextBlock("五、送达与签收", TextLook.Section),
                new TextBlock("本通知书一式两份，一份送达客户，一份存档。签收只表示收到，不表示同意。", TextLook.Small),
                FormTables.Signatures("客户签收", "检查人员签字（两人）", "拒签情形见证人", "出具单位（盖章）"),
                new TableBlock(
                    [16, 84],
                    [
                        new([new("客户拒绝签收的", CellLook.Label), new("□ 已当场说明并记录拒签理由：____________________________\n□ 留置送达并拍照录像    □ 邮寄送达，单号：______________    □ 公证送达")]),
                        new([new("客户意见", CellLook.Label), new(" ")], MinimumHeight: 40f),
                    ]),
            ]));
    }

    private static IEnumerable<PrintBlock> Listed(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? [new TextBlock("无。")] : texts.Select((t, i) => new TextBlock($"{i + 1}. {t}"));

    private static Problem? Missing(ResultPrintContent content) => content switch
    {
        { Issuer.Length: 0 } => PrintProblems.FactMissing("issuer", "出具单位", "issuer"),
        { Customer.Length: 0 } => PrintProblems.FactMissing("customer", "客户名称", "customer"),
        { Inspectors.Count: < 2 } => PrintProblems.FactMissing("inspectors", "两名检查人员", "two inspectors"),
        { Conclusions.Count: 0 } => PrintProblems.FactMissing("conclusions", "检查结论", "conclusion"),
        _ => null,
    };
}
