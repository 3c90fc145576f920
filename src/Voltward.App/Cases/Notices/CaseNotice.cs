using System.Globalization;
using Voltward.App.Evidence.Print;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Notices;

/// <summary>
/// The notices of a case: theft (窃电处理通知书) and breach (违约用电处理通知书). What only the authority decides stands on neither.
/// </summary>
public sealed class CaseNotice(Printer printer)
{
    private static readonly string[] NotTheCompanys = ["fine-ceiling", "criminal-amount", "threshold"];

    /// <summary>Prints a theft notice.</summary>
    public Outcome<PrintedDocument> Theft(CaseNoticeContent content) => Print("窃电处理通知书", "窃电行为", content);

    /// <summary>Prints a breach notice.</summary>
    public Outcome<PrintedDocument> Breach(CaseNoticeContent content) => Print("违约用电处理通知书", "违约用电行为", content);

    private Outcome<PrintedDocument> Print(string title, string conduct, CaseNoticeContent content)
    {
        if (Missing(content) is { } missing) return missing;
        var head = content.Head;
        return printer.Print(new(
            title,
            $"编号：{head.Number}    案件：{head.CaseNo}",
            head.Issuer,
            $"voltward:case/{head.CaseNo}/{head.Number}",
            [
                new TextBlock($"{content.Party.Name}："),
                new TextBlock(
                    $"我单位用电检查人员凭工作单 {content.Findings.OrderNo}，于 {content.Findings.VisitedAt} 到你户用电地址检查，出示证件并说明来意。"
                    + $"经核查，你户存在{conduct}。现将查明的事实、证据、计算过程和你户的权利书面告知如下。", TextLook.Indented),
                new TextBlock("一、基本情况", TextLook.Section),
                Party(content),
                new TextBlock("二、查明的事实", TextLook.Section),
                .. content.Findings.Facts.Select((f, i) => new TextBlock($"{i + 1}. {f}")),
                new TextBlock($"行为时间：{content.Findings.Conduct}"),
                new TextBlock("已核查的其他可能原因：" + (content.Findings.Explanations.Count == 0 ? "案卷中没有记录。" : string.Join("；", content.Findings.Explanations) + "。")),
                new TextBlock("三、证据清单", TextLook.Section),
                Evidence(content.Evidence),
                new TextBlock("四、计算过程（每一行均可自行复算）", TextLook.Section),
                Calculation(content.Lines),
                new TextBlock("五、应交款项", TextLook.Section),
                Money(content.Due),
                new TextBlock("两项性质不同：第一项是所用电能（容量）的价款；第二项是按供用电合同约定由供电企业收取的违约使用电费。两项分别交纳、分别开具凭据。", TextLook.Small),
                .. Demands(content.Demands),
                new TextBlock($"{(content.Demands.Count == 0 ? "六" : "七")}、你户的权利", TextLook.Section),
                .. Rights(head).Select((r, i) => new TextBlock($"{i + 1}. {r}")),
                new TextBlock($"{(content.Demands.Count == 0 ? "七" : "八")}、送达与签收", TextLook.Section),
                .. Service(head),
            ]));
    }

    private static TableBlock Party(CaseNoticeContent content) => FormTables.Facts(
        ("户名", content.Party.Name), ("户号", content.Party.CustomerNo),
        ("用电地址", content.Party.Address), ("合同编号", content.Party.AgreementNo),
        ("用电类别", content.Party.TariffCategory), ("检查工作单", content.Findings.OrderNo),
        ("检查时间", content.Findings.VisitedAt), ("检查人员", string.Join("、", content.Findings.Inspectors)));

    private static TableBlock Evidence(IReadOnlyList<NoticeEvidence> evidence) => FormTables.List(
        [("序号", 8), ("证据", 34), ("取得时间、地点", 28), ("原件摘要 SHA-256（前 16 位）", 30)],
        evidence.Select((e, i) => (IReadOnlyList<string>)[Number(i), e.What, e.At, e.Sha256.Length > 16 ? e.Sha256[..16] : e.Sha256]));

