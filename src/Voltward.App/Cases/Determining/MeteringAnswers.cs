using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for adjustments of metering, ADJ-1 to ADJ-6. Factors and the rest are in <see cref="WiringAnswers"/>.</summary>
internal static class MeteringAnswers
{
    private enum TransformerFault
    {
        PtFuse,
        Pt,
        Ct,
    }

    /// <summary>ADJ-1.</summary>
    public static Problem? MeterError(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var recorded = new KilowattHours(facts.NotNegative("recordedKwh"));
        var error = facts.Signed("relativeError");
        if (error is <= -1m or >= 10m) facts.Senseless("relativeError", "相对误差应大于 −1（例如 -0.042）。", "A relative error is above −1, such as -0.042.");
        var (formula, factor) = (clause.Choice<MeterErrorFormula>("formula"), clause.NotNegative("timeFactor"));
        var allowed = facts.NotNegativeOrNull("allowedError");
        if (facts.Problem is { } problem) return problem;

        var inLimits = allowed is { } limit && Math.Abs(error) <= limit;
        var energy = inLimits ? new(0m) : MeteringRules.MeterError(recorded, error, formula, factor, sheet.EnergyStep);
        if (inLimits) sheet.Result["withinAllowedError"] = true;
        if (formula == MeterErrorFormula.EOverOnePlusE)
        {
            sheet.Result["trueKwh"] = Figures.Fixed(recorded.Value / (1m + error), 2);
            sheet.Result["deltaWholeIntervalKwh"] = Figures.Fixed(-recorded.Value * error / (1m + error), 2);
        }

        var expression = inLimits ? "0" : formula == MeterErrorFormula.Simple
            ? "0 - recordedKwh * relativeError * timeFactor"
            : "0 - recordedKwh * relativeError / (1 + relativeError) * timeFactor";
        Adjust(sheet, energy, (new("计量误差退补电量", "Energy for meter error"), expression, ["formula", "timeFactor"]),
            ("recordedKwh", recorded.Value), ("relativeError", error), ("timeFactor", factor));
        return facts.Problem;
    }

    /// <summary>ADJ-2.</summary>
    public static Problem? VoltageDrop(Sheet sheet)
    {
        var facts = sheet.Facts;
        var recorded = new KilowattHours(facts.NotNegative("recordedKwh"));
        var (actual, allowed) = (facts.NotNegative("actualDropPercent"), facts.NotNegative("allowedDropPercent"));
        if (facts.Problem is { } problem) return problem;
        var (energy, formula) = CollectOnly(sheet, MeteringRules.VoltageDrop(recorded, actual, allowed, sheet.EnergyStep), "recordedKwh * (actualDropPercent - allowedDropPercent) / 100");
        Adjust(sheet, energy, (new("连接线电压降退补电量", "Energy for voltage drop"), formula, []),
            ("recordedKwh", recorded.Value), ("actualDropPercent", actual), ("allowedDropPercent", allowed));
        return facts.Problem;
    }

    /// <summary>ADJ-3.</summary>
    public static Problem? OtherCause(Sheet sheet) => AgainstNormal(sheet);

    /// <summary>ADJ-4.</summary>
    public static Problem? WrongWiring(Sheet sheet)
    {
        var facts = sheet.Facts;
        var recorded = new KilowattHours(facts.Signed("recordedKwh"));
        var factor = facts.Has("correctionFactorK") ? facts.Signed("correctionFactorK") : WiringAnswers.FactorOf(facts);
        if (facts.Problem is { } problem) return problem;
        var energy = MeteringRules.WrongWiring(recorded, factor, sheet.EnergyStep);
        Adjust(sheet, energy, (new("接线错误退补电量", "Energy for wrong wiring"), "recordedKwh * (correctionFactorK - 1)", []),
            ("recordedKwh", recorded.Value), ("correctionFactorK", factor));
        return facts.Problem;
    }

