using System.Globalization;
using System.Text.Json.Nodes;
using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>What the ranker makes of an assessment; energy and shares cost more than the chance and are worked out for those who are listed.</summary>
/// <param name="probability">Chance that a visit finds something, 0 to 1.</param>
/// <param name="model">Where the chance came from.</param>
/// <param name="features">The evidence vector.</param>
internal sealed class Judgement(double probability, SuspicionModel model, double[] features)
{
    public double Probability => probability;

    /// <summary>Energy hidden if it is theft; null when no ranker says.</summary>
    public LostEnergy? Lost => model.Energy(features);

    /// <summary>What each engine adds to the log odds; empty when no ranker says.</summary>
    public IReadOnlyDictionary<EngineId, double> Shares => model.Shares(features);
}

/// <summary>Decides which assessments become leads, of which kind, with which reasons. Pure.</summary>
internal static class ComposeLeads
{
    /// <summary>Reasons a lead shows at most.</summary>
    public const int MostReasons = 5;

    private const double ListedProbability = 0.05;
    private const double ListedStrength = 0.5;
    private const double PhysicalStrength = 0.25;
    private const double BypassZ = 3;

    /// <summary>The lead of one customer; null when nothing is worth a look.</summary>
    public static LeadDraft? Customer(Assessment assessment, AreaAssessment area, string orgPath, Judgement judgement, bool checkArchive = true)
    {
        var probability = judgement.Probability;
        if (assessment.Evidence.Count == 0) return null;
        var evidence = assessment.Evidence.OrderByDescending(e => e.Strength).ThenBy(e => e.Engine).ThenBy(e => e.Code, StringComparer.Ordinal).ToList();
        if (probability < ListedProbability && evidence[0].Strength < ListedStrength) return null;
        var kind = LeadKind.Of(evidence, checkArchive);
        var isStatistical = LeadKind.IsStatistical(evidence);
        // What behaviour alone is worth, the ranker has said; a strange course with a smaller chance is nobody's lead. Scores keep it.
        if (probability < ListedProbability && isStatistical && kind == LeadKinds.Theft) return null;
        // A lead about a file, a meter or a joint ranks by how sure its own evidence is, not by the suspicion of theft.
        var sure = kind is LeadKinds.Theft or LeadKinds.Bypass ? probability : Math.Max(LeadKind.Deciding(evidence, kind) / 2, ListedProbability);
        var ranksBy = sure;
        if (kind == LeadKinds.Breach) (sure, ranksBy) = BreachWorth.Of(evidence[0]);
        var shares = judgement.Shares;
        var room = kind == LeadKinds.FileCorrection ? MostReasons - 1 : MostReasons;
        var shown = LeadKind.First(evidence, kind).Concat(area.Evidence).Take(room).ToList();
        return new LeadDraft
        {
            SubjectKind = "customer",
            Customer = assessment.Point.Customer,
            Point = assessment.Point.Point,
            Area = area.Area.AreaNo,
            OrgPath = orgPath,
            Kind = kind,
            Score = Fusion.Score(ranksBy),
            Probability = sure,
            Lost = LeadEnergy.Of(kind, judgement.Lost, [.. evidence.OrderBy(e => Trust(e.Engine))], Math.Exp(assessment.Features[FeatureNames.IndexOf("ownKwh")])),
            Onset = evidence.Where(e => e.Onset is not null).OrderBy(e => Trust(e.Engine)).Select(e => e.Onset!.Day).Cast<DateOnly?>().FirstOrDefault(),
            StatisticalOnly = isStatistical,
            Phases = Phases(evidence),
            Reasons = [.. shown.Select(e => Weighed(Reason(e), shares.TryGetValue(e.Engine, out var share) ? share : double.NaN)).Concat(Waiting(kind, probability, evidence)).Select(r => Stored(r, area))],
            Innocent = Innocent(assessment, evidence, area.Evidence.Any(e => e.Engine == EngineId.E1)),
        };
    }

    /// <summary>
    /// The lead of an area: a wrong supply ratio to correct, or a loss that nobody's behaviour explains. A bypass does not pass any
    /// meter, so it points at boxes and branches, never at a customer.
    /// </summary>
    public static LeadDraft? Area(AreaAssessment area, string orgPath)
    {
        var file = area.Evidence.FirstOrDefault(e => e.Engine == EngineId.E0);
        var loss = area.Evidence.FirstOrDefault(e => e.Engine == EngineId.E1);
        if (file is null && (loss is null || !(loss.Figures["z"] >= BypassZ) || IsExplained(area))) return null;
        var evidence = new[] { file, loss }.OfType<EngineEvidence>().ToList();
        var sure = file?.Strength / 2 ?? Math.Clamp(loss!.Figures["z"] / 40, ListedProbability, 0.4);
        var causes = evidence.SelectMany(e => e.InnocentCauses).Distinct().Select(c => new InnocentCause(c, null, true)).ToList();
        return new LeadDraft
        {
            SubjectKind = "area",
            Area = area.Area.AreaNo,
            OrgPath = orgPath,
            Kind = file is null ? LeadKinds.Bypass : LeadKinds.FileCorrection,
            Score = Fusion.Score(sure),
            Probability = sure,
            Lost = loss?.Lost ?? file?.Lost,
            Onset = loss?.Onset?.Day,
            Reasons = [.. evidence.Select(e => Stored(Reason(e), area))],
            Innocent = causes,
        };
    }

