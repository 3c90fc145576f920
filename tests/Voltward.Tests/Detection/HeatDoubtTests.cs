using CsCheck;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Tests.LineLoss;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>The heat that was taken off a loss was fitted to the same loss: what a large customer's wrong ratio moves may lie in it.</summary>
public sealed class HeatDoubtTests
{
    private const int Days = 90;
    private static readonly double[] Complete = new double[Days];
    private static readonly PointSubject Behind = new("P1", "1001", "commercial", "ABC", 0.5, 20);

    [Fact]
    public void Odds_are_those_of_every_heat_that_the_peers_allow_summed_up()
    {
        Gen.Select(Gen.Int[1, 100_000], Gen.Double[-0.8, 1.5], Gen.Double[0.05, 1.5], Gen.Double[-0.6, 3]).Sample(
            (seed, mean, sd, slope) =>
            {
                var world = new World(seed);
                var loss = world.Loss(0.3, 1.2, 0.5);
                var plain = LossTrace.OfDays(loss, Complete)!;
                var (x, t) = (world.Large, Array.ConvertAll(world.Heat, v => (float)v));
                var (own, heat) = (plain.Fit(LossTrace.DayMoves(x)), plain.Fit(LossTrace.DayMoves(t)));
                // Both together know the sum of their products.
                var both = plain.Fit(LossTrace.DayMoves([.. x.Zip(t, (a, b) => a + b)]));
                var shared = (both.Power - own.Power - heat.Power) / 2;
                double Of(double a)
                {
                    var logs = Enumerable.Range(-4000, 8001).Select(n => mean + (sd * n / 50)).Select(g =>
                        (a * own.Along) + (g * heat.Along) - (((a * a * own.Power) + (2 * a * g * shared) + (g * g * heat.Power)) / 2) - ((g - mean) * (g - mean) / (2 * sd * sd))).ToArray();
                    return logs.Max() + Math.Log(logs.Sum(v => Math.Exp(v - logs.Max())));
                }

                var doubting = LossTrace.OfDays(loss, Complete, new HeatDoubt(world.Heat, mean, sd))!.Fit(LossTrace.DayMoves(x));
                var expected = Of(slope) - Of(0);
                return Math.Abs(doubting.Odds(slope) - expected) < 1e-3 * (10 + Math.Abs(expected));
            },
            iter: 25);
    }

    [Fact]
    public void The_wrong_ratio_of_a_large_customer_was_taken_for_heat()
    {
        var world = new World(5);
        // Two thirds on record; the area fitted five times its heat to explain it.
        var loss = world.Loss(0.5, 1, 5);
        Assert.Empty(Ratios(world, LossTrace.OfDays(loss, Complete)));
        var found = Assert.Single(Ratios(world, LossTrace.OfDays(loss, Complete, new HeatDoubt(world.Fitted(5), -0.8, 0.12))));
        Assert.Equal(2 / 3.0, found.K, 1e-9);
    }

    /// <summary>As the analysis asks: the loss follows by a half of the readings, of which more than a third were taken for heat.</summary>
    [Fact]
    public void The_analysis_asks_for_ratios_with_the_heat_of_the_area_in_doubt()
    {
        var area = new DrawnArea(Days, seed: 3);
        var (input, fitted, large) = (area.Input(), area.Loss(PeerModel.Unknown), new World(3).Large);
        input = input with { Points = [input.Points[0] with { Factor = 20 }, .. input.Points.Skip(1)], ImportKwh = [large, .. input.ImportKwh.Skip(1)] };
        var loss = fitted with
        {
            Balance = fitted.Balance with { Loss = [.. fitted.Balance.Loss.Select((v, d) => v + (0.5 * large[d]))] },
            Technical = [.. fitted.Technical.Select((v, d) => v + (0.37 * large[d]))],
            Expected = LoadShare.OfPrior(Math.Log(0.001 * fitted.Model.Load.Middle), 0.6),
        };
        Assert.Equal((0, 2 / 3.0), ArchiveTests.WrongRatios(input, loss).Select(r => (r.Customer, r.K)).Single());
        Assert.Empty(ArchiveTests.WrongRatios(input, loss with { Expected = null }));
        Assert.Empty(ArchiveTests.WrongRatios(input with { Points = [.. input.Points.Select(p => p with { Factor = 1 })] }, loss));
    }

