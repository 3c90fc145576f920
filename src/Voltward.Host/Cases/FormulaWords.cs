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
