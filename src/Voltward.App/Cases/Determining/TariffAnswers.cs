using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Tariffs;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for tariffs: demand, steps, time of use, transformer loss, the price of a theft.</summary>
internal static class TariffAnswers
{
    /// <summary>TAR-DEMAND.</summary>
    public static Problem? Demand(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var contract = facts.Positive("contractKw");
        var highest = facts.NotNegative("actualMaxKw");
        var price = new CapacityPrice(facts.NotNegative("demandPrice"));
        var formula = clause.Choice<OverrunFormula>("overrunFormula", facts.Has("formula") ? "formula" : null);
        var terms = new DemandTerms(formula, clause.Positive("overrunThreshold"), clause.NotNegative("overrunMultiple"));
        if (facts.PositiveOrNull("capacityKva|contractTransformerKva") is { } capacity && contract < capacity * clause.NotNegative("minimumShare"))
            facts.Senseless("contractKw", $"合同需量不得低于变压器容量的 {Figures.Plain(clause.NotNegative("minimumShare") * 100m)}%。", "The contract demand is below the least share of the transformer capacity.");
        var factor = facts.PositiveOrNull("demandPriceFactor") ?? 1m;
        if (facts.Problem is { } problem) return problem;

        var charged = DemandRules.Charged(new(contract), new(highest), terms);
        var charge = DemandRules.Charge(charged, price, factor);
        var over = highest > contract * terms.Threshold;
        var expression = !over ? "contractKw" : formula == OverrunFormula.A
            ? "(contractKw + overrunMultiple * (actualMaxKw - overrunThreshold * contractKw))"
            : "(overrunThreshold * contractKw + overrunMultiple * (actualMaxKw - overrunThreshold * contractKw))";
        sheet.Add(
            clause,
            new("charge", new("需量电费", "Demand charge"), "yuan", $"{expression} * demandPrice * demandPriceFactor", Figures.Fen, Figures.Money(charge.Value)) { Keys = over ? ["overrunFormula", "overrunThreshold"] : ["overrunThreshold"] },
            ("contractKw", contract), ("actualMaxKw", highest), ("demandPrice", price.YuanPerKilowattMonth), ("demandPriceFactor", factor),
            ("overrunThreshold", terms.Threshold), ("overrunMultiple", terms.OverrunMultiple));
        sheet.Result["chargedKw"] = Figures.Plain(charged.Value);
        sheet.Result["demandCharge"] = Figures.Money(charge.Value);
        return null;
    }

    /// <summary>TAR-DEMAND-260.</summary>
    public static Problem? UseFactor(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var (energy, capacity) = (facts.NotNegative("monthKwhAllPoints"), facts.Positive("contractTransformerKva|contractKva"));
        var (threshold, reduced) = (clause.Positive("thresholdKwhPerKva"), clause.Positive("factor"));
        if (facts.Problem is { } problem) return problem;
        var use = energy / capacity;
        var factor = DemandRules.UseFactor(use, threshold, reduced);
        sheet.Add(
            clause,
            new("factor", new("每千伏安月用电量", "Energy per kVA and month"), "kWh/kVA", "monthKwhAllPoints / contractTransformerKva", "0.01 half-up", Figures.Fixed(use, 2)) { Keys = ["thresholdKwhPerKva"] },
            ("monthKwhAllPoints", energy), ("contractTransformerKva", capacity));
        sheet.Result["kwhPerKva"] = Figures.Fixed(use, 2);
        sheet.Result["demandPriceFactor"] = Figures.Fixed(factor, 2);
        return null;
    }

    /// <summary>TAR-TIER.</summary>
    public static Problem? Steps(Sheet sheet)
    {
        var facts = sheet.Facts;
        var year = facts.NotNegative("yearKwh");
        var before = facts.NotNegativeOrNull("alreadyBilledKwh") ?? 0m;
        var steps = StepsOf(facts);
        if (before > year) facts.Senseless("alreadyBilledKwh", "已计费电量大于全年电量。", "The energy already billed exceeds the year's.");
        if (facts.Problem is { } problem) return problem;
        WriteSteps(sheet, EnergyPriceRules.Steps(steps, new(before), new(year - before)), 1);
        return null;
    }

    /// <summary>TAR-TOU: prices per period, or a flat price with ratios.</summary>
    public static Problem? TimeOfUse(Sheet sheet)
    {
        var facts = sheet.Facts;
        var total = Yuan.FromFen(0);
        var lines = new JsonArray();
        var periods = facts.Items("periods");
        if (periods.Count == 0) facts.Refuse(RuleProblems.InputMissing(facts.Place("periods")));
        var prices = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (var period in periods)
        {
            var energy = period.NotNegative("energyKwh");
            var (flat, ratio) = period.Has("price") ? (period.NotNegative("price"), 1m) : (facts.NotNegative("flatPrice|basePrice"), period.NotNegative("ratio"));
            var price = new YuanPerKilowattHour(flat * ratio);
            if (facts.Problem is { } problem) return problem;
            var charge = EnergyPriceRules.TimeOfUse(new(energy), price);
            total += charge;
            lines.Add(Figures.Money(charge.Value));
            prices[period.TextOrNull("name") ?? ""] = price.Value;
            sheet.Add(
                sheet.Main,
                new("charge", new($"电度电费（{period.TextOrNull("name") ?? "时段"}）", $"Energy charge, {period.TextOrNull("name") ?? "period"}"), "yuan", "energyKwh * flatPrice * ratio", Figures.Fen, Figures.Money(charge.Value)),
                ("energyKwh", energy), ("flatPrice", flat), ("ratio", ratio));
        }

        sheet.Result["lines"] = lines;
        sheet.Result["total"] = Figures.Money(total.Value);
        CheckRatios(sheet, prices);
        return facts.Problem;
    }

