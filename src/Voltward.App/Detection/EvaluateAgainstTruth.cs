using Voltward.Analytics.Detection;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// Measures the last analysis of a synthetic utility against what really happened, by kind of theft, including the kinds found at
/// chance level. A regression test and a power curve, never a promise for the field.
/// </summary>
public sealed class EvaluateAgainstTruth(Database database, AnalyseUtility analyse)
{
    /// <summary>What to measure with.</summary>
    /// <param name="TruthPath">The truth file that the simulation wrote.</param>
    /// <param name="Capacity">Visits that can be made; null = one customer in a hundred, at least 20.</param>
    /// <param name="Resamples">Resamples of whole areas for the intervals.</param>
    /// <param name="CompareUnchecked">Analyse once more without the check of the archive and say what the check is worth.</param>
    public sealed record Request(string TruthPath, int? Capacity = null, int Resamples = MetricsBootstrap.Resamples, bool CompareUnchecked = true);

    public async Task<Outcome<TruthReport>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        var read = await TruthFile.ReadAsync(request.TruthPath, stop);
        if (!read.Succeeded(out var truth, out var problem)) return problem;
        await using var look = await database.LookAsync(actor, stop);
        if (await EvaluationQueries.RunAsync(look) is not { } run) return DetectionProblems.NoRun;
        var places = truth.Customers.ToDictionary(c => c.Customer, c => c.Area);
        var scores = (await EvaluationQueries.ScoresAsync(look, run.RunId)).Where(s => places.ContainsKey(s.Customer)).ToArray();
        if (scores.Length == 0)
        {
            return DetectionProblems.TruthUnreadable(request.TruthPath, new("文件中的客户与本数据目录无关。", "None of its customers is in this data folder."));
        }

        var leads = await EvaluationQueries.LeadsAsync(look, run.RunId);
        var thefts = truth.Thefts.Where(t => t.InWindow && t.Onset <= run.AsOf && (t.End is null || t.End > run.WindowFrom)).ToArray();
        var found = new TruthRanking(scores, places, thefts, request.Capacity ?? Math.Max(20, scores.Length / 100), request.Resamples);
        var losses = new TruthLosses(truth, await EvaluationQueries.DaysAsync(look, run.RunId), await EvaluationQueries.AreasAsync(look, run.RunId));
        var capacity = request.Capacity ?? Math.Max(20, scores.Length / 100);
        var other = request.CompareUnchecked && truth.ArchiveErrors.Count > 0 ? await analyse.UnkeptAsync(run.AsOf, checkArchive: false, stop) : null;
        var thieves = thefts.Select(t => t.Customer).OfType<string>().ToHashSet();
        var wrong = WrongEntries.Of(truth, thieves, places);
        var uncheckedLeads = other is null ? null : Leads(other);
        var innocent = truth.Twins.Where(t => places.ContainsKey(t.Customer) && !thefts.Any(x => x.Customer == t.Customer)).Select(t => t.Customer).Distinct().ToArray();
        return new TruthReport
        {
            TwinsBlocked = SentOutShare.Of(innocent, leads, capacity).Blocked,
            ArchiveChecked = SentOutShare.Of(wrong.All, leads, capacity),
            ArchiveUnchecked = uncheckedLeads is null ? null : SentOutShare.Of(wrong.All, uncheckedLeads, capacity),
            LossEntriesChecked = SentOutShare.Of(wrong.OfLoss, leads, capacity),
            LossEntriesUnchecked = uncheckedLeads is null ? null : SentOutShare.Of(wrong.OfLoss, uncheckedLeads, capacity),
            ThievesHeldBack = (HeldBack(leads, thieves), uncheckedLeads is null ? null : HeldBack(uncheckedLeads, thieves)),
            N = scores.Length,
            Positives = found.Positives,
            Protocol = $"synthetic utility, as of {run.AsOf:yyyy-MM-dd}, model {run.Model}, intervals by bootstrap over areas ({request.Resamples} resamples)",
            Auc = found.Auc,
            Ap = found.Ap,
            PrecisionAtCapacity = new EvaluationCapacity(found.K, found.Precision),
            RecallAt = found.Recall,
            ByKind = found.Kinds(leads, truth),
            HitAtOne = found.HitAtOne(),
            Twins = found.Twins(truth, leads),
            ArchiveErrors = found.ArchiveErrors(truth, leads),
            TechnicalLoss = losses.Technical(),
            Loss = losses.Metered(),
            CleanAlarmShare = losses.CleanAlarmShare(),
        };
    }

    /// <summary>Thieves whose first lead is about their file.</summary>
    private static int HeldBack(IReadOnlyList<EvaluationQueries.Lead> leads, HashSet<string> thieves) =>
        leads.Where(l => l.Customer is not null && thieves.Contains(l.Customer)).GroupBy(l => l.Customer).Count(g => g.MinBy(l => l.Rank)!.Kind == LeadKinds.FileCorrection);

    private static IReadOnlyList<EvaluationQueries.Lead> Leads(AnalysisResult result) =>
        [.. result.Ranked().Select((l, i) => new EvaluationQueries.Lead { Subject = l.SubjectKind, Customer = l.Customer, Area = l.Area, Kind = l.Kind, Rank = i + 1 })];
}
