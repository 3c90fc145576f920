using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Takes out of weighted series what honest readings may do to a loss. The total load and its square come out altogether (wrong
/// technical loss, error of the supply meter). Beyond that every honest customer may cost a little more or less than the fit says,
/// because its meter errs and because heat depends on where it lives: directions in which such small factors scatter the loss are
/// turned down by as much as they scatter.
/// </summary>
internal sealed class LossWhitening
{
    private const double Negligible = 0.03;
    private const double LeastTolerance = 0.005;
    private const double MostTolerance = 0.1;
    private const int MostSuspects = 8;
    private const double SuspectZ = 3;
    private readonly List<(float[] Unit, float Part)> _directions = [];
    private DirectionBlock? _block;
    private int _length;

    private LossWhitening()
    {
    }

    /// <summary>All directions together.</summary>
    public DirectionBlock Block => _block ??= new DirectionBlock(_directions, _length);

    /// <summary>Spread of honest customers' factors in this area.</summary>
    public double Tolerance { get; private init; }

    /// <param name="loss">Weighted loss.</param>
    /// <param name="loads">Weighted total load and its square, to be taken out altogether.</param>
    /// <param name="readings">Weighted readings of every customer.</param>
    public static LossWhitening Of(float[] loss, IEnumerable<float[]> loads, IReadOnlyList<float[]> readings)
    {
        var loadsOnly = new LossWhitening { _length = loss.Length };
        foreach (var load in loads) loadsOnly.TakeOut(load);
        var y = loadsOnly.OneByOne(loss.ToArray());
        var free = readings.Select(r => loadsOnly.OneByOne(r.ToArray())).ToArray();
        var (weights, squares) = Directions(free);
        if (squares.Length == 0) return loadsOnly;
        double[] products = [.. free.Select(r => PairSums.Dot(r, y))];
        double[] along = [.. weights.Select(w => w.Zip(products, (a, b) => a * b).Sum())];
        var noise = Math.Max(Square(y), 1e-9);
        var tolerance = Fit(WithoutSuspects(along, weights, squares, noise), squares, noise);
        var whitening = new LossWhitening { Tolerance = tolerance, _length = loss.Length };
        whitening._directions.AddRange(loadsOnly._directions);
        for (var k = 0; k < squares.Length; k++)
        {
            var part = 1 - (1 / Math.Sqrt(1 + (tolerance * tolerance * squares[k] / noise)));
            if (part > Negligible) whitening._directions.Add((Unit(free, weights[k]), (float)part));
        }

        return whitening;
    }

    /// <summary>Changes the series in place.</summary>
    public float[] Apply(float[] weighted)
    {
        Block.Apply(weighted);
        return weighted;
    }

    /// <summary>The same, one direction after the other, while they are still being found.</summary>
    private float[] OneByOne(float[] weighted)
    {
        foreach (var (unit, part) in _directions)
        {
            var dot = (float)PairSums.Dot(weighted, unit) * part;
            PairSums.Add(weighted, -dot, unit);
        }

        return weighted;
    }

    private void TakeOut(float[] load)
    {
        var unit = OneByOne(load.ToArray());
        var norm = Math.Sqrt(PairSums.Dot(unit, unit));
        if (norm < 1e-6) return;
        for (var t = 0; t < unit.Length; t++) unit[t] = (float)(unit[t] / norm);
        _directions.Add((unit, 1));
    }

    /// <summary>Scatter of the loss, squared: robust, so that a theft does not count as noise.</summary>
    private static double Square(float[] y)
    {
        var spread = Robust.Spread([.. y.Where(v => v != 0).Select(v => (double)v)], 0);
        return double.IsNaN(spread) ? 1 : spread * spread;
    }

    /// <summary>
    /// The spread of factors at which the loss along the readings' directions is as large as it is: half of the squares lie below
    /// the median of a chi-square, whatever a few thieves do to the others.
    /// </summary>
    private static double Fit(double[] along, double[] squares, double noise)
    {
        const double middle = 0.45;
        var (low, high) = (LeastTolerance, MostTolerance);
        for (var step = 0; step < 30; step++)
        {
            var tolerance = Math.Sqrt(low * high);
            var median = Robust.Median(along.Select((a, k) => a * a / (noise + (tolerance * tolerance * squares[k]))));
            if (median > middle) low = tolerance;
            else high = tolerance;
        }

        return Math.Sqrt(low * high);
    }

    /// <summary>
    /// The same products without what single readings explain far too well: a thief is no sign of how much honest customers scatter, and
    /// taking it for one would turn down the very directions that show it.
    /// </summary>
    private static double[] WithoutSuspects(double[] along, List<double[]> weights, double[] squares, double noise)
    {
        var left = along.ToArray();
        for (var n = 0; n < MostSuspects; n++)
        {
            var tolerance = Fit(left, squares, noise);
            double[] share = [.. squares.Select(s => 1 / (1 + (tolerance * tolerance * s / noise)))];
            var best = (Customer: -1, Z: SuspectZ, Factor: 0.0);
            for (var i = 0; i < weights[0].Length; i++)
            {
                var (product, square) = (0.0, 0.0);
                for (var k = 0; k < squares.Length; k++)
                {
                    var part = weights[k][i] * squares[k];
                    product += part * share[k] * left[k];
                    square += part * part * share[k];
                }

                var z = product / Math.Sqrt(Math.Max(square, 1e-12) * noise);
                if (z > best.Z) best = (i, z, product / square);
            }

            if (best.Customer < 0) break;
            for (var k = 0; k < left.Length; k++) left[k] -= best.Factor * weights[k][best.Customer] * squares[k];
        }

        return left;
    }

    /// <summary>
    /// Orthonormal directions of the readings, each as the weights of the readings in it, with the square of its singular value; largest
    /// first. Most are too small to be made.
    /// </summary>
    private static (List<double[]> Weights, double[] Squares) Directions(float[][] readings)
    {
        var n = readings.Length;
        var gram = new double[n][];
        for (var i = 0; i < n; i++) gram[i] = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) gram[i][j] = gram[j][i] = PairSums.Dot(readings[i], readings[j]);
        }

        var (values, vectors) = SymmetricRoots.Of(gram);
        var largest = values.Max();
        int[] order = [.. Enumerable.Range(0, n).Where(k => values[k] > 1e-6 * largest).OrderByDescending(k => values[k]).ThenBy(k => k)];
        return ([.. order.Select(k => Array.ConvertAll(vectors[k], v => v / Math.Sqrt(values[k])))], [.. order.Select(k => values[k])]);
    }

    private static float[] Unit(float[][] readings, double[] weights)
    {
        var unit = new float[readings[0].Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if ((float)weights[i] != 0) PairSums.Add(unit, (float)weights[i], readings[i]);
        }

        return unit;
    }
}
