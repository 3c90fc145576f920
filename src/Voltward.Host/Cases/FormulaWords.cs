using System.Globalization;
using System.Text.RegularExpressions;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>
/// The names of a settlement's figures, its roundings and its grades of certainty in words. The rules write formulas over short
/// English names, so that a program can recompute them; a page shows the same formula in the reader's language.
/// </summary>
internal static partial class FormulaWords
{
    private static readonly Dictionary<string, Words> Names = new(StringComparer.Ordinal)
    {
        ["energyKwh"] = new("电量", "energy"),
        ["price"] = new("电价", "price"),
        ["charge"] = new("补交电费", "back-billed charge"),
        ["penalty"] = new("违约使用电费", "penalty charge"),
        ["multiplier"] = new("倍数", "multiple"),
        ["multiple"] = new("倍数", "multiple"),
        ["low"] = new("区间下限", "lower end"),
        ["high"] = new("区间上限", "upper end"),
        ["days"] = new("天数", "days"),
        ["months"] = new("月数", "months"),
        ["fullMonths"] = new("整月数", "full months"),
        ["hoursPerDay"] = new("每日小时", "hours a day"),
        ["capacityKw"] = new("容量（kW）", "capacity (kW)"),
        ["capacityKva"] = new("容量（kVA）", "capacity (kVA)"),
        ["overCapacityKw"] = new("超容量（kW）", "capacity beyond contract (kW)"),
        ["overCapacityKva"] = new("超容量（kVA）", "capacity beyond contract (kVA)"),
        ["equipmentKw"] = new("私接设备容量（kW）", "unmetered equipment (kW)"),
        ["powerKw"] = new("设备容量（kW）", "equipment (kW)"),
        ["powerFactor"] = new("功率因数", "power factor"),
        ["normalMonthlyKwh"] = new("正常月均电量", "normal energy a month"),
        ["meteredMonthlyKwh"] = new("期间月均计量电量", "metered energy a month"),
        ["recordedKwh"] = new("抄见电量", "recorded energy"),
        ["meteredKwh"] = new("计量电量", "metered energy"),
        ["measuredKwh"] = new("实测电量", "measured energy"),
        ["mainMeterKwh"] = new("总表电量", "energy of the main meter"),
        ["subMetersKwh"] = new("分表电量合计", "energy of the sub-meters"),
        ["priceShould"] = new("应收电价", "price due"),
        ["priceCharged"] = new("实收电价", "price charged"),
        ["capacityPrice"] = new("容量电价", "price of capacity"),
        ["ratePerKw"] = new("每千瓦标准", "rate per kW"),
        ["ratePerTime"] = new("每次标准", "rate per time"),
        ["ratePerKvaPerTime"] = new("每千伏安每次标准", "rate per kVA and time"),
        ["times"] = new("次数", "times"),
        ["factor"] = new("系数", "factor"),
        ["defaultDays"] = new("规定天数", "days by the rule"),
        ["provenDays"] = new("查明天数", "proven days"),
        ["limitDays"] = new("最长天数", "longest time, days"),
        ["tariff"] = new("电价制度", "kind of tariff"),
        ["meterMarking"] = new("电能表标称", "marking of the meter"),
        ["conductFrom"] = new("行为起日", "first day"),
        ["conductTo"] = new("行为止日", "last day"),
        ["intervalKwh"] = new("电量区间", "interval of the energy"),
        ["failedMethods"] = new("不能采用的方法", "methods ruled out"),
        ["priceSource"] = new("电价来源", "source of the price"),
        ["by"] = new("审核部门", "decided by"),
        ["on"] = new("审核日期", "decided on"),
        ["reference"] = new("文号", "paper"),
        ["activeKwh"] = new("有功电量", "active energy"),
        ["reactiveKvarh"] = new("无功电量", "reactive energy"),
        ["tanPhi"] = new("无功有功比", "reactive over active"),
        ["actualMaxKw"] = new("实际最大需量（kW）", "highest demand (kW)"),
        ["contractKw"] = new("合同容量（kW）", "contracted capacity (kW)"),
        ["contractKva"] = new("合同容量（kVA）", "contracted capacity (kVA)"),
        ["contractTransformerKva"] = new("合同变压器容量（kVA）", "contracted transformers (kVA)"),
        ["contractMultiplier"] = new("合同约定倍数", "multiple of the contract"),
        ["installedKw"] = new("装接容量（kW）", "installed equipment (kW)"),
        ["phases"] = new("相数", "phases"),
        ["watts"] = new("功率（W）", "power (W)"),
        ["voltageV"] = new("电压（V）", "voltage (V)"),
        ["calibratedCurrentA"] = new("标定电流（A）", "calibrated current (A)"),
        ["ctPrimary"] = new("互感器一次电流（A）", "primary current of the transformer (A)"),
        ["ctSecondary"] = new("互感器二次电流（A）", "secondary current of the transformer (A)"),
        ["correctionFactorK"] = new("更正系数", "correction factor"),
        ["relativeError"] = new("相对误差", "relative error"),
        ["ratioTrue"] = new("真实倍率", "true ratio"),
        ["ratioUsed"] = new("已用倍率", "ratio used"),
        ["indexDifference"] = new("示数差", "difference of the register"),
        ["monthKwhAllPoints"] = new("各计量点当月电量", "energy of the month at all points"),
        ["saleKwh"] = new("售电量", "energy sold"),
        ["supplyKwh"] = new("供电量", "energy supplied"),
        ["daysSinceProvenNormal"] = new("最近一次正常之日起天数", "days since proven normal"),
        ["raisedDays"] = new("有据增加后的天数", "days raised for a reason"),
        ["monthDays"] = new("当月天数", "days of the month"),
        ["backPay"] = new("补交容（需）量电费", "back-billed capacity charge"),
        ["demandPrice"] = new("需量电价", "price of demand"),
        ["demandPriceFactor"] = new("需量电价系数", "factor on the price of demand"),
        ["overrunMultiple"] = new("超出部分倍数", "multiple on the excess"),
        ["overrunThreshold"] = new("超出界限", "threshold of the excess"),
        ["arrears"] = new("欠费", "arrears"),
        ["dailyRate"] = new("每日比例", "rate a day"),
        ["minimum"] = new("最低数额", "least amount"),
        ["computed"] = new("计算数额", "amount computed"),
        ["standard"] = new("标准", "standard"),
        ["provinceLargeAmount"] = new("本省数额较大标准", "large amount in the province"),
        ["halvedFactor"] = new("减半系数", "factor when halved"),
        ["noticeDaysMin"] = new("通知最短天数", "shortest notice, days"),
        ["noticeDaysMax"] = new("通知最长天数", "longest notice, days"),
        ["secondNoticeMinutes"] = new("再次通知提前分钟", "second notice, minutes before"),
        ["restoreHours"] = new("恢复时限（小时）", "limit to restore (hours)"),
        ["scale"] = new("换算比例", "scale"),
        ["timeFactor"] = new("时段系数", "factor of the time of use"),
        ["sqrt3"] = new("√3", "√3"),
        ["sqrt"] = new("√", "√"),
        ["max"] = new("取较大值", "the larger of"),
        ["min"] = new("取较小值", "the smaller of"),
    };

