using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for theft by the formula of the supply rules: capacity × hours × days, and the whole chain of methods.</summary>
internal static class TheftAnswers
{
    /// <summary>THF-Q4a: the private equipment's power × time.</summary>
    public static Problem? Equipment(Sheet sheet) => ByCapacity(sheet, EquipmentCapacity(sheet));

    /// <summary>THF-Q4b: the capacity of the meter's calibrated current × time.</summary>
    public static Problem? CalibratedCurrent(Sheet sheet) => ByCapacity(sheet, MeterAnswers.Capacity(sheet, sheet.Grounds[0]));

    /// <summary>THF-DAYS: which days count, and the money when the capacity is given too.</summary>
    public static Problem? Days(Sheet sheet)
    {
        var days = TheftDayAnswers.Counted(sheet, sheet.Main);
        if (sheet.Facts.Problem is { } problem) return problem;
        TheftDayAnswers.Write(sheet, days);
        if (!sheet.Facts.Has("capacityKw|capacityKva")) return null;
        var capacity = new Capacity(new(sheet.Facts.Positive("capacityKw|capacityKva")), "capacityKw", []);
        capacity = capacity with { Inputs = [("capacityKw", capacity.Power.Value)] };
        return Priced(sheet, [Energy(sheet, sheet.Grounds[0], capacity, days.Applied)]);
    }

    /// <summary>THF: the first method of the order that has its facts; why each earlier one failed is part of the result.</summary>
    public static Problem? Chain(Sheet sheet)
    {
        var facts = sheet.Facts;
        var method = "";
        var failed = new JsonArray();
        foreach (var name in sheet.Main.Words("methodOrder"))
        {
            method = Method(facts, name) ?? "";
            if (method.Length > 0) break;
            var reason = facts.Part("failedMethods|failed")?.TextOrNull(name);
            failed.Add(new JsonObject { ["method"] = name, ["reason"] = reason });
            if (string.IsNullOrWhiteSpace(reason)) sheet.HoldBack(UntriedMethod(name));
        }

        if (method.Length == 0) return RuleProblems.InputMissing(facts.Place("equipmentKw"));
        sheet.Result["quantityMethod"] = method;
        sheet.Result["failedMethods"] = failed;
        sheet.Result["referralQuantityBasis"] = method is "THF-Q1" or "THF-Q2";
        return method switch
        {
            "THF-Q1" => QuantityAnswers.Measured(sheet),
            "THF-Q2" => QuantityAnswers.NormalMonths(sheet),
            "THF-Q3" => QuantityAnswers.Provincial(sheet),
            "THF-Q4a" => Equipment(sheet),
            _ => ByCapacity(sheet, MeterAnswers.Capacity(sheet, sheet.Grounds[0])),
        };
    }

    /// <summary>Charge, penalty and totals of energy per period; only the energy when no price was given.</summary>
    public static Problem? Priced(Sheet sheet, IReadOnlyList<(Ground Ground, KilowattHours Energy)> parts)
    {
        var facts = sheet.Facts;
        if (facts.Problem is { } problem) return problem;
        sheet.Energy = parts.Select(p => p.Energy).Aggregate((a, b) => a + b);
        sheet.Result["energyKwh"] = Figures.Fixed(sheet.Energy.Value.Value, 2);
        if (!facts.Has("price")) return null;
        var price = new YuanPerKilowattHour(facts.Positive("price"));
        var money = new List<(Ground, BackBilledCharge, PenaltyCharge?, decimal?)>();
        foreach (var (ground, energy) in parts)
        {
            var charge = TheftRules.Charge(energy, price);
            if (!sheet.Also("THF-REC", ground).Succeeded(out var recovery, out problem)) return problem;
            sheet.Add(
                recovery,
                new("charge", new("补交电费", "Back-billed charge"), "yuan", "energyKwh * price", Figures.Fen, Figures.Money(charge.Amount.Value)),
                ("energyKwh", energy.Value), ("price", price.Value));
            var penalty = PenaltyAnswers.OfCharge(sheet, recovery, charge, energy.Value * price.Value);
            money.Add((ground, charge, penalty, PenaltyAnswers.Multiple(sheet, recovery)));
            sheet.Result["fee"] = Figures.Money(money.Sum(m => m.Item2.Amount.Value));
        }

        if (facts.Problem is { } wrong) return wrong;
        Segments.Write(sheet, money, (i, segment) =>
        {
            segment["energyKwh"] = Figures.Fixed(parts[i].Energy.Value, 2);
            segment["fee"] = Figures.Money(money[i].Item2.Amount.Value);
        });
        LadderAnswers.CeilingIfAsked(sheet);
        return null;
    }

