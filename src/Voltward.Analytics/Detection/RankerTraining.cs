using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Voltward.Analytics.Detection;

/// <summary>Evidence vectors of a utility with what was true of each customer.</summary>
/// <param name="Seed">Which town.</param>
/// <param name="Rows">Vectors by customer, in the order of <see cref="FeatureNames"/>.</param>
/// <param name="Stolen">Energy hidden lately, kWh a day; NaN for honest customers.</param>
/// <param name="Areas">Number of the area of each customer, unique over all towns.</param>
public sealed record EvidenceTown(ulong Seed, double[][] Rows, double[] Stolen, int[] Areas);

/// <summary>Fits an <see cref="EvidenceRanker"/> on some towns and calibrates it on others. Same towns, same bytes.</summary>
public static class RankerTraining
{
    private static BoostingOptions Chance { get; } = new() { Trees = 220, Leaves = 10, Rate = 0.04, LeafRows = 25, FeatureShare = 0.4, RowShare = 0.8, Ridge = 5, Seed = 7 };

    /// <summary>Names that the chance is learned from.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. FeatureNames.All.Except(FeatureNames.Energies).Except(FeatureNames.Collection)];

    /// <summary>The ranker with its metrics on the calibration towns.</summary>
    public static EvidenceRanker Fit(IReadOnlyList<EvidenceTown> train, IReadOnlyList<EvidenceTown> calibration)
    {
        var trees = Trees(train, Columns, Hits(train));
        var energy = EnergyModel.Fit(train, calibration);
        var ranker = new EvidenceRanker
        {
            Model = "evidence-prior-1",
            SchemaHash = FeatureNames.SchemaHash,
            DataId = DataId([.. train, .. calibration]),
            TrainSeeds = [.. train.Select(t => t.Seed)],
            CalibrationSeeds = [.. calibration.Select(t => t.Seed)],
            Columns = Columns,
            Calibration = new BillCalibration(1, 0),
            HonestScores = [],
            HonestCount = 0,
            Trees = trees,
            EnergyTrees = energy.Middle,
            EnergyLimitTrees = energy.Limits,
            EnergyMargin = energy.Margin,
        };
        var scores = Rows(calibration).Select(r => ranker.Score(r)).ToArray();
        var hits = Hits(calibration);
        double[] honest = [.. scores.Where((_, i) => !hits[i]).Order()];
        return ranker with
        {
            Calibration = BillCalibration.Fit(scores, hits),
            // The low half tells nothing about a list: its scores are far below anything that is ordered.
            HonestScores = [.. honest.Select(s => Math.Round(s, 4)).Skip(honest.Length - Math.Min(honest.Length, 2000))],
            HonestCount = honest.Length,
            Metrics = RankerMetrics.Of(train, calibration, scores),
        };
    }

    /// <summary>Rows of all towns one after the other.</summary>
    internal static double[][] Rows(IReadOnlyList<EvidenceTown> towns) => [.. towns.SelectMany(t => t.Rows)];

    internal static bool[] Hits(IReadOnlyList<EvidenceTown> towns) => [.. towns.SelectMany(t => t.Stolen.Select(s => !double.IsNaN(s)))];

    /// <summary>Trees on some columns, rising where the engines' strengths rise unless they are free.</summary>
    internal static string Trees(IReadOnlyList<EvidenceTown> towns, IReadOnlyList<string> columns, bool[] hits, bool free = false)
    {
        int[] places = [.. columns.Select(FeatureNames.IndexOf)];
        var values = Rows(towns).SelectMany(r => places.Select(p => r[p])).ToArray();
        return BoostingTrainer.Fit(values, places.Length, [.. hits.Select(h => h ? 1f : 0f)], Chance with
        {
            Monotone = free ? null : [.. columns.Select(c => FeatureNames.Rising.Contains(c) ? 1 : 0)],
        });
    }

    private static string DataId(IReadOnlyList<EvidenceTown> towns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var town in towns)
        {
            hash.AppendData(BitConverter.GetBytes(town.Seed));
            foreach (var row in town.Rows) hash.AppendData(MemoryMarshal.AsBytes(row.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(town.Stolen.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
