namespace Voltward.Analytics.LineLoss;

/// <summary>Load loss of an ordinary area among peers, as shares of the supply, and the spread of the logarithm of their sum.</summary>
/// <param name="Load">Share that goes with the squared load.</param>
/// <param name="Neutral">Share that goes with the squared neutral current.</param>
/// <param name="Spread">Standard deviation of the logarithm among areas.</param>
public readonly record struct PeerShare(double Load, double Neutral, double Spread)
{
    private const int FewestPeers = 8;
    private const double Alarm = 3;

    /// <summary>Before any peer is known.</summary>
    public static PeerShare Unknown { get; } = new(0.015, 0.005, 0.7);

    /// <summary>From the areas' own fits; the fixed prior when there are too few.</summary>
    public static PeerShare Of(IEnumerable<(double Load, double Neutral)> shares)
    {
        var known = shares.Where(s => s.Load + s.Neutral > 0).ToArray();
        if (known.Length < FewestPeers) return Unknown;
        var logs = known.Select(s => Math.Log(s.Load + s.Neutral)).ToArray();
        var middle = Robust.Median(logs);
        // The split of the middle area; the sum is the middle of the sums.
        var neutral = Robust.Median(known.Select(s => s.Neutral / (s.Load + s.Neutral)));
        var sum = Math.Exp(middle);
        return new PeerShare(sum * (1 - neutral), sum * neutral, Math.Clamp(Robust.Spread(logs, middle), 0.15, 1));
    }

    /// <summary>Whether a fit lies further above its peers than chance explains.</summary>
    public bool Doubts(double share) => share > 0 && Math.Log(share / (Load + Neutral)) > Alarm * Spread;
}
