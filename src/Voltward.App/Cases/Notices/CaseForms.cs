using System.Globalization;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.App.Cases.Notices;

/// <summary>What a record of service says (送达回证).</summary>
/// <param name="Head">Issuer, number, day.</param>
/// <param name="Party">Addressee.</param>
/// <param name="Document">Name of the document.</param>
/// <param name="DocumentNo">Its number.</param>
/// <param name="Sha256">Hash of its file.</param>
/// <param name="ServedAt">When it was served; null: the form is for the way.</param>
/// <param name="How">How.</param>
/// <param name="Proof">What proves it.</param>
public sealed record ServiceRecordContent(
    NoticeHead Head, NoticeParty Party, string Document, string DocumentNo, string Sha256, DateTimeOffset? ServedAt, string? How, string? Proof);

/// <summary>What a custody form says (物证保管交接单).</summary>
/// <param name="Head">Issuer, number, day.</param>
/// <param name="Exhibits">Exhibits with their moves.</param>
public sealed record CustodyContent(NoticeHead Head, IReadOnlyList<CustodyExhibit> Exhibits);

/// <summary>An exhibit with its moves and the names of people.</summary>
/// <param name="Exhibit">The exhibit.</param>
/// <param name="SealedBy">Name of who sealed it.</param>
/// <param name="Moves">Its moves.</param>
public sealed record CustodyExhibit(Exhibit Exhibit, string SealedBy, IReadOnlyList<ExhibitMove> Moves);

/// <summary>Papers of the file: proof of service, and the way of the exhibits.</summary>
public sealed class CaseForms(Printer printer)
{
    public Outcome<PrintedDocument> ServiceRecord(ServiceRecordContent c)
    {
        if (CutForms.Missing(c.Head, c.Party) is { } missing) return missing;
        return printer.Print(new(
            "送 达 回 证",
            $"编号：{c.Head.Number}",
            c.Head.Issuer,
            $"voltward:document/{c.DocumentNo}",
            [
                FormTables.Facts(
                    ("受送达人", c.Party.Name), ("户号", c.Party.CustomerNo), ("送达地点", c.Party.Address), ("案件", c.Head.CaseNo),
                    ("送达文书", c.Document), ("文书编号", c.DocumentNo), ("文书摘要 SHA-256", c.Sha256),
                    ("送达时间", c.ServedAt is { } at ? CutForms.Local(at) : "        年      月      日      时      分"),
                    ("送达方式", c.How is { Length: > 0 } how ? how : "□ 当面签收  □ 留置送达  □ 邮寄送达  □ 公证送达"),
                    ("送达凭证", c.Proof ?? "")),
                new TextBlock("一、签收", TextLook.Section),
                FormTables.Signatures("受送达人签收", "代收人及与受送达人关系"),
                new TextBlock("二、拒绝签收", TextLook.Section),
                new TableBlock(
                    [16, 84],
                    [
                        new([new("拒收理由", CellLook.Label), new(" ")], MinimumHeight: 40f),
                        new([new("处理", CellLook.Label), new("□ 已说明权利    □ 文书已留在受送达人处    □ 邀请见证人到场\n□ 全程拍照录像，编号：______________")]),
                    ]),
                FormTables.Signatures("送达人", "送达人", "见证人及单位", "备注"),
                new TextBlock("代收人应当注明与受送达人的关系。留置送达的，由两名送达人和见证人签名。", TextLook.Small),
            ]));
    }

