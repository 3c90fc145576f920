using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Tariffs;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for the correction factor K and for ADJ-7 to ADJ-9.</summary>
internal static class WiringAnswers
{
    private static readonly Dictionary<string, (WiringFault Fault, string Formula)> Faults = new(StringComparer.OrdinalIgnoreCase)
    {
        ["3ph4w one phase lost"] = (WiringFault.FourWireOnePhaseLost, "3 / 2"),
        ["3ph4w two phases lost"] = (WiringFault.FourWireTwoPhasesLost, "3"),
        ["3ph4w one CT reversed"] = (WiringFault.FourWireOneReversed, "3"),
        ["3ph3w first element dead"] = (WiringFault.ThreeWireFirstDead, "2 * sqrt(3) / (sqrt(3) + tanPhi)"),
        ["3ph3w second element dead"] = (WiringFault.ThreeWireSecondDead, "2 * sqrt(3) / (sqrt(3) - tanPhi)"),
        ["3ph3w one current reversed"] = (WiringFault.ThreeWireFirstReversed, "sqrt(3) / tanPhi"),
        ["3ph3w first current reversed"] = (WiringFault.ThreeWireFirstReversed, "sqrt(3) / tanPhi"),
        ["3ph3w second current reversed"] = (WiringFault.ThreeWireSecondReversed, "0 - sqrt(3) / tanPhi"),
    };

    /// <summary>ADJ-4-K: the factor for one or several power factors, or from measured powers.</summary>
    public static Problem? Factor(Sheet sheet)
    {
        var facts = sheet.Facts;
        if (facts.Has("registeredKw|registeredPowerKw")) return Measured(sheet);
        var list = facts.Has("powerFactors") ? facts.Numbers("powerFactors") : [facts.Positive("powerFactor")];
        if (facts.Has("powerFactors") && list.Count == 0) facts.Senseless("powerFactors", "功率因数列表为空。", "The list of power factors is empty.");
        var (fault, formula) = Fault(facts);
        var factors = new JsonArray();
        foreach (var powerFactor in list)
        {
            var factor = Checked(facts, fault, powerFactor);
            if (facts.Problem is { } problem) return problem;
            factors.Add(Figures.Fixed(factor, 3));
            var line = new Step("factor", new("更正系数 K", "Correction factor K"), "×", formula, "0.001 half-up", Figures.Fixed(factor, 3));
            if (formula.Contains("tanPhi", StringComparison.Ordinal))
                sheet.Add(sheet.Main, line, ("powerFactor", powerFactor), ("tanPhi", MeteringRules.Tangent(powerFactor)));
            else
                sheet.Add(sheet.Main, line, ("powerFactor", powerFactor));
        }

        sheet.Result["k"] = facts.Has("powerFactors") ? factors : factors[0]!.DeepClone();
        return null;
    }

    /// <summary>K for the wiring and power factor that a question names.</summary>
    public static decimal FactorOf(Facts facts)
    {
        if (!facts.Has("fault")) return facts.Signed("correctionFactorK");
        var (fault, _) = Fault(facts);
        return Checked(facts, fault, facts.Has("powerFactor") ? facts.Positive("powerFactor") : NoNeed(facts, fault));
    }

    /// <summary>ADJ-7: what is paid while the adjustment is undecided.</summary>
    public static Problem? Meanwhile(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var cause = facts.Text("case|adjustment");
        var byReading = clause.Words("byReading").Contains(cause);
        if (!byReading && !clause.Words("byNormalMonth").Contains(cause) && facts.Problem is null)
            facts.Senseless("case", "应为 ADJ-1 至 ADJ-6 之一。", "It must be one of ADJ-1 to ADJ-6.");
        var energy = new KilowattHours(facts.NotNegative(byReading ? "readingKwh" : "normalMonthlyKwh"));
        if (facts.Problem is { } problem) return problem;
        sheet.Result["basis"] = byReading ? "Reading" : "NormalMonth";
        sheet.Result["payKwh"] = Figures.Fixed(energy.Value, 2);
        sheet.Add(
            clause,
            new("energy", new("退补确定前先行交费的电量", "Energy to pay meanwhile"), "kWh", "energyKwh", Figures.None, Figures.Fixed(energy.Value, 2)),
            ("energyKwh", energy.Value));
        return null;
    }

