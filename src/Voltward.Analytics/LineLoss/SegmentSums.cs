namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Sums of a series without gaps from which mean, scatter and lag-one products of any run of it follow at once, so that every place
/// where it might be cut can be tried without going over it again.
/// </summary>
internal sealed class SegmentSums
{
    private readonly double[] _sum;
    private readonly double[] _square;
    private readonly double[] _product;
    private readonly double[] _value;
    private readonly double _centre;

    public SegmentSums(ReadOnlySpan<double> series)
    {
        foreach (var value in series) _centre += value / series.Length;
        (_sum, _square, _product, _value) = (new double[series.Length + 1], new double[series.Length + 1], new double[series.Length + 1], series.ToArray());
        for (var k = 0; k < series.Length; k++)
        {
            // Values around their mean: differences of large sums would lose the small scatter.
            var value = _value[k] -= _centre;
            _sum[k + 1] = _sum[k] + value;
            _square[k + 1] = _square[k] + (value * value);
            _product[k + 1] = _product[k] + (k == 0 ? 0 : value * _value[k - 1]);
        }
    }

    public int Length => _value.Length;

    /// <summary>Mean of the values from <paramref name="from"/> up to but without <paramref name="to"/>; 0 of none.</summary>
    public double Mean(int from, int to) => to > from ? _centre + ((_sum[to] - _sum[from]) / (to - from)) : 0;

    /// <summary>Sum of squares about the run's own mean.</summary>
    public double Squares(int from, int to)
    {
        var sum = _sum[to] - _sum[from];
        return Math.Max(0, _square[to] - _square[from] - (sum * sum / (to - from)));
    }

    /// <summary>Sum of products of neighbours about the run's own mean.</summary>
    public double Products(int from, int to)
    {
        if (to - from < 2) return 0;
        var mean = (_sum[to] - _sum[from]) / (to - from);
        var (early, late) = (_sum[to - 1] - _sum[from], _sum[to] - _sum[from + 1]);
        return _product[to] - _product[from + 1] - (mean * (early + late)) + ((to - from - 1) * mean * mean);
    }

    /// <summary>Product of the deviations of two neighbouring values from two means: the pair across a cut.</summary>
    public double Across(int at, double before, double after) => (_value[at - 1] + _centre - before) * (_value[at] + _centre - after);
}
