using Voltward.Analytics.Detection;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>What the bills of one customer give rise to. A score opens an inspection; it never accuses, cuts or bills.</summary>
/// <param name="Customer">Customer number.</param>
/// <param name="Score">0 to 100: share of the customers with bills that are less suspicious.</param>
/// <param name="Probability">Calibrated probability of a finding; without a trained model the same published prior for everybody.</param>
/// <param name="Model">Name of the model; <see cref="BillSuspicion.Untrained"/> when none has been trained.</param>
/// <param name="Reasons">At most five, strongest first; filled for the customers at the head of the list.</param>
public sealed record BillScore(string Customer, double Score, double Probability, string Model, IReadOnlyList<LeadReason> Reasons);

/// <summary>Scores every customer who has bills, labelled or not (基于账单的疑点评分).</summary>
public sealed class BillSuspicion(Lake lake, DataFolder folder)
{
    /// <summary>Stands for the model when none has been trained: how unusual the bills are among all customers.</summary>
    public const string Untrained = "novelty-untrained";

    /// <summary>Reasons are worked out for this many customers from the top; nobody visits the rest on bills alone.</summary>
    public const int Explained = 5000;

    private const int MostReasons = 5;
    private const int NoveltySeed = 1;

    /// <summary>Published sweeps without a target find something at 1 to 15 % of the visits; said of everybody alike until outcomes are known.</summary>
    private const double PriorShare = 0.05;

    /// <summary>All customers with bills, most suspicious first.</summary>
    /// <param name="asOf">Last day that may be known; null for all bills.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The scores; <c>detection.other-schema</c> when the newest model was trained with other features.</returns>
    public async Task<Outcome<IReadOnlyList<BillScore>>> ScoreAsync(DateOnly? asOf, CancellationToken stop)
    {
        var model = await BillModelCard.LatestAsync(folder, stop);
        var vocabulary = model is { } trained ? new BillVocabulary(trained.Card.Vocabulary) : null;
        var panel = await BillPanel.LoadAsync(lake, asOf, vocabulary, stop);
        if (panel.Series.Count == 0) return Array.Empty<BillScore>();
        if (model is not { } known) return Rank(panel, Novelty(panel), Untrained);
        if (known.Card.SchemaHash != panel.Matrix.Schema.Hash) return BillProblems.OtherSchema(known.Card.Model);

        var ranker = known.Ranker;
        return Rank(
            panel,
            new(row => ranker.Score(row), raw => ranker.Calibration.Probability(raw), (row, parts) => ranker.Explain(row, parts)),
            known.Card.Model);
    }

    private static Scorer Novelty(BillPanel panel)
    {
        var novelty = BillNovelty.Fit(panel.Matrix, NoveltySeed);
        return new(row => novelty.Score(row), _ => PriorShare, (row, parts) => novelty.Explain(row, parts));
    }

    private static BillScore[] Rank(BillPanel panel, Scorer scorer, string model)
    {
        var count = panel.Series.Count;
        var raw = new double[count];
        Parallel.For(0, count, i => raw[i] = scorer.Score(panel.Matrix.Row(i)));
        var order = Enumerable.Range(0, count).OrderByDescending(i => raw[i]).ThenBy(i => panel.Matrix.Customers[i], StringComparer.Ordinal).ToArray();
        var text = new BillReasonText(panel);
        var result = new BillScore[count];
        Parallel.For(0, count, rank =>
        {
            var place = order[rank];
            result[rank] = new BillScore(
                panel.Matrix.Customers[place],
                100.0 * (count - rank) / count,
                scorer.Probability(raw[place]),
                model,
                rank < Explained ? Reasons(panel, scorer, text, place, model) : []);
        });
        return result;
    }

    /// <summary>Contributions added up by reason; only what raises the score is said.</summary>
    private static List<LeadReason> Reasons(BillPanel panel, Scorer scorer, BillReasonText text, int place, string model)
    {
        var parts = new double[panel.Matrix.Columns];
        scorer.Explain(panel.Matrix.Row(place), parts);
        var sums = BillReasons.All.ToDictionary(r => r, _ => 0.0, StringComparer.Ordinal);
        for (var k = 0; k < parts.Length; k++) sums[panel.Matrix.Schema.Reasons[k]] += parts[k];
        var raising = sums.Where(s => s.Value > 0).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal);
        var reasons = new List<LeadReason>();
        foreach (var (code, sum) in raising)
        {
            if (reasons.Count == MostReasons) break;
            if (text.Say(code, place) is not { } said) continue;
            said.Data["contribution"] = Math.Round(sum, 4);
            reasons.Add(new LeadReason(code, model, 1 - Math.Exp(-sum), said.Text, said.Data));
        }

        return reasons;
    }

    private delegate double RowScore(ReadOnlySpan<double> row);

    private delegate void RowExplain(ReadOnlySpan<double> row, Span<double> parts);

    private sealed record Scorer(RowScore Score, Func<double, double> Probability, RowExplain Explain);
}
