using System.Globalization;
using Voltward.App.Evidence.Print;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases.Notices;

/// <summary>What a cut notice says (停电通知书).</summary>
/// <param name="Head">Issuer, number, day.</param>
/// <param name="Party">Addressee.</param>
/// <param name="Ground">Why supply is to be interrupted.</param>
/// <param name="Reason">The facts, in words.</param>
/// <param name="PlannedAt">When; null where the procedure sets no time.</param>
/// <param name="Mode">Procedure.</param>
/// <param name="Basis">Title and article, as far as they are verified.</param>
/// <param name="Important">Whether a copy goes to the authority.</param>
public sealed record CutNoticeContent(
    NoticeHead Head, NoticeParty Party, string Ground, string Reason, DateTimeOffset? PlannedAt, CutMode Mode, string Basis, bool Important);

/// <summary>What the notice of restored supply says (恢复供电通知单).</summary>
/// <param name="Head">Issuer, number, day.</param>
/// <param name="Party">Addressee.</param>
/// <param name="InterruptedAt">When supply was interrupted.</param>
/// <param name="CauseRemovedAt">When the cause was gone.</param>
/// <param name="DueAt">By when supply was due back.</param>
/// <param name="RestoredAt">When it was back; null: not yet.</param>
/// <param name="LateReason">What the customer was told when it came late.</param>
public sealed record RestorationContent(
    NoticeHead Head, NoticeParty Party, DateTimeOffset InterruptedAt, DateTimeOffset CauseRemovedAt, DateTimeOffset DueAt, DateTimeOffset? RestoredAt, string? LateReason);

/// <summary>The two papers around an interruption of supply.</summary>
public sealed class CutForms(Printer printer)
{
    public Outcome<PrintedDocument> Notice(CutNoticeContent c)
    {
        if (Missing(c.Head, c.Party) is { } missing) return missing;
        if (c.Mode == CutMode.NoticeProcedure && c.PlannedAt is null) return PrintProblems.FactMissing("plannedAt", "停电时间", "the time of the cut");
        return printer.Print(new(
            "停 电 通 知 书",
            $"编号：{c.Head.Number}",
            c.Head.Issuer,
            $"voltward:interruption/{c.Head.Number}",
            [
                Party(c.Party, c.Head),
                new TextBlock("一、停电的事由", TextLook.Section),
                new TextBlock($"{c.Ground}。{c.Reason.TrimEnd('。')}。"),
                new TextBlock("二、停电的依据", TextLook.Section),
                new TextBlock(c.Basis),
                new TextBlock("三、停电的时间与方式", TextLook.Section),
                new TextBlock(c.PlannedAt is { } at ? $"计划自 {Local(at)} 起停止供电。" : "以现场告知为准。"),
                new TextBlock(How(c.Mode)),
                new TextBlock("四、如何避免停电", TextLook.Section),
                new TextBlock("在上述时间之前消除停电事由，或者就有争议的事实提出书面异议的，请立即告知下列联系人。异议答复之前，不因该项争议停电。"),
                new TextBlock("五、请特别注意", TextLook.Section),
                new TextBlock("户内有生命维持设备、电梯、消防泵、高危工艺或者同一线路另有其他用户的，请立即告知，停电前必须先落实保障措施。停电期间请勿自行接电。停电事由消除后，供电企业应当在规定时限内恢复供电；不能恢复的，向你户说明原因。"),
                new TextBlock($"联系方式：{c.Head.Contact}"),
                .. c.Important ? [new TextBlock("本通知书同时抄送电力管理部门。", TextLook.Strong)] : (PrintBlock[])[],
                .. Service(c.Head),
            ]));
    }

    public Outcome<PrintedDocument> Restoration(RestorationContent c)
    {
        if (Missing(c.Head, c.Party) is { } missing) return missing;
        return printer.Print(new(
            "恢 复 供 电 通 知 单",
            $"编号：{c.Head.Number}",
            c.Head.Issuer,
            $"voltward:interruption/{c.Head.Number}",
            [
                Party(c.Party, c.Head),
                new TextBlock("一、经过", TextLook.Section),
                FormTables.Facts(
                    ("停电时间", Local(c.InterruptedAt)), ("事由消除时间", Local(c.CauseRemovedAt)),
                    ("应恢复供电的时间", Local(c.DueAt)), ("实际恢复供电的时间", c.RestoredAt is { } at ? Local(at) : "尚未恢复")),
                .. c.LateReason is { Length: > 0 } late ? [new TextBlock($"未在时限内恢复供电的原因（已向客户说明）：{late.TrimEnd('。')}。")] : (PrintBlock[])[],
                new TextBlock("二、复电前的安全确认", TextLook.Section),
                new TextBlock("□ 现场无人作业    □ 用电设备已断开    □ 计量装置与封印完好    □ 接线正确    □ 已告知客户送电时间"),
                FormTables.Facts(("复电后电压（伏）", ""), ("封印编号", ""), ("电能表示数", ""), ("照片编号", "")),
                .. Service(c.Head),
            ]));
    }

    private static string How(CutMode mode) => mode switch
    {
        CutMode.NoticeProcedure => "停电前将再次通知。停电由两名检查员到场执行，并核对有无不可中断的负荷。",
        CutMode.OnSite => "证据提取完成并送达本通知书后，由两名检查员当场执行，执行前核对有无不可中断的负荷。",
        CutMode.AnyTime or CutMode.SameTime => "经批准后执行，执行时由两名检查员到场并告知。",
        CutMode.Immediate => "因情况紧急立即执行，事后报告并说明。",
    };

    internal static TableBlock Party(NoticeParty party, NoticeHead head) => FormTables.Facts(
        ("户名", party.Name), ("户号", party.CustomerNo), ("用电地址", party.Address), ("供用电合同", party.AgreementNo), ("案件或流程", head.CaseNo), ("出具日期", head.IssuedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    internal static IEnumerable<PrintBlock> Service(NoticeHead head)
    {
        yield return new TextBlock("本件一式两份，一份送达客户，一份存档。签收只表示收到，不表示同意。", TextLook.Small);
        yield return FormTables.Signatures("客户签收", "送达人（两人）", "拒签情形见证人", "出具单位（盖章）");
        yield return new TableBlock(
            [16, 84],
            [new([new("客户拒绝签收的", CellLook.Label), new("□ 已当场说明权利并记录拒签理由：____________________________\n□ 留置送达并拍照录像    □ 邮寄送达，单号：______________    □ 公证送达")])]);
        yield return new TextBlock(string.Create(CultureInfo.InvariantCulture, $"{head.Issuer}    {head.IssuedOn.Year} 年 {head.IssuedOn.Month} 月 {head.IssuedOn.Day} 日"), TextLook.Right);
    }

    internal static Problem? Missing(NoticeHead head, NoticeParty party)
    {
        (string Member, string Zh, string En, string Text)[] needed =
        [
            ("issuer", "出具单位", "issuer", head.Issuer), ("number", "文书编号", "document number", head.Number), ("customerName", "户名", "customer name", party.Name),
            ("customerNo", "户号", "customer number", party.CustomerNo), ("address", "用电地址", "address", party.Address),
        ];
        foreach (var (member, zh, en, text) in needed)
        {
            if (string.IsNullOrWhiteSpace(text)) return PrintProblems.FactMissing(member, zh, en);
        }

        return null;
    }

    internal static string Local(DateTimeOffset at) => at.ToOffset(CompanyTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
