using Voltward.Analytics.Detection;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>Labelled customers with their features.</summary>
/// <param name="Sample">Rows, outcomes, groups.</param>
/// <param name="Customers">Customer numbers, in the order of the rows.</param>
/// <param name="Places">Their places in the panel.</param>
/// <param name="Copies">Pairs of labelled customers with identical features.</param>
/// <param name="Unmatched">Labelled customers without any bill; they are left out and counted.</param>
public sealed record BillTrainingSet(BillSample Sample, IReadOnlyList<string> Customers, IReadOnlyList<int> Places, int Copies, int Unmatched)
{
    /// <summary>Outcomes of each kind without which nothing can be learned or measured.</summary>
    public const int Needed = 20;

    /// <summary>
    /// Chance that each customer without a finding steals all the same, from the share of findings among the visited and from what the visits
    /// overlook; null when nothing is known to be overlooked.
    /// </summary>
    internal static double[]? Missed(IReadOnlyList<BillLabel> labels)
    {
        if (!labels.Any(l => !l.Hit && l.Omission > 0)) return null;
        var prior = labels.Count(l => l.Hit) / (double)labels.Count;
        return [.. labels.Select(l => l.Hit ? 0 : VisitLabel.AfterNothing(prior, l.Omission))];
    }

    /// <summary>Joins labels and bills; refused as <c>detection.too-few-labels</c> when there is too little.</summary>
    public static async Task<Outcome<BillTrainingSet>> JoinAsync(
        BillPanel panel, IReadOnlyList<BillLabel> labels, Database database, CancellationToken stop)
    {
        var known = labels.Select(l => (Label: l, Place: panel.PlaceOf(l.Customer))).Where(l => l.Place >= 0).ToArray();
        var hits = known.Count(l => l.Label.Hit);
        if (hits < Needed || known.Length - hits < Needed) return BillProblems.TooFewLabels(hits, known.Length - hits, Needed);

        await using var look = await database.LookAsync(Actor.System, stop);
        var areas = await BillOutcomeQueries.AreasAsync(look);
        var rows = known.Select(l => l.Label.DecidedOn is { } day
            ? BillFeatures.AsOf(panel.Series[l.Place], panel.Population, BillCalendar.DayOf(day))
            : panel.Matrix.Row(l.Place).ToArray()).ToArray();
        var groups = BillFolds.Groups(
            [.. known.Select(l => panel.Series[l.Place])], rows, [.. known.Select(l => areas.GetValueOrDefault(l.Label.Customer))]);
        var sample = new BillSample([.. rows.SelectMany(r => r)], panel.Matrix.Columns, [.. known.Select(l => l.Label.Hit)], groups) { Missed = Missed([.. known.Select(l => l.Label)]) };
        return new BillTrainingSet(
            sample, [.. known.Select(l => l.Label.Customer)], [.. known.Select(l => l.Place)], BillFolds.Copies(rows), labels.Count - known.Length);
    }
}
