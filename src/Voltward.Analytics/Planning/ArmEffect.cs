using Voltward.Analytics.Inspections;

namespace Voltward.Analytics.Planning;

/// <summary>One customer whose treatment was drawn.</summary>
/// <param name="Traits">What was known before, <c>double[P]</c>, such as the probability of theft and the energy expected; no missing.</param>
/// <param name="Arm">The arm drawn, index into the arms.</param>
/// <param name="Chances">Logged chance of every arm, <c>double[A]</c>, each over 0, sum 1.</param>
/// <param name="Outcome">What came of it, any unit, such as kWh recovered net of cost.</param>
public sealed record DrawnArm(double[] Traits, int Arm, double[] Chances, double Outcome);

/// <summary>
/// What the arms change (干预效果): visit, letter, remote check and nothing are drawn with known chances, so the effect of each is
/// estimated without a model of who was chosen. The doubly robust form adds a linear forecast per arm, fitted on the other half of the
/// customers; it narrows the interval and cannot bias it, since the chances are known.
/// </summary>
public sealed class ArmEffect
{
    private const double Z = 1.959963984540054;
    private const double Ridge = 1e-3;
    private readonly IReadOnlyList<DrawnArm> _drawn;
    private readonly double[][] _scores;
    private readonly double[][] _forecasts;

    private ArmEffect(IReadOnlyList<DrawnArm> drawn, int arms, double[][] forecasts)
    {
        (_drawn, _forecasts) = (drawn, forecasts);
        _scores = [.. drawn.Select((d, i) => Enumerable.Range(0, arms)
            .Select(a => forecasts[i][a] + (d.Arm == a ? (d.Outcome - forecasts[i][a]) / d.Chances[a] : 0)).ToArray())];
    }

    /// <summary>Forecasts every customer's outcome under every arm from the half of the customers it is not in.</summary>
    /// <param name="drawn">All customers whose arm was drawn, in an order that says nothing about them.</param>
    /// <param name="arms">Number of arms.</param>
    public static ArmEffect Of(IReadOnlyList<DrawnArm> drawn, int arms)
    {
        var forecasts = new double[drawn.Count][];
        for (var half = 0; half < 2; half++)
        {
            var models = Enumerable.Range(0, arms).Select(a => Fit([.. drawn.Where((d, i) => i % 2 != half && d.Arm == a)])).ToArray();
            for (var i = half; i < drawn.Count; i += 2) forecasts[i] = [.. models.Select(m => Forecast(m, drawn[i].Traits))];
        }

        return new(drawn, arms, forecasts);
    }

    /// <summary>Mean outcome had everybody got an arm, minus that under another; by the inverse chances alone (Horvitz and Thompson).</summary>
    public Estimate Plain(int arm, int against) =>
        Mean(_drawn.Select(d => ((d.Arm == arm ? 1 / d.Chances[arm] : 0) - (d.Arm == against ? 1 / d.Chances[against] : 0)) * d.Outcome), CountOf(arm));

    /// <summary>The same, doubly robust (Robins, Rotnitzky and Zhao 1994).</summary>
    public Estimate Robust(int arm, int against) => Mean(_scores.Select(s => s[arm] - s[against]), CountOf(arm));

    /// <summary>Mean outcome if each customer got the arm that a rule gives, doubly robust.</summary>
    /// <param name="rule">Index of the customer → arm; must not look at the outcome.</param>
    public Estimate Value(Func<int, int> rule) => Mean(_scores.Select((s, i) => s[rule(i)]), _drawn.Count);

    /// <summary>Two rules compared on the same customers, first minus second: their difference is far narrower than either value.</summary>
    public Estimate Better(Func<int, int> rule, Func<int, int> than) => Mean(_scores.Select((s, i) => s[rule(i)] - s[than(i)]), _drawn.Count);

    /// <summary>The arm with the best forecast for a customer, made without that customer.</summary>
    public int Best(int customer)
    {
        var f = _forecasts[customer];
        return Array.IndexOf(f, f.Max());
    }

    /// <summary>The customers in order of what an arm is forecast to add over another, the most first.</summary>
    public IReadOnlyList<int> ByGain(int arm, int over) =>
        [.. Enumerable.Range(0, _drawn.Count).OrderByDescending(i => _forecasts[i][arm] - _forecasts[i][over]).ThenBy(i => i)];

    /// <summary>
    /// The Qini curve (Radcliffe 2007): outcome added per customer of the whole when the first share of an order gets the arm and the rest the other.
    /// </summary>
    /// <param name="order">Customers, the first to be treated first.</param>
    /// <param name="arm">The arm given.</param>
    /// <param name="over">The arm of the rest.</param>
    /// <param name="points">How many shares, evenly spread, the last one everybody.</param>
    public IReadOnlyList<double> Qini(IReadOnlyList<int> order, int arm, int over, int points = 10)
    {
        var curve = new double[points];
        var sum = 0.0;
        for (int i = 0, p = 0; i < order.Count; i++)
        {
            sum += _scores[order[i]][arm] - _scores[order[i]][over];
            while (p < points && (long)(i + 1) * points >= (long)(p + 1) * order.Count) curve[p++] = sum / order.Count;
        }

        return curve;
    }

    private int CountOf(int arm) => _drawn.Count(d => d.Arm == arm);

    private static Estimate Mean(IEnumerable<double> values, int count)
    {
        var all = values.ToArray();
        if (all.Length < 2) return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, count, all.Length, all.Length);
        var mean = all.Average();
        var half = Z * Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1.0) / all.Length);
        return new(mean, mean - half, mean + half, count, all.Length, all.Length);
    }

    /// <summary>Least squares with a small ridge; coefficients with the constant first. Nobody in the arm: nothing is forecast.</summary>
    private static double[] Fit(IReadOnlyList<DrawnArm> rows)
    {
        if (rows.Count == 0) return [];
        var p = rows[0].Traits.Length + 1;
        var normal = new double[p, p + 1];
        foreach (var row in rows)
        {
            for (var i = 0; i < p; i++)
            {
                var x = i == 0 ? 1 : row.Traits[i - 1];
                for (var j = 0; j < p; j++) normal[i, j] += x * (j == 0 ? 1 : row.Traits[j - 1]);
                normal[i, p] += x * row.Outcome;
            }
        }

        for (var i = 0; i < p; i++) normal[i, i] += Ridge * rows.Count;
        return Solve(normal, p);
    }

    private static double[] Solve(double[,] normal, int p)
    {
        for (var i = 0; i < p; i++)
        {
            for (var k = 0; k < p; k++)
            {
                if (k == i) continue;
                var factor = normal[k, i] / normal[i, i];
                for (var j = i; j <= p; j++) normal[k, j] -= factor * normal[i, j];
            }
        }

        return [.. Enumerable.Range(0, p).Select(i => normal[i, p] / normal[i, i])];
    }

    private static double Forecast(double[] model, double[] traits)
    {
        if (model.Length == 0) return 0;
        var sum = model[0];
        for (var i = 0; i < traits.Length; i++) sum += model[i + 1] * traits[i];
        return sum;
    }
}
