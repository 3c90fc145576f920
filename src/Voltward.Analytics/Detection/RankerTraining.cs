using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Voltward.Analytics.Detection;

/// <summary>Evidence vectors of a utility with what was true of each customer.</summary>
/// <param name="Seed">Which town.</param>
/// <param name="Rows">Vectors by customer, in the order of <see cref="FeatureNames"/>.</param>
/// <param name="Stolen">Energy hidden lately, kWh a day; NaN for honest customers.</param>
/// <param name="Areas">Number of the area of each customer, unique over all towns.</param>
public sealed record EvidenceTown(ulong Seed, double[][] Rows, double[] Stolen, int[] Areas)
{
    /// <summary>Kind of theft by customer, empty for honest ones; empty when kinds are not known.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}

/// <summary>Fits an <see cref="EvidenceRanker"/> on some towns and calibrates it on others. Same towns, same bytes.</summary>
public static class RankerTraining
{
    /// <summary>From this chance on a customer is a lead.</summary>
    private const double ListedProbability = 0.05;

    private const int ListedParts = 3;

    private static BoostingOptions Chance { get; } = new() { Trees = 220, Leaves = 10, Rate = 0.04, LeafRows = 25, FeatureShare = 0.4, RowShare = 0.8, Ridge = 5, Seed = 7 };

    /// <summary>Names that the chance is learned from.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. FeatureNames.All.Except(FeatureNames.Energies).Except(FeatureNames.Collection)];

    /// <summary>The ranker with its metrics on the calibration towns.</summary>
    public static EvidenceRanker Fit(IReadOnlyList<EvidenceTown> train, IReadOnlyList<EvidenceTown> calibration)
    {
        var trees = Trees(train, Columns, Hits(train));
        var (scores, hits) = (Scores(calibration, trees), Hits(calibration));
        double[] honest = [.. scores.Where((_, i) => !hits[i]).Order()];
        var odds = BillCalibration.Fit(scores, hits);
        var energy = EnergyModel.Fit([.. Thefts(train, 0, Listed(train, odds)), .. Thefts(calibration, train.Count, Probable(calibration, trees, odds))]);
        return new EvidenceRanker
        {
            Model = "evidence-prior-1",
            SchemaHash = FeatureNames.SchemaHash,
            DataId = DataId([.. train, .. calibration]),
            TrainSeeds = [.. train.Select(t => t.Seed)],
            CalibrationSeeds = [.. calibration.Select(t => t.Seed)],
            Columns = Columns,
            Calibration = odds,
            // The low half tells nothing about a list: its scores are far below anything that is ordered.
            HonestScores = [.. honest.Select(s => Math.Round(s, 4)).Skip(honest.Length - Math.Min(honest.Length, 2000))],
            HonestCount = honest.Length,
            Trees = trees,
            EnergyTrees = energy.Middle,
            EnergyLimitTrees = energy.Limits,
            EnergyMargins = energy.Margins,
            Metrics = RankerMetrics.Of(train, calibration, scores),
        };
    }

    /// <summary>For each town, whether trees of other towns find its customers probable enough to list.</summary>
    private static bool[][] Listed(IReadOnlyList<EvidenceTown> towns, BillCalibration odds)
    {
        var parts = Math.Min(ListedParts, towns.Count);
        var listed = new bool[towns.Count][];
        for (var part = 0; part < parts; part++)
        {
            int[] left = [.. Enumerable.Range(0, towns.Count).Where(n => n % parts == part)];
            EvidenceTown[] rest = [.. towns.Where((_, n) => n % parts != part)];
            // A single town has no other to be judged by.
            var trees = rest.Length == 0 ? Trees(towns, Columns, Hits(towns)) : Trees(rest, Columns, Hits(rest));
            var probable = Probable([.. left.Select(n => towns[n])], trees, odds);
            for (var k = 0; k < left.Length; k++) listed[left[k]] = probable[k];
        }

        return listed;
    }

    private static bool[][] Probable(IReadOnlyList<EvidenceTown> towns, string trees, BillCalibration odds)
    {
        var (scores, next) = (Scores(towns, trees), 0);
        return [.. towns.Select(t => t.Rows.Select(row => LocalisedOdds.Probability(odds.Probability(scores[next++]), row) >= ListedProbability).ToArray())];
    }

    private static double[] Scores(IReadOnlyList<EvidenceTown> towns, string trees)
    {
        var model = TreeModel.Parse(trees);
        int[] places = [.. Columns.Select(FeatureNames.IndexOf)];
        return [.. Rows(towns).Select(row => model.Score([.. places.Select(p => row[p])]))];
    }

    /// <summary>The thefts that hide energy.</summary>
    private static IEnumerable<KnownTheft> Thefts(IReadOnlyList<EvidenceTown> towns, int first, bool[][] listed) => towns.SelectMany((town, n) =>
        Enumerable.Range(0, town.Rows.Length).Where(i => town.Stolen[i] > 0)
            .Select(i => new KnownTheft(first + n, town.Kinds.Count > 0 ? town.Kinds[i] : "", town.Rows[i], town.Stolen[i], listed[n][i])));

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
