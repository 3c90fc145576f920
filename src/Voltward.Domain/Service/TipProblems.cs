using Voltward.Domain.Common;

namespace Voltward.Domain.Service;

/// <summary>Refusals of tips.</summary>
public static class TipProblems
{
    /// <summary>No tip goes by this code; the same for a mistyped one, a wrong one and one that never was.</summary>
    public static Problem CodeUnknown { get; } = new(
        "tip.code-unknown", ProblemKind.Invalid,
        new("没有与此查询码对应的举报。", "No tip goes by this code."),
        new("请对照提交时得到的 20 位查询码逐位核对。", "Compare it sign by sign with the code of 20 signs you were given."), "code");

    /// <summary>Whoever goes on site does not read tips.</summary>
    public static Problem NotForCrews { get; } = new(
        "tip.not-for-crews", ProblemKind.Forbidden,
        new("到现场检查的人员不能查看举报。", "Those who go to the visits do not read tips."),
        new("请由不担任检查员的人员办理。", "Ask somebody who is no inspector."));

    /// <summary>Too many at once.</summary>
    public static Problem TooMany { get; } = new(
        "tip.too-many", ProblemKind.Conflict,
        new("现在提交的人太多，这一次没有保存。", "Too many are coming in just now; this one was not saved."),
        new("请过十分钟再试；有人身危险请立即拨打 95598 或 110。", "Try again in ten minutes; if people are in danger call 95598 or 110 now."));

    /// <summary>Too many questions at once.</summary>
    public static Problem TooManyLookUps { get; } = new(
        "tip.too-many", ProblemKind.Conflict,
        new("查询太频繁。", "Too many questions just now."), new("请过十分钟再试。", "Try again in ten minutes."));

    /// <summary>A photo that is none.</summary>
    public static Problem PhotoUnreadable { get; } = new(
        "tip.photo-unreadable", ProblemKind.Invalid,
        new("有一个文件不是可以读取的照片，举报没有保存。", "One of the files is no photo that can be read; the tip was not saved."),
        new("请换成 JPG 或 PNG 照片，或者不带照片提交。", "Choose a JPG or PNG photo, or send the tip without it."), "photos");

    /// <summary>The place is unknown to the archive.</summary>
    public static Problem SubjectUnknown { get; } = new(
        "tip.subject-unknown", ProblemKind.Invalid,
        new("没有这个户号或台区。", "There is no such customer or area."),
        new("请核对户号或台区编号，只填一个。", "Check the number of the customer or of the area; give one of them."), "customer");

    /// <summary>Accepted without a place.</summary>
    public static Problem SubjectMissing { get; } = new(
        "tip.subject-missing", ProblemKind.Invalid,
        new("受理举报必须指明客户或台区。", "An accepted tip has to name a customer or an area."),
        new("请填写户号或台区编号；查不到的，请转交或说明不予受理的理由。", "Give the number of the customer or of the area; when there is none, pass it on or refuse it with the reason."), "customer");

    /// <summary>The words for the crew would betray the tip.</summary>
    public static Problem FocusTells { get; } = new(
        "tip.focus-tells", ProblemKind.Invalid,
        new("给班组的核查要点不得提到举报。", "What the crew is told to look at must not mention a tip."),
        new("请只写要看的设备或接线。", "Name only the devices or wires to look at."), "focus");

    /// <summary>A visit is planned.</summary>
    public static Problem VisitPlanned { get; } = new(
        "tip.visit-planned", ProblemKind.Conflict,
        new("这件举报已排入检查，不能再改变处理决定。", "A visit is planned for this tip; the decision stands."),
        new("请等待检查结果，或先由派工员撤回计划。", "Wait for the visit, or let the planner withdraw the plan first."));

    /// <summary>The original of a duplicate.</summary>
    public static Problem OriginalUnfit { get; } = new(
        "tip.original-unfit", ProblemKind.Invalid,
        new("被并入的举报不存在，或者本身已并入其他举报。", "The tip it is to join is not there, or has itself joined another."),
        new("请填写最早一件举报的编号。", "Give the number of the earliest tip."), "duplicateOf");

    /// <summary>Nothing confirmed.</summary>
    public static Problem NotConfirmed { get; } = new(
        "tip.not-confirmed", ProblemKind.Conflict,
        new("检查尚未证实这件举报，不能提出奖励。", "No visit has confirmed this tip; there is nothing to reward."),
        new("请等待检查结论。", "Wait for the result of the visit."));

    /// <summary>No reward for this kind.</summary>
    public static Problem NoReward { get; } = new(
        "tip.no-reward", ProblemKind.Conflict,
        new("企业规定没有为这类举报设奖励。", "The company's terms give no reward for this kind."),
        new("请核对 rules/service 中的标准。", "Look at the terms in rules/service."));

    /// <summary>The proposer approves, or either pays.</summary>
    public static Problem SamePerson { get; } = new(
        "tip.same-person", ProblemKind.Forbidden,
        new("提出、批准和付款必须是不同的人。", "Who asks, who approves and who pays must be different people."),
        new("请由另一人办理。", "Ask somebody else."));

