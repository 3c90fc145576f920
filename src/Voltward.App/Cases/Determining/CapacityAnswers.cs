using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Tariffs;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for breaches of capacity, VIO-2 and VIO-4, and for the capacity charge itself.</summary>
internal static class CapacityAnswers
{
    private enum TariffKind
    {
        TwoPart,
        Single,
    }

    /// <summary>VIO-2: capacity charge of the excess and a multiple of it; or so much per kW, once.</summary>
    public static Problem? OverCapacity(Sheet sheet)
    {
        var facts = sheet.Facts;
        sheet.Result["requiredActions"] = new JsonArray("RemoveEquipmentOrApplyForIncrease");
        if (facts.Has("backPay")) return KnownBackPay(sheet);
        var capacity = Excess(facts);
        sheet.Result["overCapacityKva"] = Figures.Plain(capacity.Value);
        return Tariff(facts) == TariffKind.TwoPart
            ? TwoPart(sheet, capacity)
            : Single(sheet, capacity, ("ratePerKw", 1));
    }

    /// <summary>VIO-4: capacity charge of the suspended equipment and a multiple of it; or so much per kVA and time.</summary>
    public static Problem? SuspendedEquipment(Sheet sheet)
    {
        var facts = sheet.Facts;
        if (facts.Has("backPay")) return KnownBackPay(sheet);
        var capacity = new Kilowatts(facts.Positive("capacityKva|capacityKw"));
        var times = facts.CountOrNull("times") ?? 1;
        if (times == 0) facts.Senseless("times", "次数必须大于零。", "The number of times must be above zero.");
        var twoPart = Tariff(facts) == TariffKind.TwoPart;
        var problem = twoPart ? TwoPart(sheet, capacity) : Single(sheet, capacity, ("ratePerKvaPerTime", times));
        return problem ?? (facts.Flag("sealedWasOverCapacity") ? AlsoOverCapacity(sheet, capacity, twoPart) : null);
    }

    /// <summary>TAR-CAPACITY: the charge of full and part months.</summary>
    public static Problem? CapacityCharge(Sheet sheet)
    {
        var facts = sheet.Facts;
        var capacities = facts.Numbers("capacitiesKva");
        var capacity = new Kilowatts(capacities.Count > 0 ? capacities.Sum() : facts.Positive("capacityKva|capacityKw"));
        if (capacities.Any(c => c < 0m)) facts.Senseless("capacitiesKva", "容量不能为负。", "A capacity cannot be negative.");
        var total = new BackBilledCharge(Yuan.FromFen(0));
        foreach (var ground in sheet.Grounds)
        {
            if (Charge(sheet, ground, capacity) is not { } charge) return sheet.Facts.Problem;
            total += charge.Sum;
        }

        sheet.Result["capacityKva"] = Figures.Plain(capacity.Value);
        sheet.Result["capacityCharge"] = Figures.Money(total.Amount.Value);
        sheet.Result["total"] = Figures.Money(total.Amount.Value);
        return null;
    }

    private static Problem? KnownBackPay(Sheet sheet)
    {
        var charge = new BackBilledCharge(Yuan.Rounded(sheet.Facts.NotNegative("backPay")));
        sheet.Add(
            sheet.Main,
            new("charge", new("补交容(需)量电费", "Capacity charge"), "yuan", "backPay", Figures.Fen, Figures.Money(charge.Amount.Value)),
            ("backPay", sheet.Facts.NotNegative("backPay")));
        var penalty = PenaltyAnswers.OfCharge(sheet, sheet.Main, charge, charge.Amount.Value);
        sheet.Result["backPay"] = Figures.Money(charge.Amount.Value);
        PenaltyAnswers.Write(sheet, PenaltyAnswers.Multiple(sheet, sheet.Main), charge, penalty);
        return null;
    }

    private static Problem? TwoPart(Sheet sheet, Kilowatts capacity)
    {
        var charges = new List<MonthCharge>();
        var parts = new List<(Ground, BackBilledCharge, PenaltyCharge?, decimal?)>();
        foreach (var ground in sheet.Grounds)
        {
            if (Charge(sheet, ground, capacity) is not { } charge) return sheet.Facts.Problem;
            charges.Add(charge);
            var penalty = PenaltyAnswers.OfCharge(sheet, ground.Main, charge.Sum, charge.Unrounded);
            parts.Add((ground, charge.Sum, penalty, PenaltyAnswers.Multiple(sheet, ground.Main)));
        }

        sheet.Result["backPayFullMonths"] = Figures.Money(charges.Sum(c => c.Full.Value));
        sheet.Result["backPayPartMonth"] = Figures.Money(charges.Sum(c => c.Part.Value));
        sheet.Result["backPay"] = Figures.Money(charges.Sum(c => c.Sum.Amount.Value));
        Segments.Write(sheet, parts, (i, segment) =>
        {
            segment["backPay"] = Figures.Money(charges[i].Sum.Amount.Value);
            segment["proration"] = charges[i].Terms.Method.ToString();
            segment["fullMonths"] = charges[i].Months.FullMonths;
            if (charges[i] is { Months.Parts: [var only], Terms.Method: Proration.CalendarDays }) segment["calendarDays"] = only.CalendarDays;
        });
        return null;
    }

    private static Problem? Single(Sheet sheet, Kilowatts capacity, (string Key, int Times) rule)
    {
        var rate = sheet.Grounds[^1].Main.NotNegative(rule.Key);
        if (sheet.Facts.Problem is { } problem) return problem;
        var penalty = PenaltyRules.PerKilowatt(capacity, rate, rule.Times);
        BreachAnswers.PerKilowattLine(sheet, penalty, (capacity, rate, rule.Times), rule.Key);
        sheet.Result["backPay"] = Figures.Money(0m);
        sheet.Due = new(default, penalty);
        PenaltyAnswers.WriteDue(sheet);
        return null;
    }

