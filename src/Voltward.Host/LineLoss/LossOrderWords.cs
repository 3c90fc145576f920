using Voltward.App.LineLoss;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;

namespace Voltward.Host.LineLoss;

/// <summary>The words of line-loss inspection orders: states, causes, and why each cause is worth a look.</summary>
internal static class LossOrderWords
{
    private static readonly Dictionary<string, (Words Name, Words Why)> Suspects = new()
    {
        ["Completeness"] = (new("采集与档案完整性", "Missing readings or files"), new("缺采、漏抄的电量会显成损耗，先核对采集成功率和在装表计。", "What was not read looks like a loss: check first how many meters were read and whether all are on file.")),
        ["SupplyRatio"] = (new("总表倍率", "Ratio of the supply meter"), new("损耗与负荷同比例、日日相近，符合关口互感器倍率差一档。", "The loss keeps in step with the load day by day, as it does when the supply transformers are one ratio off.")),
        ["CustomerRatio"] = (new("用户倍率", "Ratio of a customer"), new("所列用户的电量与台区损耗按固定倍数同起伏，先看铭牌变比。", "The loss follows the use of the customers named by a fixed factor: look at the plates of their transformers.")),
        ["WrongArea"] = (new("户变关系", "Booked in the wrong area"), new("一个台区多、相邻台区少，或所列用户的用电与邻台区损耗同步。", "One area loses what its neighbour gains, or the loss next door follows the customers named.")),
        ["PhaseOrClock"] = (new("相别与时钟", "Phase or clock"), new("时钟偏差使同一电量落在不同时段，日电量仍平。", "A clock that is off moves energy between hours while the day still balances.")),
        ["FeedIn"] = (new("无合同反送电", "Feed-in without contract"), new("日间损耗为负，或所列用户有反向电量而无上网合同。", "The loss is negative by day, or the customers named feed in without a contract.")),
        ["Meter"] = (new("计量故障", "Faulty meter"), new("所列用户的表计停走、示数重复或少计，先现场校验。", "The meters named stand still, repeat themselves or count too little: test them on site.")),
        ["Unmetered"] = (new("无表用电", "Supply without a meter"), new("台区有路灯、施工等无表供电，约定电量可能不足。", "There are supplies without a meter, whose agreed use may be too small.")),
        ["Technical"] = (new("技术原因", "Technical"), new("过载、三相不平衡或接头不良；损耗随电流平方增长。", "Overload, unbalance or a bad joint: the loss grows with the square of the current.")),
        ["Theft"] = (new("窃电（含表前分流）", "Theft, also before the meter"), new("用户侧缺口能解释台区损耗；未指向用户时须开箱、测支路。", "Shortfalls of customers explain the loss; where nobody is named, open the boxes and clamp the branches.")),
    };

    public static Words Suspect(string code) => Suspects.TryGetValue(code, out var words) ? words.Name : new(code, code);

    public static Words Why(string code) => Suspects.TryGetValue(code, out var words) ? words.Why : new("", "");

    public static Words State(LossOrderList.Row order) => order switch
    {
        { State: "closed" } => new("已办结", "Closed"),
        { Overdue: 1 } => new("超期", "Overdue"),
        _ => new("排查中", "Open"),
    };

    public static string Tone(LossOrderList.Row order) => order switch
    {
        { State: "closed" } => "good",
        { Overdue: 1 } => "overdue",
        _ => "due",
    };

    public static Words Finding(string? finding) => finding switch
    {
        "confirmed" => new("查实", "Confirmed"),
        "cleared" => new("排除", "Cleared"),
        _ => new("未查", "Not looked at"),
    };

    public static Words Cause(LossCause cause) => cause switch
    {
        LossCause.Theft => new("窃电", "Theft"),
        LossCause.Meter => new("计量故障", "Faulty meters"),
        LossCause.Topology => new("档案错误", "Errors of the file"),
        LossCause.Unmetered => new("无表用电", "Unmetered"),
        LossCause.Technical => new("技术线损", "Technical"),
    };
}
