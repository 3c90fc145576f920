using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class WiringTests
{
    private const double Inf = double.PositiveInfinity;

    /// <summary>Columns of the reference table: power factor 1.000, 0.966, 0.900, 0.850, 0.800, 0.707.</summary>
    private static readonly double[] Lags = [0, 15, 25.84, 31.79, 36.87, 45];

    public static TheoryData<string, double[], double[], double[]> FourWire => new()
    {
        { "one voltage lost, or one CT open or shorted", [0, 0, 0], [0, 1, 1], [1.5, 1.5, 1.5, 1.5, 1.5, 1.5] },
        { "two voltages or two CTs lost", [0, 0, 0], [0, 0, 1], [3, 3, 3, 3, 3, 3] },
        { "one CT reversed", [180, 0, 0], [1, 1, 1], [3, 3, 3, 3, 3, 3] },
        { "two CTs reversed", [180, 180, 0], [1, 1, 1], [-3, -3, -3, -3, -3, -3] },
        { "three CTs reversed", [180, 180, 180], [1, 1, 1], [-1, -1, -1, -1, -1, -1] },
        { "two currents swapped", Offsets("ABC", "BAC", "+++"), [1, 1, 1], [Inf, Inf, Inf, Inf, Inf, Inf] },
        { "currents in order b, c, a", Offsets("ABC", "BCA", "+++"), [1, 1, 1], [-2.000, -1.366, -1.088, -0.965, -0.870, -0.732] },
        { "currents in order c, a, b", Offsets("ABC", "CAB", "+++"), [1, 1, 1], [-2.000, -3.732, -12.407, 27.211, 6.688, 2.732] },
        { "b, c, a, all reversed", Offsets("ABC", "BCA", "---"), [1, 1, 1], [2.000, 1.366, 1.088, 0.965, 0.870, 0.732] },
        { "c, a, b, all reversed", Offsets("ABC", "CAB", "---"), [1, 1, 1], [2.000, 3.732, 12.407, -27.211, -6.688, -2.732] },
        { "a and b swapped, the one in element a reversed", Offsets("ABC", "BAC", "-++"), [1, 1, 1], [3.000, 2.049, 1.632, 1.447, 1.305, 1.098] },
        { "one voltage at 50 %", [0, 0, 0], [0.5, 1, 1], [1.2, 1.2, 1.2, 1.2, 1.2, 1.2] },
        { "one CT shunted to 30 %", [0, 0, 0], [0.3, 1, 1], [1.304, 1.304, 1.304, 1.304, 1.304, 1.304] },
    };

    public static TheoryData<string, double[], double[], double[]> ThreeWire => new()
    {
        { "element 1 dead", [30, -30], [0, 1], [2.000, 1.732, 1.563, 1.473, 1.396, 1.268] },
        { "element 2 dead", [30, -30], [1, 0], [2.000, 2.366, 2.776, 3.114, 3.527, 4.732] },
        { "U_B lost: each element sees U_ac / 2", [-30, 30], [0.5, 0.5], [2, 2, 2, 2, 2, 2] },
        { "I_a reversed", Offsets3("ABC", "AC", "-+"), [1, 1], [Inf, 6.464, 3.577, 2.795, 2.309, 1.732] },
        { "I_c reversed", Offsets3("ABC", "AC", "+-"), [1, 1], [Inf, -6.464, -3.577, -2.795, -2.309, -1.732] },
        { "both reversed", Offsets3("ABC", "AC", "--"), [1, 1], [-1, -1, -1, -1, -1, -1] },
        { "I_a and I_c swapped", Offsets3("ABC", "CA", "++"), [1, 1], [Inf, Inf, Inf, Inf, Inf, Inf] },
        { "I_a and I_c swapped, both reversed", Offsets3("ABC", "CA", "--"), [1, 1], [Inf, Inf, Inf, Inf, Inf, Inf] },
        { "I_a and I_c swapped, element 1 reversed", Offsets3("ABC", "CA", "-+"), [1, 1], [Inf, -3.232, -1.788, -1.397, -1.155, -0.866] },
        { "voltage order b, c, a", Offsets3("BCA", "AC", "++"), [1, 1], [-2.000, -3.732, -12.407, 27.211, 6.688, 2.732] },
        { "voltage order c, a, b", Offsets3("CAB", "AC", "++"), [1, 1], [-2.000, -1.366, -1.088, -0.965, -0.870, -0.732] },
        { "voltage order a, c, b", Offsets3("ACB", "AC", "++"), [1, 1], [Inf, Inf, Inf, Inf, Inf, Inf] },
        { "voltage order c, b, a", Offsets3("CBA", "AC", "++"), [1, 1], [Inf, Inf, Inf, Inf, Inf, Inf] },
        { "voltage order b, a, c", Offsets3("BAC", "AC", "++"), [1, 1], [Inf, Inf, Inf, Inf, Inf, Inf] },
    };

    [Theory, MemberData(nameof(FourWire))]
    public void Correction_factors_of_a_four_wire_meter_are_those_of_the_reference(string fault, double[] offsets, double[] fractions, double[] factors) =>
        Check(fault, CorrectionFactor.Of(MeterWiring.FourWire, offsets, fractions), factors);

    [Theory, MemberData(nameof(ThreeWire))]
    public void Correction_factors_of_a_three_wire_meter_are_those_of_the_reference(string fault, double[] offsets, double[] fractions, double[] factors) =>
        Check(fault, CorrectionFactor.Of(MeterWiring.ThreeWire, offsets, fractions), factors);

    [Fact]
    public void A_four_wire_meter_has_72_signatures_of_3_or_6_wirings_and_a_three_wire_meter_36_of_1_or_2()
    {
        Assert.Equal(72, WiringSignatures.FourWire.Count);
        Assert.Equal(288, WiringSignatures.FourWire.Sum(s => s.Cases.Count));
        Assert.All(WiringSignatures.FourWire, s => Assert.True(s.Cases.Count is 3 or 6));
        Assert.Equal(36, WiringSignatures.ThreeWire.Count);
        Assert.Equal(48, WiringSignatures.ThreeWire.Sum(s => s.Cases.Count));
        Assert.All(WiringSignatures.ThreeWire, s => Assert.True(s.Cases.Count is 1 or 2));
    }

    [Fact]
    public void Near_a_standstill_the_factor_may_not_be_billed()
    {
        // c, a, b passes through infinity at 30 degrees: at pf 0.90 it moves by 23 % per degree.
        Assert.True(CorrectionFactor.Of(MeterWiring.FourWire, Offsets("ABC", "CAB", "+++"), [1, 1, 1]).Sensitivity(25.84) > 0.2);
        // One CT reversed is 3 at every angle.
        Assert.Equal(0, CorrectionFactor.Of(MeterWiring.FourWire, [180, 0, 0], [1, 1, 1]).Sensitivity(25.84), 9);
    }

    [Theory, InlineData(MeterWiring.FourWire), InlineData(MeterWiring.ThreeWire)]
    public void Every_signature_is_decoded_exactly_when_the_lag_is_plausible(MeterWiring wiring)
    {
        foreach (var signature in WiringSignatures.Of(wiring))
        {
            var decoding = WiringDecoder.Decode(wiring, Curves(signature.OffsetsDeg, low: 12, high: 31, scatter: 4), new WiringLimits(220, 5));
            Assert.Equal(WiringVerdict.Decoded, decoding.Verdict);
            Assert.Same(signature, decoding.Kept[0].Signature);
            Assert.InRange(decoding.Kept[0].LagDeg, 18, 25);
        }
    }

    [Fact]
    public void Without_a_window_for_the_lag_all_six_siblings_are_shown()
    {
        var signature = WiringSignatures.FourWire[17];
        var decoding = WiringDecoder.Decode(
            MeterWiring.FourWire, Curves(signature.OffsetsDeg, 12, 31, 0), new WiringLimits(220, 5) { LagDeg = (-180, 180) });
        Assert.Equal(WiringVerdict.Ambiguous, decoding.Verdict);
        Assert.Equal(6, decoding.Kept.Count);
    }

    [Fact]
    public void A_lost_voltage_still_decodes_and_two_dead_elements_are_unverified()
    {
        var curves = Curves([0, 0, 0], 12, 31, 2);
        Array.Fill(curves[1].VoltageV, 20f);
        var one = WiringDecoder.Decode(MeterWiring.FourWire, curves, new WiringLimits(220, 5));
        Assert.Equal(WiringVerdict.Decoded, one.Verdict);
        Assert.Equal([false, true, false], one.Dead);
        Assert.Equal(1.5, one.Kept[0].Factor.At(20), 9);

        Array.Fill(curves[2].CurrentA, 0f);
        Assert.Equal(WiringVerdict.Unverified, WiringDecoder.Decode(MeterWiring.FourWire, curves, new WiringLimits(220, 5)).Verdict);
    }

    [Fact]
    public void Phases_with_different_loads_give_no_wiring()
    {
        var curves = Curves([0, 25, -28], 12, 31, 0);
        Assert.Equal(WiringVerdict.Inconsistent, WiringDecoder.Decode(MeterWiring.FourWire, curves, new WiringLimits(220, 5)).Verdict);
    }

    [Fact]
    public void A_register_that_ran_backwards_is_corrected_to_a_positive_energy()
    {
        // Two CTs reversed: G = −3. A signed register went −100 kWh: true +300, so +400 to add. An absolute one shows 100: +200.
        var factor = CorrectionFactor.Of(MeterWiring.FourWire, [180, 180, 0], [1, 1, 1]);
        Assert.Equal(400, factor.EnergyToAddKwh(-100, 20, isSigned: true), 6);
        Assert.Equal(200, factor.EnergyToAddKwh(100, 20, isSigned: false), 6);
    }

    private static void Check(string fault, CorrectionFactor factor, double[] expected)
    {
        for (var n = 0; n < Lags.Length; n++)
        {
            var g = factor.At(Lags[n]);
            if (double.IsInfinity(expected[n])) Assert.True(Math.Abs(g) > 1e6, $"{fault} at {Lags[n]}: {g}");
            else Assert.Equal(expected[n], g, 0.0006);
        }
    }

    /// <summary>200 quarter hours at two load levels with the element angles of a signature, plus scatter.</summary>
    private static ElementCurve[] Curves(double[] offsets, double low, double high, double scatter)
    {
        var random = new Random(3);
        return [.. offsets.Select(offset =>
        {
            var curve = new ElementCurve(new float[200], new float[200], new float[200], new float[200]);
            for (var t = 0; t < 200; t++)
            {
                var current = t % 2 == 0 ? 2 : 6;
                var angle = (offset + (t % 2 == 0 ? low : high) + (scatter * ((random.NextDouble() * 2) - 1))) * Math.PI / 180;
                (curve.VoltageV[t], curve.CurrentA[t]) = (220, current);
                (curve.PowerKw[t], curve.ReactiveKvar[t]) = ((float)(0.22 * current * Math.Cos(angle)), (float)(0.22 * current * Math.Sin(angle)));
            }

            return curve;
        })];
    }

    private static double[] Offsets(string v, string c, string s) => Find(WiringSignatures.FourWire, new WiringCase(v, c, s));

    private static double[] Offsets3(string v, string c, string s) => Find(WiringSignatures.ThreeWire, new WiringCase(v, c, s));

    private static double[] Find(IReadOnlyList<WiringSignature> signatures, WiringCase wiring) => signatures.Single(s => s.Cases.Contains(wiring)).OffsetsDeg;
}