    private static Problem? ByCapacity(Sheet sheet, Capacity capacity)
    {
        var facts = sheet.Facts;
        if (facts.Problem is { } problem) return problem;
        sheet.Result["capacityKw"] = Figures.Fixed(capacity.Power.Value, 3);
        var timeless = !facts.Has("days") && !facts.Has("timeKnown") && !facts.Has("hoursPerDay|use") && sheet.Grounds[0].Period is null;
        if (timeless && sheet.RuleId == "THF-Q4b") return null;

        var parts = new List<(Ground, KilowattHours)>();
        foreach (var ground in sheet.Grounds)
        {
            var days = ground.Period?.Days ?? DaysOf(sheet, ground);
            if (facts.Problem is { } wrong) return wrong;
            parts.Add(Energy(sheet, ground, capacity, days));
        }

        return Priced(sheet, parts);
    }

    private static int DaysOf(Sheet sheet, Ground ground)
    {
        if (sheet.Facts.Has("days")) return sheet.Facts.Count("days");
        if (!sheet.Facts.Has("timeKnown"))
        {
            sheet.Facts.Refuse(RuleProblems.InputMissing(sheet.Facts.Place("days")));
            return 1;
        }

        if (!sheet.Also("THF-DAYS", ground).Succeeded(out var clause, out var problem))
        {
            sheet.Facts.Refuse(problem);
            return 1;
        }

        var days = TheftDayAnswers.Counted(sheet, clause);
        if (sheet.Facts.Problem is null) TheftDayAnswers.Write(sheet, days);
        return days.Applied;
    }

    private static (Ground Ground, KilowattHours Energy) Energy(Sheet sheet, Ground ground, Capacity capacity, int days)
    {
        if (!sheet.Also("THF-DAYS", ground).Succeeded(out var clause, out var problem))
        {
            sheet.Facts.Refuse(problem);
            return (ground, default);
        }

        var hours = Use.HoursPerDay(sheet, sheet.Facts, clause);
        if (sheet.Facts.Problem is not null) return (ground, default);
        var energy = TheftRules.CapacityTimesTime(capacity.Power, hours, days, sheet.EnergyStep);
        sheet.Add(
            ground.Main,
            new("energy", new("窃电量（容量×时间）", "Energy, capacity × time"), "kWh", $"{capacity.Formula} * hoursPerDay * days", $"{Figures.Plain(sheet.EnergyStep.Kwh)} half-up", Figures.Fixed(energy.Value, 2)),
            [.. capacity.Inputs, ("hoursPerDay", hours.Value), ("days", days)]);
        return (ground, energy);
    }

    private static Capacity EquipmentCapacity(Sheet sheet)
    {
        var items = sheet.Facts.Items("equipment");
        var power = items.Count > 0
            ? items.Sum(i => i.Positive("powerKw|powerKva") * (i.CountOrNull("count") ?? 1))
            : sheet.Facts.Positive("equipmentKw|equipmentKva");
        return new(new(power), "equipmentKw", [("equipmentKw", power)]);
    }

    private static string? Method(Facts facts, string name) => name switch
    {
        "THF-Q1" when facts.Has("measuredKwh|checkMeterKwh|areaSupplyKwh|correctionFactorK|intervalKwh") => name,
        "THF-Q2" when facts.Has("normalMonthlyKwh|normalMonths") => name,
        "THF-Q3" when facts.Has("kwhPerUnit|subMetersKwh") => name,
        "THF-Q4" when facts.Has("equipmentKw|equipmentKva|equipment") => "THF-Q4a",
        "THF-Q4" when facts.Has("calibratedCurrentA|meterMarking|limiterCurrentA") => "THF-Q4b",
        _ => null,
    };

    private static Problem UntriedMethod(string method) => new(
        "case.method-untried",
        ProblemKind.Conflict,
        new($"未记录 {method} 不能采用的原因。", $"Why {method} could not be used is not on record."),
        new("请在 failedMethods 中写明各在先方法不能采用的原因。", "State in failedMethods why each earlier method could not be used."),
        $"failedMethods.{method}");
}

/// <summary>A capacity with the expression and the figures that give it, so that the energy can be computed again exactly.</summary>
internal sealed record Capacity(Kilowatts Power, string Formula, IReadOnlyList<(string Name, object Value)> Inputs);
