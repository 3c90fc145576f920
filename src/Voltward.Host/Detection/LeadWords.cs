using Voltward.Domain.Common;

namespace Voltward.Host.Detection;

/// <summary>The words for kinds and states of leads.</summary>
internal static class LeadWords
{
    public static IReadOnlyList<string> Kinds { get; } = ["theft-suspicion", "bypass-suspicion", "breach-suspicion", "bill-suspicion", "meter-fault", "file-correction", "safety"];

    public static IReadOnlyList<string> States { get; } = ["open", "planned", "visited", "closed"];

    public static Words Kind(string code) => code switch
    {
        "theft-suspicion" => new("窃电嫌疑", "Theft suspected"),
        "bypass-suspicion" => new("绕表嫌疑", "Bypass suspected"),
        "breach-suspicion" => new("违约嫌疑", "Breach suspected"),
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

    /// <summary>The usual reason of a visit for a lead.</summary>
    public static string Reason(string kind, bool ofCustomer) => kind switch
    {
        "file-correction" => "file-check",
        "safety" => "receiving-device",
        _ => ofCustomer ? "breach" : "line-loss",
    };

    public static string Tone(string state) => state switch
    {
        "planned" => "due",
        "visited" or "closed" => "good",
        _ => "",
    };

    public static Words Engine(string code) => code switch
    {
        "E0" => new("档案核查", "Archive tests"),
        "E1" => new("台区线损", "Area loss"),
        "E2" => new("线损定位", "Localisation"),
        "E3" => new("电气与读数规则", "Electrical rules"),
        "E4" => new("电压与绕表", "Voltage and bypass"),
        "E5" => new("计量事件", "Meter events"),
        "E6" => new("用电突变", "Change of use"),
        "E7" => new("新异检测", "Novelty"),
        "E8" or "bills" => new("账单", "Bills"),
        "ranker" => new("排序模型", "Ranking model"),
        _ => new(code, code),
    };
}
