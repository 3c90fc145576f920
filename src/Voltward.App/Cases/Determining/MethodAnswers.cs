using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers of plain method: balance of an area or feeder, daily energy, modules against contract, rounding, price of a theft.</summary>
internal static class MethodAnswers
{
    /// <summary>LOSS-1: area. Supply = master forward + feed-in; sale = users + master reverse.</summary>
    public static Problem? AreaBalance(Sheet sheet)
    {
        var facts = sheet.Facts;
        var supply = facts.Has("supplyKwh") ? facts.NotNegative("supplyKwh") : facts.NotNegative("masterForwardKwh") + (facts.NotNegativeOrNull("feedInKwh|pvFeedInKwh") ?? 0m);
        var sale = facts.Has("saleKwh") ? facts.NotNegative("saleKwh") : facts.NotNegative("usersForwardKwh") + (facts.NotNegativeOrNull("masterReverseKwh") ?? 0m);
        return Balance(sheet, supply, sale);
    }

    /// <summary>LOSS-2: 10 kV feeder.</summary>
    public static Problem? FeederBalance(Sheet sheet)
    {
        var facts = sheet.Facts;
        var supply = facts.Has("supplyKwh")
            ? facts.NotNegative("supplyKwh")
            : facts.NotNegative("gateKwh") + (facts.NotNegativeOrNull("ownSourcesKwh") ?? 0m) + (facts.NotNegativeOrNull("tieInKwh") ?? 0m) - (facts.NotNegativeOrNull("tieOutKwh") ?? 0m);
        var sale = facts.Has("saleKwh") ? facts.NotNegative("saleKwh") : facts.NotNegative("hvUsersKwh") + facts.NotNegative("areaMastersKwh");
        return Balance(sheet, supply, sale);
    }

