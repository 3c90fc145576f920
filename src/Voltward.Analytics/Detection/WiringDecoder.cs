namespace Voltward.Analytics.Detection;

/// <summary>Quarter-hour means of one metering element, <c>float[T]</c>, NaN = missing: V, A, kW (import positive), kvar (inductive positive).</summary>
public sealed record ElementCurve(float[] VoltageV, float[] CurrentA, float[] PowerKw, float[] ReactiveKvar);

/// <summary>Limits of the decoder.</summary>
/// <param name="RatedVoltageV">Rated voltage of an element.</param>
/// <param name="CalibratedCurrentA">Calibrated current, primary.</param>
public readonly record struct WiringLimits(double RatedVoltageV, double CalibratedCurrentA)
{
    /// <summary>Plausible lag angles, degrees; narrower than 60, or no wiring can be told from its siblings.</summary>
    public (double From, double To) LagDeg { get; init; } = (-14, 45);

    /// <summary>Largest mean disagreement of the elements, degrees.</summary>
    public double ResidualDeg { get; init; } = 12;

    /// <summary>Least concentration of an element's angle, 0 to 1.</summary>
    public double Concentration { get; init; } = 0.9;

    public int FewestSamples { get; init; } = 96;

    public int FewestPerLoad { get; init; } = 24;
}

/// <summary>How sure a decoding is.</summary>
public enum WiringVerdict
{
    /// <summary>One signature fits.</summary>
    Decoded,

    /// <summary>Several fit: no factor may be billed.</summary>
    Ambiguous,

    /// <summary>One fits, but with a single live element there was nothing to test it against.</summary>
    Unverified,

    /// <summary>No signature fits: phases with different loads, or faulty measurement.</summary>
    Inconsistent,

    /// <summary>Too few samples, or only one load level.</summary>
    TooFew,
}

/// <summary>A signature that fits, with the lag angle it implies.</summary>
public sealed record DecodedWiring(WiringSignature Signature, double LagDeg, double ResidualDeg, CorrectionFactor Factor);

/// <summary>Result of a decoding: the whole set of signatures that fit.</summary>
/// <param name="Verdict">How sure.</param>
/// <param name="Kept">Signatures that fit in both load levels.</param>
/// <param name="Dead">Elements without voltage or current.</param>
public sealed record WiringDecoding(WiringVerdict Verdict, IReadOnlyList<DecodedWiring> Kept, bool[] Dead);

/// <summary>
/// Reads the wiring of a three-phase meter from the angles of its elements at two load levels. Angles alone never separate a
/// wiring from its five siblings turned by 60°; only the plausible window of the lag angle does.
/// </summary>
public static class WiringDecoder
{
    private const double LostVoltage = 0.6;
    private const double LostCurrent = 0.005;
    private const double CarryingCurrent = 0.05;

    public static WiringDecoding Decode(MeterWiring wiring, IReadOnlyList<ElementCurve> elements, WiringLimits limits)
    {
        var dead = elements.Select((e, k) => IsDead(elements, k, limits)).ToArray();
        var live = Enumerable.Range(0, elements.Count).Where(k => !dead[k]).ToArray();
        if (live.Length == 0) return new WiringDecoding(WiringVerdict.TooFew, [], dead);
        var used = Used(elements, live, limits);
        if (used.Length < limits.FewestSamples) return new WiringDecoding(WiringVerdict.TooFew, [], dead);

        var byLoad = used.OrderBy(t => live.Sum(k => (double)elements[k].CurrentA[t])).ThenBy(t => t).ToArray();
        var bins = new[] { byLoad[..(byLoad.Length / 2)], byLoad[(byLoad.Length / 2)..] };
        if (bins.Any(b => b.Length < limits.FewestPerLoad)) return new WiringDecoding(WiringVerdict.TooFew, [], dead);

        var angles = bins.Select(b => live.Select(k => CircularMean(elements[k], b)).ToArray()).ToArray();
        if (angles.Any(bin => bin.Any(a => a.R < limits.Concentration))) return new WiringDecoding(WiringVerdict.Inconsistent, [], dead);
        var kept = Fitting(wiring, live, angles.Select(bin => bin.Select(a => a.Deg).ToArray()).ToArray(), dead, limits);
        var verdict = kept.Count switch
        {
            0 => WiringVerdict.Inconsistent,
            1 when live.Length > 1 => WiringVerdict.Decoded,
            1 => WiringVerdict.Unverified,
            _ => WiringVerdict.Ambiguous,
        };
        return new WiringDecoding(verdict, kept, dead);
    }

