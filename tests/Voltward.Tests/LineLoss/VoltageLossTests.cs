using System.Numerics;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>Technical loss from voltages against networks whose heat is known.</summary>
public sealed class VoltageLossTests
{
    private static readonly AreaSubject Area = new("T1", "F1", false, 0, 0.5);

    /// <summary>
    /// Line 0.06 + 0.04 Ω out and back, drops of 0.2 and 0.05 Ω. Hour by hour nobody, the first with 10 A, the second with 20 A, both:
    /// 0; 100 · 0.3 = 30 W; 400 · 0.15 = 60 W; 900 · 0.1 + 20 + 20 = 130 W; 55 W in the mean, 1.32 kWh a day.
    /// </summary>
    [Fact]
    public void Two_customers_on_one_line_lose_what_ohm_s_law_says()
    {
        var network = TwoCustomers();
        Assert.Equal(1.32, network.HeatKwhPerDay(), 9);
        var loss = VoltageLoss.Of(Area, network.Head(), [network.Customer(0), network.Customer(1)], 2)!;
        Assert.Equal(1.32, loss.KwhPerDay, 0.004);
        Assert.Equal(2, loss.Points);
        Assert.InRange(loss.LogSd, 0.065, 0.075);
    }

    [Theory]
    [InlineData(0, 0.01, 0)]
    [InlineData(1, -0.008, 0)]
    [InlineData(0, 0, 1.5)]
    [InlineData(2, 0, -1.5)]
    [InlineData(2, 0.01, 0.5)]
    public void What_a_voltmeter_shows_too_much_is_no_loss(int meter, double gain, double offset)
    {
        var network = TwoCustomers();
        PointCurves[] curves = [network.Customer(0), network.Customer(1), network.Head()];
        curves[meter] = Shifted(curves[meter], gain, offset);
        // A power meter is not its voltmeter: only the current that is computed from both moves, by as much as the voltmeter errs.
        var loss = VoltageLoss.Of(Area, curves[2], curves[..2], 2)!;
        Assert.Equal(1.32, loss.KwhPerDay, 1.32 * 0.022);
    }

    [Fact]
    public void Three_phases_with_lagging_currents_and_a_loaded_neutral_lose_what_their_conductors_lose()
    {
        var network = ThreePhases(customers: 12);
        var loss = VoltageLoss.Of(Area, network.Head(), [.. Enumerable.Range(0, 12).Select(n => network.Customer(n))], 12)!;
        Assert.Equal(1, loss.KwhPerDay / (network.HeatKwhPerDay() * (1 + (0.69 * Finer(network)))), 0.02);
    }

    [Fact]
    public void A_customer_booked_on_the_wrong_phase_is_read_on_the_right_one()
    {
        var network = ThreePhases(customers: 12);
        var right = VoltageLoss.Of(Area, network.Head(), [.. Enumerable.Range(0, 12).Select(n => network.Customer(n))], 12)!;
        var wrong = VoltageLoss.Of(Area, network.Head(), [.. Enumerable.Range(0, 12).Select(n => network.Customer(n, "BCA"[n % 3]))], 12)!;
        Assert.Equal(right.KwhPerDay, wrong.KwhPerDay, 9);
    }

    /// <summary>The phase is chosen on every seventh quarter hour; all of them, with a full fit for each phase, choose the same.</summary>
    [Fact]
    public void The_sparse_choice_of_a_phase_is_that_of_all_quarter_hours()
    {
        var network = ThreePhases(customers: 12);
        var head = HeadVoltage.Of(network.Head())!;
        for (var n = 0; n < 12; n++)
        {
            var curve = network.Customer(n).Phases[0].Curve;
            var slow = Enumerable.Range(0, 3).Select(phase => VoltageDrop.Of(head, phase, curve)!).MinBy(d => d.SpreadV)!;
            Assert.Equal(slow.SpreadV, VoltageDrop.OfSingle(head, 0, curve)!.SpreadV, 12);
        }
    }

    [Fact]
    public void The_fewer_are_read_the_less_is_said()
    {
        var network = ThreePhases(customers: 30);
        var all = Enumerable.Range(0, 30).Select(n => network.Customer(n)).ToArray();
        var sd = new[] { 30, 20, 10, 3, 1 }.Select(n => VoltageLoss.Of(Area, network.Head(), all[..n], 30)!.LogSd).ToArray();
        Assert.Equal(sd.Order(), sd);
        Assert.InRange(sd[0], 0, 0.13);
        Assert.InRange(sd[^1], 0.8, 3);
    }

