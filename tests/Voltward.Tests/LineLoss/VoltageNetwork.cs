using System.Numerics;
using Voltward.Analytics.Detection;

namespace Voltward.Tests.LineLoss;

/// <summary>
/// A head, a line on each phase with its share of the neutral, and customers at its end with a drop of their own, solved in complex numbers.
/// The customers' currents are given, so that the heat is known without solving anything.
/// </summary>
internal sealed class VoltageNetwork(int days)
{
    private const double HeadV = 230;
    private static readonly Complex Turn = Complex.FromPolarCoordinates(1, -2 * Math.PI / 3);
    private readonly List<(int Phase, double Drop, Func<int, Complex> Current)> _customers = [];

    public int Times => days * PointCurves.Quarters;

    /// <summary>Resistance of each phase conductor, ohm; its reactance is 0.8 of it.</summary>
    public double Line { get; init; }

    /// <summary>Resistance of the neutral, ohm.</summary>
    public double NeutralLine { get; init; }

    /// <summary>Adds a customer.</summary>
    /// <param name="phase">0 to 2.</param>
    /// <param name="drop">Resistance of its drop, ohm; the reactance is 0.4 of it.</param>
    /// <param name="current">Current at each quarter hour in the frame of its phase's voltage, A; a lagging one has an imaginary part below zero.</param>
    public void Add(int phase, double drop, Func<int, Complex> current) => _customers.Add((phase, drop, current));

    /// <summary>True heat, kWh on the mean day.</summary>
    public double HeatKwhPerDay()
    {
        var watts = 0.0;
        for (var t = 0; t < Times; t++)
        {
            var phases = Phases(t);
            watts += phases.Sum(i => Line * Square(i)) + (NeutralLine * Square(Common(phases))) + _customers.Sum(c => c.Drop * Square(c.Current(t)));
        }

        return watts / Times * 24 / 1000;
    }

    public PointCurves Head() => new(0, days, [.. "ABC".Select((letter, phase) => (letter, Element(t => (HeadV, Phases(t)[phase]))))]);

    /// <summary>Curves of a customer, under the phase it is booked on.</summary>
    public PointCurves Customer(int number, char? booked = null)
    {
        var (phase, drop, current) = _customers[number];
        return new PointCurves(0, days, [(booked ?? "ABC"[phase], Element(t =>
        {
            var phases = Phases(t);
            var fall = (new Complex(drop, 0.4 * drop) * current(t)) + (new Complex(Line, 0.8 * Line) * phases[phase])
                + (new Complex(NeutralLine, 0.8 * NeutralLine) * Common(phases) / Complex.Pow(Turn, phase));
            return (HeadV - fall, current(t));
        }))]);
    }

    /// <summary>What a meter shows of a voltage and a current in the frame of the head.</summary>
    private ElementCurve Element(Func<int, (Complex Volt, Complex Ampere)> at)
    {
        var seen = Enumerable.Range(0, Times).Select(at).Select(x => (U: x.Volt.Magnitude, I: x.Ampere.Magnitude, S: x.Volt * Complex.Conjugate(x.Ampere) / 1000)).ToArray();
        return new ElementCurve([.. seen.Select(x => (float)x.U)], [.. seen.Select(x => (float)x.I)], [.. seen.Select(x => (float)x.S.Real)], [.. seen.Select(x => (float)x.S.Imaginary)]);
    }

    private Complex[] Phases(int t)
    {
        var sums = new Complex[3];
        foreach (var c in _customers) sums[c.Phase] += c.Current(t);
        return sums;
    }

    private static Complex Common(Complex[] phases) => phases[0] + (phases[1] * Turn) + (phases[2] * Turn * Turn);

    private static double Square(Complex i) => i.Magnitude * i.Magnitude;
}
