using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class LocalisedOddsTests
{
    [Fact]
    public void Without_a_localisation_the_chance_stays()
    {
        Assert.Equal(0.2, LocalisedOdds.Probability(0.2, Vector()));
        Assert.Equal(0, LocalisedOdds.Added(Vector()));
    }

    [Fact]
    public void Who_stands_eight_deviations_above_all_others_in_an_area_read_within_the_day_is_likely()
    {
        // 0.5·8 + 0.8·(13 − 4) = 11.2 above log odds of −4: 7.2, drawn in to 1 + ln 7.2 = 2.974.
        var features = Vector(("matchZ", 13), ("matchLead", 8), ("fineReadingZ", 3));
        Assert.Equal(11.2, LocalisedOdds.Added(features), 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-2.974)), LocalisedOdds.Probability(1 / (1 + Math.Exp(4)), features), 1e-3);
    }

    [Fact]
    public void Behaviour_alone_stays_below_one_in_thirteen_where_the_loss_points_elsewhere_and_a_reversed_meter_does_not()
    {
        var low = Vector(("matchZ", 3), ("matchLead", -6), ("fineReadingZ", 0));
        Assert.True(LocalisedOdds.Probability(0.5, low) < 1 / 13.0);
        low[FeatureNames.IndexOf("electrical")] = 0.8;
        Assert.True(LocalisedOdds.Probability(0.5, low) > 0.3);
    }

    [Fact]
    public void A_lasting_fall_to_half_counts_and_one_to_nothing_does_not()
    {
        // 0.5·(9 − 5) = 2 more than without the fall.
        var still = Vector(("matchZ", 4), ("matchLead", 0), ("fineReadingZ", 0));
        Assert.Equal(2, LocalisedOdds.Added(Vector(("matchZ", 4), ("matchLead", 0), ("fineReadingZ", 0), ("changeT", 9), ("changeRatio", 0.5))) - LocalisedOdds.Added(still), 1e-12);
        Assert.Equal(LocalisedOdds.Added(still), LocalisedOdds.Added(Vector(("matchZ", 4), ("matchLead", 0), ("fineReadingZ", 0), ("changeT", 9), ("changeRatio", 0.02))));
    }

    [Fact]
    public void More_of_either_never_lowers_the_chance() =>
        (from z in Gen.Double[-3, 20] from lead in Gen.Double[-15, 15] from more in Gen.Double[0, 5] from p in Gen.Double[0.001, 0.999] select (z, lead, more, p)).Sample(run =>
        {
            double Of(double z, double lead) => LocalisedOdds.Probability(run.p, Vector(("matchZ", z), ("matchLead", lead), ("fineReadingZ", 1)));
            Assert.True(Of(run.z + run.more, run.lead) >= Of(run.z, run.lead) - 1e-12);
            Assert.True(Of(run.z, run.lead + run.more) >= Of(run.z, run.lead) - 1e-12);
            Assert.InRange(Of(run.z, run.lead), 0, 1);
        });

    private static double[] Vector(params (string Name, double Value)[] known)
    {
        var features = new double[FeatureNames.Count];
        Array.Fill(features, double.NaN);
        foreach (var (name, value) in known) features[FeatureNames.IndexOf(name)] = value;
        return features;
    }
}
