using System.Globalization;
using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Tariffs;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for the power-factor adjustment, TAR-PF.</summary>
internal static class PowerFactorAnswers
{
    public static Problem? Adjustment(Sheet sheet)
    {
        var facts = sheet.Facts;
        var factor = facts.Has("powerFactor") ? Stated(facts) : FromEnergy(sheet);
        var standards = facts.Has("standards") ? facts.Numbers("standards") : [facts.Positive("standard")];
        if (facts.Has("standards") && standards.Count == 0) facts.Senseless("standards", "标准列表为空。", "The list of standards is empty.");
        var basis = facts.NotNegativeOrNull("baseCharge|charge");
        if (facts.Problem is { } problem) return problem;

        sheet.Result["powerFactor"] = Figures.Fixed(factor, 2);
        var percents = new JsonArray();
        var amounts = new JsonArray();
        foreach (var standard in standards)
        {
            if (Scale(sheet, standard) is not { } scale) return facts.Problem;
            var percent = PowerFactorRules.Adjustment(factor, scale);
            percents.Add(Figures.Fixed(percent.Value, 2));
            sheet.Add(
                sheet.Main,
                new("factor", new("功率因数调整率", "Power-factor adjustment"), "%", "scale(powerFactor, standard)", Figures.None, Figures.Fixed(percent.Value, 2)) { Keys = ["surcharge"] },
                ("powerFactor", factor), ("standard", standard));
            if (basis is { } yuan) amounts.Add(Amount(sheet, yuan, percent));
        }

        var one = !facts.Has("standards");
        sheet.Result["adjustmentPercent"] = one ? percents[0]!.DeepClone() : percents;
        if (basis is not null) sheet.Result["adjustmentAmount"] = one ? amounts[0]!.DeepClone() : amounts;
        return null;
    }

    private static string Amount(Sheet sheet, decimal yuan, Percent percent)
    {
        var amount = Figures.Money(PowerFactorRules.Amount(Yuan.Rounded(yuan), percent).Value);
        sheet.Add(
            sheet.Main,
            new("adjustment", new("功率因数调整电费", "Power-factor adjustment of the bill"), "yuan", "baseCharge * adjustmentPercent / 100", Figures.Fen, amount),
            ("baseCharge", Yuan.Rounded(yuan).Value), ("adjustmentPercent", percent.Value));
        return amount;
    }

    private static decimal Stated(Facts facts)
    {
        var factor = facts.NotNegative("powerFactor");
        if (factor > 1m) facts.Senseless("powerFactor", "功率因数不能大于 1。", "A power factor is at most 1.");
        return Figures.Rounded(factor, 2);
    }

    private static decimal FromEnergy(Sheet sheet)
    {
        var facts = sheet.Facts;
        var active = facts.Positive("activeKwh");
        var reactive = facts.Has("reactiveKvarh")
            ? Math.Abs(facts.Signed("reactiveKvarh"))
            : Math.Abs(facts.Signed("reactiveInKvarh")) + Math.Abs(facts.Signed("reactiveOutKvarh"));
        if (facts.Problem is not null) return 1m;
        var exact = PowerFactorRules.PowerFactor(active, reactive);
        sheet.Result["powerFactorUnrounded4"] = Figures.Fixed(exact, 4);
        sheet.Add(
            sheet.Main,
            new("factor", new("功率因数", "Power factor"), "1", "activeKwh / sqrt(activeKwh * activeKwh + reactiveKvarh * reactiveKvarh)", "0.01 half-up", Figures.Fixed(exact, 2)),
            ("activeKwh", active), ("reactiveKvarh", reactive));
        return Figures.Rounded(exact, 2);
    }

    private static PowerFactorScale? Scale(Sheet sheet, decimal standard)
    {
        var clause = sheet.Main;
        var name = clause.Words("standards").FirstOrDefault(s => Facts.Decimal(s) == standard);
        if (name is null)
        {
            sheet.Facts.Senseless("standard|standards", $"功率因数标准只有 {string.Join('、', clause.Words("standards"))}。", $"The standards are {string.Join(", ", clause.Words("standards"))}.");
            return null;
        }

        if (Steps(clause.Text("surcharge")) is { } surcharge && Steps(clause.Text($"reduction.{name}")) is { } reduction)
            return new(standard, surcharge, reduction);
        sheet.Facts.Refuse(RuleProblems.RecordIncomplete(clause.Record.RuleSetId, clause.Record.RuleId, "surcharge"));
        return null;
    }

    /// <summary>A scale such as <c>20:0.5,25:1,*:2</c>; null when it cannot be read.</summary>
    private static List<ScaleStep>? Steps(string? text)
    {
        var steps = new List<ScaleStep>();
        foreach (var part in (text ?? "").Split(','))
        {
            if (part.Split(':') is not [var end, var rate] || Facts.Decimal(rate) is not { } perPoint) return null;
            if (end == "*") steps.Add(new(null, perPoint));
            else if (int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var upTo)) steps.Add(new(upTo, perPoint));
            else return null;
        }

        return steps;
    }
}