    /// <summary>TLOSS.</summary>
    public static Problem? TransformerLoss(Sheet sheet)
    {
        var facts = sheet.Facts;
        var transformer = new BilledTransformer(facts.NotNegative("p0Kw|noLoadKw"), facts.NotNegative("pkKw|loadKw"), facts.Positive("seKva|ratedKva"));
        var (active, reactive) = (facts.NotNegative("activeKwh|wpKwh"), facts.NotNegative("reactiveKvarh|wqKvarh"));
        var perDay = sheet.Main.Positive("hoursPerDay");
        var (days, shape) = (facts.Positive("days"), facts.PositiveOrNull("shapeFactor|k") ?? 1m);
        if (facts.Problem is { } problem) return problem;
        var loss = TransformerLossRules.Loss(transformer, active, reactive, new(perDay * days), shape);
        var energy = sheet.EnergyStep.Round(loss);
        sheet.Add(
            sheet.Main,
            new("energy", new("变压器损耗电量", "Transformer loss"), "kWh", "p0Kw * hoursPerDay * days + shapeFactor * pkKw * (activeKwh * activeKwh + reactiveKvarh * reactiveKvarh) / (seKva * seKva * hoursPerDay * days)", $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)),
            ("p0Kw", transformer.NoLoadKw), ("pkKw", transformer.LoadKw), ("seKva", transformer.RatedKva), ("activeKwh", active),
            ("reactiveKvarh", reactive), ("hoursPerDay", perDay), ("days", days), ("shapeFactor", shape));
        sheet.Result["noLoadKwh"] = Figures.Fixed(transformer.NoLoadKw * perDay * days, 2);
        sheet.Result["lossKwh"] = Figures.Fixed(energy.Value, 2);
        return null;
    }

    /// <summary>The steps of a question: rising, the last one open; a larger household moves every end up.</summary>
    public static IReadOnlyList<TariffStep> StepsOf(Facts facts)
    {
        var items = facts.Items("tiers|steps");
        if (items.Count == 0) facts.Refuse(RuleProblems.InputMissing(facts.Place("tiers")));
        var extra = facts.NotNegativeOrNull("extraQuotaKwh") ?? 0m;
        var steps = new List<TariffStep>();
        foreach (var item in items)
        {
            var end = item.NotNegativeOrNull("upToKwh") + extra;
            if (steps.Count > 0 && (steps[^1].UpTo is not { } before || end <= before.Value))
                item.Senseless("upToKwh", "各档上限应递增，最后一档不设上限。", "The ends of the steps rise, and only the last is open.");
            steps.Add(new(end is { } kwh ? new KilowattHours(kwh) : null, new(item.NotNegative("price"))));
        }

        if (steps.Count > 0 && steps[^1].UpTo is not null) facts.Senseless("tiers", "最后一档不应设上限。", "The last step has no end.");
        return steps;
    }

    /// <summary>Writes charged steps; a refund with its sign.</summary>
    public static void WriteSteps(Sheet sheet, IReadOnlyList<StepCharge> lines, int sign)
    {
        foreach (var line in lines)
        {
            sheet.Add(
                sheet.Main,
                new("charge", new("阶梯电费", "Charge of the step"), "yuan", sign < 0 ? "0 - energyKwh * price" : "energyKwh * price", Figures.Fen, Figures.Money(sign * line.Charge.Value)),
                ("energyKwh", line.Energy.Value), ("price", line.Price.Value));
        }

        sheet.Result["lines"] = new JsonArray([.. lines.Select(l => JsonValue.Create(Figures.Money(sign * l.Charge.Value)))]);
        var total = Figures.Money(sign * EnergyPriceRules.Sum(lines).Value);
        sheet.Result["total"] = total;
        sheet.Result["amount"] = total;
    }

    private static void CheckRatios(Sheet sheet, Dictionary<string, decimal> prices)
    {
        var clause = sheet.Main;
        if (!prices.TryGetValue("peak", out var peak) || !prices.TryGetValue("valley", out var valley) || valley == 0m) return;
        var wide = sheet.Facts.NotNegativeOrNull("peakValleyRatePercent") > clause.NotNegative("peakValleyThresholdPercent");
        var least = clause.NotNegative(wide ? "minimumRatioAbove" : "minimumRatioElse");
        sheet.Result["peakValleyRatio"] = Figures.Fixed(peak / valley, 2);
        sheet.Result["peakValleyRatioKept"] = peak / valley >= least;
        if (prices.TryGetValue("sharp", out var sharp))
            sheet.Result["sharpSurchargeKept"] = sharp >= peak * (1m + (clause.NotNegative("sharpSurchargePercent") / 100m));
    }
}