    /// <summary>The name of a figure; as the rule writes it when it has no words.</summary>
    public static Words Name(string name) => Names.GetValueOrDefault(name, new Words(name, name));

    /// <summary>The formula with its names in words and the usual signs.</summary>
    public static string Formula(string formula, bool english) =>
        Identifier().Replace(formula, m => Name(m.Value).In(english)).Replace(" * ", " × ", StringComparison.Ordinal).Replace(" / ", " ÷ ", StringComparison.Ordinal);

    /// <summary>Step and rule of a rounding.</summary>
    public static Words Rounding(string rounding) => rounding.Split(' ') is [var step, "half-up"]
        ? new($"四舍五入到 {step}", $"to {step}, half up")
        : rounding is "none" or "" ? new("不取整", "not rounded") : new(rounding, rounding);

    /// <summary>How far the wording of a rule was seen in a source.</summary>
    public static Words Certainty(string grade) => grade switch
    {
        "SAW-LAW" or "SAW-24" or "SAW-96" => new("已见条文原文", "seen in the law itself"),
        "SAW-WEB" => new("见于网络转载", "seen in a copy on the web"),
        "MEM-H" => new("未核原文，把握较大", "not checked against the text, fairly sure"),
        "MEM-M" => new("未核原文，把握一般", "not checked against the text, somewhat sure"),
        "MEM-L" => new("未核原文，把握较小", "not checked against the text, unsure"),
        "INPUT" => new("取自案件事实", "from the facts of the case"),
        _ => new(grade, grade),
    };

    /// <summary>A figure with its thousands grouped; other text as it stands.</summary>
    public static string Figure(string? value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) >= 1000
            ? number.ToString("#,##0" + (value!.Contains('.', StringComparison.Ordinal) ? "." + new string('0', value.Length - value.IndexOf('.', StringComparison.Ordinal) - 1) : ""), CultureInfo.InvariantCulture)
            : value ?? "";

    [GeneratedRegex("[A-Za-z][A-Za-z0-9]*")]
    private static partial Regex Identifier();
}