    /// <summary>ADJ-5: the theoretical rate first, else normal month less fault month.</summary>
    public static Problem? InstrumentTransformer(Sheet sheet)
    {
        var facts = sheet.Facts;
        var cause = facts.Choice("cause", TransformerFault.PtFuse);
        if (!sheet.Main.Words("causes").Contains(cause.ToString()))
            facts.Senseless("cause", "该版本只适用于电压互感器保险熔断。", "This edition covers only a blown fuse of a voltage transformer.");
        if (!facts.Has("theoreticalDifferenceRate|correctionFactorK|fault")) return AgainstNormal(sheet);
        var rate = facts.Has("theoreticalDifferenceRate")
            ? facts.Signed("theoreticalDifferenceRate")
            : (facts.Has("correctionFactorK") ? facts.Signed("correctionFactorK") : WiringAnswers.FactorOf(facts)) - 1m;
        var recorded = new KilowattHours(facts.Signed("recordedKwh"));
        if (facts.Problem is { } problem) return problem;
        var (energy, formula) = CollectOnly(sheet, MeteringRules.TransformerFault(recorded, rate, sheet.EnergyStep), "recordedKwh * differenceRate");
        Adjust(sheet, energy, (new("互感器故障退补电量（理论差额率）", "Energy for transformer fault, by theory"), formula, []),
            ("recordedKwh", recorded.Value), ("differenceRate", rate));
        return facts.Problem;
    }

    /// <summary>ADJ-6.</summary>
    public static Problem? WrongRatio(Sheet sheet)
    {
        var facts = sheet.Facts;
        var difference = facts.NotNegative("indexDifference");
        var (trueRatio, usedRatio) = (Ratio(facts, "ratioTrue"), Ratio(facts, "ratioUsed"));
        if (facts.Problem is { } problem) return problem;
        var energy = MeteringRules.WrongRatio(difference, new(trueRatio), new(usedRatio), sheet.EnergyStep);
        Adjust(sheet, energy, (new("倍率不符退补电量", "Energy for wrong ratio"), "indexDifference * (ratioTrue - ratioUsed)", []),
            ("indexDifference", difference), ("ratioTrue", trueRatio), ("ratioUsed", usedRatio));
        return facts.Problem;
    }

    /// <summary>Line, energy, direction and, with a price, the amount. Positive = collect.</summary>
    public static void Adjust(
        Sheet sheet,
        KilowattHours energy,
        (Words Text, string Formula, IReadOnlyList<string> Keys) line,
        params ReadOnlySpan<(string, object)> inputs)
    {
        sheet.Add(
            sheet.Main,
            new("energy", line.Text, "kWh", line.Formula, $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)) { Keys = line.Keys },
            inputs);
        sheet.Energy = energy;
        sheet.Result["adjustmentKwh"] = Figures.Fixed(energy.Value, 2);
        sheet.Result["direction"] = energy.Value > 0m ? "Collect" : energy.Value < 0m ? "Refund" : "None";
        if (!sheet.Facts.Has("price")) return;
        var price = new YuanPerKilowattHour(sheet.Facts.NotNegative("price"));
        var amount = energy * price;
        sheet.Add(
            sheet.Main,
            new("adjustment", new("退补电费", "Billing adjustment"), "yuan", "energyKwh * price", Figures.Fen, Figures.Money(amount.Value)),
            ("energyKwh", energy.Value), ("price", price.Value));
        sheet.Result["amount"] = Figures.Money(amount.Value);
    }

    private static Problem? AgainstNormal(Sheet sheet)
    {
        var facts = sheet.Facts;
        var normal = new KilowattHours(facts.NotNegative("normalMonthlyKwh"));
        var months = facts.PositiveOrNull("months") ?? 1m;
        var recorded = new KilowattHours(facts.NotNegative("recordedKwh|faultMonthKwh|faultMonthlyKwh"));
        if (facts.Problem is { } problem) return problem;
        var (energy, formula) = CollectOnly(sheet, MeteringRules.AgainstNormal(normal, months, recorded, sheet.EnergyStep), "normalMonthlyKwh * months - recordedKwh");
        Adjust(sheet, energy, (new("退补电量（与正常月比较）", "Energy, against normal months"), formula, []),
            ("normalMonthlyKwh", normal.Value), ("months", months), ("recordedKwh", recorded.Value));
        return facts.Problem;
    }

    /// <summary>1996 knows only 补收 for some causes: nothing is refunded then.</summary>
    private static (KilowattHours Energy, string Formula) CollectOnly(Sheet sheet, KilowattHours energy, string formula)
    {
        if (sheet.Main.Text("direction") != "CollectOnly") return (energy, formula);
        return (energy.Value < 0m ? new(0m) : energy, $"max(0, {formula})");
    }

    private static decimal Ratio(Facts facts, string name)
    {
        if (!facts.Has(name)) return facts.Positive(name);
        var (primary, secondary) = facts.Ratio(name, 1m);
        return primary / secondary;
    }
}
