using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;
using Voltward.Simulation.LineLoss;

namespace Voltward.Simulation.Readings;

/// <summary>Lives through the window of one area: loads, thefts, power flow, and what each meter's measuring element sees.</summary>
internal sealed class AreaRun
{
    private const int Slots = LoadModel.Slots;
    private readonly Town _town;
    private readonly Area _area;
    private readonly FeederFlow _flow;
    private readonly DayLoad _loads;
    private readonly Chance[] _chances;
    private readonly (float[] Kw, float[] Variance) _day = (new float[Slots], new float[Slots]);
    private readonly Tampering _tampering;
    private readonly MediumVoltage _medium;

    public AreaRun(Town town, Area area)
    {
        _town = town;
        _area = area;
        _flow = new FeederFlow(area.Network);
        _loads = new DayLoad(town.Season);
        // One stream for each customer, and one for each hidden load after them.
        _chances = [.. Enumerable.Range(0, area.Customers.Count + area.Hidden.Count).Select(i => Chance.For(town.Seed, Purpose.Load, area.Index, i))];
        _tampering = new Tampering(town, area);
        _medium = new MediumVoltage(town, area);
    }

    /// <summary>What happened, before any meter error.</summary>
    public AreaTrace Run()
    {
        var trace = new AreaTrace(_town, _area);
        for (var day = 0; day < _town.Season.Days; day++) Live(day, trace);
        return trace;
    }

    private void Live(int day, AreaTrace trace)
    {
        var at = _town.Season.History + day;
        _loads.Enter(at);
        foreach (var customer in _area.Customers)
        {
            _loads.Fill(customer.ModelOn(at), customer.Course, _chances[customer.Number], _day);
            CutOff(day);
            Connect(customer, at);
        }

        for (var h = 0; h < _area.Hidden.Count; h++) Hook(_area.Hidden[h], at, _chances[_area.Customers.Count + h]);
        _medium.Fill(day, _flow.SourceV);
        _flow.Solve();
        foreach (var customer in _area.Customers) trace.Keep(customer.Number, day, _tampering.Measure(customer, at, _flow));
        for (var h = 0; h < _area.Hidden.Count; h++) trace.HiddenKwh[h][day] = Energy(_area.Hidden[h].Tap);
        trace.KeepSupply(day, _flow);
    }

    /// <summary>Nothing flows while the area has no supply.</summary>
    private void CutOff(int day)
    {
        foreach (var (cutDay, from, to) in _area.Outages)
        {
            if (cutDay != day) continue;
            _day.Kw.AsSpan(from, to - from).Clear();
            _day.Variance.AsSpan(from, to - from).Clear();
        }
    }

    private void Connect(Customer customer, int at)
    {
        var (kw, variance) = _day;
        var q = customer.Model.ReactiveShare;
        var ahead = _tampering.Ahead(customer, at);
        for (var k = 0; k < customer.TapCount; k++)
        {
            var share = ShareOf(customer, k, at);
            var tap = customer.FirstTap + k;
            var first = tap * Slots;
            for (var t = 0; t < Slots; t++)
            {
                _flow.Kw[first + t] = kw[t] * share;
                _flow.Kvar[first + t] = MathF.Abs(kw[t]) * share * q;
                _flow.KwVariance[first + t] = variance[t] * share * share * (1f + (q * q));
            }

            if (ahead is not null && k == (customer.ThreePhase ? customer.Theft!.Phase : 0)) Add(ahead, first);
            Wire(customer, tap, k, at);
        }
    }

    private void Add(float[] ahead, int first)
    {
        for (var t = 0; t < Slots; t++) _flow.Kw[first + t] += ahead[t];
    }

    private static float ShareOf(Customer customer, int phase, int at)
    {
        var share = customer.PhaseShare[phase];
        return customer.Twin is { Kind: TwinKind.PhaseLoadRemoved } twin && twin.Phase == phase && twin.On(at) ? share * twin.Strength : share;
    }

    private void Wire(Customer customer, int tap, int phase, int at)
    {
        if (customer.Theft is { Kind: TheftKind.EarthReturn } theft) _flow.ReturnThroughEarth(tap, theft.On(at) > 0f);
        if (customer.Twin is not { Kind: TwinKind.BadJoint } joint) return;
        // A joint ages over a month and then stays bad until it is repaired.
        var age = joint.On(at) ? Math.Min(1f, (at - joint.Onset + 1) / 30f) : 0f;
        if (phase == (customer.ThreePhase ? joint.Phase : 0)) _flow.SetDrop(tap, _area.Network.Taps[tap].R + (age * joint.Strength));
    }

    private void Hook(HiddenLoad hidden, int at, Chance chance)
    {
        _loads.Fill(hidden.Model, hidden.Course, chance, _day);
        CutOff(at - _town.Season.History);
        var strength = hidden.Theft.On(at);
        var first = hidden.Tap * Slots;
        for (var t = 0; t < Slots; t++)
        {
            var kw = strength * MathF.Max(0f, _day.Kw[t]);
            _flow.Kw[first + t] = kw;
            _flow.Kvar[first + t] = kw * hidden.Model.ReactiveShare;
            _flow.KwVariance[first + t] = strength * _day.Variance[t];
        }
    }

    private double Energy(int tap)
    {
        var kwh = 0.0;
        for (var t = 0; t < Slots; t++) kwh += _flow.Kw[(tap * Slots) + t] * 0.25;
        return kwh;
    }
}
