using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for theft whose energy was measured, compared, or worked out by a provincial method.</summary>
internal static class QuantityAnswers
{
    /// <summary>THF-Q1: check meter, balance of the area, correction factor, or an estimate with its lower end.</summary>
    public static Problem? Measured(Sheet sheet)
    {
        var facts = sheet.Facts;
        if (facts.Has("correctionFactorK")) return ByFactor(sheet);
        if (facts.Part("intervalKwh") is { } interval) return ByInterval(sheet, interval);
        var balance = facts.Has("areaSupplyKwh");
        var measured = new KilowattHours(facts.NotNegative(balance ? "areaSupplyKwh" : "checkMeterKwh|measuredKwh|stolenKwh"));
        var metered = new KilowattHours(balance
            ? facts.NotNegative("branchSumKwh|branchKwh")
            : facts.Has("checkMeterKwh") ? facts.NotNegative("meteredKwh") : facts.NotNegativeOrNull("meteredKwh") ?? 0m);
        var loss = new KilowattHours(facts.NotNegativeOrNull("normalLossKwh") ?? 0m);
        if (facts.Problem is { } problem) return problem;
        var energy = TheftRules.MeasuredDifference(measured, metered, loss, sheet.EnergyStep);
        Line(sheet, new("查实的窃电量", "Measured energy"), "max(0, measuredKwh - meteredKwh - normalLossKwh)", energy,
            ("measuredKwh", measured.Value), ("meteredKwh", metered.Value), ("normalLossKwh", loss.Value));
        return Worth(sheet, energy, "THF-Q1");
    }

    /// <summary>THF-Q2: normal months before less metered months after.</summary>
    public static Problem? NormalMonths(Sheet sheet)
    {
        var facts = sheet.Facts;
        var clause = sheet.Main;
        if (clause.Text("maxNormalMonths") is null && sheet.Also("THF-Q2", sheet.Grounds[0]).Succeeded(out var found, out _)) clause = found;
        var most = clause.Count("maxNormalMonths");
        var list = facts.Numbers("normalMonths");
        if (list.Count > most || facts.CountOrNull("normalMonthsAveraged") > most)
            facts.Senseless("normalMonths", $"正常用电月份最多取 {most} 个。", $"At most {most} normal months are averaged.");
        var normal = new KilowattHours(list.Count > 0 ? list.Average() : facts.NotNegative("normalMonthlyKwh"));
        var metered = new KilowattHours(facts.NotNegative("meteredMonthlyKwh"));
        var months = facts.Positive("months");
        if (facts.Problem is { } problem) return problem;
        var energy = TheftRules.NormalMonths(normal, metered, months, sheet.EnergyStep);
        Line(sheet, new("窃电量（与正常月比较）", "Energy, against normal months"), "max(0, (normalMonthlyKwh - meteredMonthlyKwh) * months)", energy,
            ("normalMonthlyKwh", normal.Value), ("meteredMonthlyKwh", metered.Value), ("months", months));
        return Worth(sheet, energy, "THF-Q2");
    }

    /// <summary>THF-Q3: unit output, or sub-meters against the main meter; only where a local rule allows it.</summary>
    public static Problem? Provincial(Sheet sheet)
    {
        var facts = sheet.Facts;
        KilowattHours energy;
        if (facts.Has("subMetersKwh"))
        {
            var (sub, loss, main) = (facts.NotNegative("subMetersKwh"), facts.NotNegativeOrNull("normalLossKwh") ?? 0m, facts.NotNegative("mainMeterKwh"));
            if (facts.Problem is { } wrong) return wrong;
            energy = TheftRules.MeasuredDifference(new(sub + loss), new(main), new(0m), sheet.EnergyStep);
            Line(sheet, new("窃电量（总表与分表）", "Energy, sub-meters against main meter"), "max(0, subMetersKwh + normalLossKwh - mainMeterKwh)", energy,
                ("subMetersKwh", sub), ("normalLossKwh", loss), ("mainMeterKwh", main));
        }
        else
        {
            var (unit, output) = (facts.NotNegative("kwhPerUnit"), facts.NotNegative("output"));
            var (auxiliary, metered) = (facts.NotNegativeOrNull("auxiliaryKwh") ?? 0m, facts.NotNegative("meteredKwh"));
            if (facts.Problem is { } wrong) return wrong;
            energy = TheftRules.UnitOutput(new(unit), output, new(auxiliary - metered), sheet.EnergyStep);
            Line(sheet, new("窃电量（单位产品耗电）", "Energy, by unit of product"), "max(0, kwhPerUnit * output + auxiliaryKwh - meteredKwh)", energy,
                ("kwhPerUnit", unit), ("output", output), ("auxiliaryKwh", auxiliary), ("meteredKwh", metered));
        }

        sheet.AskReview("LocalMethod", new("该方法须有本省规定依据", "the method needs a rule of the province"));
        return Worth(sheet, energy, "THF-Q3");
    }

