using System.Numerics;
using CsCheck;
using Voltward.Simulation.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class SimulationFlowTests
{
    private static readonly Gen<(int Nodes, int Taps, int Seed)> Networks = Gen.Select(Gen.Int[2, 12], Gen.Int[1, 25], Gen.Int[0, int.MaxValue]);

    [Fact]
    public void Voltages_and_losses_equal_those_of_a_slow_phasor_solver() => Networks.Sample(
        shape =>
        {
            var (flow, network) = Draw(shape);
            flow.Solve();
            foreach (var slot in new[] { 0, 41, 95 }) Compare(flow, new SlowFlow(network, flow, slot));
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void What_goes_in_is_what_comes_out_and_what_is_lost() => Networks.Sample(
        shape =>
        {
            var (flow, network) = Draw(shape);
            Array.Clear(flow.KwVariance);
            // What returns through the earth leaves the neutral's potential out of the balance; without it the balance is exact.
            for (var tap = 0; tap < network.Taps.Count; tap++) flow.ReturnThroughEarth(tap, false);
            flow.Solve();
            var kw = new float[96];
            var kvar = new float[96];
            var supplied = 0.0;
            for (var phase = 0; phase < 3; phase++)
            {
                flow.ReadBusbarPower(phase, kw, kvar);
                supplied += kw[17];
            }

            var used = Enumerable.Range(0, network.Taps.Count).Sum(t => (double)flow.Kw[(t * 96) + 17]);
            var flowing = Enumerable.Range(0, network.Taps.Count).Sum(t => Math.Abs(flow.Kw[(t * 96) + 17]));
            Assert.InRange((supplied - used - flow.LineLossKw[17]) / flowing, -5e-4, 5e-4);
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void Two_customers_who_switch_inside_the_quarter_hour_lose_what_a_minute_by_minute_sum_loses()
    {
        // One phase, one segment of 0.4 Ω loop, two customers: on for 5 of 15 minutes at 3 kW, independently of each other.
        var network = new LvNetwork(default);
        var node = network.Add(1, new Impedance(0.2f, 0f, 0.2f, 0f));
        network.Taps.AddRange([new Tap(node, 0, 0f, 0f), new Tap(node, 0, 0f, 0f)]);
        var flow = new FeederFlow(network);
        Array.Fill(flow.SourceV, 230f);
        Array.Fill(flow.Kw, 1f);
        Array.Fill(flow.KwVariance, 3f * 3f * (1f / 3f) * (2f / 3f));
        flow.Solve();
        // Both on 1/9, one on 4/9 of the time; U about 228 V under the mean load.
        var volt = 230 - (0.4 * 2000 / 229);
        var expected = 0.4 * ((Math.Pow(6000 / volt, 2) / 9) + (Math.Pow(3000 / volt, 2) * 4 / 9)) / 1000;
        Assert.InRange(flow.LineLossKw[0], expected * 0.98, expected * 1.02);
    }

    private static (FeederFlow Flow, LvNetwork Network) Draw((int Nodes, int Taps, int Seed) shape)
    {
        var random = new Random(shape.Seed);
        float Between(double low, double high) => (float)(low + ((high - low) * random.NextDouble()));
        var network = new LvNetwork(new Impedance(Between(0.002, 0.01), Between(0.005, 0.02), 0f, 0f));
        for (var i = 0; i < shape.Nodes; i++)
        {
            network.Add(1 + random.Next(network.Nodes - 1), new Impedance(Between(0.005, 0.03), Between(0.003, 0.02), Between(0.005, 0.04), Between(0.003, 0.02)));
        }

        for (var i = 0; i < shape.Taps; i++) network.Taps.Add(new Tap(1 + random.Next(network.Nodes - 1), random.Next(3), Between(0, 0.1), Between(0, 0.01)));
        var flow = new FeederFlow(network);
        for (var i = 0; i < flow.SourceV.Length; i++) flow.SourceV[i] = Between(225, 240);
        for (var i = 0; i < flow.Kw.Length; i++) (flow.Kw[i], flow.Kvar[i], flow.KwVariance[i]) = (Between(-1, 4), Between(0, 1), Between(0, 1));
        for (var i = 0; i < shape.Taps; i++) flow.ReturnThroughEarth(i, i % 7 == 3);
        return (flow, network);
    }

    private static void Compare(FeederFlow flow, SlowFlow slow)
    {
        var volt = new float[96];
        var ampere = new float[96];
        for (var tap = 0; tap < slow.TapV.Length; tap++)
        {
            flow.ReadTap(tap, volt, ampere);
            Assert.InRange(volt[slow.Slot] - slow.TapV[tap], -0.02, 0.02);
            Assert.InRange(ampere[slow.Slot] - slow.TapA[tap], -0.01, 0.01);
        }

        Assert.InRange(flow.LineLossKw[slow.Slot] / slow.LossKw, 0.998, 1.002);
    }

    /// <summary>Absolute phasors, a neutral with a potential of its own, one quarter hour at a time, many rounds.</summary>
    private sealed class SlowFlow
    {
        private readonly LvNetwork _network;
        private readonly FeederFlow _flow;
        private readonly Complex[,] _volt;
        private readonly Complex[] _currents;

        public SlowFlow(LvNetwork network, FeederFlow flow, int slot)
        {
            (_network, _flow, Slot) = (network, flow, slot);
            _volt = new Complex[network.Nodes, 4];
            _currents = new Complex[network.Taps.Count];
            for (var round = 0; round < 60; round++) Round();
            TapV = [.. network.Taps.Select((_, i) => AtTap(i).Magnitude)];
            TapA = [.. _currents.Select(c => c.Magnitude)];
            LossKw = Loss() / 1000;
        }

        public int Slot { get; }

        public double[] TapV { get; }

        public double[] TapA { get; }

        public double LossKw { get; }

        private Complex AtTap(int i)
        {
            var tap = _network.Taps[i];
            return _volt[tap.Node, tap.Phase] - _volt[tap.Node, 3] - (new Complex(tap.R, tap.X) * _currents[i]);
        }

        private void Round()
        {
            for (var phase = 0; phase < 3; phase++) _volt[0, phase] = Complex.FromPolarCoordinates(_flow.SourceV[(phase * 96) + Slot], -phase * Math.Tau / 3);
            for (var node = 1; node < _network.Nodes; node++)
            {
                var z = _network.Segment[node];
                var parent = _network.Parent[node];
                for (var phase = 0; phase < 3; phase++) _volt[node, phase] = _volt[parent, phase] - (new Complex(z.R, z.X) * Through(node, phase));
                _volt[node, 3] = _volt[parent, 3] + (new Complex(z.Rn, z.Xn) * Neutral(node));
            }

            for (var i = 0; i < _currents.Length; i++) _currents[i] = Complex.Conjugate(1000 * new Complex(_flow.Kw[(i * 96) + Slot], _flow.Kvar[(i * 96) + Slot]) / AtTap(i));
        }

        private Complex Through(int node, int phase) =>
            Below(node).Where(i => _network.Taps[i].Phase == phase).Aggregate(Complex.Zero, (sum, i) => sum + _currents[i]);

        private Complex Neutral(int node) => Below(node).Where(i => i % 7 != 3).Aggregate(Complex.Zero, (sum, i) => sum + _currents[i]);

        private IEnumerable<int> Below(int node) => Enumerable.Range(0, _network.Taps.Count).Where(i =>
        {
            var at = _network.Taps[i].Node;
            while (at > node) at = _network.Parent[at];
            return at == node;
        });

        private double Loss()
        {
            var loss = 0.0;
            for (var node = 2; node < _network.Nodes; node++)
            {
                var z = _network.Segment[node];
                for (var phase = 0; phase < 3; phase++) loss += z.R * Math.Pow(Through(node, phase).Magnitude, 2);
                loss += z.Rn * Math.Pow(Neutral(node).Magnitude, 2);
                // What varies inside a quarter hour adds its variance in every conductor it flows through.
                foreach (var i in Below(node)) loss += (z.R + z.Rn) * Variance(i);
            }

            for (var i = 0; i < _currents.Length; i++) loss += _network.Taps[i].R * (Math.Pow(_currents[i].Magnitude, 2) + Variance(i));
            return loss;
        }

        private double Variance(int i) => _flow.KwVariance[(i * 96) + Slot] * 1e6 / Math.Pow(AtTap(i).Magnitude, 2);
    }
}
