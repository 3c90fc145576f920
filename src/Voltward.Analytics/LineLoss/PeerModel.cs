namespace Voltward.Analytics.LineLoss;

/// <summary>
/// What the areas of a company teach about each other: the load loss share to be expected of an area with these traits, how far areas
/// scatter around it, and how much loss is hidden on their calmest days. Fitted to all areas at once, so that an area with theft in
/// all of its days is compared with its peers and not with itself.
/// </summary>
/// <param name="Centre">Mean of each trait.</param>
/// <param name="Slope">Logarithm of the share: level first, then per unit of each trait.</param>
/// <param name="Spread">Standard deviation of the logarithm among areas with the same traits.</param>
/// <param name="Hidden">Hidden loss among them.</param>
public sealed record PeerModel(double[] Centre, double[] Slope, double Spread, HiddenRate Hidden)
{
    private const int FewestPeers = 8;
    private const int MostPeers = 2000;
    private const int Rounds = 40;
    private const double UsualShare = 0.02;
    private const double UsualSpread = 0.6;
    private const double SmallestSpread = 0.12;

    /// <summary>What the expected slopes are worth, in areas that differ by one unit of the trait.</summary>
    private const double Ridge = 4;

    /// <summary>
    /// What a planner's rules lead to expect of the traits (customers, energy each, peakedness, unbalance, transformer inside): lines grow
    /// longer and thicker with the load, so that the share grows with less than its first power.
    /// </summary>
    private static readonly double[] Usual = [0.5, 0.5, 0.5, 0.4, 0.3];

    /// <summary>Before any peer is known.</summary>
    public static PeerModel Unknown { get; } = new([], [Math.Log(UsualShare)], UsualSpread, HiddenRate.Unknown);

    /// <summary>Expected logarithm of the load loss share of an area.</summary>
    /// <param name="traits">One value per trait; NaN where unknown.</param>
    public double LogShare(double[] traits)
    {
        var sum = Slope[0];
        for (var k = 0; k < Centre.Length; k++) sum += double.IsNaN(traits[k]) ? 0 : Slope[k + 1] * (traits[k] - Centre[k]);
        return sum;
    }

    /// <summary>Belief about the hidden loss of an area with these sums.</summary>
    public HiddenLoss HiddenIn(LossSums sums) => Hidden.Of(sums.Customers);

    /// <summary>Fits the areas that have calm days.</summary>
    public static PeerModel Fit(IEnumerable<AreaFit> areas) => Fit([.. areas.Where(a => a.Sums is not null).Select(a => (a.Sums!, a.Traits))]);

    /// <summary>Fits the peers by expectation and maximisation.</summary>
    /// <param name="areas">Sums and traits of each area; traits of equal length, NaN where unknown.</param>
    public static PeerModel Fit(IReadOnlyList<(LossSums Sums, double[] Traits)> areas)
    {
        if (areas.Count < FewestPeers) return Unknown;
        var step = Math.Max(1, areas.Count / MostPeers);
        var peers = areas.Where((_, n) => n % step == 0).ToArray();
        var centre = Enumerable.Range(0, peers[0].Traits.Length).Select(k => Mean(peers.Select(p => p.Traits[k]))).ToArray();
        var model = Unknown with { Centre = centre, Slope = [Math.Log(UsualShare), .. Usual] };
        var rows = peers.Select(p => (double[])[1, .. p.Traits.Select((t, k) => double.IsNaN(t) ? 0 : t - centre[k])]).ToArray();
        for (var round = 0; round < Rounds; round++) model = model.Next(peers, rows);
        return model;
    }

    private PeerModel Next((LossSums Sums, double[] Traits)[] peers, double[][] rows)
    {
        var beliefs = new LoadShare[peers.Length];
        var parts = new (double Nothing, double Hidden, double File, double Share)[peers.Length];
        Parallel.For(0, peers.Length, n =>
        {
            var weights = LoadShare.Weights(peers[n].Sums, HiddenIn(peers[n].Sums), LogShare(peers[n].Traits), Spread);
            (beliefs[n], parts[n]) = (LoadShare.Of(weights), Parts(peers[n].Sums, weights));
        });
        var slope = Regress(rows, beliefs);
        var variance = beliefs.Select((b, n) => b.LogVariance + Square(b.LogMean - Dot(slope, rows[n]))).Sum();
        // A prior of a few areas keeps a handful of like ones from claiming certainty.
        var spread = Math.Sqrt((variance + (4 * UsualSpread * UsualSpread)) / (peers.Length + 4));
        // Level and slopes were learned from these same areas: the fewer there are, the less sure the expectation is.
        var learned = 1 + ((double)slope.Length / peers.Length);
        return this with { Slope = slope, Spread = Math.Max(spread * Math.Sqrt(learned), SmallestSpread), Hidden = Hidden.Next([.. peers.Select((p, n) => (p.Sums.Customers, parts[n].Nothing, parts[n].Hidden, parts[n].File, parts[n].Share))]) };
    }

    /// <summary>Weights of the three beliefs about an area, and its hidden share where it has one.</summary>
    private (double Nothing, double Hidden, double File, double Share) Parts(LossSums sums, double[] weights)
    {
        var before = HiddenIn(sums);
        var density = new ExcessDensity(before, sums.ExcessVariance);
        double nothing = 0, hidden = 0, file = 0, share = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            if (weights[k] < 1e-9) continue;
            var (excess, variance) = sums.ExcessAt(LoadShare.At(k));
            var (a, b, c) = density.Parts(excess);
            var top = Math.Max(a, Math.Max(b, c));
            var (p, q, r) = (Math.Exp(a - top), Math.Exp(b - top), Math.Exp(c - top));
            var weight = weights[k] / (p + q + r);
            nothing += weight * p;
            hidden += weight * q;
            file += weight * r;
            share += weight * q * MeanAbove(excess - (variance / before.MeanShare), Math.Sqrt(variance));
        }

        return (nothing, hidden, file, share);
    }

    private static double[] Regress(double[][] rows, LoadShare[] beliefs)
    {
        var k = rows[0].Length;
        var gram = Enumerable.Range(0, k).Select(a => Enumerable.Range(0, k).Select(b => rows.Sum(r => r[a] * r[b]) + (a == b && a > 0 ? Ridge : 1e-9)).ToArray()).ToArray();
        var right = Enumerable.Range(0, k).Select(a => rows.Select((r, n) => r[a] * beliefs[n].LogMean).Sum() + (a > 0 ? Ridge * Usual[a - 1] : 0)).ToArray();
        return Linear.Solve(gram, right) ?? [beliefs.Average(b => b.LogMean), .. new double[k - 1]];
    }

    /// <summary>Mean of a normal value given that it is positive.</summary>
    private static double MeanAbove(double mean, double sd)
    {
        var z = mean / sd;
        return mean + (sd * Math.Exp((-0.5 * ((z * z) + Math.Log(2 * Math.PI))) - NormalTail.QuickLogCdf(z)));
    }

    private static double Mean(IEnumerable<double> values)
    {
        var known = values.Where(v => !double.IsNaN(v)).ToArray();
        return known.Length == 0 ? 0 : known.Average();
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }

    private static double Square(double x) => x * x;
}
