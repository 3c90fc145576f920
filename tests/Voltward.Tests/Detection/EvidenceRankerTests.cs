using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class EvidenceRankerTests
{
    private static readonly Lazy<EvidenceRanker> Made = new(() => RankerTraining.Fit([Town(1), Town(2), Town(3)], [Town(4), Town(5)]));

    [Fact]
    public void The_same_towns_give_the_same_file_byte_for_byte() =>
        Assert.Equal(Made.Value.ToJson(), RankerTraining.Fit([Town(1), Town(2), Town(3)], [Town(4), Town(5)]).ToJson());

    [Fact]
    public void A_file_read_back_scores_alike()
    {
        var again = EvidenceRanker.Parse(Made.Value.ToJson())!;
        Assert.All(Town(9).Rows, row => Assert.Equal(Made.Value.Score(row), again.Score(row)));
    }

    [Fact]
    public void A_file_for_another_evidence_vector_is_refused() =>
        Assert.Null(EvidenceRanker.Parse((Made.Value with { SchemaHash = "another" }).ToJson()));

    /// <summary>A ranker whose chances were all 0 or 1 ranked at random, while the area under its curve, measured before the calibration, looked well.</summary>
    [Fact]
    public void The_shipped_ranker_gives_graded_chances()
    {
        var shipped = Voltward.App.Detection.DetectionFiles.Suspicion().Ranker!;
        Assert.InRange(shipped.Calibration.Slope, 0.3, 3);
        var honest = shipped.HonestScores.Select(shipped.Calibration.Probability).ToArray();
        Assert.True(honest.Average() < 0.1, "honest customers are suspected throughout");
        Assert.True(honest.Distinct().Count() > honest.Length / 10);
        Assert.True(shipped.EnergyMargins.Low < 3 && shipped.EnergyMargins.High < 3, "the margins are those of nothing known");
    }

    [Fact]
    public void Stronger_evidence_of_an_engine_never_lowers_the_score()
    {
        foreach (var row in Town(6).Rows.Take(60))
        {
            foreach (var name in FeatureNames.Rising)
            {
                var at = FeatureNames.IndexOf(name);
                var stronger = row.ToArray();
                stronger[at] += 2;
                if (!double.IsNaN(row[at])) Assert.True(Made.Value.Score(stronger) >= Made.Value.Score(row), name);
            }
        }
    }

    [Fact]
    public void The_shares_of_the_engines_and_the_expected_score_add_up()
    {
        var rows = Town(7).Rows;
        var rests = rows.Take(20).Select(r => Made.Value.Score(r) - Made.Value.Explain(r).Values.Sum()).ToArray();
        Assert.All(rests, r => Assert.Equal(rests[0], r, 1e-6));
    }

    [Fact]
    public void Exchanged_labels_and_the_order_of_the_file_teach_nothing()
    {
        var metrics = Made.Value.Metrics;
        Assert.True(metrics["auc"] > 0.8);
        Assert.InRange(metrics["probePermutedAuc"], 0.42, 0.58);
        Assert.InRange(metrics["probeMissingAuc"], 0.42, 0.58);
        Assert.True(metrics["probeOrderAuc"] < 0.58);
        Assert.Equal(0, metrics["sharedAreas"]);
    }

    [Fact]
    public void How_much_is_missing_and_how_large_a_customer_is_say_nothing_about_who()
    {
        Assert.DoesNotContain("missingShare", RankerTraining.Columns);
        Assert.DoesNotContain("ownKwh", RankerTraining.Columns);
    }

    [Fact]
    public void The_interval_of_the_energy_covers_what_was_stolen()
    {
        var known = Enumerable.Range(10, 6).SelectMany(s => Town(s) is var t ? t.Rows.Zip(t.Stolen) : []).Where(p => p.Second > 0.3).ToArray();
        var covered = known.Count(p => Made.Value.Energy(p.First) is var e && e.Low <= p.Second && p.Second <= e.High);
        Assert.True(covered >= 0.93 * known.Length, $"{covered} of {known.Length}");
    }

    [Fact]
    public void A_list_holds_as_many_as_keep_the_false_share()
    {
        double[] honest = [.. Enumerable.Range(1, 99).Select(i => i / 100.0)];
        // p of 2.0 is 1/100, of 0.985 is 2/100, of 0.5 is 51/100: at a level of a half, 0.5 × k/4 is .125, .25, .375, .5.
        Assert.Equal(3, ConformalList.Length([2.0, 0.985, 0.5, 0.95], honest, 0.5));
        Assert.Equal(0, ConformalList.Length([0.1, 0.2], honest, 0.2));
    }

    /// <summary>800 customers; thieves have stronger evidence of some engines, and some have none.</summary>
    private static EvidenceTown Town(int seed)
    {
        var random = new Random(seed);
        var (rows, stolen, areas) = (new double[800][], new double[800], new int[800]);
        for (var i = 0; i < rows.Length; i++)
        {
            var thief = random.NextDouble() < 0.05;
            rows[i] = [.. FeatureNames.All.Select(_ => random.NextDouble() < 0.1 ? double.NaN : SimpleArea.Normal(random))];
            if (thief && random.NextDouble() < 0.8) rows[i][FeatureNames.IndexOf("matchZ")] = 3 + SimpleArea.Normal(random);
            if (thief && random.NextDouble() < 0.4) rows[i][FeatureNames.IndexOf("events")] = 3;
            var kwh = Math.Exp(1 + (0.5 * SimpleArea.Normal(random)));
            rows[i][FeatureNames.IndexOf("matchKwh")] = Math.Log(kwh) + (0.3 * SimpleArea.Normal(random));
            (stolen[i], areas[i]) = (thief ? kwh : double.NaN, (seed * 100) + (i / 40));
        }

        return new EvidenceTown((ulong)seed, rows, stolen, areas);
    }
}
