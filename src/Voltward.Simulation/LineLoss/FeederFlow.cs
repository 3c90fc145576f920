using System.Numerics;
using static Voltward.Simulation.LineLoss.Lanes;

namespace Voltward.Simulation.LineLoss;

/// <summary>
/// Four-wire unbalanced power flow of one radial network for the 96 quarter hours of a day at once: backward and forward sweeps,
/// one vector lane per quarter hour. Phasors stand in the frame of their own phase, voltages are phase to neutral.
/// </summary>
internal sealed partial class FeederFlow
{
    public const int Slots = 96;
    private const int Sweeps = 4;

    /// <summary>Below this voltage, V, appliances draw what a resistance draws and no longer their power.</summary>
    private const float Lowest = 1.7e2f;

    private readonly LvNetwork _network;
    private readonly float[] _current;
    private readonly float[] _variance;
    private readonly float[] _voltage;
    private readonly float[] _tapVoltage;
    private readonly float[] _tapCurrent;
    private readonly float[] _earth;
    private readonly bool[] _throughEarth;
    private readonly float[] _tapOhm;

    public FeederFlow(LvNetwork network)
    {
        _network = network;
        var taps = network.Taps.Count;
        _current = new float[network.Nodes * 6 * Slots];
        _voltage = new float[network.Nodes * 6 * Slots];
        _variance = new float[network.Nodes * 3 * Slots];
        _earth = new float[network.Nodes * 2 * Slots];
        _tapVoltage = new float[taps * 2 * Slots];
        _tapCurrent = new float[taps * 2 * Slots];
        _throughEarth = new bool[taps];
        _tapOhm = [.. network.Taps.Select(t => t.R)];
        Kw = new float[taps * Slots];
        Kvar = new float[taps * Slots];
        KwVariance = new float[taps * Slots];
        Served = new float[taps * Slots];
    }

    /// <summary>Power of each tap, kW, [tap × 96]; filled by the caller.</summary>
    public float[] Kw { get; }

    /// <summary>Reactive power of each tap, kvar, [tap × 96].</summary>
    public float[] Kvar { get; }

    /// <summary>Variance of the power inside each quarter hour, kW², [tap × 96].</summary>
    public float[] KwVariance { get; }

    /// <summary>Share of the wanted power that flows, 1 but where the voltage is too low, [tap × 96].</summary>
    public float[] Served { get; }

    /// <summary>Source voltage, phase to neutral, V, [phase × 96]; filled by the caller.</summary>
    public float[] SourceV { get; } = new float[3 * Slots];

    /// <summary>Heat in the lines and service drops, kW, 96 values, with what varies inside a quarter hour.</summary>
    public float[] LineLossKw { get; } = new float[Slots];

    /// <summary>Load loss of the transformer, kW, 96 values.</summary>
    public float[] TransformerLossKw { get; } = new float[Slots];

    /// <summary>Marks a tap whose current returns through the earth and not through the neutral.</summary>
    public void ReturnThroughEarth(int tap, bool earth) => _throughEarth[tap] = earth;

    /// <summary>Sets the resistance of a tap's own drop, ohm, such as a joint that grows worse.</summary>
    public void SetDrop(int tap, float ohm) => _tapOhm[tap] = ohm;

    /// <summary>Solves the day.</summary>
    public void Solve()
    {
        Start();
        for (var i = 0; i < Sweeps; i++)
        {
            Backward();
            Forward();
        }

        Settle();
        Losses();
    }

    /// <summary>Voltage magnitude at a tap's meter, V, and its current, A, into 96 values each.</summary>
    public void ReadTap(int tap, Span<float> volt, Span<float> ampere)
    {
        Magnitude(Lane(_tapVoltage, tap * 2), Lane(_tapVoltage, (tap * 2) + 1), volt);
        Magnitude(Lane(_tapCurrent, tap * 2), Lane(_tapCurrent, (tap * 2) + 1), ampere);
    }

