using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>Adds novelty (E7) to the assessments of a bucket: who is unlike everybody else, whatever the direction.</summary>
internal static class NoveltyEvidence
{
    private const double ShownZ = 8;
    private static readonly string[] Used =
        ["deficitZ", "explainedShare", "readingZ", "oppositeZ", "bandZ", "fallT", "changeT", "rhoShare", "zeroShare", "fineDeficitZ", "fineReadingZ", "fineBandZ"];

    private static readonly int[] UsedPlaces = [.. Used.Select(FeatureNames.IndexOf)];

    private static readonly int[] Shape =
        [.. ((string[])["zeroDays", "longestZeroRun", "lag1", "lag7", "ratio7", "ratio28", "ratio56", "changeStrength", "changeRatio", "worst28"]).Select(DailyFeatureNames.IndexOf)];

    private static readonly int Mean = DailyFeatureNames.IndexOf("mean");
    private static readonly int Sd = DailyFeatureNames.IndexOf("sd");
    private static readonly int MeanChange = DailyFeatureNames.IndexOf("meanAbsoluteChange");
    private static readonly int LagOne = DailyFeatureNames.IndexOf("lag1");
    private static readonly int LagSeven = DailyFeatureNames.IndexOf("lag7");

    public static void Add(AreaAssessment[] areas, BucketReadings readings)
    {
        var all = areas.SelectMany(a => a.Customers).ToArray();
        if (all.Length == 0) return;
        var z = Novelty.OfEvidence([.. all.Select(a => a.Features)], UsedPlaces);
        var kernel = Kernel(all, readings);
        var distance = Distances(all, kernel);
        Shapes(all, kernel);
        Put(all, "novelty", z);
        Put(all, "peerDistance", distance);
        var n = 0;
        for (var a = 0; a < areas.Length; a++)
        {
            areas[a] = areas[a] with { Customers = [.. areas[a].Customers.Select(c => With(c, z[n], distance[n++]))] };
        }
    }

    private static Assessment With(Assessment assessment, double z, double distance) => !(z >= ShownZ)
        ? assessment
        : assessment with
        {
            Evidence =
            [
                .. assessment.Evidence,
                new EngineEvidence(
                    EngineId.E7, "novelty", new SubjectId(SubjectKind.UsagePoint, assessment.Point.Point), Math.Clamp((z - 4) / 20, 0, 0.4), null, null,
                    PhaseSet.None, [CauseCode.Chance, CauseCode.ChangedWork, CauseCode.NewOccupant], [CheckCode.ShowOccupancy, CheckCode.ClampAgainstMeter], Doubts.None, "")
                {
                    Figures = new Dictionary<string, double> { ["z"] = z, ["distance"] = distance },
                },
            ],
        };

    /// <summary>Statistics of each customer's daily series, by column; NaN where it has none.</summary>
    private static Func<int, int, float> Kernel(Assessment[] all, BucketReadings readings)
    {
        var features = DailyFeatures.Compute(readings);
        var points = readings.Points(CacheDataset.Energy);
        int[] ordinals = [.. all.Select(a => points.Find(a.Point.Point))];
        return (i, column) => ordinals[i] < 0 ? float.NaN : features[(ordinals[i] * DailyFeatureNames.Count) + column];
    }

    /// <summary>Puts the shape of days and of series, as z inside the class, into the evidence vectors.</summary>
    private static void Shapes(Assessment[] all, Func<int, int, float> kernel)
    {
        string[] classes = [.. all.Select(a => a.Point.CustomerClass)];
        double[] Of(Func<int, double> statistic) => PeerShape.Standardise(classes, [.. Enumerable.Range(0, all.Length).Select(statistic)]);
        double Level(int i) => Math.Max(kernel(i, Mean), 0.1f);
        var correlation = FeatureNames.IndexOf("courseCorrelationZ");
        var (same, reversed) = PeerShape.Likeness(classes, [.. all.Select(a => a.Profile)]);
        var columns = new Dictionary<string, double[]>
        {
            ["courseCorrelationZ"] = Of(i => all[i].Features[correlation]),
            ["spreadZ"] = Of(i => Math.Log(Math.Max(kernel(i, Sd) / Level(i), 1e-3))),
            ["lag1Z"] = Of(i => kernel(i, LagOne)),
            ["lag7Z"] = Of(i => kernel(i, LagSeven)),
            ["restlessZ"] = Of(i => Math.Log(Math.Max(kernel(i, MeanChange) / Level(i), 1e-3))),
            ["nightZ"] = Of(i => all[i].Profile?.NightShare ?? double.NaN),
            ["flatZ"] = Of(i => all[i].Profile?.Flatness ?? double.NaN),
            ["peakZ"] = Of(i => all[i].Profile?.PeakRatio ?? double.NaN),
            ["likeness"] = same,
            ["reversedLikeness"] = reversed,
        };
        foreach (var (name, values) in columns) Put(all, name, values);
    }

    private static void Put(Assessment[] all, string name, double[] values)
    {
        var place = FeatureNames.IndexOf(name);
        for (var i = 0; i < all.Length; i++) all[i].Features[place] = values[i];
    }

    /// <summary>Distance to the nearest peers of the same class by statistics that do not depend on size.</summary>
    private static double[] Distances(Assessment[] all, Func<int, int, float> kernel)
    {
        var distance = new double[all.Length];
        foreach (var peers in all.Select((a, i) => (a, i)).GroupBy(p => p.a.Point.CustomerClass))
        {
            int[] members = [.. peers.Select(p => p.i)];
            var rows = members.Select(i =>
            {
                var mean = Math.Max(kernel(i, Mean), 0.1f);
                var row = new float[Shape.Length + 2];
                for (var k = 0; k < Shape.Length; k++) row[k] = kernel(i, Shape[k]);
                (row[^2], row[^1]) = (kernel(i, Sd) / mean, kernel(i, MeanChange) / mean);
                return row;
            }).ToArray();
            var found = Novelty.OfPeers(rows);
            for (var k = 0; k < members.Length; k++) distance[members[k]] = found[k];
        }

        return distance;
    }
}
