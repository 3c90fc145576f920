using System.Globalization;
using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>EngineEvidence in words an inspector can check: each sentence has its figure and its date.</summary>
internal static class ReasonTexts
{
    public static Words Of(EngineEvidence evidence)
    {
        var onset = evidence.Onset?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        var since = onset.Length == 0 ? new Words("", "") : new Words($"自 {onset} 起，", $"Since {onset}, ");
        double F(string name) => evidence.Figures.GetValueOrDefault(name, double.NaN);
        return (evidence.Engine, evidence.Code) switch
        {
            (EngineId.E1, _) when !double.IsFinite(F("z")) => Sentence(since,
                $"台区损失告警未解除；近期完整日不足，无法估计当前损失。",
                $"the area's loss alarm is open; too few of the latest days are complete to say how large the loss is now."),
            (EngineId.E1, _) => Sentence(since,
                $"台区损失电量高于技术线损 {F("kwhPerDay"):0.0} 千瓦时/日（z = {F("z"):0.0}）。",
                $"the area loses {F("kwhPerDay"):0.0} kWh a day more than physics explains (z = {F("z"):0.0})."),
            (EngineId.E2, "match") => Sentence(since,
                $"台区异常损失的逐时走势与该户可能少计的电量吻合（{F("z"):0.0} 倍标准差，{F("customers"):0} 户中第 {F("place"):0}），约 {F("kwhPerDay"):0.0} 千瓦时/日。",
                $"the area's excess loss runs along with what this customer may have hidden ({F("z"):0.0} standard deviations, place {F("place"):0} of {F("customers"):0}), about {F("kwhPerDay"):0.0} kWh a day."),
            (EngineId.E2, "match-always") => Say(
                $"整个分析期内台区异常损失始终随该户用电起伏（{F("z"):0.0} 倍标准差，{F("customers"):0} 户中第 {F("place"):0}），约 {F("kwhPerDay"):0.0} 千瓦时/日：如属少计，则在分析期之前已开始。",
                $"Through the whole window the area's excess loss rises and falls with this customer ({F("z"):0.0} standard deviations, place {F("place"):0} of {F("customers"):0}), about {F("kwhPerDay"):0.0} kWh a day: if it is hidden, it was before the window began."),
            (EngineId.E2, "deficit") => Sentence(since,
                $"该户少计的时段与台区异常损失同步（相关系数 {F("deficit"):0.00}，{F("customers"):0} 户中第 {F("rank"):0}），可解释 {F("explainedKwhPerDay"):0.0} 千瓦时/日。",
                $"the area's excess loss follows this customer's shortfall (correlation {F("deficit"):0.00}, rank {F("rank"):0} of {F("customers"):0}), explaining {F("explainedKwhPerDay"):0.0} kWh a day."),
            (EngineId.E2, "reading") => Sentence(since,
                $"台区异常损失随该户用电同比例变化（相关系数 {F("reading"):0.00}），符合按比例少计。",
                $"the area's excess loss rises and falls with this customer's readings (correlation {F("reading"):0.00}), as with proportional under-reporting."),
            (EngineId.E2, "opposite") => Sentence(since,
                $"该户读数越低，台区异常损失越高（相关系数 {F("opposite"):0.00}）。",
                $"the lower this customer's readings, the higher the area's excess loss (correlation {F("opposite"):0.00})."),
            (EngineId.E2, _) => Sentence(since,
                $"在一天的某一时段内，该户用电与台区异常损失的关系突出（标准化值 {F("band"):0.0}）。",
                $"within one part of the day this customer stands out against the area's excess loss (standardised {F("band"):0.0})."),
            (EngineId.E6, "bill-fall") => Say(
                $"自 {onset[..Math.Min(7, onset.Length)]} 起每月电费电量较同类降至原来的 {Percent(F("ratio"))}（减少 {F("fallKwhPerDay"):0.0} 千瓦时/日）。",
                $"Since {onset[..Math.Min(7, onset.Length)]} the billed months are {Percent(F("ratio"))} of what the peers' course leads to expect (−{F("fallKwhPerDay"):0.0} kWh a day)."),
            (EngineId.E6, _) => Fall(evidence, onset),
            (EngineId.E5, "R1") => Say(
                $"{onset} 电能表开盖或开端钮盖，前后 3 日内无对应工单；此后用电较同类下降 {Percent(F("fallShare"))}。",
                $"On {onset} the meter's cover was opened without an order of ours within 3 days; consumption then moved by −{Percent(F("fallShare"))} against its peers."),
            (EngineId.E5, "R2") => Say(
                $"{onset} 起记录恒定磁场事件 {F("events"):0} 次。", $"{F("events"):0} magnetic-field events since {onset}."),
            (EngineId.E5, "R3") => Say(
                $"{onset} 起电能表校时或编程 {F("events"):0} 次，无对应工单，同台区其他电能表同日没有。",
                $"Clock or parameters set {F("events"):0} times since {onset} without an order, and not at the neighbours'."),
            (EngineId.E5, "R4e") => Say(
                $"自 {onset} 起电能表记录失压、失流或断相 {F("events"):0} 次，合计 {F("hours"):0.0} 小时，相邻户没有。", $"The meter reported lost voltage, current or phase {F("events"):0} times since {onset}, {F("hours"):0.0} h in all; its neighbours did not."),
            (EngineId.E5, "R8e") => Say(
                $"自 {onset} 起电能表记录功率反向 {F("events"):0} 次，合计 {F("hours"):0.0} 小时。", $"The meter reported reversed power {F("events"):0} times since {onset}, {F("hours"):0.0} h in all."),
            (EngineId.E5, "R10e") => Say(
                $"自 {onset} 起电能表记录过流 {F("events"):0} 次，合计 {F("hours"):0.0} 小时。", $"The meter reported over-current {F("events"):0} times since {onset}, {F("hours"):0.0} h in all."),
            _ => RuleTexts.Of(evidence, onset),
        };
    }