    /// <summary>Voltage and current magnitude of one phase at the busbar.</summary>
    public void ReadBusbar(int phase, Span<float> volt, Span<float> ampere)
    {
        Magnitude(NodeLane(_voltage, 1, phase, 0), NodeLane(_voltage, 1, phase, 1), volt);
        Magnitude(NodeLane(_current, 1, phase, 0), NodeLane(_current, 1, phase, 1), ampere);
    }

    /// <summary>Active and reactive power of one phase at the busbar, kW and kvar, without what varies inside a quarter hour.</summary>
    public void ReadBusbarPower(int phase, Span<float> kw, Span<float> kvar)
    {
        var ur = NodeLane(_voltage, 1, phase, 0);
        var ui = NodeLane(_voltage, 1, phase, 1);
        var ir = NodeLane(_current, 1, phase, 0);
        var ii = NodeLane(_current, 1, phase, 1);
        var p = Vectors(kw);
        var q = Vectors(kvar);
        for (var t = 0; t < p.Length; t++)
        {
            p[t] = ((ur[t] * ir[t]) + (ui[t] * ii[t])) * 1e-3f;
            q[t] = ((ui[t] * ir[t]) - (ur[t] * ii[t])) * 1e-3f;
        }
    }

    private void Start()
    {
        for (var node = 0; node < _network.Nodes; node++)
        {
            for (var phase = 0; phase < 3; phase++)
            {
                SourceV.AsSpan(phase * Slots, Slots).CopyTo(_voltage.AsSpan(((node * 6) + (phase * 2)) * Slots));
            }
        }

        Array.Clear(_tapCurrent);
        for (var tap = 0; tap < _network.Taps.Count; tap++)
        {
            SourceV.AsSpan(_network.Taps[tap].Phase * Slots, Slots).CopyTo(_tapVoltage.AsSpan(tap * 2 * Slots));
            _tapVoltage.AsSpan(((tap * 2) + 1) * Slots, Slots).Clear();
        }
    }

    /// <summary>Where the voltage has fallen too low, the power is what really flows.</summary>
    private void Settle()
    {
        for (var tap = 0; tap < _network.Taps.Count; tap++)
        {
            var p = Lane(Kw, tap);
            var q = Lane(Kvar, tap);
            var share = Lane(Served, tap);
            var ur = Lane(_tapVoltage, tap * 2);
            var ui = Lane(_tapVoltage, (tap * 2) + 1);
            for (var t = 0; t < p.Length; t++)
            {
                share[t] = Vector.Min(Vector<float>.One, ((ur[t] * ur[t]) + (ui[t] * ui[t])) * new Vector<float>(1f / (Lowest * Lowest)));
                p[t] *= share[t];
                q[t] *= share[t];
            }
        }
    }

    private void Backward()
    {
        Array.Clear(_current);
        Array.Clear(_variance);
        Array.Clear(_earth);
        for (var tap = 0; tap < _network.Taps.Count; tap++) Draw(tap);
        for (var node = _network.Nodes - 1; node > 0; node--)
        {
            var parent = _network.Parent[node];
            Sum(_current, node * 6, parent * 6, 6);
            Sum(_variance, node * 3, parent * 3, 3);
            Sum(_earth, node * 2, parent * 2, 2);
        }
    }

