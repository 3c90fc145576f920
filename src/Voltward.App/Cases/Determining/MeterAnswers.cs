using System.Text.RegularExpressions;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases.Determining;

/// <summary>The capacity behind a meter, from its calibrated current or its printed marking.</summary>
internal static partial class MeterAnswers
{
    public static Capacity Capacity(Sheet sheet, Ground ground)
    {
        var (facts, clause) = (sheet.Facts, ground.Main);
        if (clause.Text("sqrt3") is null)
        {
            // The chain rule THF asks here: the figures stand with THF-Q4b of the same edition.
            if (!sheet.Also("THF-Q4b", ground).Succeeded(out var found, out var problem)) facts.Refuse(problem);
            else clause = found;
        }

        var method = Method(facts, clause);
        var (primary, secondary) = facts.Ratio("ctRatio", 1m);
        var current = Current(facts, clause, primary != secondary);
        var voltage = method switch
        {
            CapacityMethod.SinglePhase or CapacityMethod.ThreeTimes220 => facts.PositiveOrNull("voltageV|phaseVoltageV") ?? clause.Positive("phaseVoltageV"),
            CapacityMethod.Sqrt3x380 => facts.PositiveOrNull("lineVoltageV|voltageV") ?? clause.Positive("lineVoltageV"),
            CapacityMethod.HighVoltage => facts.Has("lineVoltageV") ? facts.Positive("lineVoltageV") : facts.Positive("lineVoltageKv|voltageKv") * 1000m,
        };
        var sqrt3 = clause.Positive("sqrt3");
        if (facts.Problem is not null) return new(default, "", []);

        var power = TheftRules.MeterCapacity(new(method, voltage, current, primary / secondary), sqrt3);
        var factor = method switch
        {
            CapacityMethod.SinglePhase => "",
            CapacityMethod.ThreeTimes220 => "3 * ",
            CapacityMethod.Sqrt3x380 or CapacityMethod.HighVoltage => "sqrt3 * ",
        };
        var formula = factor + "voltageV * calibratedCurrentA * ctPrimary / ctSecondary / 1000";
        List<(string, object)> inputs =
            [("voltageV", voltage), ("calibratedCurrentA", current), ("ctPrimary", primary), ("ctSecondary", secondary)];
        if (factor.StartsWith('s')) inputs.Insert(0, ("sqrt3", sqrt3));
        sheet.Result["primaryCurrentA"] = Figures.Fixed(current * primary / secondary, 2);
        sheet.Add(
            clause,
            new("capacity", new("标定电流容量", "Capacity of the calibrated current"), "kW", formula, "0.001 half-up", Figures.Fixed(power.Value, 3)) { Keys = ["capacityMethod", "sqrt3"] },
            [.. inputs]);
        return new(power, formula, inputs);
    }

    private static CapacityMethod Method(Facts facts, Clause clause)
    {
        var phases = facts.CountOrNull("phases");
        if (phases is not (null or 1 or 3)) facts.Senseless("phases", "相数只能是 1 或 3。", "A meter has 1 or 3 phases.");
        if (phases == 1) return CapacityMethod.SinglePhase;
        if (facts.Has("method|capacityMethod")) return clause.Choice<CapacityMethod>("capacityMethod", facts.Has("method") ? "method" : null);
        if (facts.Has("lineVoltageKv|voltageKv")) return CapacityMethod.HighVoltage;
        if (phases is null)
        {
            facts.Refuse(RuleProblems.InputMissing(facts.Place("phases")));
            return CapacityMethod.SinglePhase;
        }

        return clause.Choice<CapacityMethod>("capacityMethod");
    }

    /// <summary>标定电流: as stated, or read from the marking; never the maximum current in brackets.</summary>
    private static decimal Current(Facts facts, Clause clause, bool throughTransformers)
    {
        if (facts.Has("limiterCurrentA")) return facts.Positive("limiterCurrentA");
        var stated = facts.PositiveOrNull("calibratedCurrentA");
        if (!facts.Has("meterMarking")) return stated ?? facts.Positive("calibratedCurrentA");
        var marking = facts.Text("meterMarking");
        var match = Marking().Match(marking);
        if (!match.Success)
        {
            if (stated is null) facts.Refuse(RuleProblems.InputUnreadable(facts.Place("meterMarking"), new("电能表电流标识（如 5(60) A）", "a current marking such as 5(60) A")));
            return stated ?? 1m;
        }

        var printed = match.Groups["itr"].Success
            ? Facts.Decimal(match.Groups["itr"].Value)!.Value * clause.Positive(throughTransformers ? "ir46CtFactor" : "ir46DirectFactor")
            : Facts.Decimal(match.Groups["ib"].Value)!.Value;
        if (stated is { } current && current != printed)
        {
            facts.Senseless(
                "calibratedCurrentA",
                $"标定电流 {Figures.Plain(current)} A 与表计标识“{marking}”不符（应为 {Figures.Plain(printed)} A，括号内为最大电流）。",
                $"The calibrated current {Figures.Plain(current)} A contradicts the marking {marking}: it says {Figures.Plain(printed)} A; the figure in brackets is the maximum.");
        }

        return printed;
    }

    /// <summary><c>5(60) A</c>, <c>3x20(80) A</c>, and the newer <c>0.2-0.5(60) A</c> with its transition current.</summary>
    [GeneratedRegex(@"^\s*(?:[13]\s*[x×*]\s*)?(?:(?<imin>\d+(?:\.\d+)?)\s*[-–]\s*(?<itr>\d+(?:\.\d+)?)|(?<ib>\d+(?:\.\d+)?))\s*(?:[(（]\s*\d+(?:\.\d+)?\s*[)）])?\s*A?\s*$")]
    private static partial Regex Marking();
}
