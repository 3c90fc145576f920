namespace Voltward.Analytics.Detection;

/// <summary>Figures of a ranker on towns it was not trained on, with the probes that must stay at chance.</summary>
internal static class RankerMetrics
{
    private const int Shuffles = 3;

    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<EvidenceTown> train, IReadOnlyList<EvidenceTown> test, double[] scores)
    {
        var hits = RankerTraining.Hits(test);
        var ranking = new MetricsRanking(scores, hits);
        var auc = new MetricsBootstrap([.. test.SelectMany(t => t.Areas)], 500).Of(w => ranking.Auc(w));
        var ap = new MetricsBootstrap([.. test.SelectMany(t => t.Areas)], 500).Of(w => ranking.AveragePrecision(w));
        return new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["n"] = hits.Length,
            ["positives"] = ranking.Positives,
            ["trainPositives"] = RankerTraining.Hits(train).Count(h => h),
            ["auc"] = auc.Value,
            ["aucLow"] = auc.Low,
            ["aucHigh"] = auc.High,
            ["ap"] = ap.Value,
            ["apLow"] = ap.Low,
            ["apHigh"] = ap.High,
            ["sharedAreas"] = train.SelectMany(t => t.Areas).Intersect(test.SelectMany(t => t.Areas)).Count(),
            ["probePermutedAuc"] = Permuted(train, test),
            ["probeMissingAuc"] = Missing(train, test),
            ["probeOrderAuc"] = Math.Abs(new MetricsRanking([.. hits.Select((_, i) => (double)i)], hits).Auc() - 0.5) + 0.5,
        };
    }

    /// <summary>
    /// Labels drawn anew within each area of the training: nothing may be learned from that. Every area gives as many honest customers as thieves,
    /// or areas with many thieves would be known by what theft does to everybody's evidence there, and the trees would be right to use it. The
    /// trees are free here, for a rule that strengths may only raise the score is knowledge of its own.
    /// </summary>
    private static double Permuted(IReadOnlyList<EvidenceTown> train, IReadOnlyList<EvidenceTown> test)
    {
        var sum = 0.0;
        for (var n = 0; n < Shuffles; n++)
        {
            var random = new Random(41 + n);
            var (towns, hits) = (new List<EvidenceTown>(), new List<bool>());
            foreach (var town in train)
            {
                var (drawn, labels) = Drawn(town, random);
                towns.Add(drawn);
                hits.AddRange(labels);
            }

            sum += WithinAreas(TreeModel.Parse(RankerTraining.Trees(towns, RankerTraining.Columns, [.. hits], free: true)), test);
        }

        return sum / Shuffles;
    }

    /// <summary>The thieves of each area and as many honest customers of it, with labels that say nothing.</summary>
    private static (EvidenceTown Town, bool[] Labels) Drawn(EvidenceTown town, Random random)
    {
        var (rows, labels) = (new List<int>(), new List<bool>());
        foreach (var area in Enumerable.Range(0, town.Rows.Length).GroupBy(i => town.Areas[i]))
        {
            int[] thieves = [.. area.Where(i => !double.IsNaN(town.Stolen[i]))], honest = [.. area.Where(i => double.IsNaN(town.Stolen[i]))];
            random.Shuffle(honest);
            int[] both = [.. thieves, .. honest.Take(thieves.Length)];
            var own = both.Select((_, k) => k < both.Length / 2).ToArray();
            random.Shuffle(own);
            rows.AddRange(both);
            labels.AddRange(own);
        }

        return (town with { Rows = [.. rows.Select(i => town.Rows[i])], Stolen = [.. rows.Select(i => town.Stolen[i])], Areas = [.. rows.Select(i => town.Areas[i])] }, [.. labels]);
    }

    /// <summary>AUC inside each area, weighted by pairs: what is true of a whole area does not tell its customers apart.</summary>
    private static double WithinAreas(TreeModel model, IReadOnlyList<EvidenceTown> test)
    {
        int[] places = [.. RankerTraining.Columns.Select(FeatureNames.IndexOf)];
        var (won, pairs) = (0.0, 0.0);
        foreach (var town in test)
        {
            var scores = town.Rows.Select(r => model.Score([.. places.Select(p => r[p])])).ToArray();
            foreach (var area in Enumerable.Range(0, scores.Length).GroupBy(i => town.Areas[i]))
            {
                foreach (var thief in area.Where(i => !double.IsNaN(town.Stolen[i])))
                {
                    foreach (var other in area.Where(i => double.IsNaN(town.Stolen[i])))
                    {
                        won += scores[thief] > scores[other] ? 1 : scores[thief] < scores[other] ? 0 : 0.5;
                        pairs++;
                    }
                }
            }
        }

        return pairs == 0 ? double.NaN : won / pairs;
    }

    /// <summary>A model that knows only how many readings are missing.</summary>
    private static double Missing(IReadOnlyList<EvidenceTown> train, IReadOnlyList<EvidenceTown> test)
    {
        var model = TreeModel.Parse(RankerTraining.Trees(train, FeatureNames.Collection, RankerTraining.Hits(train)));
        var place = FeatureNames.IndexOf(FeatureNames.Collection[0]);
        return new MetricsRanking([.. RankerTraining.Rows(test).Select(r => model.Score([r[place]]))], RankerTraining.Hits(test)).Auc();
    }
}
