using Voltward.Analytics.LineLoss;

namespace Voltward.Tests.LineLoss;

/// <summary>An area of fifty alike customers whose loss is drawn from known terms: about 1,000 kWh a day.</summary>
internal sealed class DrawnArea
{
    private const int Customers = 50;
    private readonly Random _random;
    private readonly double[] _level;
    private readonly double[] _square;
    private AreaInput? _input;

    public DrawnArea(int days, int seed)
    {
        _random = new Random(seed);
        _level = [.. Enumerable.Range(0, days).Select(d => 1 + (0.15 * Math.Sin(d / 8.0)) + (0.08 * Normal()))];
        _square = [.. _level.Select(l => l * l * Math.Exp(0.06 * Normal()))];
    }

    /// <summary>Load loss of an ordinary day, share of the supply.</summary>
    public double Share { get; init; } = 0.018;

    /// <summary>Hidden energy on every day, share of the supply.</summary>
    public double Hidden { get; init; }

    public int Onset { get; init; } = int.MaxValue;

    /// <summary>Stolen from the onset on, kWh a day.</summary>
    public double Stolen { get; init; }

    public double Noise { get; init; } = 2;

    public double TrueTechnical() => Enumerable.Range(0, _level.Length).Sum(Technical);

    public AreaLoss Loss(PeerModel peers) => AreaLossEngine.Compute(AreaLossEngine.Alone(Input()), peers);

    /// <summary>Readings: the supply meter's error is one for all days, inside its class.</summary>
    public AreaInput Input()
    {
        if (_input is not null) return _input;
        var bias = 0.004 * ((2 * _random.NextDouble()) - 1);
        var sold = _level.Select(l => 1000 * l).ToArray();
        var supplied = sold.Select((s, d) => (s + Technical(d) + (Hidden * s) + (d >= Onset ? Stolen : 0) + (Noise * Normal())) * (1 + bias)).ToArray();
        var each = sold.Select(s => (float)(s / Customers)).ToArray();
        return _input = AreaBalanceTests.Input([.. supplied.Select(s => (float)s)], [.. Enumerable.Range(0, Customers).Select(_ => each)]) with
        {
            Head = new HeadLoad([.. _square.Select(s => 50000 * s)], [.. _square.Select(s => 1000 * s)]),
        };
    }

    /// <summary>Constant 0.9 kWh; of the load loss seven tenths by the square, three by the energy.</summary>
    private double Technical(int d) => 0.9 + (1000 * Share * ((0.7 * _square[d]) + (0.3 * _level[d])));

    private double Normal() => Draw.Normal(_random);

    /// <summary>Areas of a company.</summary>
    internal sealed class Company
    {
        /// <summary>Share of areas in which something is hidden.</summary>
        public double Hidden { get; init; }

        /// <summary>Standard deviation of the logarithm of the load loss share.</summary>
        public double Spread { get; init; } = 0.35;

        public IEnumerable<DrawnArea> Areas(int count)
        {
            var random = new Random(77);
            for (var k = 0; k < count; k++)
            {
                yield return new DrawnArea(90, 1000 + k)
                {
                    Share = 0.018 * Math.Exp(Spread * Draw.Normal(random)),
                    Hidden = random.NextDouble() < Hidden ? -0.015 * Math.Log(1 - random.NextDouble()) : 0,
                };
            }
        }
    }

    private static class Draw
    {
        public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