    /// <summary>An anonymous tip has no name to open.</summary>
    public static Problem Anonymous { get; } = new(
        "tip.anonymous", ProblemKind.Conflict,
        new("这是匿名举报，没有留下姓名。", "This tip is anonymous; no name was left."),
        new("请按举报内容核实。", "Go by what the tip says."));

    /// <summary>No approved opening.</summary>
    public static Problem NotApproved { get; } = new(
        "tip.opening-not-approved", ProblemKind.Forbidden,
        new("启封没有获得另一人批准，已经用过，或者已过期。", "Nobody else has approved this opening, it has been used, or its time is over."),
        new("请由营销稽查员提出启封，由管理者批准，并在期限内由提出人查看一次。", "A marketing auditor asks, a manager approves, and the one who asked reads it once within the time."));

    /// <summary>The stored name cannot be read.</summary>
    public static Problem Sealed { get; } = new(
        "tip.contact-unreadable", ProblemKind.Conflict,
        new("姓名和联系方式无法解密：密钥与写入时不同，或内容被改动。", "Name and contact cannot be decrypted: another key, or the content was changed."),
        new("请从备份恢复数据目录 keys 中的 tip-key。", "Restore tip-key in the keys of the data folder from the backup."));

    /// <summary>No such tip, or not visible.</summary>
    public static Problem NotFound(string tipNo) => new(
        "tip.not-found", ProblemKind.NotFound, new($"没有举报 {tipNo}。", $"There is no tip {tipNo}."), new("请核对编号。", "Check the number."));

    /// <summary>A text that must be there, or is too long.</summary>
    public static Problem TextUnfit(string where, int most) => new(
        "tip.text-unfit", ProblemKind.Invalid,
        new($"必填内容没有填写，或超过 {most} 字。", $"A required text is missing or longer than {most} signs."),
        new("请填写或缩短后再提交。", "Fill it in or shorten it, and send again."), where);

    /// <summary>Too many or too large photos.</summary>
    public static Problem PhotosTooMuch(PhotoTerms terms) => new(
        "tip.photos-too-much", ProblemKind.Invalid,
        new($"最多 {terms.Most} 张照片，每张不超过 {terms.MostMegabytes} MB；举报没有保存。", $"At most {terms.Most} photos of {terms.MostMegabytes} MB each; the tip was not saved."),
        new("请减少或缩小照片。", "Send fewer or smaller photos."), "photos");

    /// <summary>The amount is outside the terms.</summary>
    public static Problem AmountOutside(RewardTerm term) => new(
        "tip.amount-outside", ProblemKind.Invalid,
        new($"奖励金额应当在 {term.LeastYuan:0.##} 元到 {term.MostYuan:0.##} 元之间。", $"The reward has to be between {term.LeastYuan:0.##} and {term.MostYuan:0.##} yuan."),
        new("请按企业规定的标准填写。", "Keep to the company's terms."), "amount");

    /// <summary>No reward under this number or code.</summary>
    public static Problem RewardUnknown { get; } = new(
        "tip.reward-unknown", ProblemKind.Invalid,
        new("没有待办理的奖励。", "There is no reward to deal with."), new("请核对编号或查询码。", "Check the number or the code."));

    /// <summary>Proposed twice.</summary>
    public static Problem RewardThere { get; } = new(
        "tip.reward-there", ProblemKind.Conflict,
        new("这件举报已经提出过奖励。", "A reward has been proposed for this tip already."), new("请查看已有的奖励。", "Look at the reward that is there."));

    /// <summary>The label's subject has no code to print.</summary>
    public static Problem LabelUnknown(string subject) => new(
        "tip.label-unknown", ProblemKind.Invalid, new($"没有表箱、客户或台区 {subject}。", $"There is no customer or area {subject}."), new("请核对编号。", "Check the number."), subject);

    /// <summary>The address printed as QR code.</summary>
    public static Problem AddressUnfit { get; } = new(
        "tip.address-unfit", ProblemKind.Invalid,
        new("网址应当是公众能打开的完整地址，如 https://jubao.example.cn。", "The address has to be one the public can open, such as https://tips.example.cn."),
        new("请填写以 http:// 或 https:// 开头的网址。", "Give an address that begins with http:// or https://."), "address");

    /// <summary>The transition is not allowed.</summary>
    public static Problem StepOutOfOrder(TipState state, TipEvent happened) => new(
        "tip.step-out-of-order", ProblemKind.Conflict,
        new($"举报当前状态（{state}）不允许这一步（{happened}）。", $"The tip stands at {state}, which does not allow {happened}."), new("请刷新后查看当前状态。", "Look at where it stands now."));

    /// <summary>The transition of a reward is not allowed.</summary>
    public static Problem RewardOutOfOrder(RewardState state, RewardEvent happened) => new(
        "tip.reward-out-of-order", ProblemKind.Conflict,
        new($"奖励当前状态（{state}）不允许这一步（{happened}）。", $"The reward stands at {state}, which does not allow {happened}."), new("请查看奖励的当前状态。", "Look at where the reward stands."));
}