    /// <summary>Rated 100 kVA: 144.34 A. One phase with 10 A in half of the hours: 50/3 A² a phase, of 144.34² A² at which 1.6 kW are lost.</summary>
    [Fact]
    public void A_transformer_inside_the_balance_adds_its_load_loss()
    {
        var network = new VoltageNetwork(10) { Line = 0.06, NeutralLine = 0.04 };
        network.Add(0, 0.2, t => t / 4 % 2 == 0 ? 10 : 0);
        var area = new AreaSubject("T1", "F1", true, 0.2, 0.5, 100, 1.6);
        var without = VoltageLoss.Of(Area, network.Head(), [network.Customer(0)], 1)!.KwhPerDay;
        Assert.Equal(1.6 * 24 * (50.0 / 3) / (144.3376 * 144.3376), VoltageLoss.Of(area, network.Head(), [network.Customer(0)], 1)!.KwhPerDay - without, 5);
    }

    [Fact]
    public void Nothing_is_said_without_a_head_without_customers_or_from_a_foreign_transformer()
    {
        var network = TwoCustomers();
        Assert.Null(VoltageLoss.Of(Area, null, [network.Customer(0)], 2));
        Assert.Null(VoltageLoss.Of(Area, network.Head(), [], 2));
        Assert.Null(VoltageLoss.Of(Area, Shifted(network.Head(), 24, 0), [network.Customer(0)], 2));
    }

    [Fact]
    public void Missing_quarter_hours_are_left_out_and_do_not_count_as_no_loss()
    {
        var network = TwoCustomers();
        var holed = network.Customer(0);
        foreach (var t in Enumerable.Range(0, network.Times).Where(t => t / 96 % 3 == 1)) holed.Phases[0].Curve.VoltageV[t] = float.NaN;
        var loss = VoltageLoss.Of(Area, network.Head(), [holed, network.Customer(1)], 2)!;
        Assert.Equal(1.32, loss.KwhPerDay, 0.03);
        // Nor does what was not read make the others speak for it.
        Assert.InRange(loss.LogSd, 0.065, 0.075);
    }

    private static VoltageNetwork TwoCustomers()
    {
        var network = new VoltageNetwork(12) { Line = 0.06, NeutralLine = 0.04 };
        network.Add(0, 0.2, t => t / 4 % 4 is 1 or 3 ? 10 : 0);
        network.Add(0, 0.05, t => t / 4 % 4 is 2 or 3 ? 20 : 0);
        return network;
    }

    private static VoltageNetwork ThreePhases(int customers)
    {
        var network = new VoltageNetwork(20) { Line = 0.05, NeutralLine = 0.07 };
        var random = new Random(5);
        for (var n = 0; n < customers; n++)
        {
            var own = Enumerable.Range(0, network.Times).Select(_ => 2 + (8 * random.NextDouble() * random.NextDouble())).ToArray();
            var lag = 0.1 + (0.4 * random.NextDouble());
            network.Add(n % 3, 0.05 + (0.1 * random.NextDouble()), t => own[t] * (1.5 + Math.Sin(t / 96.0 * Math.Tau)) * new Complex(1, -lag));
        }

        return network;
    }

    /// <summary>What the estimate takes quarter hours to miss, by its own rule: currents drawn anew every quarter hour swing as much inside it.</summary>
    private static double Finer(VoltageNetwork network)
    {
        var head = HeadVoltage.Of(network.Head())!;
        var heats = Enumerable.Range(0, 12).Select(n => VoltageDrop.OfSingle(head, n % 3, network.Customer(n).Phases[0].Curve)!.Heat()).ToArray();
        return heats.Sum(h => h.FinerKwh) / heats.Sum(h => h.WholeKwh);
    }

    private static PointCurves Shifted(PointCurves curves, double gain, double offset) => curves with
    {
        Phases = [.. curves.Phases.Select(p => (p.Phase, p.Curve with { VoltageV = Array.ConvertAll(p.Curve.VoltageV, u => (float)((u * (1 + gain)) + offset)) }))],
    };
}
