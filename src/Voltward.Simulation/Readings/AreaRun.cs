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
        _chances = [.. area.Customers.Select((_, i) => Chance.For(town.Seed, Purpose.Load, area.Index, i))];
        _tampering = new Tampering(town, area);
        _medium = new MediumVoltage(town, area);
        Ideal = new AreaTrace(town, area);
    }

    /// <summary>What happened, before any meter error.</summary>
    public AreaTrace Ideal { get; }

    public AreaTrace Run()
    {
        for (var day = 0; day < _town.Season.Days; day++) Live(day);
        return Ideal;
    }

    private void Live(int day)
    {
        var at = _town.Season.History + day;
        _loads.Enter(at);
        for (var i = 0; i < _area.Customers.Count; i++)
        {
            var customer = _area.Customers[i];
            _loads.Fill(customer.Model, customer.Course, _chances[i], _day);
            Connect(customer);
        }

        _medium.Fill(day, _flow.SourceV);
        _flow.Solve();
        for (var i = 0; i < _area.Customers.Count; i++) Ideal.Keep(i, day, _tampering.Measure(i, at, _flow));
        Ideal.KeepSupply(day, _flow);
    }

    private void Connect(Customer customer)
    {
        var (kw, variance) = _day;
        var q = customer.Model.ReactiveShare;
        for (var k = 0; k < customer.TapCount; k++)
        {
            var share = customer.PhaseShare[k];
            var at = (customer.FirstTap + k) * Slots;
            for (var t = 0; t < Slots; t++)
            {
                _flow.Kw[at + t] = kw[t] * share;
                _flow.Kvar[at + t] = MathF.Abs(kw[t]) * share * q;
                _flow.KwVariance[at + t] = variance[t] * share * share * (1f + (q * q));
            }
        }
    }
}
