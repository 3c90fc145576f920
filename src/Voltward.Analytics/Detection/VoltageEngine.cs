using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Unexplained drop at one meter.</summary>
/// <param name="Meter">Index in the group.</param>
/// <param name="Score">−mean residual over the residual's standard deviation on clean days; positive: unexplained extra drop.</param>
/// <param name="T">The same against the scatter of daily means.</param>
/// <param name="OnsetDay">First day of the test period.</param>
/// <param name="DropV">Mean extra drop, V.</param>
/// <param name="ServiceOhm">Resistance of the own service line from the regression, Ω; NaN when the coefficient is not plausible.</param>
/// <param name="StolenA">Current that the meter does not see, A; NaN when the resistance is not plausible.</param>
/// <param name="JointShare">Share of the extra drop that grows with the own current: near 1 it is a bad joint, a fire risk and no theft.</param>
public sealed record VoltageResidual(int Meter, double Score, double T, int OnsetDay, double DropV, double ServiceOhm, double StolenA, double JointShare);

/// <summary>
/// Bypass localiser: what is drawn behind the service drop but in front of the meter lowers the meter's voltage by more than its
/// own current explains. For each meter of one transformer and phase, its voltage is regressed on the mean voltage of the others
/// and on all currents over clean days; a lasting negative residual afterwards points at the meter.
/// </summary>
public static class VoltageEngine
{
    private const int Quarters = 96;
    private const int CleanDays = 10;
    private const int TestDays = 5;
    private const int SamplesPerCoefficient = 10;
    private const double CurrentScale = 10;
    private const double LeastOhm = 0.01;
    private const double MostOhm = 0.5;

    /// <summary>Residuals of every meter at its own best split of the days; empty when the group cannot be judged.</summary>
    /// <param name="voltageV">By meter, <c>float[days × 96]</c>, NaN = missing.</param>
    /// <param name="currentA">By meter.</param>
    /// <param name="ratedV">Rated phase voltage.</param>
    public static IReadOnlyList<VoltageResidual> Run(IReadOnlyList<float[]> voltageV, IReadOnlyList<float[]> currentA, double ratedV)
    {
        var meters = voltageV.Count;
        if (meters < 3) return [];
        var days = DaySums(voltageV, currentA, ratedV);
        var prefix = Prefix(days);
        var coefficients = meters + 2;
        var best = new VoltageResidual?[meters];
        for (var split = CleanDays; split <= days.Length - TestDays; split += 2)
        {
            var clean = prefix[split];
            if (clean.N < coefficients * SamplesPerCoefficient) continue;
            for (var i = 0; i < meters; i++)
            {
                if (Judge((clean, prefix[^1].Minus(clean)), days, split, i) is { } residual && !(best[i]?.T >= residual.T)) best[i] = residual;
            }
        }

        return [.. best.OfType<VoltageResidual>()];
    }

    private static VoltageResidual? Judge((Moments Clean, Moments Test) moments, Moments[] days, int split, int meter)
    {
        var clean = moments.Clean;
        var (gram, right, square) = clean.System(meter);
        for (var k = 0; k < right.Length; k++) gram[k][k] += 1e-6;
        if (Linear.Solve(gram, right) is not { } beta) return null;
        var explained = 0.0;
        for (var k = 0; k < right.Length; k++) explained += beta[k] * right[k];
        var sigma = Math.Sqrt(Math.Max((square - explained) / clean.N, 1e-8));

        var before = Daily(days, 0, split, meter, beta);
        var after = Daily(days, split, days.Length, meter, beta);
        if (before.Count < CleanDays / 2 || after.Count < TestDays) return null;
        var drop = -after.Average();
        var scatter = Math.Sqrt(before.Sum(r => r * r) / before.Count);
        var t = drop / Math.Max(scatter * Math.Sqrt((1.0 / after.Count) + (1.0 / before.Count)), 1e-6);
        var ohm = -beta[2 + meter] / CurrentScale;
        var plausible = ohm is >= LeastOhm and <= MostOhm;
        return new VoltageResidual(meter, drop / sigma, t, split, drop, plausible ? ohm : double.NaN, plausible ? drop / ohm : double.NaN,
            moments.Test.OwnCurrentShare(meter, beta));
    }

    /// <summary>Mean residual of each day that has samples.</summary>
    private static List<double> Daily(Moments[] days, int from, int to, int meter, double[] beta)
    {
        var means = new List<double>(to - from);
        for (var d = from; d < to; d++)
        {
            if (days[d].N >= Quarters / 4) means.Add(days[d].MeanResidual(meter, beta));
        }

        return means;
    }

