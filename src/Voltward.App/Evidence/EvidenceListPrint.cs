using System.Globalization;
using Voltward.App.Evidence.Print;
using Voltward.App.Storage;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence;

/// <summary>The list of electronic evidence on paper (电子数据清单): numbered, with hash, format, times and what each proves, and boxes to sign.</summary>
public sealed class EvidenceListPrint(Printer printer)
{
    internal Outcome<PrintedDocument> Print(BundleFacts facts, IReadOnlyList<ChecklistRow> checklist)
    {
        var row = facts.Case.Row;
        var open = checklist.Where(c => !c.Met).SelectMany(c => c.Defects.Select(d => $"{c.Id}（{c.Rule}）{d.Zh}")).ToList();
        return printer.Print(new(
            "电子数据清单",
            $"案件编号：{row.CaseNo}",
            facts.Unit.Length > 0 ? facts.Unit : "供电企业",
            $"voltward:case/{row.CaseNo}",
            [
                FormTables.Facts(
                    ("案件", row.CaseNo), ("户号", row.CustomerNo ?? ""), ("收集地点", facts.Place), ("检查记录", row.VisitId),
                    ("收集人", string.Join("、", facts.Visit.Inspectors.Where(i => i.Counted == 1).Select(i => i.Name))),
                    ("到场见证", facts.Visit.Row.CustomerPresent ?? "无"),
                    ("完整性校验", $"日志 {facts.Checkpoint.Origin}，{facts.Checkpoint.Size} 条，根 {Convert.ToHexStringLower(facts.Checkpoint.Root)}")),
                new TextBlock("一、电子数据", TextLook.Section),
                FormTables.List(
                    [("序号=", 6), ("名称、类别、格式", 24), ("字节数#", 10), ("形成 / 接收时间", 20), ("收集方法、证明对象", 24), ("SHA-256", 30)],
                    facts.Items.Select(i => (IReadOnlyList<string>)[
                        i.No.ToString(CultureInfo.InvariantCulture), $"{i.Name.Zh}\n{i.Category.Zh}，{i.Format}", i.Bytes.ToString("#,0", CultureInfo.InvariantCulture),
                        $"{Time(i.TakenAt)}\n{Time(i.ReceivedAt)}", $"{i.Method.Zh}；证明：{i.Proves.Zh}", i.Sha256])),
                new TextBlock("二、封存物证", TextLook.Section),
                facts.Exhibits.Count == 0
                    ? new TextBlock("无。")
                    : FormTables.List(
                        [("编号", 20), ("名称", 26), ("袋号 / 封号", 22), ("保管地点", 18), ("保管链", 22)],
                        facts.Exhibits.Select(e => (IReadOnlyList<string>)[
                            e.Exhibit.ExhibitNo, e.Exhibit.Description, $"{e.Exhibit.BagNo}\n{e.Exhibit.SealNo}", e.Moves.Count > 0 ? e.Moves[^1].Place : e.Exhibit.Place,
                            e.Gaps.Count == 0 ? "完整" : string.Join("；", e.Gaps.Select(g => g.Zh))])),
                new TextBlock("三、尚待补正或说明的事项", TextLook.Section),
                new TextBlock(open.Count == 0 ? "无。" : string.Join('\n', open), TextLook.Small),
                new TextBlock("四、签名", TextLook.Section),
                FormTables.Signatures("收集人", "收集人", "持有人（提供人）", "见证人"),
                new TextBlock(
                    facts.Visit.Row.Signature == "refused"
                        ? $"持有人拒绝签名，原因：{facts.Visit.Row.RefusalReason}。由见证人签名证明。"
                        : "拒绝签名的，注明原因，由见证人签名证明。本清单由电子数据直接生成；以核验程序校验证据包为准。",
                    TextLook.Small),
            ]));
    }

    private static string Time(DateTimeOffset? at) => at is { } time ? time.ToOffset(CompanyTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "未记录";
}
