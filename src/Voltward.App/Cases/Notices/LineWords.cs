using System.Text;

namespace Voltward.App.Cases.Notices;

/// <summary>A line of a calculation in Chinese: its formula in words, and the same formula with the figures put in.</summary>
internal static class LineWords
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["equipmentKw"] = "私接设备容量(千瓦)",
        ["capacityKw"] = "容量(千瓦)",
        ["capacityKva"] = "容量(千伏安)",
        ["powerKw"] = "设备容量(千瓦)",
        ["hoursPerDay"] = "每日小时",
        ["days"] = "天数",
        ["price"] = "电价(元/千瓦时)",
        ["energyKwh"] = "电量(千瓦时)",
        ["charge"] = "补交电费(元)",
        ["multiplier"] = "倍数",
        ["voltageV"] = "电压(伏)",
        ["calibratedCurrentA"] = "标定电流(安)",
        ["ctPrimary"] = "互感器一次电流(安)",
        ["ctSecondary"] = "互感器二次电流(安)",
        ["sqrt3"] = "√3",
        ["priceShould"] = "应执行电价(元/千瓦时)",
        ["priceCharged"] = "已执行电价(元/千瓦时)",
        ["capacityPrice"] = "容(需)量电价(元/千伏安·月)",
        ["months"] = "月数",
        ["monthDays"] = "当月天数",
        ["ratePerKw"] = "每千瓦标准(元)",
        ["ratePerTime"] = "每次标准(元)",
        ["times"] = "次数",
        ["backPay"] = "补交容(需)量电费(元)",
        ["measuredKwh"] = "查实电量(千瓦时)",
        ["meteredKwh"] = "已计电量(千瓦时)",
        ["normalLossKwh"] = "正常损耗(千瓦时)",
        ["normalMonthlyKwh"] = "正常月用电量(千瓦时)",
        ["meteredMonthlyKwh"] = "其后月均计量电量(千瓦时)",
        ["recordedKwh"] = "已记电量(千瓦时)",
        ["correctionFactorK"] = "更正系数",
        ["low"] = "电量区间下限(千瓦时)",
        ["provenDays"] = "查明天数",
        ["defaultDays"] = "推定天数",
        ["raisedDays"] = "有据增加后的天数",
        ["daysSinceProvenNormal"] = "最近一次正常之日起天数",
        ["kwhPerUnit"] = "单位产品耗电(千瓦时)",
        ["output"] = "产量",
        ["auxiliaryKwh"] = "辅助用电(千瓦时)",
        ["subMetersKwh"] = "分表电量之和(千瓦时)",
        ["mainMeterKwh"] = "总表电量(千瓦时)",
        ["overUsedCharge"] = "超用电费(元)",
        ["energyMultiple"] = "倍数",
        ["activeKwh"] = "有功电量",
        ["reactiveKvarh"] = "无功电量",
        ["tanPhi"] = "无功有功比",
        ["actualMaxKw"] = "实际最大需量(千瓦)",
        ["contractKw"] = "合同容量(千瓦)",
        ["contractTransformerKva"] = "合同变压器容量(千伏安)",
        ["installedKw"] = "装接容量(千瓦)",
        ["watts"] = "功率(瓦)",
        ["relativeError"] = "相对误差",
        ["ratioTrue"] = "真实倍率",
        ["ratioUsed"] = "已用倍率",
        ["indexDifference"] = "示数差",
        ["monthKwhAllPoints"] = "各计量点当月电量",
        ["saleKwh"] = "售电量",
        ["supplyKwh"] = "供电量",
        ["demandPrice"] = "需量电价",
        ["demandPriceFactor"] = "需量电价系数",
        ["overrunMultiple"] = "超出部分倍数",
        ["overrunThreshold"] = "超出界限",
        ["arrears"] = "欠费",
        ["dailyRate"] = "每日比例",
        ["minimum"] = "最低数额",
        ["computed"] = "计算数额",
        ["standard"] = "标准",
        ["provinceLargeAmount"] = "本省数额较大标准",
        ["halvedFactor"] = "减半系数",
        ["noticeDaysMin"] = "通知最短天数",
        ["noticeDaysMax"] = "通知最长天数",
        ["secondNoticeMinutes"] = "再次通知提前分钟",
        ["restoreHours"] = "恢复时限(小时)",
        ["scale"] = "换算比例",
        ["timeFactor"] = "时段系数",
        ["multiple"] = "倍数",
        ["powerFactor"] = "功率因数",
    };

    public static string Formula(DeterminationLine line) => Rewritten(line.Formula, n => Names.GetValueOrDefault(n, n));

    public static string WithFigures(DeterminationLine line) =>
        Rewritten(line.Formula, n => n == "sqrt3" ? "√3" : line.Inputs[n]?.ToString() ?? n) + $" = {line.Value}";

    public static string Unit(string unit) => unit switch
    {
        "kWh" => "千瓦时",
        "kW" => "千瓦",
        "yuan" => "元",
        "day" => "天",
        "×" => "倍",
        _ => unit,
    };

    public static string Rounding(string rounding) => rounding.Split(' ') is [var step, "half-up"] ? $"四舍五入至{step}" : "不取整";

    /// <summary>Where a line stands in the law; an article that nobody has verified is not printed.</summary>
    public static string Basis(DeterminationLine line) =>
        line is { Verified: true, Article.Length: > 0 } ? $"《{line.Edition}》{line.Article}" : $"《{line.Edition}》（条号待核实）";

    private static string Rewritten(string formula, Func<string, string> name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < formula.Length; i++)
        {
            if (char.IsAsciiLetter(formula[i]))
            {
                var start = i;
                while (i + 1 < formula.Length && char.IsAsciiLetterOrDigit(formula[i + 1])) i++;
                text.Append(formula[start..(i + 1)] switch
                {
                    "max" => "取较大值",
                    "min" => "取较小值",
                    "sqrt" => "√",
                    var word => name(word),
                });
                continue;
            }

            text.Append(formula[i] switch { '*' => "×", '/' => "÷", '-' => "−", '(' => "（", ')' => "）", ',' => "，", var c => c.ToString() });
        }

        return text.ToString();
    }
}
