using Voltward.App.Evidence.Print;
using Voltward.Domain.Common;

namespace Voltward.App.Inspections;

/// <summary>What a work order says (用电检查工作单).</summary>
/// <param name="Issuer">Unit that sends the inspectors.</param>
/// <param name="OrderNo">Number.</param>
/// <param name="Day">Day of the visit.</param>
/// <param name="Customer">Name of the customer, or of the area.</param>
/// <param name="CustomerNo">户号 or area number.</param>
/// <param name="Address">Where to go.</param>
/// <param name="Supply">Voltage, capacity, meter: one line.</param>
/// <param name="Reason">Why this scope.</param>
/// <param name="Inspectors">Names and numbers of the cards, at least two.</param>
/// <param name="Approval">Who approved it and when.</param>
/// <param name="Items">What is to be checked: code, group and text.</param>
public sealed record OrderPrintContent(
    string Issuer,
    string OrderNo,
    DateOnly? Day,
    string Customer,
    string CustomerNo,
    string Address,
    string Supply,
    string Reason,
    IReadOnlyList<string> Inspectors,
    string Approval,
    IReadOnlyList<(string Code, string Group, string Text)> Items);

/// <summary>The work order: approved before departure, signed on site, returned and filed.</summary>
public sealed class OrderPrint(Printer printer)
{
    public Outcome<PrintedDocument> Print(OrderPrintContent content)
    {
        if (Missing(content) is { } missing) return missing;
        return printer.Print(new(
            "用电检查工作单",
            $"编号：{content.OrderNo}",
            content.Issuer,
            $"voltward:order/{content.OrderNo}",
            [
                FormTables.Facts(
                    ("客户名称", content.Customer), ("户号", content.CustomerNo),
                    ("用电地址", content.Address), ("供电情况", content.Supply),
                    ("检查日期", content.Day is { } day ? $"{day:yyyy-MM-dd}" : "          "), ("检查范围依据", content.Reason),
                    ("检查人员", string.Join("、", content.Inspectors)), ("批准", content.Approval)),
                new TextBlock("现场要求", TextLook.Section),
                new TextBlock("1. 不少于两人检查；到场先出示证件、说明来意，请客户派员随同；进入居民室内须经同意。"),
                new TextBlock("2. 不得操作客户设备；确认安全措施后再接近带电部位；保守客户的商业秘密和个人信息。"),
                new TextBlock("3. 发现违约用电、窃电的，先固定证据，再书面告知；发现安全隐患的，当场告知并登记。"),
                new TextBlock("检查项目", TextLook.Section),
                FormTables.List(
                    [("代码", 9), ("类别", 11), ("检查内容", 46), ("合格 / 不合格 / 不适用=", 22), ("数值", 12)],
                    content.Items.Select(i => (IReadOnlyList<string>)[i.Code, i.Group, i.Text, "□      □      □", " "])),
                new TextBlock("检查结果与签字", TextLook.Section),
                new TableBlock(
                    [16, 84],
                    [
                        new([new("检查结果", CellLook.Label), new(" ")], MinimumHeight: 70f),
                        new([new("客户意见", CellLook.Label), new(" ")], MinimumHeight: 40f),
                    ]),
                FormTables.Signatures("检查人员签字（一）", "检查人员签字（二）", "客户代表签字", "拒签情形见证人"),
            ]));
    }

    private static Problem? Missing(OrderPrintContent content) => content switch
    {
        { Issuer.Length: 0 } => PrintProblems.FactMissing("issuer", "出具单位", "issuer"),
        { Customer.Length: 0 } => PrintProblems.FactMissing("customer", "客户名称", "customer"),
        { Inspectors.Count: < 2 } => PrintProblems.FactMissing("inspectors", "两名检查人员", "two inspectors"),
        { Approval.Length: 0 } => PrintProblems.FactMissing("approval", "批准人", "approval"),
        { Items.Count: 0 } => PrintProblems.FactMissing("items", "检查项目", "items to check"),
        _ => null,
    };
}