    private void Draw(int tap)
    {
        var (node, phase, _, _) = _network.Taps[tap];
        var p = Lane(Kw, tap);
        var q = Lane(Kvar, tap);
        var spread = Lane(KwVariance, tap);
        var ur = Lane(_tapVoltage, tap * 2);
        var ui = Lane(_tapVoltage, (tap * 2) + 1);
        var ir = Lane(_tapCurrent, tap * 2);
        var ii = Lane(_tapCurrent, (tap * 2) + 1);
        var nodeR = NodeLane(_current, node, phase, 0);
        var nodeI = NodeLane(_current, node, phase, 1);
        var variance = Lane(_variance, (node * 3) + phase);
        for (var t = 0; t < p.Length; t++)
        {
            // I = conj(S / U)
            var inverse = new Vector<float>(1e3f) / Vector.Max((ur[t] * ur[t]) + (ui[t] * ui[t]), new Vector<float>(Lowest * Lowest));
            ir[t] = ((p[t] * ur[t]) + (q[t] * ui[t])) * inverse;
            ii[t] = ((p[t] * ui[t]) - (q[t] * ur[t])) * inverse;
            nodeR[t] += ir[t];
            nodeI[t] += ii[t];
            variance[t] += spread[t] * inverse * new Vector<float>(1e3f);
        }

        if (!_throughEarth[tap]) return;
        PhaseFrame.All[phase].ToCommon(ir, ii, Lane(_earth, node * 2), Lane(_earth, (node * 2) + 1));
    }

    private void Forward()
    {
        Span<Vector<float>> nr = stackalloc Vector<float>[Slots / Vector<float>.Count];
        Span<Vector<float>> ni = stackalloc Vector<float>[Slots / Vector<float>.Count];
        for (var node = 1; node < _network.Nodes; node++)
        {
            Neutral(node, nr, ni);
            for (var phase = 0; phase < 3; phase++) Drop(node, phase, nr, ni);
        }

        for (var tap = 0; tap < _network.Taps.Count; tap++)
        {
            var (node, phase, _, x) = _network.Taps[tap];
            var r = _tapOhm[tap];
            var ir = Lane(_tapCurrent, tap * 2);
            var ii = Lane(_tapCurrent, (tap * 2) + 1);
            var ur = Lane(_tapVoltage, tap * 2);
            var ui = Lane(_tapVoltage, (tap * 2) + 1);
            var vr = NodeLane(_voltage, node, phase, 0);
            var vi = NodeLane(_voltage, node, phase, 1);
            for (var t = 0; t < ur.Length; t++)
            {
                ur[t] = vr[t] - ((r * ir[t]) - (x * ii[t]));
                ui[t] = vi[t] - ((r * ii[t]) + (x * ir[t]));
            }
        }
    }

    private void Neutral(int node, Span<Vector<float>> nr, Span<Vector<float>> ni)
    {
        var er = Lane(_earth, node * 2);
        var ei = Lane(_earth, (node * 2) + 1);
        for (var t = 0; t < nr.Length; t++) (nr[t], ni[t]) = (-er[t], -ei[t]);
        for (var phase = 0; phase < 3; phase++)
        {
            PhaseFrame.All[phase].ToCommon(NodeLane(_current, node, phase, 0), NodeLane(_current, node, phase, 1), nr, ni);
        }
    }

    private void Drop(int node, int phase, Span<Vector<float>> nr, Span<Vector<float>> ni)
    {
        var z = _network.Segment[node];
        var frame = PhaseFrame.All[phase];
        var parent = _network.Parent[node];
        var ir = NodeLane(_current, node, phase, 0);
        var ii = NodeLane(_current, node, phase, 1);
        var fromR = NodeLane(_voltage, parent, phase, 0);
        var fromI = NodeLane(_voltage, parent, phase, 1);
        var toR = NodeLane(_voltage, node, phase, 0);
        var toI = NodeLane(_voltage, node, phase, 1);
        for (var t = 0; t < ir.Length; t++)
        {
            // The neutral's drop, turned into this phase's frame.
            var dr = (z.Rn * nr[t]) - (z.Xn * ni[t]);
            var di = (z.Rn * ni[t]) + (z.Xn * nr[t]);
            toR[t] = fromR[t] - ((z.R * ir[t]) - (z.X * ii[t])) - ((frame.Cos * dr) + (frame.Sin * di));
            toI[t] = fromI[t] - ((z.R * ii[t]) + (z.X * ir[t])) - ((frame.Cos * di) - (frame.Sin * dr));
        }
    }
}
