using System.Numerics;
using static Voltward.Simulation.LineLoss.Lanes;

namespace Voltward.Simulation.LineLoss;

/// <content>The heat of a solved day.</content>
internal sealed partial class FeederFlow
{
    private void Losses()
    {
        Array.Clear(LineLossKw);
        Array.Clear(TransformerLossKw);
        Span<Vector<float>> nr = stackalloc Vector<float>[Slots / Vector<float>.Count];
        Span<Vector<float>> ni = stackalloc Vector<float>[Slots / Vector<float>.Count];
        for (var node = 1; node < _network.Nodes; node++)
        {
            Neutral(node, nr, ni);
            Heat(node, nr, ni, node == 1 ? TransformerLossKw : LineLossKw);
        }

        var total = Vectors(LineLossKw.AsSpan());
        for (var tap = 0; tap < _network.Taps.Count; tap++)
        {
            var r = _tapOhm[tap] * 1e-3f;
            var ir = Lane(_tapCurrent, tap * 2);
            var ii = Lane(_tapCurrent, (tap * 2) + 1);
            var ur = Lane(_tapVoltage, tap * 2);
            var spread = Lane(KwVariance, tap);
            for (var t = 0; t < total.Length; t++)
            {
                total[t] += r * ((ir[t] * ir[t]) + (ii[t] * ii[t]) + (spread[t] * new Vector<float>(1e6f) / (ur[t] * ur[t])));
            }
        }
    }

    private void Heat(int node, Span<Vector<float>> nr, Span<Vector<float>> ni, float[] into)
    {
        var z = _network.Segment[node];
        var total = Vectors(into.AsSpan());
        for (var t = 0; t < total.Length; t++) total[t] += z.Rn * 1e-3f * ((nr[t] * nr[t]) + (ni[t] * ni[t]));
        for (var phase = 0; phase < 3; phase++)
        {
            var ir = NodeLane(_current, node, phase, 0);
            var ii = NodeLane(_current, node, phase, 1);
            var variance = Lane(_variance, (node * 3) + phase);
            for (var t = 0; t < total.Length; t++)
            {
                // Customers vary independently inside a quarter hour, so their variances add up, in the neutral as well.
                total[t] += 1e-3f * ((z.R * ((ir[t] * ir[t]) + (ii[t] * ii[t]))) + ((z.R + z.Rn) * variance[t]));
            }
        }
    }
}