    public Outcome<PrintedDocument> Custody(CustodyContent c)
    {
        if (string.IsNullOrWhiteSpace(c.Head.Issuer)) return PrintProblems.FactMissing("issuer", "出具单位", "issuer");
        if (c.Exhibits.Count == 0) return PrintProblems.FactMissing("exhibits", "物证", "exhibits");
        var blocks = new List<PrintBlock>();
        foreach (var (held, n) in c.Exhibits.Select((e, i) => (e, i + 1)))
        {
            var e = held.Exhibit;
            blocks.Add(new TextBlock(string.Create(CultureInfo.InvariantCulture, $"物证 {n}    {e.ExhibitNo}    {e.Description}"), TextLook.Section));
            blocks.Add(FormTables.Facts(
                ("种类", Kind(e.Kind)), ("取得方式", Obtained(e)), ("封袋编号", e.BagNo), ("封条编号", e.SealNo), ("封存时间", CutForms.Local(e.SealedAt)), ("保管地点", e.Place),
                ("封存人", held.SealedBy), ("见证人", e.Witness), ("封存照片 SHA-256", e.PhotoSha256)));
            if (held.Moves.Count > 0)
            {
                blocks.Add(FormTables.List(
                    [("次=", 6), ("时间与事项", 22), ("交出人", 14), ("接收人", 14), ("之后的地点", 20), ("封号（前 / 后）", 24)],
                    held.Moves.Select((m, i) => (IReadOnlyList<string>)[
                        (i + 1).ToString(CultureInfo.InvariantCulture), $"{CutForms.Local(m.At)}\n{(m.Kind == ExhibitMoveKind.Open ? $"开封检定{(m.Authorisation is null ? "（无授权）" : $"，授权 {m.Authorisation}")}" : "交接")}",
                        m.GivenBy == e.SealedBy ? held.SealedBy : m.GivenBy, m.TakenBy, m.Place, $"{m.SealFound}\n{m.SealAfter}"])));
            }

            var gaps = CustodyRules.Gaps(e, held.Moves);
            blocks.Add(new TextBlock(gaps.Count == 0 ? "保管链完整。" : "保管链缺口：" + string.Join("；", gaps.Select(g => g.Zh)) + "。", gaps.Count == 0 ? TextLook.Body : TextLook.Strong));
        }

        return printer.Print(new(
            "物证保管交接单",
            $"编号：{c.Head.Number}    案件：{c.Head.CaseNo}",
            c.Head.Issuer,
            $"voltward:case/{c.Head.CaseNo}/{c.Head.Number}",
            [
                .. blocks,
                new TextBlock("下一次交接", TextLook.Section),
                FormTables.Facts(("交接时间", ""), ("地点", ""), ("交接前封号", ""), ("交接后封号", "")),
                FormTables.Signatures("交出人", "接收人"),
                new TextBlock("每次交接由两人签名；封袋只在法定或者授权的计量检定机构开启。供电企业人员只拆回本企业的设备，其他物品由持有人自愿交出或者由公安机关提取。", TextLook.Small),
            ]));
    }

    private static string Obtained(Exhibit e) => e.Obtained switch
    {
        ExhibitObtained.Removed => "拆回本企业设备",
        ExhibitObtained.HandedOver => $"{e.GivenBy} 自愿交出",
        ExhibitObtained.TakenByPolice => $"公安机关提取（{e.GivenBy}）",
    };

    private static string Kind(string kind) => kind switch
    {
        "meter" => "电能表",
        "transformer" => "互感器",
        "seal" => "封印",
        "wire" => "导线",
        "device" => "窃电装置",
        _ => "其他",
    };
}

