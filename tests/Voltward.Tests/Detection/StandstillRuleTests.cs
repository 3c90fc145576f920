using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class StandstillRuleTests
{
    private const int Days = 10;

    [Fact]
    public void Current_without_power_is_the_meter_and_goes_out_as_a_meter_order()
    {
        // Ten amperes at 230 V with a quarter of it reactive: 2.3 kVA, 2.227 kW, 53.4 kWh a day from the fourth day on.
        var evidence = Of(still: 3)!;
        Assert.Equal(("R15s", 7 * 96.0), (evidence.Code, evidence.Figures["quarters"]));
        Assert.Equal(53.4, evidence.Lost!.Mid, 0.1);
        Assert.Equal(new DateOnly(2026, 8, 4), evidence.Onset!.Day);
        var loss = evidence with { Engine = EngineId.E6, Code = "fall", Strength = 0.95 };
        Assert.Equal(LeadKinds.MeterFault, LeadKind.Of([loss, evidence]));
        Assert.Equal(0.9, LeadKind.Deciding([loss, evidence], LeadKinds.MeterFault));
    }

    [Fact]
    public void A_meter_whose_magnet_or_cover_spoke_stays_a_suspicion()
    {
        var evidence = Of(still: 3)!;
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([evidence with { Engine = EngineId.E5, Code = "R1", Strength = 0.9 }, evidence]));
    }

    [Fact]
    public void A_meter_that_measures_and_one_without_current_say_nothing()
    {
        Assert.Null(Of(still: Days));
        Assert.Null(Of(still: 3, amperes: 0));
        // One day is not enough.
        Assert.Null(Of(still: Days - 1, quarters: 50));
    }

    /// <param name="still">First day on which no power is measured.</param>
    /// <param name="amperes">Current.</param>
    /// <param name="quarters">Quarter hours of a day with current.</param>
    private static EngineEvidence? Of(int still, float amperes = 10, int quarters = 96)
    {
        var (volts, current, power, reactive) = (new float[Days * 96], new float[Days * 96], new float[Days * 96], new float[Days * 96]);
        for (var t = 0; t < volts.Length; t++)
        {
            volts[t] = 230;
            if (t % 96 >= quarters) continue;
            current[t] = amperes;
            reactive[t] = 0.025f * 230 * amperes / 1000 * 10;
            power[t] = t / 96 < still ? 2.2f : 0;
        }

        var facts = new PointFacts
        {
            Point = new PointSubject("P1", "C1", "resident", "A", 2, 1),
            First = new DateOnly(2026, 8, 1),
            DailyKwh = new float[Days],
            DailyExportKwh = new float[Days],
            Course = [.. Enumerable.Repeat(1.0, Days)],
            Curves = new PointCurves(0, Days, [('A', new ElementCurve(volts, current, power, reactive))]),
        };
        return StandstillRule.Of(facts, facts.Curves, DetectionFiles.Rules());
    }
}