    /// <summary>
    /// The sealed device was itself private: the liability of VIO-2 comes on top. The capacity charge of a month is owed once, so
    /// only the penalty of VIO-2 is added.
    /// </summary>
    private static Problem? AlsoOverCapacity(Sheet sheet, Kilowatts capacity, bool twoPart)
    {
        if (!sheet.Also("VIO-2", sheet.Grounds[^1]).Succeeded(out var clause, out var problem)) return problem;
        var due = sheet.Due!;
        var extra = twoPart
            ? PenaltyAnswers.OfCharge(sheet, clause, due.Charge, due.Charge.Amount.Value)
            : (PenaltyCharge?)PenaltyRules.PerKilowatt(capacity, clause.NotNegative("ratePerKw", "overCapacityRatePerKw"), 1);
        if (!twoPart && extra is { } single)
        {
            sheet.Add(
                clause,
                new("penalty", new("私增容违约使用电费（按容量）", "Penalty for over-capacity"), "yuan", "capacityKw * ratePerKw", Figures.Fen, Figures.Money(single.Amount.Value)) { Keys = ["ratePerKw"] },
                ("capacityKw", capacity.Value), ("ratePerKw", clause.NotNegative("ratePerKw", "overCapacityRatePerKw")));
        }

        sheet.Due = new(due.Charge, due.Penalty is { } own && extra is { } more ? own + more : null);
        sheet.Result["overCapacityPenalty"] = extra is { } added ? Figures.Money(added.Amount.Value) : null;
        PenaltyAnswers.WriteDue(sheet);
        return null;
    }

    private static MonthCharge? Charge(Sheet sheet, Ground ground, Kilowatts capacity)
    {
        var (facts, clause) = (sheet.Facts, ground.Main);
        var price = new CapacityPrice(facts.NotNegative("capacityPrice|demandPrice"));
        var terms = new ProrationTerms(clause.Choice<Proration>("proration"), clause.Count("prorationDays"));
        var months = ground.Period is { } period ? CapacityRules.Months(period.From, period.To) : Stated(facts);
        if (facts.Problem is not null) return null;

        var full = CapacityRules.FullMonths(capacity, price, months.FullMonths);
        if (months.FullMonths > 0)
        {
            sheet.Add(
                clause,
                new("charge", new("补交容(需)量电费（整月）", "Capacity charge, full months"), "yuan", "capacityKva * capacityPrice * months", Figures.Fen, Figures.Money(full.Value)),
                ("capacityKva", capacity.Value), ("capacityPrice", price.YuanPerKilowattMonth), ("months", months.FullMonths));
        }

        var part = Yuan.FromFen(0);
        foreach (var month in months.Parts)
        {
            var amount = CapacityRules.PartOfMonth(capacity, price, month, terms);
            part += amount;
            sheet.Add(
                clause,
                new("charge", new("补交容(需)量电费（不足整月）", "Capacity charge, part of a month"), "yuan", "capacityKva * capacityPrice * days / monthDays", Figures.Fen, Figures.Money(amount.Value)) { Keys = ["proration"] },
                ("capacityKva", capacity.Value), ("capacityPrice", price.YuanPerKilowattMonth), ("days", month.Days), ("monthDays", CapacityRules.Divisor(month, terms)));
        }

        var exact = capacity.Value * price.YuanPerKilowattMonth
            * (months.FullMonths + months.Parts.Sum(m => (decimal)m.Days / CapacityRules.Divisor(m, terms)));
        return new(months, terms, full, part, exact);
    }

    private static MonthsUsed Stated(Facts facts)
    {
        var parts = new List<PartMonth>();
        foreach (var item in facts.Items("partMonths"))
        {
            var part = new PartMonth(item.Count("days"), item.Count("calendarDays"));
            if (part.CalendarDays is < 28 or > 31) item.Senseless("calendarDays", "一个月有 28 至 31 天。", "A month has 28 to 31 days.");
            if (part.Days < 1 || part.Days > part.CalendarDays) item.Senseless("days", "使用天数不在该月之内。", "The days do not fit into the month.");
            parts.Add(part);
        }

        var months = new MonthsUsed(facts.CountOrNull("fullMonths|months") ?? 0, parts);
        if (months is { FullMonths: 0, Parts.Count: 0 }) facts.Refuse(RuleProblems.InputMissing(facts.Place("fullMonths")));
        return months;
    }

    private static Kilowatts Excess(Facts facts)
    {
        if (facts.Has("overCapacityKva|overCapacityKw")) return new(facts.Positive("overCapacityKva|overCapacityKw"));
        var excess = facts.NotNegative("foundKva|foundKw") - facts.NotNegative("contractKva|contractKw");
        if (excess <= 0m) facts.Senseless("foundKva", "现场容量未超过合同容量。", "The capacity found does not exceed the contract.");
        return new(excess);
    }

    private static TariffKind Tariff(Facts facts)
    {
        if (!facts.Has("tariff") && !facts.Has("capacityPrice|demandPrice")) facts.Refuse(RuleProblems.InputMissing(facts.Place("tariff")));
        return facts.Choice("tariff", TariffKind.TwoPart);
    }

    private sealed record MonthCharge(MonthsUsed Months, ProrationTerms Terms, Yuan Full, Yuan Part, decimal Unrounded)
    {
        public BackBilledCharge Sum => new(Full + Part);
    }
}
