using Voltward.Analytics.Inspections;
using Voltward.Simulation.Inspections;
using Xunit;

namespace Voltward.Tests.Inspections;

/// <summary>Visits invented at a desk among honest ones. Limits stated before the first run; see docs/benchmarks.md.</summary>
public sealed class VisitSuspicionTests
{
    private const double LeastAuc = 0.90;

    /// <summary>60 % at the 4 % planted that the limit was written for, where 80 % is the most that a review load of 5 % can reach; so also for other shares.</summary>
    private const double LeastOfAttainable = 0.60 / 0.80;

    [Fact]
    public void Invented_visits_are_ranked_within_the_limits()
    {
        var (auc, precision, planted) = Measure(41);
        Assert.True(auc >= LeastAuc, $"AUC {auc:0.000}, {planted:P1} planted");
        Assert.True(precision >= LeastOfAttainable * Attainable(planted), $"precision {precision:P1} at 5 % review load, {planted:P1} planted");
    }

    [Fact]
    public void Limits_hold_for_random_seeds()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("VOLTWARD_LONG"))) Assert.Skip("slow proof, run by ./test --long");
        var seed = (ulong)Random.Shared.Next();
        var runs = Enumerable.Range(0, 10).Select(i => Measure(seed + (ulong)i)).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"AUC {runs.Average(r => r.Auc):0.000} ({runs.Min(r => r.Auc):0.000}–{runs.Max(r => r.Auc):0.000}), precision at 5 % {runs.Average(r => r.Precision):P1} ({runs.Min(r => r.Precision):P1}–{runs.Max(r => r.Precision):P1}), planted {runs.Average(r => r.Planted):P1}, seed {seed}");
        Assert.All(runs, r => Assert.True(r.Auc >= LeastAuc && r.Precision >= LeastOfAttainable * Attainable(r.Planted), $"AUC {r.Auc:0.000}, precision {r.Precision:P1}, seed {seed}"));
    }

    [Fact]
    public void Every_reason_says_what_it_rests_on_and_an_ordinary_visit_has_none()
    {
        var ordinary = Enumerable.Range(0, 20).Select(i => new VisitTraits { VisitId = $"v{i}", MinutesPerItem = 2 + (0.1 * (i % 5)), Values = 4 });
        var scores = VisitSuspicion.Score([.. ordinary, new() { VisitId = "x", ReadingGap = 9, NearestPhoto = 0, TravelKmh = double.PositiveInfinity }]);
        Assert.Equal("x", scores[0].VisitId);
        Assert.Equal(["photo", "reading", "travel"], scores[0].Reasons.Select(r => r.Code).Order());
        Assert.Equal(9, scores[0].Score);
        Assert.All(scores.Skip(1), s => Assert.Empty(s.Reasons));
    }

    [Fact]
    public void The_same_picture_saved_again_stays_near_and_another_scene_far()
    {
        var random = new Random(1);
        var same = 0;
        for (var run = 0; run < 50; run++)
        {
            var (a, b) = (Blobs(random), Blobs(random));
            var again = a.Select(v => (v * 0.85) + 14 + (2 * random.NextDouble())).ToArray();
            Assert.InRange(PictureHash.Of(a).Distance(PictureHash.Of(again)), 0, VisitSuspicion.NearPhoto);
            same += PictureHash.Of(a).Distance(PictureHash.Of(b)) <= VisitSuspicion.NearPhoto ? 1 : 0;
        }

        Assert.Equal(0, same);
    }

    [Fact]
    public void Digits_of_an_instrument_pass_and_rounded_ones_do_not()
    {
        var random = new Random(2);
        var read = Enumerable.Range(0, 300).Select(_ => Math.Round(215 + (20 * random.NextDouble()), 1)).ToList();
        var invented = read.Select(v => Math.Round(v * 2) / 2).Concat(read.Take(30)).ToList();
        Assert.True(DigitTest.Evenness([read]) > 0.001);
        Assert.True(DigitTest.Evenness([invented]) < 1e-6);
        Assert.Equal(1, DigitTest.Evenness([read[..40]]));
    }

    /// <summary>Precision when everything invented is reviewed first.</summary>
    private static double Attainable(double planted) => Math.Min(1, planted / 0.05);

    private static double[] Blobs(Random random)
    {
        var picture = new double[1024];
        for (var blob = 0; blob < 8; blob++)
        {
            var (x, y, size, light) = (32 * random.NextDouble(), 32 * random.NextDouble(), 2 + (6 * random.NextDouble()), 200 * (random.NextDouble() - 0.5));
            for (var i = 0; i < 1024; i++) picture[i] += light * Math.Exp(-(Math.Pow((i % 32) - x, 2) + Math.Pow((i / 32) - y, 2)) / (2 * size * size));
        }

        return picture;
    }

    /// <summary>About 1,200 visits of twelve crews in a season, one in twenty-five invented.</summary>
    private static (double Auc, double Precision, double Planted) Measure(ulong seed)
    {
        var visits = FieldVisits.Make(seed, 20, 12, 0.04f);
        var scores = VisitSuspicion.Score(VisitComparison.Traits([.. visits.Select(Seen)]));
        var invented = visits.Where(v => v.Invented).Select(v => v.VisitId).ToHashSet();
        var load = (int)Math.Ceiling(0.05 * visits.Count);
        return (Auc(scores, invented), scores.Take(load).Count(s => invented.Contains(s.VisitId)) / (double)load, (double)invented.Count / visits.Count);
    }

    private static double Auc(IReadOnlyList<VisitScore> scores, HashSet<string> invented)
    {
        var (of, others) = (scores.Where(s => invented.Contains(s.VisitId)).ToList(), scores.Where(s => !invented.Contains(s.VisitId)).ToList());
        return of.Average(a => others.Average(b => a.Score > b.Score ? 1 : a.Score == b.Score ? 0.5 : 0));
    }

    private static SeenVisit Seen(FieldVisit v) => new()
    {
        VisitId = v.VisitId,
        Place = $"{v.Site}",
        People = [$"{v.Crew}a", $"{v.Crew}b"],
        StartedAt = v.StartedAt,
        FinishedAt = v.FinishedAt,
        Items = v.Items,
        Longitude = v.Place.Longitude,
        Latitude = v.Place.Latitude,
        Values = [.. v.Values.Select(x => new SeenValue(x.Quantity, x.Phase, x.Value))],
        Photos = [.. v.Photos.Select((p, i) => new SeenPhoto($"{v.VisitId}/{i}", PictureHash.Of(p)))],
        ReadingGap = Math.Abs(v.NotedKwh - v.RemoteKwh) / v.ToleranceKwh,
    };
}