    private static Moments[] DaySums(IReadOnlyList<float[]> voltageV, IReadOnlyList<float[]> currentA, double ratedV)
    {
        var meters = voltageV.Count;
        var days = new Moments[voltageV[0].Length / Quarters];
        var z = new double[(2 * meters) + 1];
        z[0] = 1;
        for (var d = 0; d < days.Length; d++)
        {
            days[d] = new Moments(meters);
            for (var t = d * Quarters; t < (d + 1) * Quarters; t++)
            {
                var ok = true;
                for (var i = 0; i < meters && ok; i++)
                {
                    (z[1 + i], z[1 + meters + i]) = (voltageV[i][t] - ratedV, currentA[i][t] / CurrentScale);
                    ok = !double.IsNaN(z[1 + i]) && !double.IsNaN(z[1 + meters + i]);
                }

                if (ok) days[d].Add(z);
            }
        }

        return days;
    }

    private static Moments[] Prefix(Moments[] days)
    {
        var prefix = new Moments[days.Length + 1];
        prefix[0] = new Moments(days[0].Meters);
        for (var d = 0; d < days.Length; d++) prefix[d + 1] = prefix[d].Plus(days[d]);
        return prefix;
    }

    /// <summary>Sums of products of z = (1, voltages, currents); every meter's regression is a combination of them.</summary>
    private sealed class Moments(int meters)
    {
        private readonly double[] _gram = new double[((2 * meters) + 1) * ((2 * meters) + 1)];

        public int Meters => meters;

        public double N => _gram[0];

        private int Size => (2 * meters) + 1;

        public void Add(double[] z)
        {
            for (var a = 0; a < z.Length; a++)
            {
                var (row, za) = (a * z.Length, z[a]);
                for (var b = 0; b < z.Length; b++) _gram[row + b] += za * z[b];
            }
        }

        public Moments Plus(Moments other) => Combined(other, 1);

        public Moments Minus(Moments other) => Combined(other, -1);

        /// <summary>XᵀX, Xᵀy and yᵀy with x = (1, mean voltage of the others, all currents), y = own voltage.</summary>
        public (double[][] Gram, double[] Right, double Square) System(int meter)
        {
            var size = meters + 2;
            var own = 1 + meter;
            var others = Others(meter);
            var gram = new double[size][];
            for (var a = 0; a < size; a++) gram[a] = new double[size];
            var right = new double[size];
            gram[0][0] = N;
            gram[0][1] = gram[1][0] = others[0];
            for (var j = 0; j < meters; j++) gram[1][1] += j == meter ? 0 : others[1 + j] / (meters - 1);
            (right[0], right[1]) = (_gram[own], others[own]);
            for (var j = 0; j < meters; j++)
            {
                var current = 1 + meters + j;
                gram[0][2 + j] = gram[2 + j][0] = _gram[current];
                gram[1][2 + j] = gram[2 + j][1] = others[current];
                right[2 + j] = _gram[(own * Size) + current];
                for (var k = 0; k < meters; k++) gram[2 + j][2 + k] = _gram[(current * Size) + 1 + meters + k];
            }

            return (gram, right, _gram[(own * Size) + own]);
        }

        public double MeanResidual(int meter, double[] beta) => Residual(meter, beta, 0) / N;

        /// <summary>How much of the mean residual the own current accounts for, 0 to 1.</summary>
        public double OwnCurrentShare(int meter, double[] beta)
        {
            var own = 1 + meters + meter;
            var (mean, current) = (MeanResidual(meter, beta), _gram[own] / N);
            var variance = (_gram[(own * Size) + own] / N) - (current * current);
            var slope = ((Residual(meter, beta, own) / N) - (mean * current)) / Math.Max(variance, 1e-9);
            return mean >= 0 ? 0 : Math.Clamp(slope * current / mean, 0, 1);
        }

        /// <summary>Sum of residual times one of the terms of z.</summary>
        private double Residual(int meter, double[] beta, int term)
        {
            var row = term * Size;
            var sum = _gram[row + 1 + meter] - (beta[0] * _gram[row]);
            var others = 0.0;
            for (var j = 0; j < meters; j++)
            {
                if (j != meter) others += _gram[row + 1 + j];
                sum -= beta[2 + j] * _gram[row + 1 + meters + j];
            }

            return sum - (beta[1] * others / (meters - 1));
        }

        /// <summary>Products of every term with the mean voltage of the other meters.</summary>
        private double[] Others(int meter)
        {
            var sums = new double[Size];
            for (var j = 0; j < meters; j++)
            {
                if (j == meter) continue;
                var row = (1 + j) * Size;
                for (var b = 0; b < Size; b++) sums[b] += _gram[row + b];
            }

            for (var b = 0; b < Size; b++) sums[b] /= meters - 1;
            return sums;
        }

        private Moments Combined(Moments other, double sign)
        {
            var sum = new Moments(meters);
            for (var k = 0; k < _gram.Length; k++) sum._gram[k] = _gram[k] + (sign * other._gram[k]);
            return sum;
        }
    }
}
