using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for contract breaches VIO-1, 3, 5 and 6. Capacity breaches are in <see cref="CapacityAnswers"/>.</summary>
internal static class BreachAnswers
{
    /// <summary>VIO-1: energy of each item × price difference, and a multiple of the sum.</summary>
    public static Problem? ClassChange(Sheet sheet)
    {
        var facts = sheet.Facts;
        var items = facts.Items("items");
        if (items.Count == 0) facts.Refuse(RuleProblems.InputMissing(facts.Place("items")));
        var parts = new List<ClassPart>();
        foreach (var ground in sheet.Grounds)
        {
            foreach (var item in items)
            {
                if (Part(sheet, ground, item) is { } part) parts.Add(part);
            }
        }

        if (parts.Count < items.Count) facts.Senseless("items", "有的项不在行为期间之内。", "An item lies outside the days of the conduct.");
        if (facts.Problem is { } problem) return problem;
        var penalties = new List<(Ground Ground, BackBilledCharge Charge, PenaltyCharge? Penalty, decimal? Multiple)>();
        foreach (var group in parts.GroupBy(p => p.Ground))
        {
            var charge = group.Select(p => p.Difference).Aggregate((a, b) => a + b);
            var penalty = PenaltyAnswers.OfCharge(sheet, group.Key.Main, charge, group.Sum(p => p.Unrounded));
            penalties.Add((group.Key, charge, penalty, PenaltyAnswers.Multiple(sheet, group.Key.Main)));
        }

        WriteClassChange(sheet, parts);
        sheet.Energy = parts.Select(p => p.Energy).Aggregate((a, b) => a + b);
        Segments.Write(sheet, penalties);
        return null;
    }

    /// <summary>VIO-3, repealed in 2024: so much per kW and time, and a multiple of the over-used energy charge.</summary>
    public static Problem? OverQuota(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var capacity = new Kilowatts(facts.NotNegative("overQuotaKw|overCapacityKw"));
        var times = facts.CountOrNull("times") ?? 1;
        var (rate, multiple) = (clause.NotNegative("ratePerKwPerTime"), clause.NotNegative("energyMultiple"));
        var energy = new KilowattHours(facts.NotNegativeOrNull("overUsedKwh") ?? 0m);
        var charge = facts.Has("overUsedCharge")
            ? Yuan.Rounded(facts.NotNegative("overUsedCharge"))
            : energy * new YuanPerKilowattHour(energy.Value == 0m ? 0m : facts.NotNegative("price"));
        if (facts.Problem is { } problem) return problem;

        var byCapacity = PenaltyRules.PerKilowatt(capacity, rate, times);
        PerKilowattLine(sheet, byCapacity, (capacity, rate, times), "ratePerKwPerTime");
        var byEnergy = PenaltyRules.OverQuota(charge, multiple);
        sheet.Add(
            clause,
            new("penalty", new("超用电量违约使用电费", "Penalty on over-used energy"), "yuan", "overUsedCharge * energyMultiple", Figures.Fen, Figures.Money(byEnergy.Amount.Value)) { Keys = ["energyMultiple"] },
            ("overUsedCharge", charge.Value), ("energyMultiple", multiple));
        sheet.Result["capacityPenalty"] = Figures.Money(byCapacity.Amount.Value);
        sheet.Result["energyCharge"] = Figures.Money(charge.Value);
        sheet.Result["energyPenalty"] = Figures.Money(byEnergy.Amount.Value);
        sheet.Due = new(default, byCapacity + byEnergy);
        PenaltyAnswers.WriteDue(sheet);
        return null;
    }

    /// <summary>VIO-5: so much per time, by kind of customer.</summary>
    public static Problem? DeviceTouched(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        var resident = Users.IsResident(facts);
        var key = resident ? "ratePerTimeResident" : "ratePerTimeOther";
        var rate = clause.NotNegative(key, facts.Has(key) ? key : "ratePerTime");
        var times = facts.CountOrNull("times") ?? 1;
        if (times == 0) facts.Senseless("times", "次数必须大于零。", "The number of times must be above zero.");
        if (facts.Problem is { } problem) return problem;

        var penalty = PenaltyRules.PerTime(rate, times);
        sheet.Add(
            clause,
            new("penalty", new("违约使用电费", "Penalty charge by contract"), "yuan", "ratePerTime * times", Figures.Fen, Figures.Money(penalty.Amount.Value)) { Keys = [key] },
            ("ratePerTime", rate), ("times", times));
        sheet.Due = new(default, penalty);
        PenaltyAnswers.WriteDue(sheet);
        return null;
    }

    /// <summary>VIO-6: so much per kW, and the connection goes at once.</summary>
    public static Problem? OwnSource(Sheet sheet)
    {
        var capacity = new Kilowatts(sheet.Facts.Positive("capacityKw|capacityKva"));
        var rate = sheet.Main.NotNegative("ratePerKw");
        if (sheet.Facts.Problem is { } problem) return problem;
        var penalty = PenaltyRules.PerKilowatt(capacity, rate, 1);
        PerKilowattLine(sheet, penalty, (capacity, rate, 1), "ratePerKw");
        sheet.Due = new(default, penalty);
        PenaltyAnswers.WriteDue(sheet);
        sheet.Result["requiredActions"] = new JsonArray("RemoveConnection");
        return null;
    }

