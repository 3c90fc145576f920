namespace Voltward.Analytics.Detection;

/// <summary>
/// How much more probable the loss of an area, and the customer's own readings, are if the customer hides energy along a course than if it
/// is honest. How much it hides is not known: of a share of its use every one from a twentieth to nineteen twentieths is as likely as
/// another, of what is missing to its expectation every part that is not negligible. So a large customer whom the loss follows by a
/// hundredth of its readings is no suspect however sure that hundredth is, and a small one does not hide more than it uses.
/// </summary>
internal static class ShareOdds
{
    private const int Shares = 24;
    private const double LeastShare = 0.05;
    private const double MostShare = 0.95;
    private const int Parts = 12;
    private const double MostPart = 1.3;

    /// <summary>One customer's readings seldom tell more than this about a change: people move, heat and travel.</summary>
    private const double MostAgainst = 3;
    private const double MostFor = 4;

    /// <summary>Factor of the readings and logarithm of the fall for each share hidden.</summary>
    private static readonly (double Factor, double Fall)[] OfUse =
        [.. Enumerable.Range(0, Shares).Select(k => LeastShare + ((MostShare - LeastShare) * k / (Shares - 1))).Select(h => (h / (1 - h), -Math.Log(1 - h)))];

    private static readonly double[] OfShortfall = Between(0.3);
    private static readonly double[] OfFall = Between(0.5);

    /// <summary>A share of the readings, as deviations of a normal variable; 0 or below when honesty is the more probable.</summary>
    /// <param name="z">Fit of the course with the loss, standard deviations.</param>
    /// <param name="precision">Factor 1 of the course in standard deviations of the loss.</param>
    /// <param name="fall">Fall of the readings at the day the course began; null when it always ran or nothing is known.</param>
    /// <param name="price">Logarithm of how much rarer this course is than a share of the readings that always ran.</param>
    public static double Share(double z, double precision, OwnFall? fall, double price) => Deviations(Log(z, precision, fall) - price);

    /// <summary>What is missing to an expectation, likewise.</summary>
    /// <inheritdoc cref="Share"/>
    /// <param name="z">Fit of the course.</param>
    /// <param name="precision">Its precision.</param>
    /// <param name="fall">Fall at its beginning.</param>
    /// <param name="price">Its price.</param>
    /// <param name="isFall">Missing to the level before a fall, of which nearly all is hidden if any is; else to the own upper quartile or to the peers.</param>
    public static double Missing(double z, double precision, OwnFall? fall, double price, bool isFall)
    {
        var parts = isFall ? OfFall : OfShortfall;
        Span<double> logs = stackalloc double[Parts];
        for (var k = 0; k < Parts; k++) logs[k] = Along(z, parts[k] * precision);
        return Deviations(Mean(logs) - price + (fall is null ? 0 : Log(0, 0, fall)));
    }

    /// <summary>What neither of them exceeds.</summary>
    public static double Bound(double z, OwnFall? fall) => Math.Sqrt((z > 0 ? z * z : 0) + (fall is null ? 0 : 2 * MostFor));

    /// <summary>The logarithm of the odds of a share of the readings, and the factor in the mean if it is one.</summary>
    /// <inheritdoc cref="Share"/>
    public static (double Log, double Factor) OfShare(double z, double precision, OwnFall? fall)
    {
        Span<double> logs = stackalloc double[Shares];
        Fill(logs, z, precision, fall);
        var log = Mean(logs);
        var factor = 0.0;
        for (var k = 0; k < Shares; k++) factor += OfUse[k].Factor * Math.Exp(logs[k] - log) / Shares;
        return (log, factor);
    }

    /// <summary>The same for what is missing to an expectation.</summary>
    /// <inheritdoc cref="Missing"/>
    public static (double Log, double Factor) OfMissing(double z, double precision, OwnFall? fall, bool isFall)
    {
        var parts = isFall ? OfFall : OfShortfall;
        Span<double> logs = stackalloc double[Parts];
        for (var k = 0; k < Parts; k++) logs[k] = Along(z, parts[k] * precision);
        var log = Mean(logs);
        var factor = 0.0;
        for (var k = 0; k < Parts; k++) factor += parts[k] * Math.Exp(logs[k] - log) / Parts;
        return (log + (fall is null ? 0 : Log(0, 0, fall)), factor);
    }

    private static double Log(double z, double precision, OwnFall? fall)
    {
        Span<double> logs = stackalloc double[Shares];
        Fill(logs, z, precision, fall);
        return Mean(logs);
    }

    private static void Fill(Span<double> logs, double z, double precision, OwnFall? fall)
    {
        for (var k = 0; k < Shares; k++)
        {
            var (factor, shift) = OfUse[k];
            logs[k] = Along(z, factor * precision);
            if (fall is { } f) logs[k] += Math.Clamp(shift * (f.LogFall - (shift / 2)) / (f.Sd * f.Sd), -MostAgainst, MostFor);
        }
    }

    private static double Along(double z, double expected) => expected * (z - (expected / 2));

    /// <summary>Logarithm of the mean of what these are the logarithms of.</summary>
    private static double Mean(ReadOnlySpan<double> logs)
    {
        var most = double.NegativeInfinity;
        foreach (var log in logs) most = Math.Max(most, log);
        var sum = 0.0;
        foreach (var log in logs) sum += Math.Exp(log - most);
        return most + Math.Log(sum / logs.Length);
    }

    /// <summary>A logarithm of odds as deviations of a normal variable, with its sign.</summary>
    public static double Deviations(double log) => log >= 0 ? Math.Sqrt(2 * log) : -Math.Sqrt(-2 * log);

    private static double[] Between(double least) => [.. Enumerable.Range(0, Parts).Select(k => least + ((MostPart - least) * k / (Parts - 1)))];
}

/// <summary>Fall of a customer's readings at a day against the course of its peers.</summary>
/// <param name="LogFall">Logarithm of the level before over the level after, less what is usual in the area.</param>
/// <param name="Sd">Its standard deviation.</param>
internal readonly record struct OwnFall(double LogFall, double Sd);