    /// <summary>Signatures whose offsets leave the same plausible lag angle on every live element, at both load levels.</summary>
    private static List<DecodedWiring> Fitting(MeterWiring wiring, int[] live, double[][] angles, bool[] dead, WiringLimits limits)
    {
        var kept = new Dictionary<string, DecodedWiring>();
        foreach (var signature in WiringSignatures.Of(wiring))
        {
            var fits = angles.Select(bin => Fit(signature, live, bin)).ToArray();
            if (fits.Any(f => f.Residual > limits.ResidualDeg || f.Lag < limits.LagDeg.From || f.Lag > limits.LagDeg.To)) continue;
            var fractions = dead.Select(d => d ? 0.0 : 1.0).ToArray();
            var factor = CorrectionFactor.Of(wiring, signature.OffsetsDeg, fractions);
            // Signatures that differ only on a dead element are one answer: its factor does not depend on it.
            var key = string.Join(' ', live.Select(k => signature.OffsetsDeg[k]));
            kept.TryAdd(key, new DecodedWiring(signature, fits.Average(f => f.Lag), fits.Max(f => f.Residual), factor));
        }

        return [.. kept.Values];
    }

    private static (double Lag, double Residual) Fit(WiringSignature signature, int[] live, double[] angles)
    {
        var lag = Mean(live.Select((k, n) => angles[n] - signature.OffsetsDeg[k]).ToArray()).Deg;
        var square = live.Select((k, n) => Math.Pow(WiringSignatures.Wrap(angles[n] - signature.OffsetsDeg[k] - lag), 2)).Average();
        return (lag, Math.Sqrt(square));
    }

    private static bool IsDead(IReadOnlyList<ElementCurve> elements, int k, WiringLimits limits)
    {
        var (lost, judged) = (0, 0);
        for (var t = 0; t < elements[k].CurrentA.Length; t++)
        {
            var (u, i) = (elements[k].VoltageV[t], elements[k].CurrentA[t]);
            if (float.IsNaN(u) || float.IsNaN(i)) continue;
            var carrying = false;
            foreach (var element in elements) carrying |= element.CurrentA[t] > CarryingCurrent * limits.CalibratedCurrentA;
            if (!carrying) continue;
            judged++;
            if (u < LostVoltage * limits.RatedVoltageV || i < LostCurrent * limits.CalibratedCurrentA) lost++;
        }

        return judged > 0 && lost > judged / 2;
    }

    private static int[] Used(IReadOnlyList<ElementCurve> elements, int[] live, WiringLimits limits) =>
        [.. Enumerable.Range(0, elements[0].CurrentA.Length).Where(t => live.All(k =>
            elements[k].CurrentA[t] > CarryingCurrent * limits.CalibratedCurrentA
            && !float.IsNaN(elements[k].PowerKw[t]) && !float.IsNaN(elements[k].ReactiveKvar[t])))];

    private static (double Deg, double R) CircularMean(ElementCurve element, int[] times) =>
        Mean(times.Select(t => Math.Atan2(element.ReactiveKvar[t], element.PowerKw[t]) * 180 / Math.PI).ToArray());

    private static (double Deg, double R) Mean(double[] degrees)
    {
        double x = 0, y = 0;
        foreach (var degree in degrees)
        {
            var (sin, cos) = Math.SinCos(degree * Math.PI / 180);
            (x, y) = (x + cos, y + sin);
        }

        return (Math.Atan2(y, x) * 180 / Math.PI, Math.Sqrt((x * x) + (y * y)) / degrees.Length);
    }
}