    private static Problem? ByFactor(Sheet sheet)
    {
        var facts = sheet.Facts;
        var recorded = new KilowattHours(facts.Signed("recordedKwh"));
        var factor = facts.Signed("correctionFactorK");
        if (facts.Problem is { } problem) return problem;
        var energy = MeteringRules.WrongWiring(recorded, factor, sheet.EnergyStep);
        if (energy.Value < 0m) return RuleProblems.InputSenseless(facts.Place("correctionFactorK"), new("更正系数未使电量增加，不是少计电量。", "The factor does not raise the energy: nothing was under-metered."));
        Line(sheet, new("窃电量（更正系数）", "Energy, by correction factor"), "recordedKwh * (correctionFactorK - 1)", energy,
            ("recordedKwh", recorded.Value), ("correctionFactorK", factor));
        return Worth(sheet, energy, "THF-Q1");
    }

    /// <summary>An estimate claims its lower end; both ends stay on record.</summary>
    private static Problem? ByInterval(Sheet sheet, Facts interval)
    {
        var (low, high) = (interval.NotNegative("low"), interval.NotNegative("high"));
        if (low > high) interval.Senseless("low", "下限高于上限。", "The lower end is above the upper end.");
        if (sheet.Facts.Problem is { } problem) return problem;
        var energy = TheftRules.MeasuredDifference(new(low), new(0m), new(0m), sheet.EnergyStep);
        Line(sheet, new("窃电量（区间下限）", "Energy, lower end of the interval"), "low", energy, ("low", low), ("high", high));
        sheet.Result["energyInterval"] = new JsonObject { ["low"] = Figures.Fixed(low, 2), ["high"] = Figures.Fixed(high, 2) };
        return Worth(sheet, energy, "THF-Q1");
    }

    /// <summary>Civil editions give charge and penalty; the criminal interpretation gives the amount of the theft, and never both.</summary>
    private static Problem? Worth(Sheet sheet, KilowattHours energy, string method)
    {
        var ground = sheet.Grounds[0];
        if (sheet.Stands("THF-REC", ground)) return TheftAnswers.Priced(sheet, [(ground, energy)]);

        var facts = sheet.Facts;
        sheet.Result["energyKwh"] = Figures.Fixed(energy.Value, 2);
        if (!facts.Has("price")) return null;
        var price = new YuanPerKilowattHour(facts.Positive("price"));
        if (facts.Problem is { } problem) return problem;
        var amount = TheftRules.CriminalAmount(energy, price);
        sheet.Add(
            sheet.Main,
            new("criminal-amount", new("盗窃数额（刑事口径）", "Amount of the theft in criminal law"), "yuan", "energyKwh * price", Figures.Fen, Figures.Money(amount.Amount.Value)),
            ("energyKwh", energy.Value), ("price", price.Value));
        sheet.Result["amount"] = Figures.Money(amount.Amount.Value);
        return facts.Has("provinceLargeAmount|provinceLargeAmountRange") ? LadderAnswers.ByAmount(sheet, amount, method) : null;
    }

    private static void Line(Sheet sheet, Words text, string formula, KilowattHours energy, params ReadOnlySpan<(string, object)> inputs) => sheet.Add(
        sheet.Main,
        new("energy", text, "kWh", formula, $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)),
        inputs);
}
