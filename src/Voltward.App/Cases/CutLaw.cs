using System.Globalization;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>The dated rules of an interruption of supply at one place and day, with the source of each gate.</summary>
public sealed class CutLaw
{
    private readonly IReadOnlyDictionary<string, RuleTerms> _terms;

    private CutLaw(IReadOnlyDictionary<string, RuleTerms> terms, int photos, CutConditions conditions) => (_terms, LeastPhotos, Conditions) = (terms, photos, conditions);

    /// <summary>The figures in force.</summary>
    public CutConditions Conditions { get; }

    /// <summary>The rules in force for a cut.</summary>
    /// <param name="records">All rule records.</param>
    /// <param name="place">Place, such as <c>CN-41</c>.</param>
    /// <param name="day">Business day of the cut or of the question.</param>
    /// <param name="file">Ground and customer.</param>
    /// <returns>The law; <c>rule.*</c> refusals when no record is in force or one is incomplete.</returns>
    public static Outcome<CutLaw> On(IReadOnlyList<RuleRecord> records, string place, DateOnly day, CutFile file)
    {
        var terms = new Dictionary<string, RuleTerms>();
        foreach (var rule in (string[])["CUT-2", "CUT-3", "CUT-4", "CUT-5", "CUT-8", "EVD", "INNOCENT"])
        {
            if (!RuleSelection.OnDay(records, rule, [], place, day).Succeeded(out var found, out var problem)) return problem;
            terms[rule] = found;
        }

        if (Count(terms["CUT-5"], "noticeDaysMin") is not { } least) return RuleProblems.RecordIncomplete(terms["CUT-5"].Foundation.RuleSetId, "CUT-5", "noticeDaysMin");
        if (Count(terms["CUT-2"], "overdueDays") is not { } overdue) return RuleProblems.RecordIncomplete(terms["CUT-2"].Foundation.RuleSetId, "CUT-2", "overdueDays");
        if (Count(terms["EVD"], "leastPhotos") is not { } photos) return RuleProblems.RecordIncomplete(terms["EVD"].Foundation.RuleSetId, "EVD", "leastPhotos");
        return new CutLaw(terms, photos, new CutConditions(
            ModeOf(file.Ground, terms),
            new(least, Count(terms["CUT-5"], "noticeDaysMax"), Count(terms["CUT-5"], "secondNoticeMinutes")),
            List(terms["EVD"], "beforeCut"),
            List(terms["CUT-8"], "riskItems"),
            List(terms["INNOCENT"], "tests"),
            overdue,
            terms["CUT-3"].Find("residentHolidays") == "true",
            NeedsConsent(file.Customer, List(terms["CUT-5"], "authorityConsentFor"))));
    }

    /// <summary>Items that a step may be recorded for; empty when it has none.</summary>
    public IReadOnlyList<string> Items(InterruptionStep step) => step switch
    {
        InterruptionStep.CheckRisks => Conditions.RiskItems,
        InterruptionStep.TestInnocent => Conditions.InnocentTests,
        InterruptionStep.AddEvidence => [.. List(_terms["EVD"], "onSite"), .. List(_terms["EVD"], "confirmed"), .. List(_terms["EVD"], "noticeServed")],
        _ => [],
    };

    /// <summary>Photos that make item 3 of the pack.</summary>
    public int LeastPhotos { get; }

    /// <summary>The text a gate rests on: article, edition and how far it was verified.</summary>
    public (string? Article, string Basis, string Edition, string Certainty) Source(CutGate gate)
    {
        var (rule, key) = Place(gate);
        var record = _terms[rule].Source(key);
        return (record.ArticleNo, record.LegalBasis, record.RuleSetId, _terms[rule].CertaintyOf(key));
    }

    /// <summary>Whether the legal department has compared the text of a gate with the official one: only then is its article printed.</summary>
    public bool IsVerified(CutGate gate)
    {
        var (rule, key) = Place(gate);
        return _terms[rule].Source(key).IsVerified;
    }

    private static (string Rule, string Key) Place(CutGate gate) => gate switch
    {
        CutGate.Evidence => ("EVD", "beforeCut"),
        CutGate.InnocentTested => ("INNOCENT", "tests"),
        CutGate.OverdueAndUrged => ("CUT-2", "overdueDays"),
        CutGate.RiskChecked or CutGate.LoadsSecured => ("CUT-8", "riskItems"),
        CutGate.AuthorityConsent => ("CUT-5", "authorityConsentFor"),
        CutGate.InsideWindow or CutGate.NoticeServed or CutGate.Planned => ("CUT-5", "noticeDaysMin"),
        CutGate.SecondNotice => ("CUT-5", "secondNoticeMinutes"),
        CutGate.NoHoliday => ("CUT-3", "residentHolidays"),
        CutGate.TwoInspectors or CutGate.IdentityShown => ("EVD", "onSite"),
        CutGate.NoOpenDispute or CutGate.NoKeptInstalments or CutGate.Approved or CutGate.AuthorityCopy => ("CUT-3", "approver"),
    };

    private static CutMode ModeOf(CutGround ground, Dictionary<string, RuleTerms> terms)
    {
        bool Among(string rule, string key) => List(terms[rule], key).Contains(ground.ToString());
        if (Among("CUT-4", "immediateGrounds")) return CutMode.Immediate;
        if (Among("CUT-5", "sameTimeGrounds")) return CutMode.SameTime;
        if (Among("CUT-5", "anyTimeGrounds")) return CutMode.AnyTime;
        return ground == CutGround.Theft && terms["CUT-4"].Find("theftMode") == "OnSite" ? CutMode.OnSite : CutMode.NoticeProcedure;
    }

    private static bool NeedsConsent(CutCustomer customer, string[] kinds) =>
        (customer.HighRisk && kinds.Contains(nameof(CutCustomer.HighRisk))) || (customer.ContinuousProducer && kinds.Contains(nameof(CutCustomer.ContinuousProducer)));

    private static int? Count(RuleTerms terms, string key) =>
        int.TryParse(terms.Find(key), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static string[] List(RuleTerms terms, string key) =>
        terms.Find(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
