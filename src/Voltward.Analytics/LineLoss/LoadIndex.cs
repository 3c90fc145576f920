namespace Voltward.Analytics.LineLoss;

/// <summary>The load index of an area's days, and what in its load sets it apart from its peers.</summary>
internal static class LoadIndex
{
    /// <summary>Nominal phase voltage, kV, to compare loads given in ampere with loads given in kilowatt.</summary>
    private const double PhaseKv = 0.22;

    /// <summary>
    /// Load index of each day: squares and energy in their usual proportion. A day without a curve takes the squared energy at the
    /// area's own ratio; without any curve the shape of the day is constant by assumption.
    /// </summary>
    public static double[] Of(HeadLoad head, BalanceDays balance, int[] known, double meanIn)
    {
        var ratio = Robust.Median(known.Select(d => head.Heat(d) / (balance.In[d] * balance.In[d])));
        if (double.IsNaN(ratio)) ratio = 1;
        var heat = balance.In.Select((supply, d) => double.IsNaN(head.Heat(d)) ? ratio * supply * supply : head.Heat(d)).ToArray();
        var usable = known.Length > 0 ? known : [.. Enumerable.Range(0, balance.Days).Where(balance.Usable)];
        var mean = usable.Length == 0 ? 1 : usable.Average(d => heat[d]);
        return [.. heat.Select((h, d) => ((1 - LossSums.LinearPart) * h / mean) + (LossSums.LinearPart * balance.In[d] / meanIn))];
    }

    /// <summary>Logarithms of customers, energy per customer, peakedness and unbalance; 1 where the transformer is inside.</summary>
    public static double[] Traits(AreaInput input, int[] known, double meanIn)
    {
        var customers = Math.Max(1, input.Points.Length);
        var square = known.Length == 0 ? double.NaN : known.Average(d => input.Head.Square[d]);
        var neutral = known.Length == 0 || !input.Head.HasNeutral ? double.NaN : known.Average(d => input.Head.Neutral[d]);
        var unit = input.Head.HasNeutral ? PhaseKv * PhaseKv : 1;
        return
        [
            Log(customers), Log(meanIn / customers), Log(square * unit / (meanIn * meanIn)), Log(neutral / square),
            input.Area.TransformerInside ? 1 : 0,
        ];
    }

    private static double Log(double value) => value > 0 && double.IsFinite(value) ? Math.Log(value) : double.NaN;
}
