using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>Adds novelty (E7) to the assessments of a bucket: who is unlike everybody else, whatever the direction.</summary>
internal static class NoveltyEvidence
{
    private const double ShownZ = 8;
    private static readonly string[] Used =
        ["deficitZ", "explainedShare", "readingZ", "oppositeZ", "bandZ", "fallT", "changeT", "rhoShare", "zeroShare", "fineDeficitZ", "fineReadingZ", "fineBandZ"];

    private static readonly string[] Shape =
        ["zeros", "longestZeroRun", "lag1", "lag7", "ratio7", "ratio30", "ratio60", "changeStrength", "changeRatio", "worst28"];

    public static void Add(AreaAssessment[] areas, BucketReadings readings)
    {
        var all = areas.SelectMany(a => a.Customers).ToArray();
        if (all.Length == 0) return;
        var names = FeatureNames.All.Select((n, f) => (n, f)).ToDictionary(p => p.n, p => p.f);
        var z = Novelty.OfEvidence([.. all.Select(a => a.Features)], [.. Used.Select(n => names[n])]);
        var distance = Distances(all, readings);
        for (var i = 0; i < all.Length; i++)
        {
            all[i].Features[names["novelty"]] = z[i];
            all[i].Features[names["peerDistance"]] = distance[i];
        }

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

    /// <summary>Distance to the nearest peers of the same class by statistics that do not depend on size.</summary>
    private static double[] Distances(Assessment[] all, BucketReadings readings)
    {
        var features = FeatureKernel.Compute(readings);
        var points = readings.Points(CacheDataset.Energy);
        var names = FeatureKernel.Names.Select((n, f) => (n, f)).ToDictionary(p => p.n, p => p.f);
        var distance = new double[all.Length];
        Array.Fill(distance, double.NaN);
        foreach (var peers in all.Select((a, i) => (a, i)).GroupBy(p => p.a.Point.CustomerClass))
        {
            var members = peers.Select(p => (p.i, Ordinal: points.Find(p.a.Point.Point))).Where(p => p.Ordinal >= 0).ToArray();
            var rows = members.Select(m =>
            {
                var row = features.AsSpan(m.Ordinal * names.Count, names.Count);
                var mean = Math.Max(row[names["mean"]], 0.1f);
                var shape = new float[Shape.Length + 2];
                for (var k = 0; k < Shape.Length; k++) shape[k] = row[names[Shape[k]]];
                (shape[^2], shape[^1]) = (row[names["sd"]] / mean, row[names["meanAbsoluteChange"]] / mean);
                return shape;
            }).ToArray();
            if (rows.Length == 0) continue;
            var found = Novelty.OfPeers(rows);
            for (var k = 0; k < members.Length; k++) distance[members[k].i] = found[k];
        }

        return distance;
    }
}