    /// <summary>ADJ-8: a resident's adjustment, placed in its period by steps, else at the customer's better step.</summary>
    public static Problem? ResidentSteps(Sheet sheet)
    {
        var facts = sheet.Facts;
        var energy = facts.Signed("adjustmentKwh");
        var steps = TariffAnswers.StepsOf(facts);
        var placed = facts.FlagOrNull("periodKnown") ?? facts.Has("yearKwh");
        var year = placed ? facts.NotNegative("yearKwh") : 0m;
        if (placed && energy < 0m && year + energy < 0m)
            facts.Senseless("adjustmentKwh", "退补电量大于全年电量。", "The refund exceeds the year's energy.");
        if (facts.Problem is { } problem) return problem;

        var refund = energy < 0m;
        var size = new KilowattHours(Math.Abs(energy));
        var lines = placed
            ? EnergyPriceRules.Steps(steps, new(refund ? year + energy : year), size)
            : [new StepCharge(size, (refund ? steps[^1] : steps[0]).Price, size * (refund ? steps[^1] : steps[0]).Price)];
        TariffAnswers.WriteSteps(sheet, lines, refund ? -1 : 1);
        sheet.Result["direction"] = refund ? "Refund" : energy > 0m ? "Collect" : "None";
        return null;
    }

    /// <summary>ADJ-9: who bears a lost, broken or burnt meter.</summary>
    public static Problem? DamagedMeter(Sheet sheet)
    {
        var facts = sheet.Facts;
        if (!facts.Has("userFault")) facts.Refuse(RuleProblems.InputMissing(facts.Place("userFault")));
        var fault = facts.Flag("userFault");
        var cost = fault ? facts.NotNegative("compensation|repairCost|meterPrice") : 0m;
        if (facts.Problem is { } problem) return problem;
        sheet.Result["paidBy"] = fault ? "Customer" : "Company";
        sheet.Result["amount"] = Figures.Money(cost);
        sheet.Add(
            sheet.Main,
            new("adjustment", new("赔偿费或修理费", "Compensation or repair"), "yuan", "cost", Figures.Fen, Figures.Money(cost)), ("cost", cost));
        return null;
    }

    private static Problem? Measured(Sheet sheet)
    {
        var facts = sheet.Facts;
        var (real, registered) = (facts.Signed("trueKw|truePowerKw"), facts.Signed("registeredKw|registeredPowerKw"));
        if (registered == 0m) facts.Senseless("registeredKw", "表计功率为零时没有更正系数。", "There is no factor when the meter registers nothing.");
        if (facts.Problem is { } problem) return problem;
        var factor = Figures.Fixed(real / registered, 3);
        sheet.Add(sheet.Main, new("factor", new("更正系数 K（实测）", "Correction factor K, measured"), "×", "trueKw / registeredKw", "0.001 half-up", factor), ("trueKw", real), ("registeredKw", registered));
        sheet.Result["k"] = factor;
        return null;
    }

    private static decimal NoNeed(Facts facts, WiringFault fault) =>
        fault is WiringFault.FourWireOnePhaseLost or WiringFault.FourWireTwoPhasesLost or WiringFault.FourWireOneReversed
            ? 1m
            : facts.Positive("powerFactor");

    private static decimal Checked(Facts facts, WiringFault fault, decimal powerFactor)
    {
        if (powerFactor is <= 0m or > 1m) facts.Senseless("powerFactor|powerFactors", "功率因数应在 0 与 1 之间。", "A power factor lies between 0 and 1.");
        if (facts.Problem is not null) return 1m;
        if (MeteringRules.CorrectionFactor(fault, powerFactor) is { } factor) return factor;
        facts.Senseless("powerFactor|powerFactors", "在该功率因数下表计不计电量，没有更正系数。", "At this power factor the meter registers nothing: there is no factor.");
        return 1m;
    }

    private static (WiringFault Fault, string Formula) Fault(Facts facts)
    {
        var named = facts.Text("fault");
        var text = named.Split('(')[0].Trim();
        if (Faults.TryGetValue(text, out var found)) return found;
        if (Enum.TryParse<WiringFault>(text, ignoreCase: true, out var fault) && Enum.IsDefined(fault))
            return Faults.Values.First(f => f.Fault == fault);
        if (facts.Problem is null)
        {
            facts.Refuse(RuleProblems.InputUnreadable(facts.Place("fault"), new(
                $"已知的接线故障：{string.Join('、', Faults.Keys)}", $"a known wiring fault: {string.Join(", ", Faults.Keys)}")));
        }

        return Faults.Values.First();
    }
}
