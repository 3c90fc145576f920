using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals of visits.</summary>
public static class VisitProblems
{
    /// <summary>A reviewer of the own crew.</summary>
    public static Problem ReviewerOfCrew { get; } = new(
        "visit.reviewer-of-crew",
        ProblemKind.Forbidden,
        new("班组成员不能审核本班组的检查记录。", "A member of the crew may not review its own visit."),
        new("请由班组以外的审核员审核。", "Ask a reviewer from outside the crew."));

    /// <summary>A return without reasons.</summary>
    public static Problem ReasonMissing { get; } = new(
        "visit.reason-missing",
        ProblemKind.Invalid,
        new("退回必须逐项写明原因。", "A return needs a reason for each item."),
        new("请至少为一项写明原因。", "Give a reason for at least one item."),
        "reasons");

    /// <summary>Neither a signature nor a reason for its absence.</summary>
    public static Problem SignatureMissing { get; } = new(
        "visit.signature-missing",
        ProblemKind.Invalid,
        new("客户未签字，也没有写明拒签或不在场的原因。", "The customer did not sign and no reason is given for the refusal or absence."),
        new("请取得签字，或写明拒签、不在场的原因。", "Get the signature, or say why it was refused or why nobody was there."),
        "signature");

    /// <summary>The card was not shown (INS-3) or the safety steps not confirmed (E8).</summary>
    public static Problem StepMissing(string where, string zh, string en) => new(
        "visit.step-missing",
        ProblemKind.Invalid,
        new($"现场步骤缺失：{zh}。", $"A step on site is missing: {en}."),
        new("请补做该步骤后再提交；已离开现场的按作废处理后重新检查。", "Do the step and submit again; once the crew has left, the visit must be repeated."),
        where);

    /// <summary>A measurement before the safety steps were confirmed.</summary>
    public static Problem MeasuredBeforeSafety { get; } = new(
        "visit.measured-before-safety",
        ProblemKind.Invalid,
        new("有测量值早于安全措施确认时间。", "A measurement was taken before the safety steps were confirmed."),
        new("请核对时间；安全措施确认前不得测量。", "Check the times; nothing may be measured before the safety steps."),
        "measurements");

    /// <summary>The same id arrived with other content; both are kept.</summary>
    public static Problem OtherContent(string visitId) => new(
        "visit.other-content",
        ProblemKind.Conflict,
        new($"检查记录 {visitId} 已收到过内容不同的版本，两份均已保留。", $"Visit {visitId} has already arrived with other content; both are kept."),
        new("请由审核员比对两份内容后决定采用哪一份。", "Let a reviewer compare the two and decide."),
        visitId);

    /// <summary>The record cannot be read.</summary>
    public static Problem Unreadable(string where, string reason) => new(
        "visit.unreadable",
        ProblemKind.Invalid,
        new($"检查记录无法读取：{reason}", $"The visit record cannot be read: {reason}"),
        new("请核对记录格式（docs/formats.md）。", "Check the record against docs/formats.md."),
        where);

    /// <summary>A photo is named in the record but its bytes did not come, or differ.</summary>
    public static Problem AttachmentMissing(string sha256) => new(
        "visit.attachment-missing",
        ProblemKind.Invalid,
        new($"记录中的附件 {sha256} 没有收到，或收到的内容与哈希不符。", $"Attachment {sha256} named in the record did not arrive, or its bytes do not match."),
        new("请重新上传该附件；回执列明全部附件之前请勿删除原件。", "Send it again; keep the original until the receipt names it."),
        sha256);

    /// <summary>A file that the record does not name.</summary>
    public static Problem AttachmentUnknown(string sha256) => new(
        "visit.attachment-unknown",
        ProblemKind.Invalid,
        new($"收到的附件 {sha256} 不在记录中。", $"Attachment {sha256} is not named in the record."),
        new("请核对记录与附件。", "Check the record and its attachments."),
        sha256);

    /// <summary>A sign-in that is not proven to be that person's own.</summary>
    public static Problem SignInUnproven(string personId) => new(
        "visit.sign-in-unproven",
        ProblemKind.Forbidden,
        new($"{personId} 的签到没有本人凭证。", $"The sign-in of {personId} is not proven by that person's own credential."),
        new("请由本人用自己的账号签到，或使用本人当日领取的签到码。", "Sign in with the own account, or use the code that person drew for this order."),
        personId);

    /// <summary>Somebody who is not of the order's crew.</summary>
    public static Problem NotOfCrew(string personId) => new(
        "visit.not-of-crew",
        ProblemKind.Forbidden,
        new($"{personId} 不是该工作单的检查员。", $"{personId} is not an inspector of this order."),
        new("请先由派工员改派。", "Ask the planner to re-assign the order first."),
        personId);

    /// <summary>No such visit, or not visible.</summary>
    public static Problem NotFound(string visitId) => new(
        "visit.not-found",
        ProblemKind.NotFound,
        new($"没有检查记录 {visitId}。", $"There is no visit {visitId}."),
        new("请核对编号。", "Check the number."));

    /// <summary>The transition is not allowed.</summary>
    public static Problem StepOutOfOrder(VisitState state) => new(
        "visit.step-out-of-order",
        ProblemKind.Conflict,
        new($"检查记录现为“{VisitStates.Name(state).Zh}”，不能进行这一步。", $"The visit stands at: {VisitStates.Name(state).En}. This step does not follow it."),
        new("请刷新页面后再看。", "Reload and look again."));

    /// <summary>The visit has been submitted; its content no longer changes.</summary>
    public static Problem AlreadySubmitted(string visitId) => new(
        "visit.already-submitted",
        ProblemKind.Conflict,
        new($"检查记录 {visitId} 已提交，内容不能再改。", $"Visit {visitId} has been submitted and no longer changes."),
        new("更正请新建一份记录并注明原记录。", "A correction is a new record that names this one."),
        visitId);
}
