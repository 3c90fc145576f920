using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>What the balance says about a fall of consumption.</summary>
public enum FallVerdict
{
    /// <summary>The area's loss rose by a similar amount.</summary>
    TheftConsistent,

    /// <summary>The area's loss did not rise.</summary>
    VacancyConsistent,

    /// <summary>The balance cannot tell.</summary>
    Undecided,
}

/// <summary>ρ = rise of the area's loss over fall of the customer, with its interval.</summary>
/// <param name="Rho">About 1: theft; about 0: vacancy.</param>
/// <param name="Low">2.5 % limit.</param>
/// <param name="High">97.5 % limit.</param>
/// <param name="FallKwhPerDay">Δm, kWh a day.</param>
/// <param name="RiseKwhPerDay">ΔN, kWh a day.</param>
/// <param name="RiseSd">Standard error of ΔN, kWh a day.</param>
/// <param name="Verdict">What follows.</param>
public sealed record FallAgainstLoss(double Rho, double Low, double High, double FallKwhPerDay, double RiseKwhPerDay, double RiseSd, FallVerdict Verdict);

/// <summary>What an area loses beyond physics, day by day, and how well the physics is known.</summary>
/// <param name="KwhPerDay">Non-technical loss, kWh a day, NaN = not usable.</param>
/// <param name="TechnicalSd">Standard error of the technical loss of each day, kWh; one error for all days.</param>
/// <param name="WanderSd">How far the difference of two means of weeks may lie off because the loss wanders with weather and load, kWh a day, one standard deviation.</param>
public sealed record UncertainLoss(double[] KwhPerDay, double[] TechnicalSd, double WanderSd)
{
    /// <summary>Share of the technical loss by which its course over months departs from the model; chosen on simulated towns (docs/benchmarks.md).</summary>
    private const double WanderShare = 0.05;
    private const double NormalQuantile = 1.96;

    public static UncertainLoss Of(AreaLoss loss) => new(
        loss.NonTechnical(),
        [.. loss.TechnicalHigh.Zip(loss.TechnicalLow, (high, low) => (high - low) / 2 / NormalQuantile)],
        WanderShare * Math.Max(0, Robust.Median(loss.Technical)));
}

/// <summary>Vacancy or theft: did the area lose what the customer no longer reports?</summary>
public static class VacancyOrTheft
{
    private const int MostDays = 56;
    private const int FewestDays = 14;
    private const int GapDays = 3;
    private const int Resamples = 1000;
    private const double Middle = 0.5;

    /// <summary>Compares both sides of an onset; null when there are not 14 usable days on each.</summary>
    /// <param name="own">Daily readings, kWh.</param>
    /// <param name="course">Course of the peers.</param>
    /// <param name="loss">Non-technical loss of the area.</param>
    /// <param name="onset">First day of the fall.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public static FallAgainstLoss? Separate(ReadOnlySpan<float> own, ReadOnlySpan<double> course, UncertainLoss loss, int onset, ulong seed)
    {
        var ntl = loss.KwhPerDay;
        var x = PeerFall.Excess(own, course, onset - GapDays);
        var pre = Usable(x, ntl, Math.Max(0, onset - GapDays - 1), -1);
        var post = Usable(x, ntl, onset + GapDays, 1);
        if (pre.Length < FewestDays || post.Length < FewestDays) return null;

        var fall = Mean(pre, x) - Mean(post, x);
        var rise = Mean(post, ntl) - Mean(pre, ntl);
        var random = new Resampling(seed);
        var (before, after) = (new BlockMeans(pre, x, ntl), new BlockMeans(post, x, ntl));
        // The technical loss may be wrong by one error on every day: it shifts the rise by as much as that error differs between the sides.
        var doubt = Mean(post, loss.TechnicalSd) - Mean(pre, loss.TechnicalSd);
        var unknown = Math.Sqrt((doubt * doubt) + (loss.WanderSd * loss.WanderSd));
        var (rhos, rises) = (new double[Resamples], new double[Resamples]);
        for (var r = 0; r < Resamples; r++)
        {
            var (a, b) = (before.Draw(random), after.Draw(random));
            rises[r] = b.Loss - a.Loss + (unknown * Normal(random));
            var f = a.Own - b.Own;
            rhos[r] = Math.Abs(f) < 1e-9 ? double.PositiveInfinity : rises[r] / f;
        }

        var (low, high) = (Ranked(rhos, (int)(0.025 * Resamples)), Ranked(rhos, (int)(0.975 * Resamples) - 1));
        var middle = rises.Average();
        var sd = Math.Sqrt(rises.Sum(v => (v - middle) * (v - middle)) / (Resamples - 1));
        // A fall that the scatter of the loss could hide cannot be decided either way.
        var verdict = fall < 3 * sd ? FallVerdict.Undecided
            : low > Middle ? FallVerdict.TheftConsistent
            : high < Middle ? FallVerdict.VacancyConsistent
            : FallVerdict.Undecided;
        return new FallAgainstLoss(rise / fall, low, high, fall, rise, sd, verdict);
    }

    /// <summary>Up to 56 days, from the onset outwards, on which both the reading and the balance are valid.</summary>
    private static int[] Usable(double[] x, double[] ntl, int from, int step)
    {
        var days = new List<int>(MostDays);
        for (var d = from; d >= 0 && d < x.Length && days.Count < MostDays; d += step)
        {
            if (!double.IsNaN(x[d]) && !double.IsNaN(ntl[d])) days.Add(d);
        }

        return [.. days.Order()];
    }

    /// <summary>The ratio of a rank; NaN when the doubt about the technical loss is not known, for then no ratio is.</summary>
    private static double Ranked(double[] ratios, int rank) =>
        OrderStatistic<double>.Known(ratios) == ratios.Length ? OrderStatistic<double>.Of(ratios, rank, ratios.Length).At : double.NaN;

    private static double Normal(Resampling random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Fraction())) * Math.Cos(Math.Tau * random.Fraction());

    private static double Mean(int[] days, double[] series)
    {
        var sum = 0.0;
        foreach (var d in days) sum += series[d];
        return sum / days.Length;
    }
}