    [Fact]
    public void A_heat_fitted_too_small_is_no_wrong_ratio()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var world = new World(seed);
            Assert.Empty(Ratios(world, LossTrace.OfDays(world.Loss(0, 1, 0.4), Complete, new HeatDoubt(world.Fitted(0.4), 1, 0.8))));
        }
    }

    [Fact]
    public void Of_two_wrong_ratios_in_an_area_one_was_found()
    {
        var world = new World(7);
        var loss = world.Loss(1 / 3.0, 1, 1);
        for (var d = 0; d < Days; d++) loss[d] += world.Second[d];
        var found = ArchiveTests.WrongRatios([Behind, Behind with { Point = "P2" }], [world.Large, world.Second], LossTrace.OfDays(loss, Complete));
        Assert.Equal([(0, 0.75), (1, 0.5)], found.Select(f => (f.Customer, f.K)).Order());
    }

    [Fact]
    public void Who_lives_like_a_customer_with_a_wrong_ratio_has_a_right_one()
    {
        var world = new World(9);
        var random = new Random(9);
        float[] alike = [.. world.Large.Select(v => (float)((0.9 * v) + (12 * SimpleArea.Normal(random))))];
        var loss = LossTrace.OfDays(world.Loss(1 / 3.0, 1, 1), Complete);
        // Asked alone, it would be named.
        Assert.Single(ArchiveTests.WrongRatios([Behind], [alike], loss));
        Assert.Equal(0, Assert.Single(ArchiveTests.WrongRatios([Behind, Behind with { Point = "P2" }], [world.Large, alike], loss)).Customer);
    }

    [Fact]
    public void An_area_is_doubted_as_far_as_its_peers_see_it_otherwise()
    {
        var loss = new DrawnArea(90, seed: 2).Loss(PeerModel.Unknown);
        var doubt = HeatDoubt.Of(loss)!;
        Assert.Equal(0.02 / loss.Model.Load.Middle, 1 + doubt.Mean, 1e-9);
        Assert.Equal(0.6 * 0.02 / loss.Model.Load.Middle, doubt.Sd, 1e-9);
        Assert.Null(HeatDoubt.Of(loss with { Expected = null }));
    }

    private static IReadOnlyList<(int Customer, double K, double T)> Ratios(World world, LossTrace? trace) => ArchiveTests.WrongRatios([Behind], [world.Large], trace);

    /// <summary>An area with a shop that makes a quarter of its load, and so of its heat's changes.</summary>
    private sealed class World
    {
        private const double HeatKwh = 30;
        private readonly double[] _noise;

        public World(int seed)
        {
            var random = new Random(seed);
            Large = [.. Enumerable.Range(0, Days).Select(d => (float)((d % 7 < 5 ? 220 : 110) + (15 * SimpleArea.Normal(random))))];
            Second = [.. Enumerable.Range(0, Days).Select(_ => (float)(90 + (25 * SimpleArea.Normal(random))))];
            var rest = Enumerable.Range(0, Days).Select(_ => 500 + (25 * SimpleArea.Normal(random))).ToArray();
            var supply = rest.Select((r, d) => r + Large[d]).ToArray();
            Heat = [.. supply.Select(s => HeatKwh * s * s / supply.Average(v => v * v))];
            _noise = [.. Enumerable.Range(0, Days).Select(_ => 6 * SimpleArea.Normal(random))];
        }

        public float[] Large { get; }

        public float[] Second { get; }

        /// <summary>True heat, kWh a day.</summary>
        public double[] Heat { get; }

        public double[] Fitted(double factor) => [.. Heat.Select(h => factor * h)];

        /// <summary>What is left of the loss when the fitted heat has been taken off.</summary>
        public double[] Loss(double ofLarge, double trueHeat, double fitted) => [.. _noise.Select((n, d) => n + (ofLarge * Large[d]) + ((trueHeat - fitted) * Heat[d]))];
    }
}
