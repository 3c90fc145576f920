using Voltward.Analytics.Detection;

namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Drop of voltage between the head and one element of a customer's meter, <c>U_head − U = a·U_head + r·I + s·I_phase + n·I_neutral</c>:
/// the customer's own current, the current of its phase at the head, and the neutral's. The part <c>a</c> that is there without load is
/// what the two voltmeters differ by, and no loss.
/// </summary>
internal sealed class VoltageDrop
{
    /// <summary>
    /// Reactance of low-voltage lines as a share of their resistance: 0.3 Ω/km of an overhead line beside 0.25 to 0.9 Ω/km. What only the
    /// customer's own current runs through is half service drop and cable, which have hardly any.
    /// </summary>
    private const double LineReactance = 0.8;
    private const double OwnReactance = 0.4;

    /// <summary>Reactive power as a share of the active, where it is not measured.</summary>
    private const double UsualReactive = 0.3;

    /// <summary>Two voltmeters that differ by more than this share do not hang on the same transformer.</summary>
    private const double MostOffset = 0.04;
    private const double LowestV = 100;
    private const int FewestTimes = 480;

    /// <summary>One in so many quarter hours is enough to tell phases apart; no divisor of a day, so that all hours have their turn.</summary>
    private const int Sparse = 7;
    private const double BookedPreference = 0.8;
    private const int Columns = 4;
    private const double QuarterKwh = 0.25e-3;
    private readonly HeadVoltage _head;
    private readonly int _phase;
    private readonly ElementCurve _element;
    private readonly int[] _times;
    private readonly double[] _beta;

    private VoltageDrop(HeadVoltage head, int phase, ElementCurve element, int[] times, (double[] Beta, double Spread) fit)
    {
        (_head, _phase, _element, _times) = (head, phase, element, times);
        (_beta, SpreadV) = fit;
    }

    /// <summary>Standard deviation of what the currents leave of the drop, V.</summary>
    public double SpreadV { get; }

    /// <summary>Quarter hours used.</summary>
    public int Times => _times.Length;

    /// <summary>
    /// Drop of a single-phase meter. It hangs on the phase whose voltage it follows best; on the booked one unless another is clearly better.
    /// </summary>
    public static VoltageDrop? OfSingle(HeadVoltage head, int booked, ElementCurve element)
    {
        var (best, least) = (booked, double.PositiveInfinity);
        for (var phase = 0; phase < 3; phase++)
        {
            if (Of(head, phase, element, Sparse) is not { } drop) continue;
            var left = drop.SpreadV * drop.SpreadV * (phase == booked ? BookedPreference : 1);
            if (left < least) (best, least) = (phase, left);
        }

        return Of(head, best, element);
    }

    /// <summary>Drop against a phase of the head, 0 to 2; null with too few complete quarter hours, or when the two do not belong together.</summary>
    public static VoltageDrop? Of(HeadVoltage head, int phase, ElementCurve element) => Of(head, phase, element, 1);

    private static VoltageDrop? Of(HeadVoltage head, int phase, ElementCurve element, int step)
    {
        var times = Complete(head, phase, element, step);
        if (times.Length < FewestTimes / step) return null;
        var gram = Enumerable.Range(0, Columns).Select(_ => new double[Columns]).ToArray();
        var (right, square) = (new double[Columns], 0.0);
        Span<double> row = stackalloc double[Columns];
        foreach (var t in times)
        {
            Row(head, phase, element, t, row);
            var drop = (double)head.VoltageV[phase][t] - element.VoltageV[t];
            square += drop * drop;
            for (var a = 0; a < Columns; a++)
            {
                right[a] += row[a] * drop;
                for (var b = 0; b < Columns; b++) gram[a][b] += row[a] * row[b];
            }
        }

        // A customer without load has a column of zeros.
        for (var a = 0; a < Columns; a++) gram[a][a] += (1e-7 * gram[a][a]) + 1e-6;
        if (Linear.Solve(gram, [.. right]) is not { } beta || Math.Abs(beta[0]) > MostOffset) return null;
        for (var a = 0; a < Columns; a++) square -= beta[a] * right[a];
        return new VoltageDrop(head, phase, element, times, (beta, Math.Sqrt(Math.Max(0, square) / times.Length)));
    }

