using Voltward.Domain.Common;

namespace Voltward.Host.Detection;

/// <summary>The words for kinds and states of leads.</summary>
internal static class LeadWords
{
    public static IReadOnlyList<string> Kinds { get; } = ["theft-suspicion", "bypass-suspicion", "file-correction", "meter-fault", "safety", "bill-suspicion"];

    public static IReadOnlyList<string> States { get; } = ["open", "planned", "visited", "closed"];

    public static Words Kind(string code) => code switch
    {
        "theft-suspicion" => new("窃电嫌疑", "Theft suspected"),
        "bypass-suspicion" => new("绕表嫌疑", "Bypass suspected"),
        "file-correction" => new("档案更正", "File correction"),
        "meter-fault" => new("计量故障", "Meter fault"),
        "safety" => new("用电安全", "Safety"),
        "bill-suspicion" => new("账单异常", "Bill suspicion"),
        _ => new(code, code),
    };

    public static Words State(string code) => code switch
    {
        "open" => new("待处理", "Open"),
        "planned" => new("已派工", "Planned"),
        "visited" => new("已到访", "Visited"),
        "closed" => new("已关闭", "Closed"),
        _ => new(code, code),
    };

    public static string Tone(string state) => state switch
    {
        "planned" => "due",
        "visited" or "closed" => "good",
        _ => "",
    };

    public static Words Engine(string code) => code switch
    {
        "deficit" => new("线损关联", "Loss correlation"),
        "events" => new("计量事件", "Meter events"),
        "electrical" => new("电气量", "Electrical quantities"),
        "pattern" => new("用电模式", "Pattern"),
        "bills" => new("账单", "Bills"),
        "ranker" => new("排序模型", "Ranking model"),
        _ => new(code, code),
    };
}