    /// <summary>Whether the customers' own shortfalls or tampered meters account for the loss.</summary>
    private static bool IsExplained(AreaAssessment area)
    {
        if (area.Gate < 0.05) return true;
        return area.Customers.Any(c => c.Fall?.Verdict == FallVerdict.TheftConsistent || c.Evidence.Any(e => e.Engine is EngineId.E3 or EngineId.E4 or EngineId.E5 && e.Strength >= 0.8));
    }

    public static LeadReason Reason(EngineEvidence evidence)
    {
        var data = new JsonObject
        {
            ["subject"] = evidence.Subject.Number,
            ["onset"] = evidence.Onset?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["inputHash"] = evidence.InputHash,
            ["doubts"] = evidence.Doubts.ToString(),
            ["wouldClear"] = new JsonArray([.. evidence.WouldClear.Select(c => (JsonNode)CauseTexts.Code(c))]),
        };
        foreach (var (name, value) in evidence.Figures)
        {
            if (double.IsFinite(value)) data[name] = Math.Round(value, 4);
        }

        return new LeadReason(evidence.Code, evidence.Engine.ToString(), evidence.Strength, ReasonTexts.Of(evidence), data);
    }

    /// <summary>Whoever is suspected beside a wrong file is looked at again when the file is right: the suspicion rests on the same loss, or on behaviour.</summary>
    private static IEnumerable<LeadReason> Waiting(string kind, double probability, List<EngineEvidence> evidence)
    {
        if (kind != LeadKinds.FileCorrection) yield break;
        if (probability < ListedProbability && !evidence.Any(e => e.Engine is not (EngineId.E0 or EngineId.E1) && e.Strength >= PhysicalStrength)) yield break;
        var data = Reason(LeadKind.First(evidence, kind).First()).Data;
        data["chance"] = Math.Round(probability, 4);
        yield return new LeadReason("waits-for-file", nameof(EngineId.E0), 0, RuleTexts.Waits(probability), data);
    }

    /// <summary>With the earlier nights of which something was kept: whoever makes the lead again begins there.</summary>
    private static StoredReason Stored(LeadReason reason, AreaAssessment area)
    {
        if (area.AskedOn is { } asked) reason.Data[LeadRecipe.AskedOn] = asked.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (area.TestedOn is { } tested) reason.Data[LeadRecipe.TestedOn] = tested.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return StoredReason.Of(reason);
    }

    /// <summary>The reason with what its engine adds to the log odds of the ranker.</summary>
    private static LeadReason Weighed(LeadReason reason, double share)
    {
        if (double.IsFinite(share)) reason.Data["logOdds"] = Math.Round(share, 3);
        return reason;
    }

    /// <summary>Every ordinary cause of the evidence, with the ones that the readings already exclude marked as closed. Never empty.</summary>
    /// <param name="assessment">Of the customer.</param>
    /// <param name="evidence">Against the customer.</param>
    /// <param name="areaLoses">A lead that comes from a loss carries the answers of all four tests of the archive.</param>
    private static List<InnocentCause> Innocent(Assessment assessment, List<EngineEvidence> evidence, bool areaLoses)
    {
        var excluded = new HashSet<CauseCode>();
        if (assessment.Fall?.Verdict == FallVerdict.TheftConsistent) excluded.UnionWith([CauseCode.Vacancy, CauseCode.NewOccupant, CauseCode.Refit, CauseCode.Chance]);
        var tests = assessment.Archive;
        excluded.UnionWith(tests.Where(t => t.Value == ArchiveAnswer.DoesNotExplain).Select(t => t.Key));
        var asked = areaLoses || evidence.Any(e => e.Engine == EngineId.E2) ? tests.Keys : [];
        var causes = evidence.SelectMany(e => e.InnocentCauses).Concat(asked).Distinct()
            .Select(c => new InnocentCause(c, tests.TryGetValue(c, out var answer) ? answer : null, !excluded.Contains(c))).ToList();
        if (!causes.Any(c => c.Open)) causes.Add(new InnocentCause(CauseCode.MeterFault, null, true));
        return causes;
    }

    private static string? Phases(List<EngineEvidence> evidence)
    {
        var phases = evidence.Aggregate(PhaseSet.None, (all, e) => all | e.Phases);
        return phases == PhaseSet.None ? null : phases == PhaseSet.All ? "ABC" : phases.ToString().Replace(", ", "", StringComparison.Ordinal);
    }

    /// <summary>Whose energy and onset are believed first.</summary>
    private static int Trust(EngineId engine) => engine switch
    {
        EngineId.E3 => 0,
        EngineId.E6 => 1,
        EngineId.E2 => 2,
        EngineId.E4 => 3,
        EngineId.E5 => 4,
        EngineId.E0 or EngineId.E1 or EngineId.E7 => 5,
    };
}
