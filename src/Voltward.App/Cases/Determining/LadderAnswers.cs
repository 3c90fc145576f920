using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>Answers for the ladder above the civil recovery: referral to the police, and what authority, police or court may impose.</summary>
internal static class LadderAnswers
{
    /// <summary>CRIM-REFERRAL.</summary>
    public static Problem? Referral(Sheet sheet)
    {
        var facts = sheet.Facts;
        var amount = new CriminalAmount(Yuan.Rounded(facts.NotNegative("amount")));
        return ByAmount(sheet, amount, facts.Text("quantityMethod"));
    }

    /// <summary>Whether an amount refers, by the province's figure or by the range that the interpretation leaves.</summary>
    public static Problem? ByAmount(Sheet sheet, CriminalAmount amount, string method)
    {
        var facts = sheet.Facts;
        if (!sheet.Also("CRIM-REFERRAL", sheet.Grounds[0]).Succeeded(out var clause, out var problem)) return problem;
        var terms = new ReferralTerms(
            clause.Words("allowedMethods"), clause.Positive("halvedFactor"), clause.Count("repeatCount"), clause.Count("repeatYears"));
        var (low, high) = Thresholds(sheet, clause);
        var given = new ReferralFacts(
            method, low, high, facts.Flag("halved"), facts.CountOrNull("countIn2Years") ?? 1, facts.Flag("devicesSoldOrTaught"));
        if (facts.Problem is { } wrong) return wrong;

        var verdict = ReferralRules.Referral(amount, terms, given);
        sheet.Add(
            clause,
            new("threshold", new("数额较大标准", "Threshold of a large amount"), "yuan", given.Halved ? "provinceLargeAmount * halvedFactor" : "provinceLargeAmount", Figures.Fen, Figures.Money(verdict.ThresholdApplied.Value)),
            given.Halved ? [("provinceLargeAmount", low.Value), ("halvedFactor", terms.HalvedFactor)] : [("provinceLargeAmount", low.Value)]);
        sheet.Result["thresholdApplied"] = Figures.Money(verdict.ThresholdApplied.Value);
        sheet.Result["referralByAmount"] = verdict.ByAmount;
        sheet.Result["referral"] = verdict.Referral;
        sheet.Result["referralReasons"] = new JsonArray([.. verdict.Reasons.Select(r => JsonValue.Create(r))]);
        sheet.Result["legalReview"] = verdict.LegalReview;
        if (verdict.LegalReview)
        {
            sheet.AskReview("ReferralBasis", verdict.ByAmount is null
                ? new("是否达到数额较大取决于本省标准", "whether the amount is large depends on the province's figure")
                : new("推定电量不能支持按数额移送", "presumed energy cannot support a referral by amount"));
        }

        return null;
    }

    /// <summary>LAD-n: what authority, police or court may impose. Never the company, never on its documents.</summary>
    public static Problem? Ladder(Sheet sheet)
    {
        var (facts, clause) = (sheet.Facts, sheet.Main);
        sheet.Result["imposedBy"] = clause.Text("imposedBy") ?? "PowerAuthority";
        foreach (var key in clause.Terms.Layers.SelectMany(r => r.Params.Keys).Distinct().Where(k => k != "imposedBy"))
        {
            if (clause.Text(key) is { } value) sheet.Result[key] = value;
        }

        var charge = facts.NotNegativeOrNull("charge|fee");
        var amount = facts.NotNegativeOrNull("amount");
        if (clause.Has("fineMultipleMax"))
        {
            if (facts.Problem is { } problem) return problem;
            if ((clause.Text("imposedBy") == "Court" ? amount : charge) is { } owed) Multiple(sheet, clause, owed);
            else facts.Refuse(RuleProblems.InputMissing(facts.Place(clause.Text("imposedBy") == "Court" ? "amount" : "charge")));
        }

        return null;
    }

    /// <summary>The authority's ceiling beside a settlement, when the question asks for it; part of no total.</summary>
    public static void CeilingIfAsked(Sheet sheet)
    {
        if (!sheet.Facts.Has("administrativeCeilingMultiple") || sheet.Due is not { } due) return;
        if (!sheet.Also("LAD-1", sheet.Grounds[0]).Succeeded(out var clause, out var problem))
        {
            sheet.Facts.Refuse(problem);
            return;
        }

        var multiple = clause.NotNegative("fineMultipleMax", "administrativeCeilingMultiple");
        var ceiling = ReferralRules.Ceiling(due.Charge, multiple);
        sheet.Add(clause, Ceiling(ceiling, "fineMultipleMax"), ("charge", due.Charge.Amount.Value), ("multiple", multiple));
        sheet.Result["administrativeFineCeiling"] = Figures.Money(ceiling.Amount.Value);
    }

    private static void Multiple(Sheet sheet, Clause clause, decimal owed)
    {
        var charge = new BackBilledCharge(Yuan.Rounded(owed));
        var most = clause.NotNegative("fineMultipleMax");
        var ceiling = ReferralRules.Ceiling(charge, most);
        sheet.Add(clause, Ceiling(ceiling, "fineMultipleMax"), ("charge", charge.Amount.Value), ("multiple", most));
        sheet.Result["fineCeiling"] = Figures.Money(ceiling.Amount.Value);
        if (!clause.Has("fineMultipleMin")) return;
        var least = ReferralRules.Ceiling(charge, clause.NotNegative("fineMultipleMin"));
        sheet.Result["fineFloor"] = Figures.Money(least.Amount.Value);
    }

    private static Step Ceiling(FineCeiling ceiling, string key) => new(
        "fine-ceiling", new("行政机关罚款上限（仅供主管部门）", "Ceiling of the authority's fine (for the authority only)"), "yuan",
        "charge * multiple", Figures.Fen, Figures.Money(ceiling.Amount.Value))
    {
        Keys = [key],
    };

    private static (Yuan Low, Yuan High) Thresholds(Sheet sheet, Clause clause)
    {
        var facts = sheet.Facts;
        var (least, most) = (clause.Positive("largeAmountMin"), clause.Positive("largeAmountMax"));
        if (facts.Has("provinceLargeAmount"))
        {
            var figure = facts.Positive("provinceLargeAmount");
            if (figure < least || figure > most)
            {
                facts.Senseless(
                    "provinceLargeAmount",
                    $"各省“数额较大”标准应在 {Figures.Plain(least)} 至 {Figures.Plain(most)} 元之间。",
                    $"A province's figure lies between {Figures.Plain(least)} and {Figures.Plain(most)} yuan.");
            }

            return (Yuan.Rounded(figure), Yuan.Rounded(figure));
        }

        var range = facts.Numbers("provinceLargeAmountRange");
        if (range.Count is not (0 or 2) || (range.Count == 2 && range[0] > range[1]))
            facts.Senseless("provinceLargeAmountRange", "标准范围应为下限与上限两个数。", "The range is a lower and an upper figure.");
        return range.Count == 2 ? (Yuan.Rounded(range[0]), Yuan.Rounded(range[1])) : (Yuan.Rounded(least), Yuan.Rounded(most));
    }
}
