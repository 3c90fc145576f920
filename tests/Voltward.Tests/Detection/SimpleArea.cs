using Voltward.Analytics.Detection;

namespace Voltward.Tests.Detection;

/// <summary>
/// An area drawn in memory: customers with an evening peak of their own, weather, noise that lasts some hours; a quadratic loss that
/// the analysis knows only to some per cent; meters that err; two thieves.
/// </summary>
internal static class SimpleArea
{
    /// <param name="seed">Chance.</param>
    /// <param name="customers">N.</param>
    /// <param name="kind">scale50, scale20, night, offset, daily, none.</param>
    /// <param name="always">Theft through all 30 days; else from the middle on.</param>
    public static (AreaGrid Grid, int[] Thieves) Draw(int seed, int customers, string kind, bool always)
    {
        const int days = 30, slots = 24;
        var random = new Random(seed);
        var weather = new double[days];
        for (var d = 1; d < days; d++) weather[d] = (0.7 * weather[d - 1]) + (0.15 * Normal(random));
        var use = Enumerable.Range(0, customers).Select(_ => Life(random, weather, slots)).ToArray();
        int[] thieves = [.. Enumerable.Range(0, customers).OrderBy(_ => random.NextDouble()).Take(2)];
        var read = use.Select((u, i) => thieves.Contains(i) ? Tamper(random, u, kind, always ? 0 : days / 2) : u.ToArray()).ToArray();
        foreach (var series in read)
        {
            var bias = 1 + (0.005 * Normal(random));
            for (var t = 0; t < series.Length; t++) series[t] = (float)(series[t] * bias * (1 + (0.005 * Normal(random))));
        }

        var sum = Enumerable.Range(0, days * slots).Select(t => use.Sum(u => (double)u[t])).ToArray();
        var heat = 0.05 * sum.Average() / sum.Average(s => s * s);
        var wrong = 1 + ((always ? 0.1 : 0.02) * Normal(random));
        float[] ntl = [.. sum.Select((s, t) => (float)(((s + (heat * s * s)) * (1 + (0.003 * Normal(random)))) - read.Sum(r => (double)r[t]) - (heat * s * s * wrong)))];
        // As in the product: weather is what the neighbours do on the same day.
        var course = PeerCourse.Of([.. read.Select(r => AreaGrid.DaySums(r, slots))], [.. read.Select(_ => "")], days)[""];
        return (new AreaGrid(days, slots, read, ntl, [.. Enumerable.Range(0, days).Select(d => d % 7 >= 5)], [.. read.Select(_ => course)]), thieves);
    }

    /// <summary>Share of areas whose first customer is a thief, over some seeds.</summary>
    public static double HitAtOne(string kind, bool always, int customers, int areas, int first = 0) => Enumerable.Range(0, areas).Average(a =>
    {
        var (grid, thieves) = Draw(first + (customers * 100) + a, customers, kind, always);
        var matches = LossPursuit.Run(grid);
        return thieves.Contains(Enumerable.Range(0, matches.Length).MaxBy(i => matches[i].Z)) ? 1.0 : 0;
    });

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static float[] Life(Random random, double[] weather, int slots)
    {
        var level = Math.Exp(0.6 * Normal(random)) / 3;
        var (peak, width, feels, lasting) = (17 + (3 * Normal(random)), 2 + (2 * random.NextDouble()), 1.5 * random.NextDouble(), 0.0);
        var life = new float[weather.Length * slots];
        for (var t = 0; t < life.Length; t++)
        {
            var away = Math.Abs((t % slots) - peak);
            away = Math.Min(away, 24 - away);
            lasting = (0.7 * lasting) + (0.35 * Normal(random));
            life[t] = (float)(level * (0.45 + (1.6 * Math.Exp(-away * away / 2 / width / width))) * Math.Exp(lasting + (feels * weather[t / slots])));
        }

        return life;
    }

    private static float[] Tamper(Random random, float[] use, string kind, int onset)
    {
        var (mean, share) = (use.Average(), 1f);
        var read = use.ToArray();
        for (var t = 0; t < read.Length; t++)
        {
            if (t % 24 == 0) share = (float)(0.2 + (0.7 * random.NextDouble()));
            if (t / 24 < onset) continue;
            read[t] = kind switch
            {
                "scale50" => 0.5f * use[t],
                "scale20" => 0.8f * use[t],
                "night" => t % 24 is >= 22 or < 6 ? 0 : use[t],
                "offset" => Math.Max(0, use[t] - (0.6f * mean)),
                "daily" => share * use[t],
                _ => use[t],
            };
        }

        return read;
    }
}
