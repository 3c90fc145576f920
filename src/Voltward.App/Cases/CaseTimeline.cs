using Voltward.App.Storage;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>One recorded event.</summary>
/// <param name="Seq">Place in the trail.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Action">What was done, such as <c>case.approved</c>.</param>
/// <param name="Text">What was done, in words.</param>
/// <param name="Subject">Which record.</param>
/// <param name="Actor">Id of the person.</param>
/// <param name="ActorName">Name of the person; the id when unknown.</param>
/// <param name="Detail">Figures of the event as JSON, or null.</param>
public sealed record TimelineEntry(long Seq, DateTimeOffset At, string Action, Words Text, string Subject, string Actor, string ActorName, string? Detail);

/// <summary>
/// The timeline of a case (时间线): the trail entries of the case, its finding, visit and order, in the order they were written. Nothing in it is
/// typed by hand, so it cannot say what did not happen.
/// </summary>
internal static class CaseTimeline
{
    private static readonly Dictionary<string, Words> Said = new()
    {
        ["order.opened"] = new("开具工作单", "order opened"),
        ["order.assigned"] = new("派工", "order assigned"),
        ["order.approved"] = new("工作单审批通过", "order approved"),
        ["plan.made"] = new("编制计划", "plan made"),
        ["plan.approved"] = new("计划审批通过", "plan approved"),
        ["visit.started"] = new("开始现场检查", "visit started"),
        ["visit.sign-code-drawn"] = new("领取签到码", "sign-in code drawn"),
        ["visit.signed-in"] = new("检查员签到", "inspector signed in"),
        ["visit.identity-shown"] = new("出示证件、说明来意", "card shown, purpose stated"),
        ["visit.safety-confirmed"] = new("确认安全措施", "safety steps confirmed"),
        ["visit.submitted"] = new("提交检查记录", "visit record received"),
        ["visit.void"] = new("检查记录作废", "visit void"),
        ["visit.other-content"] = new("收到内容不同的同号记录", "same visit with other content received"),
        ["visit.returned"] = new("检查记录退回", "visit sent back"),
        ["visit.accepted"] = new("检查记录审核通过", "visit accepted"),
        ["finding.recorded"] = new("登记检查结论", "finding recorded"),
        ["case.opened"] = new("立案", "case opened"),
        ["case.evidence-filed"] = new("登记证据", "evidence filed"),
        ["case.innocence-tested"] = new("排查无辜原因", "innocent explanation tested"),
        ["case.investigated"] = new("核查完成", "facts complete"),
        ["case.legal-review"] = new("法律审核", "legal department decided"),
        ["case.calculated"] = new("初算", "calculated"),
        ["case.approved"] = new("复核通过", "calculation approved"),
        ["case.sent-back"] = new("复核退回", "calculation sent back"),
        ["case.notice-issued"] = new("出具通知书", "notice issued"),
        ["case.notice-served"] = new("送达通知书", "notice served"),
        ["case.paid"] = new("收费", "payment taken"),
        ["case.disputed"] = new("客户提出异议", "customer contests an item"),
        ["case.dispute-answered"] = new("答复异议", "dispute answered"),
        ["case.handed-over"] = new("移送行政机关或公安", "handed to the authority or the police"),
        ["case.form-printed"] = new("打印文书", "form printed"),
        ["case.laboratory-chosen"] = new("客户选择检定机构", "customer chose a laboratory"),
        ["case.instalments-asked"] = new("客户申请分期", "customer asked for instalments"),
        ["case.instalments-agreed"] = new("同意分期", "instalments agreed"),
        ["case.instalments-refused"] = new("不同意分期", "instalments refused"),
        ["case.clock-explained"] = new("说明超期原因", "missed clock explained"),
        ["case.closed"] = new("结案", "case closed"),
        ["case.dropped"] = new("撤销案件", "case dropped"),
    };

    public static async Task<IReadOnlyList<TimelineEntry>> LoadAsync(Session look, CaseList.Row row)
    {
        var rows = await look.QueryAsync<Row>(
            """
            select t.seq as Seq, t.at as At, t.action as Action, t.subject as Subject, t.actor as Actor, p.name as ActorName, t.detail as Detail
            from trail_entry t left join person p on p.person_id = t.actor
            where t.subject in (@caseSubject, @visitSubject, @orderSubject)
               or t.subject = (select 'finding/' || i.finding_id from inspection_case i where i.case_no = @CaseNo)
               or t.subject = (select 'plan/' || o.plan_id from work_order o where o.order_no = @OrderNo)
            order by t.seq
            """,
            new { caseSubject = "case/" + row.CaseNo, visitSubject = "visit/" + row.VisitId, orderSubject = "order/" + row.OrderNo, row.CaseNo, row.OrderNo });
        return [.. rows.Select(r => new TimelineEntry(
            r.Seq, r.At, r.Action, Said.GetValueOrDefault(r.Action, new(r.Action, r.Action)), r.Subject, r.Actor, r.ActorName ?? r.Actor, r.Detail))];
    }

    private sealed class Row
    {
        public long Seq { get; init; }

        public DateTimeOffset At { get; init; }

        public string Action { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Actor { get; init; } = "";

        public string? ActorName { get; init; }

        public string? Detail { get; init; }
    }
}
