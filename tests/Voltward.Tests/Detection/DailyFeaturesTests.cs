using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>The fast pass against a slow, obvious twin, bit for bit, at every width and number of threads.</summary>
public sealed class DailyFeaturesTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5);

    /// <summary>Values as they come from meters, and values nobody would like to see.</summary>
    private static readonly Gen<float> Reading = Gen.Frequency(
        (6, Gen.Int[1, 5000].Select(v => v / 100f)),
        (2, Gen.Const(float.NaN)),
        (2, Gen.Const(0f)),
        (1, Gen.Const(7.5f)),
        (1, Gen.Int[-500, -1].Select(v => v / 100f)),
        (1, Gen.Int[1, 9].Select(v => v * 100_000f)));

    private static readonly Gen<float[][]> Series =
        from days in Gen.Int[1, 500]
        from customers in Gen.Int[1, 40]
        from kind in Gen.Int[0, 4].Array[customers]
        from values in Reading.Array[days * customers]
        select Enumerable.Range(0, customers).Select(c => Enumerable.Range(0, days).Select(d => Shaped(kind[c], d, values[(c * days) + d])).ToArray()).ToArray();

    [Fact]
    public void Every_width_and_number_of_threads_gives_the_bits_of_the_slow_twin() => Series.Sample(
        series =>
        {
            var days = series[0].Length;
            var expected = series.SelectMany(s => DailyFeaturesTwin.Of(s, 0)).ToArray();
            foreach (var (lanes, threads) in ((int, int)[])[(16, 1), (16, 2), (8, 1), (8, 2), (1, 1), (0, 0)])
            {
                AssertSameBits(expected, Compute(series, days, new() { Lanes = lanes, Threads = threads }));
            }
        },
        iter: 60);

    [Fact]
    public void Many_blocks_give_the_same_bits_on_one_and_on_two_threads()
    {
        var random = new Random(3);
        var series = Enumerable.Range(0, 1500).Select(_ => Enumerable.Range(0, 120).Select(_ => random.NextSingle() < 0.1 ? float.NaN : random.Next(0, 3000) / 100f).ToArray()).ToArray();
        var one = Compute(series, 120, new() { Lanes = 16, Threads = 1 });
        AssertSameBits(one, Compute(series, 120, new() { Lanes = 16, Threads = 2 }));
        AssertSameBits(one, Compute(series, 120, new() { Lanes = 8, Threads = 2 }));
        AssertSameBits(one.AsSpan(700 * DailyFeatureNames.Count, DailyFeatureNames.Count).ToArray(), DailyFeaturesTwin.Of(series[700], 0));
    }

    [Fact]
    public void A_customer_without_any_reading_has_counts_and_nothing_else()
    {
        var f = Of(Enumerable.Repeat(float.NaN, 400).ToArray());
        Assert.Equal((0f, 1f, 400f, 1f, 400f), (f("readings"), f("missingShare"), f("longestGap"), f("gaps"), f("currentGap")));
        Assert.All((string[])["mean", "sd", "min", "max", "zeroShare", "lag1", "mean28", "ratio28", "lowestMonth", "worst28", "halfRatio"], n => Assert.True(float.IsNaN(f(n)), n));
        Assert.True(float.IsNaN(f("changeStrength")));
    }

    [Fact]
    public void A_constant_customer_does_not_vary()
    {
        var f = Of(Enumerable.Repeat(100_000f, 365).ToArray());
        Assert.Equal((100_000f, 0f, 0f, 0f, 364f), (f("mean"), f("sd"), f("slope"), f("changeStrength"), f("longestRepeat")));
        Assert.Equal(1, f("ratio28"), 1e-4);
        Assert.Equal(1, f("weekendRatio"), 1e-4);
    }

    [Fact]
    public void A_fall_to_a_third_is_found_where_it_happened()
    {
        // 365 days of 12 kWh, of the last 100 days only 4; the mark of the nearest whole week is day 266.
        var f = Of([.. Enumerable.Range(0, 365).Select(d => d < 266 ? 12f : 4f)]);
        Assert.Equal((99f, 99f), (f("changeAge"), f("worst28Age")));
        Assert.Equal(4 / 12.01, f("changeRatio"), 1e-5);
        Assert.Equal(4 / 12.01, f("worst28"), 1e-5);
        Assert.Equal((4f, 12f), (f("lowestMonth"), f("highestMonth")));
        Assert.Equal(4f, f("mean84"));
        Assert.Equal(((266 * 12f) + (99 * 4f)) / 365f, f("mean"), 1e-4);
    }

    [Fact]
    public void A_steady_large_customer_keeps_its_digits()
    {
        // 100,000 ± 10 in turn: in single precision the mean of squares less the square of the mean would be noise.
        var f = Of([.. Enumerable.Range(0, 364).Select(d => d % 2 == 0 ? 100_010f : 99_990f)]);
        Assert.Equal(10, f("sd"), 1e-4);
        Assert.Equal(-1, f("lag1"), 1e-3);
        Assert.Equal(1, f("kurtosis"), 1e-3);
    }

    [Fact]
    public void Weekends_are_found_by_the_date()
    {
        var values = Enumerable.Range(0, 70).Select(d => d % 7 >= 5 ? 2f : 10f).ToArray();
        var features = new float[DailyFeatureNames.Count];
        DailyFeatures.Compute(d => values.AsSpan(d, 1), Monday, 70, features);
        Assert.Equal(2 / 10.01, features[Index("weekendRatio")], 1e-5);
    }

    [Fact]
    public void Names_are_unique_and_their_hash_is_written_down()
    {
        Assert.Equal(DailyFeatureNames.Count, DailyFeatureNames.All.Distinct().Count());
        Assert.True(DailyFeatureNames.Count >= 50);
        Assert.Equal("780679407b92ad51", DailyFeatureNames.SchemaHash);
    }

    /// <summary>Some customers all missing, constant, without gaps, with long gaps.</summary>
    private static float Shaped(int kind, int day, float value) => kind switch
    {
        0 => day % 50 < 30 ? value : float.NaN,
        1 => float.IsNaN(value) ? value : 3.25f,
        2 => float.IsNaN(value) ? 1 : value,
        3 when day > 100 => float.NaN,
        _ => value,
    };

    private static float[] Compute(float[][] series, int days, DailyFeatureOptions options)
    {
        var rows = Enumerable.Range(0, days).Select(d => series.Select(s => s[d]).ToArray()).ToArray();
        var features = new float[series.Length * DailyFeatureNames.Count];
        DailyFeatures.Compute(d => rows[d], Monday, days, features, options);
        return features;
    }

    private static Func<string, float> Of(float[] values)
    {
        var features = Compute([values], values.Length, default);
        return name => features[Index(name)];
    }

    private static int Index(string name) => DailyFeatureNames.All.ToList().IndexOf(name);

    private static void AssertSameBits(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (float.IsNaN(expected[i]) && float.IsNaN(actual[i])) continue;
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"customer {i / DailyFeatureNames.Count}, {DailyFeatureNames.All[i % DailyFeatureNames.Count]}: {expected[i]} and {actual[i]}");
        }
    }
}