    /// <summary>
    /// Heat on the way to this element, <c>Σ Re(conj(I)·(U_head − U))</c>: by conservation of energy the sum over all customers is what the
    /// lines lose. The magnitudes give the drop along the voltage; the drop across it, which the reactive current turns into heat,
    /// follows from the same resistances and reactances.
    /// </summary>
    public DropHeat Heat()
    {
        double energy = 0, heat = 0, whole = 0, coarse = 0;
        Span<double> row = stackalloc double[Columns];
        var hour = new HourMeans();
        foreach (var t in _times)
        {
            Row(_head, _phase, _element, t, row);
            double u = _element.VoltageV[t], active = Active(_element, t), reactive = Reactive(_element, t);
            var across = (_beta[1] * ((OwnReactance * active) - reactive))
                + (_beta[2] * ((LineReactance * _head.Active[_phase][t]) - _head.Reactive[_phase][t]))
                + (_beta[3] * ((LineReactance * _head.NeutralActive[_phase][t]) - _head.NeutralReactive[_phase][t]));
            var along = _head.VoltageV[_phase][t] - u - (_beta[0] * row[0]) - (across * across / (2 * u));
            energy += active * u * QuarterKwh;
            heat += ((active * along) - (reactive * across)) * QuarterKwh;
            if (!hour.Add(t, (active, reactive, along, across))) continue;
            whole += hour.Fine * QuarterKwh;
            coarse += hour.Coarse * QuarterKwh;
        }

        return new DropHeat(energy, heat, whole, whole - coarse);
    }

    /// <summary>Active part of an element's current, A.</summary>
    public static double Active(ElementCurve element, int t) => element.PowerKw[t] * 1000.0 / element.VoltageV[t];

    /// <summary>Reactive part, A, above zero where it lags.</summary>
    public static double Reactive(ElementCurve element, int t) =>
        (float.IsNaN(element.ReactiveKvar[t]) ? UsualReactive * Math.Abs(element.PowerKw[t]) : element.ReactiveKvar[t]) * 1000 / element.VoltageV[t];

    private static void Row(HeadVoltage head, int phase, ElementCurve element, int t, Span<double> row)
    {
        row[0] = head.VoltageV[phase][t];
        row[1] = Active(element, t) + (OwnReactance * Reactive(element, t));
        row[2] = head.Active[phase][t] + (LineReactance * head.Reactive[phase][t]);
        row[3] = head.NeutralActive[phase][t] + (LineReactance * head.NeutralReactive[phase][t]);
    }

    private static int[] Complete(HeadVoltage head, int phase, ElementCurve element, int step)
    {
        var times = new List<int>(head.Times / step);
        for (var t = 0; t < head.Times; t += step)
        {
            if (element.VoltageV[t] > LowestV && head.VoltageV[phase][t] > LowestV && !float.IsNaN(element.PowerKw[t]) && !double.IsNaN(head.NeutralActive[phase][t])) times.Add(t);
        }

        return [.. times];
    }

    /// <summary>Gathers the quarter hours of an hour and compares their heat with that of the hour's means.</summary>
    private struct HourMeans
    {
        private int _hour;
        private int _count;
        private double _active;
        private double _reactive;
        private double _along;
        private double _across;

        /// <summary>Sum over the four quarter hours.</summary>
        public double Fine { get; private set; }

        /// <summary>The same from the means.</summary>
        public readonly double Coarse => ((_active * _along) - (_reactive * _across)) / 4;

        /// <summary>True when the hour is full.</summary>
        public bool Add(int t, (double Active, double Reactive, double Along, double Across) now)
        {
            if (t / 4 != _hour || _count == 4) this = new HourMeans { _hour = t / 4 };
            _count++;
            _active += now.Active;
            _reactive += now.Reactive;
            _along += now.Along;
            _across += now.Across;
            Fine += (now.Active * now.Along) - (now.Reactive * now.Across);
            return _count == 4;
        }
    }
}

/// <summary>Heat on the way to one element over the quarter hours used.</summary>
/// <param name="EnergyKwh">Energy, what was fed in taken off.</param>
/// <param name="HeatKwh">Heat, from the means of quarter hours.</param>
/// <param name="WholeKwh">Its part in full hours.</param>
/// <param name="FinerKwh">What that part gains by being taken from quarter hours and not from the means of the hours.</param>
internal readonly record struct DropHeat(double EnergyKwh, double HeatKwh, double WholeKwh, double FinerKwh);