    internal static TableBlock Calculation(IEnumerable<DeterminationLine> lines) => FormTables.List(
        [("序号", 6), ("项目", 15), ("算式与代入数值", 41), ("结果#", 15), ("依据与取整", 23)],
        lines.Where(l => !NotTheCompanys.Contains(l.Kind)).Select((l, i) => (IReadOnlyList<string>)
        [
            Number(i), l.Text.Zh, $"{LineWords.Formula(l)}\n{LineWords.WithFigures(l)}", $"{l.Value}\n{LineWords.Unit(l.Unit)}",
            $"{LineWords.Basis(l)}；{LineWords.Rounding(l.Rounding)}",
        ]));

    internal static TableBlock Money(AmountsDue due) => new(
        [22, 26, 52],
        [
            new([new("款项", CellLook.Header), new("金额（元）", CellLook.Header), new("人民币（大写）", CellLook.Header)]),
            Row("① 补交电费", due.Charge.Amount),
            Row("② 违约使用电费", due.Penalty?.Amount ?? Yuan.FromFen(0)),
        ],
        HeaderRows: 1);

    private static TableRow Row(string name, Yuan money) => new(
        [new(name, CellLook.Strong), new(MoneyWords.Figures(money), CellLook.StrongNumber), new(MoneyWords.Capitals(money))]);

    private static IEnumerable<PrintBlock> Demands(IReadOnlyList<string> demands)
    {
        if (demands.Count == 0) yield break;
        yield return new TextBlock("六、你户应当办理的事项", TextLook.Section);
        for (var i = 0; i < demands.Count; i++) yield return new TextBlock($"{i + 1}. {demands[i]}");
    }

    private static string[] Rights(NoticeHead head) =>
    [
        "有权查阅本案证据和计算依据，并按本通知书所列算式逐行复算；扫描右上角二维码可核对本件内容摘要。",
        "有权陈述意见。对事实、证据或任何一行计算有异议的，可以书面提出；答复之前，对有异议的部分不予催收。",
        "对电能计量装置有疑义的，可以要求送法定或者授权的计量检定机构检定。",
        "认为约定的违约使用电费过分高于造成的损失的，可以依照《民法典》请求人民法院或者仲裁机构予以适当减少。",
        "可以向电力管理部门投诉，或者拨打 12398 能源监管热线、95598 供电服务热线；也可以依法向人民法院起诉。",
        $"联系方式：{head.Contact}",
    ];

    private static IEnumerable<PrintBlock> Service(NoticeHead head)
    {
        yield return new TextBlock("本通知书一式两份，一份送达客户，一份存档。签收只表示收到，不表示同意。", TextLook.Small);
        yield return FormTables.Signatures("客户签收", "送达人（两人）", "拒签情形见证人", "出具单位（盖章）");
        yield return new TableBlock(
            [16, 84],
            [
                new([new("客户拒绝签收的", CellLook.Label), new("□ 已当场说明权利并记录拒签理由：____________________________\n□ 留置送达并拍照录像    □ 邮寄送达，单号：______________    □ 公证送达")]),
                new([new("客户意见", CellLook.Label), new(" ")], MinimumHeight: 44f),
            ]);
        yield return new TextBlock($"{head.Issuer}    {Chinese(head.IssuedOn)}", TextLook.Right);
    }

    private static Problem? Missing(CaseNoticeContent content)
    {
        (string Member, string Zh, string En, bool Empty)[] needed =
        [
            ("issuer", "出具单位", "issuer", Blank(content.Head.Issuer)),
            ("number", "文书编号", "document number", Blank(content.Head.Number)),
            ("customerName", "户名", "customer name", Blank(content.Party.Name)),
            ("customerNo", "户号", "customer number", Blank(content.Party.CustomerNo)),
            ("address", "用电地址", "address", Blank(content.Party.Address)),
            ("inspectors", "两名检查人员", "two inspectors", content.Findings.Inspectors.Count < 2),
            ("orderNo", "检查工作单", "work order", Blank(content.Findings.OrderNo)),
            ("facts", "查明的事实", "facts", content.Findings.Facts.Count == 0),
            ("evidence", "证据", "evidence", content.Evidence.Count == 0),
            ("lines", "计算过程", "calculation", content.Lines.Count == 0),
            ("penalty", "违约使用电费", "penalty charge", content.Due.Penalty is null),
        ];
        foreach (var (member, zh, en, empty) in needed)
        {
            if (empty) return PrintProblems.FactMissing(member, zh, en);
        }

        return null;
    }

    private static bool Blank(string text) => string.IsNullOrWhiteSpace(text);

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Chinese(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year} 年 {day.Month} 月 {day.Day} 日");
}
