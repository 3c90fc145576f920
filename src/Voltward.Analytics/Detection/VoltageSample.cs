using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Quarters at which every meter of a group is valid: columns 1, voltages above rated, currents; meters too gappy spoil it, so the caller leaves them out.</summary>
internal sealed class VoltageSample
{
    private const int Quarters = 96;
    private readonly float[][] _columns;

    private VoltageSample(float[][] columns, int[] times, int meters)
    {
        (_columns, Meters, Times) = (columns, meters, times);
        Day = [.. times.Select(t => t / Quarters)];
        Hour = [.. times.Select(t => t / 4)];
    }

    public int Meters { get; }

    public int Columns => _columns.Length;

    public int Count => Day.Length;

    /// <summary>Quarter of each sample, counted from the first day.</summary>
    public int[] Times { get; }

    /// <summary>Day of each sample.</summary>
    public int[] Day { get; }

    /// <summary>Hour of each sample, counted from the first day.</summary>
    public int[] Hour { get; }

    public float[] Column(int column) => _columns[column];

    public static VoltageSample Of(IReadOnlyList<float[]> voltageV, IReadOnlyList<float[]> currentA, double ratedV, double currentScale)
    {
        var meters = voltageV.Count;
        var times = Enumerable.Range(0, voltageV[0].Length).Where(t =>
        {
            for (var i = 0; i < meters; i++)
            {
                if (float.IsNaN(voltageV[i][t]) || float.IsNaN(currentA[i][t])) return false;
            }

            return true;
        }).ToArray();
        var columns = new float[1 + (2 * meters)][];
        columns[0] = [.. times.Select(_ => 1f)];
        for (var i = 0; i < meters; i++)
        {
            var (voltage, current) = (voltageV[i], currentA[i]);
            columns[1 + i] = [.. times.Select(t => (float)(voltage[t] - ratedV))];
            columns[1 + meters + i] = [.. times.Select(t => (float)(current[t] / currentScale))];
        }

        return new VoltageSample(columns, times, meters);
    }

    /// <summary>Sums of products of all columns.</summary>
    public double[][] Gram()
    {
        var gram = new double[Columns][];
        for (var a = 0; a < Columns; a++)
        {
            gram[a] = new double[Columns];
            for (var b = 0; b <= a; b++) gram[a][b] = gram[b][a] = PairSums.Dot(_columns[a], _columns[b]);
        }

        return gram;
    }

    /// <summary>The own current, growing in weight over the days and in the second half of them: how an ageing joint shows.</summary>
    public float[][] Ageing(int meter)
    {
        var current = _columns[1 + Meters + meter];
        var last = Math.Max(1, Day[^1]);
        return [[.. current.Select((c, t) => c * Day[t] / last)], [.. current.Select((c, t) => 2 * Day[t] > last ? c : 0)]];
    }

    /// <summary>What is left of a series after regression on some columns and further series; null when they are not independent.</summary>
    public (float[] Left, double[] Beta)? Regress(float[] target, IReadOnlyList<float[]> columns, double ridge)
    {
        var gram = columns.Select(a => columns.Select(b => PairSums.Dot(a, b)).ToArray()).ToArray();
        return Regress(target, columns, gram, ridge);
    }

    /// <summary>The same with the sums of products at hand.</summary>
    public static (float[] Left, double[] Beta)? Regress(float[] target, IReadOnlyList<float[]> columns, double[][] gram, double ridge)
    {
        for (var k = 1; k < columns.Count; k++) gram[k][k] += (ridge * gram[k][k]) + 1e-9;
        if (Linear.Solve(gram, [.. columns.Select(c => PairSums.Dot(c, target))]) is not { } beta) return null;
        var rest = target.ToArray();
        for (var k = 0; k < beta.Length; k++)
        {
            var (column, weight) = (columns[k], (float)beta[k]);
            for (var t = 0; t < rest.Length; t++) rest[t] -= weight * column[t];
        }

        return (rest, beta);
    }

    /// <summary>What the meters' currents and the square of their sum leave of the area's loss, by sample; null without a loss.</summary>
    public float[]? LossLeft(float[]? ntl, double ridge)
    {
        if (ntl is null) return null;
        float[] loss = [.. Times.Select(t => t < ntl.Length && !float.IsNaN(ntl[t]) ? ntl[t] : 0)];
        if (loss.Count(v => v != 0) < loss.Length / 2) return null;
        var currents = _columns[(1 + Meters)..];
        float[] square = [.. Enumerable.Range(0, Count).Select(t => currents.Sum(c => c[t]) is var sum ? sum * sum / 100 : 0)];
        return Regress(loss, [_columns[0], .. currents, square], ridge) is { } left ? left.Left : null;
    }

    /// <summary>Share of the samples from a day on.</summary>
    public double ShareSince(int day) => Day.Count(d => d >= day) / (double)Math.Max(1, Count);
}
