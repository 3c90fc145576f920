using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>Electrical rules, archive tests, voltage and novelty in words.</summary>
internal static class RuleTexts
{
    public static Words Of(EngineEvidence evidence, string onset) => evidence.Engine switch
    {
        EngineId.E0 => Archive(evidence),
        EngineId.E4 => Voltage(evidence, onset),
        EngineId.E7 => ReasonTexts.Say(
            $"该户的证据向量与其他客户明显不同（稳健 z = {F(evidence, "z"):0.0}）。", $"This customer is unlike all others (robust z = {F(evidence, "z"):0.0})."),
        _ => evidence.Code is "R10" or "R10x" or "R11" or "R12" or "R13" or "R14" or "R15" ? Later(evidence, onset) : Electrical(evidence, onset),
    };

    private static Words Electrical(EngineEvidence evidence, string onset) => evidence.Code switch
    {
        "R4" => ReasonTexts.Say(
            $"自 {onset} 起 {Phase(evidence)} 相有电流而电压低于定值，累计 {F(evidence, "hours"):0.0} 小时，同相邻户电压正常（失压）。",
            $"Since {onset} phase {Phase(evidence)} carried current at too low a voltage for {F(evidence, "hours"):0.0} h, while neighbours on the phase were normal."),
        "R5" => ReasonTexts.Say(
            $"自 {onset} 起 {Phase(evidence)} 相电流占比由 {F(evidence, "before") * 100:0} % 降至 {F(evidence, "after") * 100:0} %（失流或分流）。",
            $"Since {onset} the share of phase {Phase(evidence)} in the current fell from {F(evidence, "before") * 100:0} % to {F(evidence, "after") * 100:0} %."),
        "R6" => ReasonTexts.Say(
            $"自 {onset} 起零线电流异常 {F(evidence, "events"):0} 次，合计 {F(evidence, "hours"):0.0} 小时。",
            $"{F(evidence, "events"):0} events of neutral current since {onset}, {F(evidence, "hours"):0.0} h in all."),
        "R7" => ReasonTexts.Say(
            $"自 {onset} 起视在功率与电压电流乘积不符的点占 {F(evidence, "share") * 100:0} %（比值 {F(evidence, "ratio"):0.00}）。",
            $"Since {onset} the power measured does not match voltage times current at {F(evidence, "share") * 100:0} % of the points (ratio {F(evidence, "ratio"):0.00})."),
        "R8" => ReasonTexts.Say(
            $"自 {onset} 起 {Phase(evidence)} 相功率为负而其他相为正，占 {F(evidence, "share") * 100:0} %（电流互感器反接）。",
            $"Since {onset} phase {Phase(evidence)} is negative while the others are positive, {F(evidence, "share") * 100:0} % of the time (reversed CT)."),
        "R8x" => ReasonTexts.Say(
            $"无上网合同，但自 {onset} 起有 {F(evidence, "days"):0} 日反向电量，平均 {F(evidence, "kwhPerDay"):0.0} 千瓦时/日。",
            $"Energy flowed back on {F(evidence, "days"):0} days since {onset} without a contract, {F(evidence, "kwhPerDay"):0.0} kWh a day."),
        "R15s" => ReasonTexts.Say(
            $"自 {onset} 起有电流而各相功率均为零，共 {F(evidence, "quarters"):0} 个点：电能表停走，约少计 {F(evidence, "kwhPerDay"):0.0} 千瓦时/日。",
            $"Since {onset} current flows while no phase measures power, at {F(evidence, "quarters"):0} quarter hours: the meter stands still and misses about {F(evidence, "kwhPerDay"):0.0} kWh a day."),
        "R9" => ReasonTexts.Say(
            $"自 {onset} 起连续 {F(evidence, "days"):0} 日几乎不用电；台区损失 z = {F(evidence, "areaZ"):0.0}。",
            $"Almost nothing used for {F(evidence, "days"):0} days since {onset}; the area's loss stands at z = {F(evidence, "areaZ"):0.0}."),
        _ => ReasonTexts.Say($"规则 {evidence.Code} 命中（{onset}）。", $"Rule {evidence.Code} holds ({onset})."),
    };