    public static void PerKilowattLine(
        Sheet sheet, PenaltyCharge penalty, (Kilowatts Capacity, decimal Rate, int Times) facts, string key) => sheet.Add(
        sheet.Main,
        new("penalty", new("违约使用电费（按容量）", "Penalty charge by capacity"), "yuan", "capacityKw * ratePerKw * times", Figures.Fen, Figures.Money(penalty.Amount.Value)) { Keys = [key] },
        ("capacityKw", facts.Capacity.Value), ("ratePerKw", facts.Rate), ("times", facts.Times));

    private static ClassPart? Part(Sheet sheet, Ground ground, Facts item)
    {
        var due = new YuanPerKilowattHour(item.NotNegative("priceShould"));
        var charged = new YuanPerKilowattHour(item.Has("priceCharged") ? item.NotNegative("priceCharged") : sheet.Facts.NotNegative("priceCharged"));
        if (due.Value < charged.Value)
            item.Senseless("priceShould", "应执行电价低于已执行电价，不属于高价低接。", "The price due is below the price charged: that is no lower-priced use.");
        if (ground.Period is { } period && item.Has("energyKwh") && !InPeriod(item, period, sheet.Grounds.Count)) return null;
        var energy = item.Has("energyKwh") ? Metered(sheet, item) : Presumed(sheet, ground, item);
        if (sheet.Facts.Problem is not null) return null;

        var difference = BreachRules.PriceDifference(energy, due, charged);
        sheet.Add(
            ground.Main,
            new("charge", new("差额电费", "Price difference"), "yuan", "energyKwh * (priceShould - priceCharged)", Figures.Fen, Figures.Money(difference.Amount.Value)),
            ("energyKwh", energy.Value), ("priceShould", due.Value), ("priceCharged", charged.Value));
        return new(ground, energy, difference, energy.Value * (due.Value - charged.Value));
    }

    /// <summary>Metered energy cannot be cut at a change of rules: over two periods each item says which days it covers.</summary>
    private static bool InPeriod(Facts item, TermsPeriod period, int periods)
    {
        if (periods == 1) return true;
        var (from, to) = (item.DayOrNull("from"), item.DayOrNull("to"));
        if (from is null || to is null) item.Refuse(RuleProblems.InputMissing(item.Place(from is null ? "from" : "to")));
        else if (from < period.From && to >= period.From)
            item.Senseless("from", "该项跨越规则变更日，请按变更日拆成两项。", "The item crosses a change of rules; split it at that day.");
        return from >= period.From && to <= period.To;
    }

    private static KilowattHours Metered(Sheet sheet, Facts item)
    {
        var energy = sheet.EnergyStep.Round(new(item.NotNegative("energyKwh")));
        sheet.Add(
            sheet.Main,
            new("energy", new("用错类别的电量（计量）", "Metered energy on the wrong class"), "kWh", "energyKwh", $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)),
            ("energyKwh", item.NotNegative("energyKwh")));
        return energy;
    }

    private static KilowattHours Presumed(Sheet sheet, Ground ground, Facts item)
    {
        var (facts, clause) = (sheet.Facts, ground.Main);
        var power = new Kilowatts(item.Positive("powerKw"));
        var hours = Use.HoursPerDay(sheet, item, clause);
        var keys = new List<string>();
        int days;
        if (ground.Period is { } period)
        {
            days = period.Days;
        }
        else if (facts.Has("days") && facts.FlagOrNull("datesKnown") != false)
        {
            days = facts.Count("days");
        }
        else if (facts.FlagOrNull("datesKnown") == true)
        {
            facts.Refuse(RuleProblems.InputMissing(facts.Place("days")));
            days = 1;
        }
        else
        {
            days = clause.Count("defaultMonths") * clause.Count("daysPerMonth");
            keys.AddRange(["defaultMonths", "daysPerMonth"]);
        }

        var energy = BreachRules.PresumedEnergy(power, hours, days, sheet.EnergyStep);
        sheet.Add(
            clause,
            new("energy", new("用错类别的电量（容量×时间）", "Presumed energy on the wrong class"), "kWh", "powerKw * hoursPerDay * days", $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)) { Keys = keys },
            ("powerKw", power.Value), ("hoursPerDay", hours.Value), ("days", days));
        return energy;
    }

    private static void WriteClassChange(Sheet sheet, List<ClassPart> parts)
    {
        sheet.Result["energyKwh"] = new JsonArray([.. parts.Select(p => JsonValue.Create(Figures.Fixed(p.Energy.Value, 2)))]);
        sheet.Result["lineDifferences"] = new JsonArray([.. parts.Select(p => JsonValue.Create(Figures.Money(p.Difference.Amount.Value)))]);
        sheet.Result["differenceUnrounded"] = Figures.Plain(parts.Sum(p => p.Unrounded));
        sheet.Result["difference"] = Figures.Money(parts.Sum(p => p.Difference.Amount.Value));
    }

    private sealed record ClassPart(Ground Ground, KilowattHours Energy, BackBilledCharge Difference, decimal Unrounded);
}

/// <summary>Kinds of customer that fixed amounts and late fees tell apart.</summary>
internal static class Users
{
    private enum UserType
    {
        Resident,
        Other,
    }

    /// <summary>By <c>userType</c> or <c>resident</c>; one of them must be stated.</summary>
    public static bool IsResident(Facts facts)
    {
        if (facts.FlagOrNull("resident") is { } stated) return stated;
        if (!facts.Has("userType|customerType")) facts.Refuse(RuleProblems.InputMissing(facts.Place("userType")));
        return facts.Choice("userType|customerType", UserType.Other) == UserType.Resident;
    }
}
