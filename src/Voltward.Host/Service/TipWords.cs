using Voltward.App.Service;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.Host.Service;

/// <summary>The words for tips.</summary>
internal static class TipWords
{
    public static IReadOnlyList<string> Kinds { get; } = ["theft", "danger", "other"];

    public static IReadOnlyList<string> States { get; } = ["received", "checking", "accepted", "visited", "refused", "duplicate", "passed-on"];

    public static Words Kind(string code) => code switch
    {
        "theft" => new("窃电", "Theft"),
        "danger" => new("用电危险", "Danger"),
        "other" => new("其他", "Other"),
        _ => new(code, code),
    };

    public static Words State(string code) => code switch
    {
        "received" => new("待核实", "Received"),
        "checking" => new("核实中", "Being checked"),
        "accepted" => new("已受理", "Accepted"),
        "refused" => new("不予受理", "Not taken up"),
        "duplicate" => new("重复", "Duplicate"),
        "passed-on" => new("已转交", "Passed on"),
        "visited" => new("已核查", "Checked on site"),
        _ => new(code, code),
    };

    public static string Tone(TipLine tip) => tip switch
    {
        { Overdue: 1 } => "overdue",
        { State: "received" or "checking" } => "due",
        { State: "visited" } => "good",
        { State: "accepted" } => "",
        _ => "muted",
    };

    public static Words Standing(TipLine tip) => tip switch
    {
        { Overdue: 1 } => new("超期未处理", "Overdue"),
        { State: "accepted", PlannedOrder: not null } => new("已排入检查", "Visit planned"),
        _ => State(tip.State),
    };

    public static Words Result(string code) => code switch
    {
        "confirmed" => new("属实", "Confirmed"),
        "not-confirmed" => new("未发现问题", "Nothing found"),
        _ => new("尚无结论", "No result yet"),
    };

    public static Words Reward(string state) => state switch
    {
        "proposed" => new("待审批", "To be approved"),
        "approved" => new("待领取", "To be collected"),
        "refused" => new("未批准", "Not approved"),
        "paid" => new("已领取", "Collected"),
        _ => new(state, state),
    };

    public static Words Opening(string state) => state switch
    {
        "asked" => new("待批准", "To be approved"),
        "approved" => new("已批准，未查看", "Approved, not read yet"),
        "refused" => new("未批准", "Not approved"),
        "opened" => new("已查看", "Read"),
        _ => new(state, state),
    };

    public static Words Label(string? subject) => subject switch
    {
        "customer" => new("客户", "Customer"),
        "area" => new("台区", "Area"),
        "box" => new("表箱", "Meter box"),
        _ => new("–", "–"),
    };

    /// <summary>What the reporter reads: where it stands, in one plain sentence.</summary>
    public static Words Told(TipStatus.Answer answer) => answer switch
    {
        { State: TipState.Received } => new("已收到，等待核实。", "Received; it waits to be checked."),
        { State: TipState.Checking } => new("正在核实。", "It is being checked."),
        { State: TipState.Accepted } => new("已受理，将安排到现场核查。", "Accepted; it will be checked on site."),
        { State: TipState.Refused } => new("不予受理。", "Not taken up."),
        { State: TipState.PassedOn } => new("已转交有权处理的单位。", "Passed on to whoever is in charge."),
        { State: TipState.Visited, Result: TipResult.Confirmed } => new("已到现场核查，情况属实，正依照规定处理。", "Checked on site and confirmed; it is dealt with by the rules."),
        { State: TipState.Visited, Result: TipResult.NotConfirmed } => new("已到现场核查，没有发现所反映的问题。", "Checked on site; what was reported was not found."),
        { State: TipState.Visited } => new("已到现场核查，结论正在登记。", "Checked on site; the result is being recorded."),
        _ => new("并入另一件举报办理。", "Dealt with together with another tip."),
    };

    public static Words Told(RewardState reward) => reward switch
    {
        RewardState.Proposed => new("已提出奖励，等待审批。", "A reward has been proposed and waits for approval."),
        RewardState.Approved => new("奖励已批准，请凭查询码到营业厅领取，不需要姓名。", "The reward is approved; collect it at a customer office with this code, no name needed."),
        RewardState.Refused => new("奖励没有获得批准。", "The reward was not approved."),
        RewardState.Paid => new("奖励已领取。", "The reward has been collected."),
    };
}
