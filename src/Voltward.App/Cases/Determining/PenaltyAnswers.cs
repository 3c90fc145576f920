using System.Text.Json.Nodes;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases.Determining;

/// <summary>The penalty charge of any rule: multiple by edition and contract, and the line for it.</summary>
internal static class PenaltyAnswers
{
    private enum PenaltyBase
    {
        RoundedCharge,
        UnroundedCharge,
    }

    /// <summary>The multiple for a period; null and a request for legal review when the contract is silent.</summary>
    public static decimal? Multiple(Sheet sheet, Clause clause)
    {
        var facts = sheet.Facts;
        var mode = clause.Text("multiplierMode") == nameof(MultiplierMode.Fixed) ? MultiplierMode.Fixed : MultiplierMode.CapByContract;
        var terms = new PenaltyTerms(mode, clause.NotNegative(Key(mode)));
        if (mode == MultiplierMode.CapByContract && facts.Has("multiplier") && !facts.Has("contractMultiplier"))
        {
            facts.Refuse(RuleProblems.InputMissing(facts.Place("contractMultiplier")));
            return null;
        }

        var agreed = facts.NotNegativeOrNull("contractMultiplier") ?? Decided(facts);
        var multiple = PenaltyRules.Multiple(terms, agreed);
        if (multiple is null)
        {
            sheet.AskReview("ContractSilent", new(
                "供用电合同未约定违约使用电费倍数，不得自行适用上限", "the contract states no multiple, and the cap may not be applied by itself"));
        }

        return multiple;
    }

    /// <summary>The multiple of a charge, with its line; null when there is no multiple.</summary>
    public static PenaltyCharge? OfCharge(Sheet sheet, Clause clause, BackBilledCharge charge, decimal unrounded)
    {
        if (Multiple(sheet, clause) is not { } multiple || sheet.Facts.Problem is not null) return null;
        var onUnrounded = clause.Choice<PenaltyBase>("penaltyBase") == PenaltyBase.UnroundedCharge;
        var penalty = onUnrounded ? PenaltyRules.OfUnrounded(unrounded, multiple) : PenaltyRules.OfCharge(charge, multiple);
        sheet.Add(
            clause,
            new("penalty", new("违约使用电费", "Penalty charge by contract"), "yuan", "charge * multiplier", Figures.Fen, Figures.Money(penalty.Amount.Value))
            {
                Keys = [clause.Text("multiplierMode") == nameof(MultiplierMode.Fixed) ? "multiplier" : "capMultiplier"],
            },
            ("charge", onUnrounded ? unrounded : charge.Amount.Value),
            ("multiplier", multiple));
        return penalty;
    }

    /// <summary>Writes multiple, penalty and what is to receive; the words of a blocked result when the penalty is open.</summary>
    public static void Write(Sheet sheet, decimal? multiple, BackBilledCharge charge, PenaltyCharge? penalty)
    {
        sheet.Due = new(charge, penalty);
        var result = sheet.Result;
        result["appliedMultiplier"] = multiple is { } m ? JsonValue.Create(Figures.Plain(m)) : null;
        WriteDue(sheet);
        result["status"] = penalty is null ? "BlockedForLegalReview" : "Calculated";
    }

    /// <summary>Writes penalty and total of what is due.</summary>
    public static void WriteDue(Sheet sheet)
    {
        sheet.Result["penalty"] = sheet.Due?.Penalty is { } penalty ? JsonValue.Create(Figures.Money(penalty.Amount.Value)) : null;
        sheet.Result["total"] = sheet.Due?.ToReceive is { } total ? JsonValue.Create(Figures.Money(total.Value)) : null;
    }

    /// <summary>The multiple that the legal department decided for a silent contract.</summary>
    private static decimal? Decided(Facts facts)
    {
        if (facts.Part("legalReview") is not { } review || !review.Has("multiplier")) return null;
        _ = (review.Text("by"), review.DayOrNull("on"), review.Text("reference"));
        return review.NotNegative("multiplier");
    }

    private static string Key(MultiplierMode mode) => mode switch
    {
        MultiplierMode.Fixed => "multiplier",
        MultiplierMode.CapByContract => "capMultiplier",
    };
}