    private static Words Fall(EngineEvidence evidence, string onset)
    {
        double F(string name) => evidence.Figures.GetValueOrDefault(name, double.NaN);
        var rho = double.IsNaN(F("rho"))
            ? new Words("", "")
            : Say(
                $"；同期台区异常损失变化 {F("riseKwhPerDay"):+0.0;−0.0} 千瓦时/日（比值 ρ = {F("rho"):0.00}，区间 {F("rhoLow"):0.00}～{F("rhoHigh"):0.00}）",
                $"; meanwhile the area's excess loss moved by {F("riseKwhPerDay"):+0.0;−0.0} kWh a day (ρ = {F("rho"):0.00}, {F("rhoLow"):0.00} to {F("rhoHigh"):0.00})");
        return Say(
            $"自 {onset} 起用电较同类下降至原来的 {Percent(F("ratio"))}（减少 {F("fallKwhPerDay"):0.0} 千瓦时/日）{rho.Zh}。",
            $"Since {onset} consumption is {Percent(F("ratio"))} of what its peers' course leads to expect (−{F("fallKwhPerDay"):0.0} kWh a day){rho.En}.");
    }

    /// <summary>A sentence that begins with its date when there is one, else with a capital letter.</summary>
    internal static Words Sentence(Words since, FormattableString zh, FormattableString en)
    {
        var (chinese, english) = Say(zh, en);
        return new(since.Zh + chinese, since.En.Length == 0 ? char.ToUpperInvariant(english[0]) + english[1..] : since.En + english);
    }

    /// <summary>Both sentences with numbers written alike in every place.</summary>
    internal static Words Say(FormattableString zh, FormattableString en) =>
        new(zh.ToString(CultureInfo.InvariantCulture), en.ToString(CultureInfo.InvariantCulture));

    private static string Percent(double share) => double.IsNaN(share) ? "?" : (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