/// <summary>The list that goes with a hand-over (案件移送清单): what is handed over, signed by both sides. It names no punishment.</summary>
public sealed class HandoverListPrint(Printer printer)
{
    internal Outcome<PrintedDocument> Print(BundleFacts facts, HandOverCase.Request request, string manifest, DateOnly day)
    {
        var row = facts.Case.Row;
        var (proven, open) = (facts.Items, CourtChecklist.Of(facts).SelectMany(c => c.Defects.Select(d => $"{c.Id}：{d.Zh}")).ToList());
        return printer.Print(new(
            "案件移送清单",
            $"案件编号：{row.CaseNo}",
            facts.Unit,
            $"voltward:case/{row.CaseNo}/handover",
            [
                FormTables.Facts(
                    ("移送单位", facts.Unit), ("接收机关", request.AuthorityName), ("机关类别", Domain.Cases.HandoverRules.Name(request.Addressee).Zh), ("移送日期", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    ("当事人", row.CustomerName ?? ""), ("户号", row.CustomerNo ?? ""), ("地点", facts.Place), ("发现时间", CutForms.Local(facts.Visit.Row.StartedAt)),
                    ("移送事由", request.Reason), ("证据包清单摘要 SHA-256", manifest)),
                new TextBlock("一、材料", TextLook.Section),
                FormTables.List(
                    [("序号=", 6), ("名称", 28), ("格式", 14), ("证明对象", 22), ("SHA-256", 30)],
                    proven.Select(i => (IReadOnlyList<string>)[i.No.ToString(CultureInfo.InvariantCulture), i.Name.Zh, i.Format, i.Proves.Zh, i.Sha256])),
                new TextBlock("二、物证", TextLook.Section),
                facts.Exhibits.Count == 0
                    ? new TextBlock("无。")
                    : FormTables.List(
                        [("编号", 22), ("名称", 30), ("袋号 / 封号", 24), ("现存地点", 24)],
                        facts.Exhibits.Select(e => (IReadOnlyList<string>)[
                            e.Exhibit.ExhibitNo, e.Exhibit.Description, $"{e.Exhibit.BagNo}\n{(e.Moves.Count > 0 ? e.Moves[^1].SealAfter : e.Exhibit.SealNo)}", e.Moves.Count > 0 ? e.Moves[^1].Place : e.Exhibit.Place])),
                .. request.Addressee == Domain.Cases.Addressee.Police ? Amount(facts.Case.Criminal) : [],
                new TextBlock(request.Addressee == Domain.Cases.Addressee.Police ? "四、说明" : "三、说明", TextLook.Section),
                new TextBlock(request.Addressee == Domain.Cases.Addressee.Police
                    ? "供电企业只移送事实和证据；是否立案、如何处理，由公安机关依法决定。"
                    : "供电企业只移送事实和证据；是否处理、如何处理，由电力管理部门依法决定。"),
                new TextBlock(open.Count == 0 ? "证据形式要件齐备。" : "尚待补正或说明：" + string.Join("；", open) + "。"),
                new TextBlock(request.Addressee == Domain.Cases.Addressee.Police ? "五、交接" : "四、交接", TextLook.Section),
                FormTables.Signatures("移送人", "移送人", "接收人", "接收机关（盖章）"),
                new TextBlock("接收机关出具回执后，移送单位只了解办理状态，不了解处理内容。", TextLook.Small),
            ]));
    }

    /// <summary>To the police goes the criminal amount alone; what the customer owes the company stands on other papers.</summary>
    private static IEnumerable<PrintBlock> Amount(CriminalSide? criminal)
    {
        yield return new TextBlock("三、刑事数额", TextLook.Section);
        if (criminal is { AmountYuan: { } amount })
        {
            yield return FormTables.Facts(
                ("计算方法", criminal.Method == "THF-Q1" ? "查实的数量" : "窃电前正常月平均用电量与窃电后计量数比较"), ("依据", LineWords.Basis(criminal.Lines[^1].Kind == "threshold" ? criminal.Lines[^2] : criminal.Lines[^1])),
                ("电量（千瓦时）", criminal.EnergyKwh!), ("单价（元/千瓦时）", criminal.Price ?? ""), ("数额（元）", amount));
        }
        else
        {
            yield return new TextBlock(criminal?.Open?.Zh ?? "没有按查实数量或者与正常月用电比较得出的电量。");
        }

        yield return new TextBlock("本数额只按办理盗窃刑事案件的口径计算，与民事结算的款项互不引用；刑事数额由公安机关依法认定。");
    }
}
