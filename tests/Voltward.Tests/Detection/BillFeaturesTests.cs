using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BillFeaturesTests
{
    [Fact]
    public void Names_are_unique_and_every_feature_belongs_to_a_known_reason()
    {
        var schema = Matrix([Plain(1), Plain(2)]).Schema;
        Assert.Equal(schema.Names.Count, schema.Names.Distinct().Count());
        Assert.Empty(schema.Reasons.Except(BillReasons.All));
        Assert.Equal(16, schema.Hash.Length);
    }

    [Fact]
    public void The_order_of_the_customers_changes_no_feature()
    {
        var series = Enumerable.Range(1, 30).Select(Plain).ToArray();
        var forward = Matrix(series);
        var backward = Matrix([.. series.Reverse()]);
        for (var i = 0; i < 30; i++) Assert.Equal(forward.Row(i).ToArray(), backward.Row(29 - i).ToArray());
    }

    [Fact]
    public void A_customer_without_bills_has_features_that_are_missing_not_zero()
    {
        var matrix = Matrix([new([], [], []), Plain(1)]);
        Assert.True(double.IsNaN(Value(matrix, 0, "Electric.log.mean")));
        Assert.True(double.IsNaN(Value(matrix, 0, "Peer.residual.mean")));
    }

    [Fact]
    public void Levels_are_those_computed_by_hand()
    {
        // 400, 400, 800 kWh for four months each: 100, 100, 200 kWh a month.
        var matrix = Matrix([Of((0, 400), (120, 400), (240, 800))]);
        Assert.Equal(400.0 / 3, Value(matrix, 0, "Electric.monthly.mean"), 9);
        Assert.Equal(200, Value(matrix, 0, "Electric.monthly.max"), 9);
        Assert.Equal(Math.Log(201.0 / 101), Value(matrix, 0, "Electric.change.max"), 9);
        Assert.Equal(1, Value(matrix, 0, "Electric.repeat.count"));
    }

    [Fact]
    public void The_deviation_from_the_peers_is_the_distance_to_their_median()
    {
        var series = Enumerable.Range(0, 41).Select(i => Of((0, 400 + i), (120, 400 + i), (240, 400 + i))).ToArray();
        var matrix = Matrix(series);
        Assert.Equal(0, Value(matrix, 20, "Peer.residual.mean"), 9);
        Assert.Equal(Math.Log((1 + 110.0) / (1 + 105.0)), Value(matrix, 40, "Peer.residual.mean"), 9);
    }

    [Fact]
    public void A_change_of_meter_is_seen_with_its_last_register_and_whether_it_was_closed()
    {
        var series = Enumerable.Range(0, 60).Select(i => Swapped(i, closed: i < 50)).ToArray();
        var matrix = Matrix(series);
        Assert.Equal(1, Value(matrix, 0, "Swap.count"));
        Assert.Equal(1, Value(matrix, 0, "Swap.last.closed"));
        Assert.Equal(0, Value(matrix, 55, "Swap.last.closed"));
        Assert.Equal(600, Value(matrix, 55, "Swap.last.oldIndex"));
        Assert.Equal(10.0 / 60, Value(matrix, 55, "Swap.last.monthOpen"), 9);
    }

    [Fact]
    public void Registers_that_run_side_by_side_are_no_change_of_meter()
    {
        var bills = Enumerable.Range(0, 12).Select(n => new Bill { Day = n * 60, Months = 2, Meter = n % 2 == 0 ? 7 : 8, Factor = 1, Kwh = 50 }).ToArray();
        Assert.Empty(BillSwap.Of(bills));
    }

    [Fact]
    public void The_side_register_is_told_from_the_main_one_by_energy()
    {
        var bills = Enumerable.Range(0, 6).SelectMany(n => new[]
        {
            new Bill { Day = n * 120, Months = 4, Meter = 1, Tariff = 0, Factor = 1, Kwh = 300 },
            new Bill { Day = n * 120, Months = 4, Meter = 2, Tariff = 3, Factor = 1, Kwh = 0 },
        }).ToArray();
        var series = BillSeries.Of(new BillHistory("a", bills));
        Assert.Equal((6, 6), (series.Main.Length, series.Side.Length));
        Assert.All(series.Main, b => Assert.Equal(1, b.Meter));
    }

    [Fact]
    public void Features_on_the_day_of_a_decision_do_not_know_what_came_later()
    {
        var series = Enumerable.Range(1, 30).Select(Plain).ToArray();
        var population = BillPopulation.Of(series);
        var day = series[4].Main[6].Day;
        var altered = series[4] with { Main = [.. series[4].Main.Select(b => b.Day >= day ? b with { Kwh = 9999, Meter = 5 } : b)] };
        Assert.Equal(BillFeatures.AsOf(series[4], population, day), BillFeatures.AsOf(altered, population, day));
    }

    [Fact]
    public void Novelty_puts_the_odd_one_first()
    {
        var series = Enumerable.Range(1, 300).Select(Plain).ToArray();
        series[17] = Swapped(17, closed: false);
        var matrix = Matrix(series);
        var novelty = BillNovelty.Fit(matrix, 1);
        var scores = Enumerable.Range(0, 300).Select(i => novelty.Score(matrix.Row(i))).ToArray();
        Assert.Equal(17, Array.IndexOf(scores, scores.Max()));
    }

    private static BillMatrix Matrix(BillSeries[] series) =>
        BillFeatures.Of([.. series.Select((_, i) => "c" + i)], series, BillPopulation.Of(series));

    private static double Value(BillMatrix matrix, int row, string name) =>
        matrix.Row(row)[matrix.Schema.Names.ToList().IndexOf(name)];

    private static BillSeries Plain(int seed)
    {
        var random = new Random(seed);
        long index = seed * 100;
        return new([.. Enumerable.Range(0, 12).Select(n =>
        {
            var kwh = 300 + random.Next(100);
            index += kwh;
            return new Bill { Day = 14000 + (n * 122), Months = 4, Meter = 500 + seed, Factor = 1, Kwh = kwh, Step1 = kwh, IndexFrom = index - kwh, IndexTo = index, Remark = (ushort)random.Next(2) };
        })], [], []);
    }

    private static BillSeries Of(params (int Day, float Kwh)[] bills) =>
        new([.. bills.Select(b => new Bill { Day = 15000 + b.Day, Months = 4, Meter = 3, Factor = 1, Kwh = b.Kwh, IndexFrom = Bill.NoIndex, IndexTo = Bill.NoIndex })], [], []);

    private static BillSeries Swapped(int seed, bool closed) => new([.. Enumerable.Range(0, 12).Select(n => new Bill
    {
        Day = 14000 + (n * 122), Months = 4, Meter = n < 6 ? 100 + seed : 900 + seed, Factor = 1, Kwh = 100, Step1 = 100,
        IndexFrom = n % 6 * 100, IndexTo = (n % 6 * 100) + 100, Status = (ushort)(n == 5 && closed ? 2 : 0),
    })], [], []);
}
