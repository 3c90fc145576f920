using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Simulation.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Leads against the truth, over ten towns that nothing was trained, calibrated or chosen with; every kind of theft is planted.</summary>
public sealed class TenTownsTests
{
    private const ulong FirstSeed = 9001;
    private const int Towns = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Energy_intervals_hold_innocent_twins_stay_home_and_the_first_of_an_area_is_often_a_thief()
    {
        TestFiles.OnlyWhenLong();
        var reports = new List<TruthReport>();
        for (var n = 0; n < Towns; n++)
        {
            reports.Add(await TruthTown.AskAsync(
                new SimulationOptions { Seed = FirstSeed + (ulong)n, Customers = 2000, Days = 90 },
                (services, truth) => services.GetRequiredService<EvaluateAgainstTruth>().RunAsync(new(truth, Resamples: 200), Actor.System, Stop),
                Stop));
            Say($"{FirstSeed + (ulong)n}: {Of(reports[^1])}");
        }

        foreach (var kind in reports.SelectMany(r => r.ByKind).GroupBy(k => k.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var scored = kind.Where(k => double.IsFinite(k.Auc.Value)).ToList();
            var auc = scored.Count == 0 ? double.NaN : scored.Sum(k => k.N * k.Auc.Value) / scored.Sum(k => k.N);
            Say($"{kind.Key}: {kind.Sum(k => k.N)} thieves, AUC {auc:0.00}, {kind.Sum(k => k.Found)} among the first hundredth, {kind.Sum(k => k.FirstInArea)} first in their area, energy held {kind.Sum(k => k.KwhCovered)} of {kind.Sum(k => k.KwhJudged)}");
        }

        var (held, judged) = (reports.Sum(r => r.ByKind.Sum(k => k.KwhCovered)), reports.Sum(r => r.ByKind.Sum(k => k.KwhJudged)));
        var (sent, twins) = (reports.Sum(r => r.Twins.Sum(t => t.AsTheft)), reports.Sum(r => r.Twins.Sum(t => t.N)));
        var (wrong, files) = (reports.Sum(r => r.ArchiveErrors.Sum(t => t.AsTheft)), reports.Sum(r => r.ArchiveErrors.Sum(t => t.N)));
        Say($"energy interval holds {held} of {judged}; twins sent out as theft {sent} of {twins}; wrong archive entries {wrong} of {files}; AUC {reports.Average(r => r.Auc.Value):0.000}, AP {reports.Average(r => r.Ap.Value):0.000}, hit@1 {reports.Average(r => r.HitAtOne.Value):0.00}");
        Say($"wrong archive entries called theft at any rank: with the check {Count(reports, r => r.ArchiveChecked)}, without {Count(reports, r => r.ArchiveUnchecked!)}");
        Say($"of them those that matter to the loss: with the check {Count(reports, r => r.LossEntriesChecked)}, without {Count(reports, r => r.LossEntriesUnchecked!)}; thieves whose lead is about their file: {reports.Sum(r => r.ThievesHeldBack.Checked)}, without {reports.Sum(r => r.ThievesHeldBack.Unchecked)}");
        Say($"technical loss covered {reports.Sum(r => r.TechnicalLoss.Coverage * r.TechnicalLoss.Areas):0} of {reports.Sum(r => r.TechnicalLoss.Areas)} areas, middle error of the towns {reports.Average(r => r.TechnicalLoss.MedianErrorPercent):0.0} %");
        Assert.True(held >= (0.95 * judged) - (2 * Math.Sqrt(0.95 * 0.05 * judged)), $"energy interval holds {held} of {judged}");
        Assert.True(sent <= (0.05 * twins) + (2 * Math.Sqrt(0.05 * 0.95 * twins)), $"twins sent out as theft {sent} of {twins}");
        Assert.True(reports.Average(r => r.Auc.Value) > 0.8, "the ranking fell behind");
    }

    private static string Of(TruthReport r) =>
        $"{r.Positives} thieves, AUC {r.Auc.Value:0.000}, AP {r.Ap.Value:0.000}, first {r.PrecisionAtCapacity.K} right {r.PrecisionAtCapacity.Value:0.00}, hit@1 {r.HitAtOne.Value:0.00}, "
        + $"energy held {r.ByKind.Sum(k => k.KwhCovered)} of {r.ByKind.Sum(k => k.KwhJudged)}, twins as theft {r.Twins.Sum(t => t.AsTheft)} of {r.Twins.Sum(t => t.N)}, "
        + $"technical loss covered {r.TechnicalLoss.Coverage:0.00} of {r.TechnicalLoss.Areas}, error {r.TechnicalLoss.MedianErrorPercent:0.0} %";

    private static string Count(List<TruthReport> reports, Func<TruthReport, SentOutShare> of) =>
        $"{reports.Sum(r => of(r).N * of(r).Any.Value):0} of {reports.Sum(r => of(r).N)}";

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
