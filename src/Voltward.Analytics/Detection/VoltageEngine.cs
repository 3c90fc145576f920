namespace Voltward.Analytics.Detection;

/// <summary>Unexplained drop at one meter.</summary>
/// <param name="Meter">Index in the group.</param>
/// <param name="Score">Mean unexplained drop at the times it stands out, over the scatter of the residual.</param>
/// <param name="T">How clearly the residual leans to extra drops: hours that stand out below against hours that stand out above, or a lasting
/// change between two stretches of days; about standard normal for an honest meter.</param>
/// <param name="OnsetDay">First day of a lasting change; 0 when the drops come and go through the whole window.</param>
/// <param name="DropV">Mean extra drop at those times, V.</param>
/// <param name="ServiceOhm">Resistance of the own service line from the regression, Ω; NaN when the coefficient is not plausible.</param>
/// <param name="StolenA">Mean current over the window that the meter does not see, A; NaN when the resistance is not plausible.</param>
/// <param name="JointShare">Share of the extra drop that grows with the own current: near 1 it is a bad joint, a fire risk and no theft.</param>
public sealed record VoltageResidual(int Meter, double Score, double T, int OnsetDay, double DropV, double ServiceOhm, double StolenA, double JointShare);

/// <summary>
/// Bypass localiser: what is drawn behind the service drop but in front of the meter lowers the meter's voltage by more than its
/// own current explains. The voltage of each meter of one transformer and phase is regressed on the voltages and currents of all
/// others and on its own current; a neighbour sees the drop of the common line, only the meter itself that of its service line.
/// What is left leans downwards where somebody draws past the meter, whether that began in the window or long before.
/// </summary>
public static class VoltageEngine
{
    private const int Quarters = 96;
    private const int FewestDays = 10;
    private const int SamplesPerCoefficient = 10;
    private const double CurrentScale = 10;
    private const double LeastOhm = 0.01;
    private const double MostOhm = 0.6;
    private const double Ridge = 1e-4;

    /// <summary>Residuals of every meter; empty when the group cannot be judged.</summary>
    /// <param name="voltageV">By meter, <c>float[days × 96]</c>, NaN = missing.</param>
    /// <param name="currentA">By meter.</param>
    /// <param name="ratedV">Rated phase voltage.</param>
    /// <param name="ntl">Non-technical loss of the area in the same quarters, kWh; null when it is not known so finely.</param>
    public static IReadOnlyList<VoltageResidual> Run(IReadOnlyList<float[]> voltageV, IReadOnlyList<float[]> currentA, double ratedV, float[]? ntl = null)
    {
        var meters = voltageV.Count;
        if (meters < 3 || voltageV[0].Length < FewestDays * Quarters) return [];
        var sample = VoltageSample.Of(voltageV, currentA, ratedV, CurrentScale);
        if (sample.Count < 2 * meters * SamplesPerCoefficient) return [];
        var found = new VoltageResidual?[meters];
        var gram = sample.Gram();
        var loss = sample.LossLeft(ntl, Ridge);
        for (var i = 0; i < meters; i++) found[i] = Judge(sample, gram, loss, i);
        return [.. found.OfType<VoltageResidual>()];
    }

    private static VoltageResidual? Judge(VoltageSample sample, double[][] gram, float[]? loss, int meter)
    {
        // Every column but the meter's own voltage explains it, and its own current as a joint ages.
        var own = 1 + meter;
        int[] places = [.. Enumerable.Range(0, sample.Columns).Where(c => c != own)];
        var ageing = sample.Ageing(meter);
        float[][] columns = [.. places.Select(sample.Column), .. ageing];
        if (VoltageSample.Regress(sample.Column(own), columns, Bordered(gram, places, columns, ageing.Length), Ridge) is not { } fit) return null;
        var at = Array.IndexOf(places, 1 + sample.Meters + meter);
        var ohm = -fit.Beta[at] / CurrentScale;
        var joint = Math.Max(0, -(fit.Beta[^1] + fit.Beta[^2]) / CurrentScale);
        var (lean, drop, share, score) = VoltageLean.Of(fit.Left, sample.Hour);
        var (step, day, stepDrop) = VoltageLean.Step(fit.Left, sample.Day);
        var along = loss is null ? 0 : Math.Max(0, VoltageLean.Along(fit.Left, loss, sample.Hour));
        var plausible = ohm is >= LeastOhm and <= MostOhm;
        var lasting = step > lean && stepDrop > drop * share;
        var mean = lasting ? stepDrop * sample.ShareSince(day) : drop * share;
        var t = Math.Max(lean, step);
        return new VoltageResidual(
            meter, score, t <= 0 ? Math.Max(t, along - 2) : Math.Sqrt((t * t) + (along * along)), lasting ? day : 0, lasting ? stepDrop : drop,
            plausible ? ohm : double.NaN, plausible ? mean / ohm : double.NaN, joint / Math.Max(joint + Math.Max(ohm, LeastOhm), 1e-6));
    }

    /// <summary>Sums of products of some columns, the last few of which are new.</summary>
    private static double[][] Bordered(double[][] gram, int[] places, float[][] columns, int added)
    {
        var known = places.Length;
        var all = new double[columns.Length][];
        for (var a = 0; a < columns.Length; a++)
        {
            all[a] = new double[columns.Length];
            for (var b = 0; b < columns.Length; b++)
            {
                all[a][b] = a < known && b < known ? gram[places[a]][places[b]] : b < a ? all[b][a] : PairSums.Dot(columns[a], columns[b]);
            }
        }

        for (var a = 0; a < known; a++)
        {
            for (var b = known; b < known + added; b++) all[b][a] = all[a][b];
        }

        return all;
    }
}