    private static Words Later(EngineEvidence evidence, string onset) => evidence.Code switch
    {
        "R10" => ReasonTexts.Say(
            $"自 {onset} 起视在功率最高 {F(evidence, "peakKva"):0.0} 千伏安，超过合同容量 {F(evidence, "contractedKva"):0.0} 千伏安，共 {F(evidence, "quarters"):0} 个点（超容）。",
            $"Demand up to {F(evidence, "peakKva"):0.0} kVA against {F(evidence, "contractedKva"):0.0} kVA contracted, {F(evidence, "quarters"):0} quarter hours since {onset}."),
        "R10x" => ReasonTexts.Say(
            $"有 {F(evidence, "days"):0} 日电量（最高 {F(evidence, "mostKwh"):0.0} 千瓦时）超过电能表最大电流所能通过的 {F(evidence, "largestKwh"):0.0} 千瓦时，倍率档案有误。",
            $"On {F(evidence, "days"):0} days the energy (up to {F(evidence, "mostKwh"):0.0} kWh) exceeds what the meter can pass ({F(evidence, "largestKwh"):0.0} kWh): the multiplier in the archive is wrong."),
        "R11" => ReasonTexts.Say(
            $"自 {onset} 起有功降至 {F(evidence, "active") * 100:0} %，无功仍为 {F(evidence, "reactive") * 100:0} %。",
            $"Since {onset} active energy is {F(evidence, "active") * 100:0} % of before, reactive energy {F(evidence, "reactive") * 100:0} %."),
        "R12" => ReasonTexts.Say(
            $"日间经营的客户，{F(evidence, "days"):0} 日内谷段电量占 {F(evidence, "valleyShare") * 100:0} %。",
            $"A daytime business used {F(evidence, "valleyShare") * 100:0} % of its energy at night over {F(evidence, "days"):0} days."),
        "R13" => ReasonTexts.Say(
            $"自 {onset} 起用电降为原来的 {F(evidence, "ratio"):0.00}，接近变比级差 {F(evidence, "step"):0.00}（倍率 {F(evidence, "factor"):0}）。",
            $"Since {onset} consumption is {F(evidence, "ratio"):0.00} of before, close to the ratio step {F(evidence, "step"):0.00} (factor {F(evidence, "factor"):0})."),
        "R14" => F(evidence, "standstill") > 0
            ? ReasonTexts.Say($"自 {onset} 起三相角度符合使电能表停走的错误接线。", $"Since {onset} the angles belong to a wiring at which the meter stands still.")
            : ReasonTexts.Say(
                $"自 {onset} 起三相角度符合错误接线，更正系数 G = {F(evidence, "factor"):0.00}（φ = {F(evidence, "lagDeg"):0}°）。",
                $"Since {onset} the angles belong to a wrong wiring with correction factor G = {F(evidence, "factor"):0.00} (lag {F(evidence, "lagDeg"):0}°)."),
        _ => ReasonTexts.Say(
            $"自 {onset} 起示数异常：负值 {F(evidence, "negative"):0} 日，突增 {F(evidence, "jumps"):0} 日，连续相同最多 {F(evidence, "repeats"):0} 日。",
            $"Readings are not plausible since {onset}: {F(evidence, "negative"):0} negative days, {F(evidence, "jumps"):0} jumps, up to {F(evidence, "repeats"):0} equal days in a row."),
    };

    /// <summary>What is said of a suspicion beside a wrong file.</summary>
    public static Words Waits(double chance) => ReasonTexts.Say(
        $"该户另有窃电嫌疑（可能性 {100 * chance:0} %），但依据的是同一损失或用电行为：先更正档案，更正后重新分析，暂不派窃电检查。",
        $"There is a suspicion of theft as well (chance {100 * chance:0} %), but it rests on the same loss or on behaviour alone: the file is put right first, then it is judged anew; no visit for theft before.");