    /// <summary>LOSS-4: daily energy from two register values.</summary>
    public static Problem? DailyEnergy(Sheet sheet)
    {
        var facts = sheet.Facts;
        var (today, before) = (facts.NotNegative("todayIndex"), facts.NotNegative("yesterdayIndex"));
        var ratio = facts.PositiveOrNull("ratio") ?? 1m;
        if (today < before) facts.Senseless("todayIndex", "今日示数小于昨日示数，请先核对换表或翻转。", "Today's value is below yesterday's: check meter change or roll-over first.");
        if (facts.Problem is { } problem) return problem;
        var energy = sheet.EnergyStep.Round(new MultiplyingFactor(ratio).Energy(today - before));
        sheet.Add(
            sheet.Main,
            new("energy", new("日电量", "Energy of the day"), "kWh", "(todayIndex - yesterdayIndex) * ratio", $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)),
            ("todayIndex", today), ("yesterdayIndex", before), ("ratio", ratio));
        sheet.Result["energyKwh"] = Figures.Fixed(energy.Value, 2);
        return null;
    }

    /// <summary>INS-PV: modules on the roof against the contract.</summary>
    public static Problem? SolarCapacity(Sheet sheet)
    {
        var facts = sheet.Facts;
        var contract = facts.NotNegative("contractKw");
        var modules = facts.Items("modules");
        if (modules.Count == 0) facts.Refuse(RuleProblems.InputMissing(facts.Place("modules")));
        var watts = modules.Sum(m => m.Count("count") * m.Positive("watt|wattPeak"));
        if (facts.Problem is { } problem) return problem;
        var installed = watts / 1000m;
        var over = Math.Max(0m, installed - contract);
        sheet.Add(
            sheet.Main,
            new("capacity", new("实际装机容量", "Installed capacity"), "kW", "watts / 1000", "0.001 half-up", Figures.Fixed(installed, 3)), ("watts", watts));
        sheet.Add(
            sheet.Main,
            new("capacity", new("超出合同容量", "Above the contract"), "kW", "max(0, installedKw - contractKw)", "0.001 half-up", Figures.Fixed(over, 3)),
            ("installedKw", installed), ("contractKw", contract));
        sheet.Result["installedKw"] = Figures.Fixed(installed, 3);
        sheet.Result["overKw"] = Figures.Fixed(over, 3);
        return null;
    }

    /// <summary>DECISION-D1: energy × price, rounded half a fen away from zero, refunds alike.</summary>
    public static Problem? Rounding(Sheet sheet)
    {
        var facts = sheet.Facts;
        var pairs = facts.Items("pairs");
        if (pairs.Count == 0) facts.Refuse(RuleProblems.InputMissing(facts.Place("pairs")));
        var amounts = new JsonArray();
        foreach (var pair in pairs)
        {
            var (energy, price) = (new KilowattHours(pair.Signed("energyKwh")), new YuanPerKilowattHour(pair.NotNegative("price")));
            if (facts.Problem is { } problem) return problem;
            var amount = Figures.Money((energy * price).Value);
            amounts.Add(amount);
            sheet.Add(sheet.Main, new("charge", new("金额", "Amount"), "yuan", "energyKwh * price", Figures.Fen, amount), ("energyKwh", energy.Value), ("price", price.Value));
        }

        sheet.Result["amounts"] = amounts;
        return null;
    }

    /// <summary>THF-PRICE: energy by month at the price then in force, or a resident's year by steps.</summary>
    public static Problem? TheftPrice(Sheet sheet)
    {
        var facts = sheet.Facts;
        if (facts.Has("tiers|steps")) return ResidentPrice(sheet);
        var months = facts.Items("months|parts");
        if (months.Count == 0) facts.Refuse(RuleProblems.InputMissing(facts.Place("months")));
        var lines = new JsonArray();
        var charge = new BackBilledCharge(Yuan.FromFen(0));
        foreach (var month in months)
        {
            var energy = new KilowattHours(month.NotNegative("energyKwh"));
            var price = new YuanPerKilowattHour(month.Has("price") ? month.NotNegative("price") : facts.NotNegative("flatPrice|price"));
            if (facts.Problem is { } problem) return problem;
            var part = TheftRules.Charge(energy, price);
            charge += part;
            lines.Add(Figures.Money(part.Amount.Value));
            sheet.Add(sheet.Main, new("charge", new("补交电费", "Back-billed charge"), "yuan", "energyKwh * price", Figures.Fen, Figures.Money(part.Amount.Value)), ("energyKwh", energy.Value), ("price", price.Value));
        }

        sheet.Result["lines"] = lines;
        sheet.Result["fee"] = Figures.Money(charge.Amount.Value);
        return null;
    }

    private static Problem? ResidentPrice(Sheet sheet)
    {
        var facts = sheet.Facts;
        var stolen = new KilowattHours(facts.NotNegative("energyKwh|stolenKwh"));
        var steps = TariffAnswers.StepsOf(facts);
        var placed = facts.FlagOrNull("periodKnown") ?? facts.Has("yearKwh");
        var year = placed ? facts.NotNegative("yearKwh") : 0m;
        if (facts.Problem is { } problem) return problem;
        var lines = placed
            ? Domain.Tariffs.EnergyPriceRules.Steps(steps, new(year), stolen)
            : [new(stolen, steps[0].Price, stolen * steps[0].Price)];
        TariffAnswers.WriteSteps(sheet, lines, 1);
        sheet.Result["fee"] = sheet.Result["total"]!.DeepClone();
        return null;
    }

    private static Problem? Balance(Sheet sheet, decimal supply, decimal sale)
    {
        if (sheet.Facts.Problem is { } problem) return problem;
        if (Percent.Of(supply - sale, supply) is not { } rate)
            return RuleProblems.InputSenseless(sheet.Facts.Place("supplyKwh"), new("供电量为零，没有线损率。", "There is no loss rate without supply."));
        var loss = sheet.EnergyStep.Round(new(supply - sale));
        sheet.Add(
            sheet.Main,
            new("energy", new("线损电量", "Lost energy"), "kWh", "supplyKwh - saleKwh", $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(loss.Value, 2)),
            ("supplyKwh", supply), ("saleKwh", sale));
        sheet.Add(
            sheet.Main,
            new("factor", new("线损率", "Loss rate"), "%", "(supplyKwh - saleKwh) / supplyKwh * 100", "0.01 half-up", Figures.Fixed(rate.Value, 2)),
            ("supplyKwh", supply), ("saleKwh", sale));
        sheet.Result["lossKwh"] = Figures.Fixed(loss.Value, 2);
        sheet.Result["lossPercent"] = Figures.Fixed(rate.Value, 2);
        return null;
    }
}
