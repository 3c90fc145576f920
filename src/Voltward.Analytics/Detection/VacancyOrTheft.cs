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
    private const double Middle = 0.5;
    private const double NormalQuantile = 1.96;

    /// <summary>Compares both sides of an onset; null when there are not 14 usable days on each.</summary>
    /// <param name="own">Daily readings, kWh.</param>
    /// <param name="course">Course of the peers.</param>
    /// <param name="loss">Non-technical loss of the area.</param>
    /// <param name="onset">First day of the fall.</param>
    public static FallAgainstLoss? Separate(ReadOnlySpan<float> own, ReadOnlySpan<double> course, UncertainLoss loss, int onset)
    {
        var ntl = loss.KwhPerDay;
        var x = PeerFall.Excess(own, course, onset - GapDays);
        var pre = Usable(x, ntl, Math.Max(0, onset - GapDays - 1), -1);
        var post = Usable(x, ntl, onset + GapDays, 1);
        if (pre.Length < FewestDays || post.Length < FewestDays) return null;

        var fall = Mean(pre, x) - Mean(post, x);
        var rise = Mean(post, ntl) - Mean(pre, ntl);
        var (before, after) = (BlockMeans.Of(pre, x, ntl), BlockMeans.Of(post, x, ntl));
        // The technical loss may be wrong by one error on every day: it shifts the rise by as much as that error differs between the sides.
        var doubt = Mean(post, loss.TechnicalSd) - Mean(pre, loss.TechnicalSd);
        var sd = Math.Sqrt(before.LossVariance + after.LossVariance + (doubt * doubt) + (loss.WanderSd * loss.WanderSd));
        var (low, high) = Ratio((after.Loss - before.Loss, sd * sd), (before.Own - after.Own, before.OwnVariance + after.OwnVariance), -before.Covariance - after.Covariance);
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

    /// <summary>
    /// Limits between which the ratio of two normal means lies (Fieller 1954): the values q for which <c>rise − q·fall</c> is not told from 0.
    /// NaN when the fall itself is not told from 0, or when the doubt about the loss is not known, for then no ratio is.
    /// </summary>
    private static (double Low, double High) Ratio((double Mean, double Variance) rise, (double Mean, double Variance) fall, double covariance)
    {
        const double Square = NormalQuantile * NormalQuantile;
        var a = (fall.Mean * fall.Mean) - (Square * fall.Variance);
        var b = (rise.Mean * fall.Mean) - (Square * covariance);
        var c = (rise.Mean * rise.Mean) - (Square * rise.Variance);
        if (!(a > 0) || double.IsNaN(b) || double.IsNaN(c)) return (double.NaN, double.NaN);
        var width = Math.Sqrt(Math.Max(0, (b * b) - (a * c)));
        return ((b - width) / a, (b + width) / a);
    }

    private static double Mean(int[] days, double[] series)
    {
        var sum = 0.0;
        foreach (var d in days) sum += series[d];
        return sum / days.Length;
    }
}
