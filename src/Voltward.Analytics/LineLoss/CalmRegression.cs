namespace Voltward.Analytics.LineLoss;

/// <summary>Robust regression of an area's loss on its calm days: weights of the days, their noise, and the sums that the belief is made from.</summary>
internal sealed class CalmRegression
{
    private const double HuberLimit = 1.345;
    private const int Iterations = 10;
    private const double SmallestNoise = 0.0002;
    private readonly double[] _squared;
    private readonly double[] _supply;
    private readonly double[] _loss;
    private readonly double[] _weights;

    public CalmRegression(AreaFit fit, int[] days)
    {
        _supply = [.. days.Select(d => fit.Balance.In[d] / fit.MeanInKwh)];
        _squared = [.. days.Select((d, k) => (fit.Index[d] - (LossSums.LinearPart * _supply[k])) / (1 - LossSums.LinearPart))];
        _loss = [.. days.Select(d => (fit.Balance.Loss[d] - fit.ConstantKwh) / fit.MeanInKwh)];
        var filled = days.Select(d => fit.Balance.FillVariance[d] / (fit.MeanInKwh * fit.MeanInKwh)).ToArray();
        _weights = new double[days.Length];
        Array.Fill(_weights, 1);
        var residual = Reweigh(filled);
        var series = new double[fit.Balance.Days];
        Array.Fill(series, double.NaN);
        for (var k = 0; k < days.Length; k++) series[days[k]] = residual[k];
        LagOne = Math.Clamp(Robust.LagOne(series), 0, 0.8);
        OwnShare = NonNegativeFit.Solve(Sums(index: true))[0];
    }

    /// <summary>Noise of a day without filled readings, share of the mean supply.</summary>
    public double Sd { get; private set; }

    public double LagOne { get; }

    /// <summary>Load loss share that explains the loss with nothing hidden.</summary>
    public double OwnShare { get; }

    /// <summary>Weighted sums of products of squared load, supply, one and loss, row by row.</summary>
    public double[] Products()
    {
        var products = new double[16];
        for (var k = 0; k < _loss.Length; k++)
        {
            ReadOnlySpan<double> row = [_squared[k], _supply[k], 1, _loss[k]];
            for (var a = 0; a < 4; a++)
            {
                for (var b = 0; b < 4; b++) products[(a * 4) + b] += _weights[k] * row[a] * row[b];
            }
        }

        return products;
    }

    /// <summary>Huber's weights, and less for a day with filled readings.</summary>
    private double[] Reweigh(double[] filled)
    {
        var residual = _loss;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var sums = Sums(index: false);
            var c = Linear.Solve([[sums.Gram[0] + 0.001, sums.Gram[1]], [sums.Gram[2], sums.Gram[3] + 0.001]], sums.Right) ?? [0, 0];
            residual = [.. _loss.Select((l, k) => l - (c[0] * _squared[k]) - (c[1] * _supply[k]))];
            var sd = Math.Max(Robust.Spread(residual, Robust.Median(residual)), SmallestNoise);
            var own = Math.Max((sd * sd) - Robust.Median(filled), 0.1 * sd * sd);
            for (var k = 0; k < _weights.Length; k++)
            {
                var far = Math.Abs(residual[k]) / sd;
                _weights[k] = (far <= HuberLimit ? 1 : HuberLimit / far) * own / (own + filled[k]);
            }

            Sd = Math.Sqrt(own);
        }

        return residual;
    }

    private NonNegativeFit.Sums Sums(bool index)
    {
        var sums = new NonNegativeFit.Sums(index ? 1 : 2);
        for (var k = 0; k < _loss.Length; k++)
        {
            if (index) sums.Add([((1 - LossSums.LinearPart) * _squared[k]) + (LossSums.LinearPart * _supply[k])], _loss[k], _weights[k]);
            else sums.Add([_squared[k], _supply[k]], _loss[k], _weights[k]);
        }

        return sums;
    }
}
