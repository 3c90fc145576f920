using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;

namespace Voltward.Tests.Detection;

/// <summary>Two areas of twenty customers each as the test sees them; those of the first are asked about.</summary>
internal sealed class BookingWorld
{
    public const int Days = 90;
    private const int Quarters = 96;
    private readonly Random _random;
    private readonly float[][] _quarters;

    public BookingWorld(int seed)
    {
        _random = new Random(seed);
        Daily = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, Days).Select(_ => (float)Math.Max(0, 9 + (2.5 * SimpleArea.Normal(_random)))).ToArray())];
        (Own, Other) = (Noise(), Noise());
        _quarters = [.. Daily.Select(_ => Enumerable.Range(0, 30 * Quarters).Select(_ => (float)(_random.NextDouble() < 0.2 ? 0.5 : 0.05)).ToArray())];
    }

    public float[][] Daily { get; }

    public double[] Own { get; }

    public double[] Other { get; }

    public double[] Filled { get; } = new double[Days];

    public bool LossIsKnown { get; init; } = true;

    /// <summary>Resolution of the supply meters, kWh; 0 = exact.</summary>
    public double Step { get; init; }

    public void Move(int customer, double ofOwn, double ofOther)
    {
        for (var d = 0; d < Days; d++)
        {
            Own[d] += ofOwn * Daily[customer][d];
            Other[d] += ofOther * Daily[customer][d];
        }
    }

    public BookingAnswers Ask(int? fedFromOther = null)
    {
        LossTrace? Loss(double[] values) => LossIsKnown ? LossTrace.OfDays(values, Filled) : null;
        var (own, other) = (Supply(i => i != fedFromOther), Supply(i => i == fedFromOther));
        return new BookingTest(new("A", Loss(Own)), [new("B", Loss(Other))], area => LossTrace.OfQuarters(area == "A" ? own : other))
            .Run(Daily, i => fedFromOther is null ? null : _quarters[i]);
    }

    /// <summary>The supply sees the energy of a customer some times as large as the others whose record is k times of it.</summary>
    public (int Customer, double K, double T)? AskLoad(int customer, double k, double size, PointSubject point)
    {
        for (var t = 0; t < _quarters[customer].Length; t++) _quarters[customer][t] *= (float)size;
        var supply = Supply(_ => true);
        for (var t = 0; t < supply.Length; t++) supply[t] += (float)(((1 / k) - 1) * _quarters[customer][t]);
        return ArchiveTests.RatioByLoad([.. Daily.Select(_ => point)], i => _quarters[i], () => LossTrace.OfQuarters(supply));
    }

    /// <summary>Some of the customers and twenty others, whom nobody asks about.</summary>
    private float[] Supply(Func<int, bool> has)
    {
        var (supply, register, read) = (new float[30 * Quarters], 0.0, 0.0);
        for (var t = 0; t < supply.Length; t++)
        {
            register += Enumerable.Range(0, _quarters.Length).Where(has).Sum(i => (double)_quarters[i][t]) + 1.5 + (0.6 * SimpleArea.Normal(_random));
            var next = Step > 0 ? Math.Floor(register / Step) * Step : register;
            (supply[t], read) = ((float)(next - read), next);
        }

        return supply;
    }

    private double[] Noise() => [.. Enumerable.Range(0, Days).Select(_ => 12 + (3 * SimpleArea.Normal(_random)))];
}