    private static Words Archive(EngineEvidence evidence) => evidence.Code switch
    {
        "wrong-area" => ReasonTexts.Say(
            $"该户用电使本台区损失下降（斜率 {F(evidence, "ownSlope"):0.00}）、使台区 {evidence.Detail} 损失上升（斜率 {F(evidence, "otherSlope"):0.00}），疑似由后者供电。",
            $"The loss here falls with this customer's use (slope {F(evidence, "ownSlope"):0.00}) and that of area {evidence.Detail} rises (slope {F(evidence, "otherSlope"):0.00}): probably fed from there."),
        "wrong-area-by-load" => ReasonTexts.Say(
            $"该户每刻钟的用电变化出现在台区 {evidence.Detail} 的总表上（斜率 {F(evidence, "otherSlope"):0.00}），而不在本台区总表上（斜率 {F(evidence, "ownSlope"):0.00}），疑似由前者供电。",
            $"What this customer uses more or less from quarter hour to quarter hour is seen by the supply meter of area {evidence.Detail} (slope {F(evidence, "otherSlope"):0.00}) and not by the one here (slope {F(evidence, "ownSlope"):0.00}): probably fed from there."),
        "area-doubt" => ReasonTexts.Say(
            $"本台区损失随该户用电等量下降，同馈线没有台区与之矛盾：很可能由其他台区供电，但读数分不出是哪一个（对数几率 {F(evidence, "logOdds"):0.0}）；也可能是时断时续的绕越用电，须先核查户变关系。",
            $"The loss here falls by as much as this customer uses, and no area of the feeder speaks against it: probably fed from another one, though the readings do not tell which (log odds {F(evidence, "logOdds"):0.0}). A bypass that comes and goes looks alike: trace the supply first."),
        "wrong-area-by-voltage" => ReasonTexts.Say(
            $"该户电压与台区 {evidence.Detail} 一致（相关 {F(evidence, "correlation"):0.00}）。", $"The voltage follows area {evidence.Detail} (correlation {F(evidence, "correlation"):0.00})."),
        "wrong-phase" => ReasonTexts.Say(
            $"该户电压跟随 {evidence.Detail} 相（相关 {F(evidence, "correlation"):0.00}），与档案相别不符。", $"The voltage follows phase {evidence.Detail} (correlation {F(evidence, "correlation"):0.00}), not the phase in the archive."),
        "wrong-ratio" => ReasonTexts.Say(
            $"台区损失是该户用电的固定倍数，符合倍率记录为实际的 {F(evidence, "k"):0.00} 倍。", $"The loss is a constant multiple of this customer's use, as if the factor on record were {F(evidence, "k"):0.00} of the true one."),
        "wrong-ratio-by-load" => ReasonTexts.Say(
            $"该户每刻钟的用电变化在总表上放大为 {1 / F(evidence, "k"):0.00} 倍，符合倍率记录为实际的 {F(evidence, "k"):0.00} 倍。",
            $"What this customer uses more or less from quarter hour to quarter hour is seen by the supply meter {1 / F(evidence, "k"):0.00} times, as if the factor on record were {F(evidence, "k"):0.00} of the true one."),
        "V1" => ReasonTexts.Say(
            $"采集到的 {F(evidence, "days"):0} 日数值是电能表示数而不是日电量（只升不降，末值 {F(evidence, "figure"):0}）；已按相邻示数之差更正（规则 V1 第 {F(evidence, "ruleVersion"):0} 版）。",
            $"The {F(evidence, "days"):0} values collected are registers, not daily energy (never falling, {F(evidence, "figure"):0} at the end); corrected by their differences (rule V1, version {F(evidence, "ruleVersion"):0})."),
        "V2" => ReasonTexts.Say(
            $"日电量中位数 {F(evidence, "figure"):0} 千瓦时，超过全台区供电量，按千分之一则与邻户相当：瓦时当作千瓦时，已乘 {F(evidence, "scale"):0.000} 更正（规则 V2 第 {F(evidence, "ruleVersion"):0} 版）。",
            $"A middle day of {F(evidence, "figure"):0} kWh is more than the whole area is supplied with, and a thousandth of it is ordinary: Wh for kWh, corrected by {F(evidence, "scale"):0.000} (rule V2, version {F(evidence, "ruleVersion"):0})."),
        "V3" => ReasonTexts.Say(
            $"有 {F(evidence, "days"):0} 日的日电量超过全台区供电量（最高 {F(evidence, "figure"):0} 千瓦时），不可能成立，已剔除（规则 V3 第 {F(evidence, "ruleVersion"):0} 版）。",
            $"{F(evidence, "days"):0} days exceed the supply of the whole area ({F(evidence, "figure"):0} kWh at most) and were rejected (rule V3, version {F(evidence, "ruleVersion"):0})."),
        "supply-ratio" => ReasonTexts.Say(
            $"台区损失率在任何负荷下都偏离同一数值，符合总表倍率级差 {F(evidence, "step"):0.00}。", $"The loss rate is off by the same at every load, as with a supply ratio of {F(evidence, "step"):0.00} of the one on record."),
        _ => double.IsNaN(F(evidence, "minutes"))
            ? ReasonTexts.Say($"电能表报告时钟故障 {F(evidence, "events"):0} 次。", $"The meter reported {F(evidence, "events"):0} clock faults.")
            : ReasonTexts.Say($"台区损失随该户负荷的升降出现，符合时钟偏差约 {F(evidence, "minutes"):0} 分钟。", $"The loss follows the rise and fall of this customer's load, as with a clock about {F(evidence, "minutes"):0} minutes off."),
    };

    private static Words Voltage(EngineEvidence evidence, string onset) => evidence.Code == "joint"
        ? ReasonTexts.Say(
            $"自 {onset} 起 {Phase(evidence)} 相电压随本户电流多降 {F(evidence, "dropV"):0.00} 伏，疑似接头不良，有发热起火危险。",
            $"Since {onset} phase {Phase(evidence)} drops {F(evidence, "dropV"):0.00} V more with the customer's own current: a bad joint, which may overheat.")
        : ReasonTexts.Say(
            $"自 {onset} 起 {Phase(evidence)} 相电压比计量电流所能解释的多降 {F(evidence, "dropV"):0.00} 伏，相当于表前约 {F(evidence, "stolenA"):0.0} 安未计电流。",
            $"Since {onset} phase {Phase(evidence)} drops {F(evidence, "dropV"):0.00} V more than the metered current explains: about {F(evidence, "stolenA"):0.0} A before the meter.");

    private static double F(EngineEvidence evidence, string name) => evidence.Figures.GetValueOrDefault(name, double.NaN);

    private static string Phase(EngineEvidence evidence) => evidence.Phases.ToString();
}
