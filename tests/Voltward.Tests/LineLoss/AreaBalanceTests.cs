using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>Worked balances, each computed by hand in the comment beside it.</summary>
public sealed class AreaBalanceTests
{
    private const float Gap = float.NaN;

    [Fact]
    public void Loss_is_supply_minus_sales()
    {
        // 12 500 − 11 400 = 1 100 kWh, 8.80 %.
        var day = Balance([12500], [[11400]]);
        Assert.Equal(1100, day.Loss[0], 6);
        Assert.Equal(0.088, day.Loss[0] / day.In[0], 9);
    }

    [Fact]
    public void Feed_in_of_customers_stands_on_the_supply_side_and_reverse_flow_on_the_sales_side()
    {
        // In 100 + 30 fed in; out 80 sold + 40 back to medium voltage; loss 10. Netted import alone would show 20.
        var day = Balance([100], [[50], [30]], reverse: [40], fed: [[0], [30]]);
        Assert.Equal((130, 120, 10), (day.In[0], day.Out[0], day.Loss[0]));
    }

    [Fact]
    public void Import_and_export_are_never_netted_inside_a_day()
    {
        // A customer imports 20 and feeds in 20 on one day: both stand in the balance.
        var day = Balance([100], [[20]], fed: [[20]]);
        Assert.Equal(120, day.In[0]);
        Assert.Equal(20, day.Out[0]);
    }

    [Fact]
    public void The_topology_of_the_day_decides_whose_sale_it_is()
    {
        // Customer 2 moved away after the first day: 100 − 60 − 30 = 10, then 70 − 60 = 10.
        var input = Input([100, 70], [[60, 60], [30, 30]]) with { Member = [[true, true], [true, false]] };
        var days = AreaBalance.Compute(input, new HistoryFill(input));
        Assert.Equal([10, 10], days.Loss);
    }

    [Fact]
    public void A_meter_swap_in_the_middle_of_the_day_adds_up_by_the_energy_of_both_parts()
    {
        // Old meter 40 kWh until noon, new one 25 kWh after it: one reading of 65 for the day.
        var day = Balance([100], [[40 + 25], [30]]);
        Assert.Equal(5, day.Loss[0], 6);
    }

    [Fact]
    public void A_day_is_incomplete_when_more_than_one_per_cent_of_the_supply_had_to_be_filled()
    {
        // Customers of 10 kWh each in an area of 1 020: one gap is 0.98 %, two are 1.96 %.
        var readings = Enumerable.Range(0, 100).Select(_ => Enumerable.Repeat(10f, 20).ToArray()).ToArray();
        readings[0][18] = Gap;
        (readings[0][19], readings[1][19]) = (Gap, Gap);
        var days = Balance([.. Enumerable.Repeat(1020f, 20)], readings);
        Assert.Equal(DayState.Ok, days.State[18]);
        Assert.Equal(10, days.Filled[18], 3);
        Assert.Equal(DayState.Incomplete, days.State[19]);
    }

    [Fact]
    public void A_missing_reading_is_filled_from_the_same_kind_of_day_and_the_course_of_the_area()
    {
        // The customer uses 10 on workdays and 20 on rest days; on the missing Saturday everybody uses half.
        var first = new DateOnly(2026, 1, 5); // a Monday
        var course = Enumerable.Range(0, 28).Select(d => d == 19 ? 0.5f : 1).ToArray();
        var own = Enumerable.Range(0, 28).Select(d => d % 7 >= 5 ? 20f : 10).ToArray();
        own[19] = Gap;
        var others = Enumerable.Range(0, 5).Select(_ => course.Select(c => 30 * c).ToArray());
        var input = Input([.. Enumerable.Repeat(200f, 28)], [own, .. others]) with { First = first };
        Assert.Equal(10, new HistoryFill(input).Expect(0, 19).Kwh, 3);
    }

    [Fact]
    public void A_supply_without_a_meter_counts_by_its_agreed_estimate_and_is_no_gap()
    {
        var input = Input([100], [[60], [Gap]]) with { EstimatedKwh = [[Gap], [35]] };
        var days = AreaBalance.Compute(input, new HistoryFill(input));
        Assert.Equal(5, days.Loss[0], 6);
        Assert.Equal(DayState.Ok, days.State[0]);
        Assert.Equal((35, 0), (days.Agreed[0], days.Filled[0]));
        // Supply 0.5 % of 100 and the meter 1 % of 60, over √3; the agreed use is known to three tenths.
        var budget = ErrorBudget.Of(input, days, [0]);
        Assert.Equal(((0.25 + 0.36) / 3) + (10.5 * 10.5), budget.Bias, 6);
    }

    /// <summary>A solar customer of 10 kWh a day that is not read on day 5: the loss stays 5, and would be −5 were the gap taken for nothing.</summary>
    [Fact]
    public void A_missing_feed_in_reading_is_filled_and_not_taken_for_nothing()
    {
        var fed = Enumerable.Repeat(10f, 28).ToArray();
        fed[5] = Gap;
        var days = Balance([.. Enumerable.Repeat(995f, 28)], [[.. Enumerable.Repeat(1000f, 28)], [.. Enumerable.Repeat(0f, 28)]], fed: [new float[28], fed]);
        Assert.Equal(5, days.Loss[5], 3);
        Assert.Equal(10, days.Filled[5], 3);
        Assert.True(days.FillVariance[5] > 0);
    }

    /// <summary>Bias of 3 and 4 kWh add to 7, filled readings to the root of 9 + 16, of steps and clocks the larger counts: 49 + 25 + 2 + 6.</summary>
    [Fact]
    public void Budgets_of_days_add_up_by_their_kind()
    {
        var sum = ErrorBudget.Over([new ErrorBudget(9, 1, 9, 6), new ErrorBudget(16, 2, 16, 4)]);
        Assert.Equal(new ErrorBudget(49, 2, 25, 6), sum);
        Assert.Equal(Math.Sqrt(82), sum.Sd, 12);
    }

    [Fact]
    public void Without_a_supply_reading_or_with_next_to_no_supply_there_is_no_loss_rate()
    {
        var days = Balance([100, Gap, 0.4f, 100], [[90, 90, 0.2f, 90]]);
        Assert.Equal([DayState.Ok, DayState.NoSupply, DayState.NoSupply, DayState.Ok], days.State);
    }

    [Fact]
    public void A_filled_reading_is_never_written_back()
    {
        var readings = new[] { Enumerable.Repeat(10f, 20).ToArray() };
        readings[0][7] = Gap;
        Balance([.. Enumerable.Repeat(11f, 20)], readings);
        Assert.True(float.IsNaN(readings[0][7]));
    }

    [Fact]
    public void Feeder_areas_and_own_loss_add_up_to_its_supply_to_the_watt_hour()
    {
        // 1 000 000 into the feeder; areas 600 001 and 380 000; own loss 19 999; sold 570 000 + 371 000.
        var day = FeederBalance.Sum((1_000_000, 0), [new AreaFlow(600_001, 0, 0, 570_000), new AreaFlow(380_000, 0, 0, 371_000)], complete: true);
        Assert.Equal(19_999, day.OwnLossWh);
        Assert.Equal(day.SuppliedWh, day.AreasWh + day.OwnLossWh);
        Assert.Equal(day.LossWh, day.OwnLossWh + (600_001 - 570_000) + (380_000 - 371_000));
        Assert.True(day.Complete);

        var part = FeederBalance.Sum(null, [new AreaFlow(600_001, 0, 0, 570_000), null], complete: true);
        Assert.Null(part.OwnLossWh);
        Assert.Equal(30_001, part.LossWh);
        Assert.False(part.Complete);
    }

    [Fact]
    public void Generation_is_supply_of_a_feeder_and_what_flows_back_to_the_station_a_sale()
    {
        // Station 500 in, 120 back. Area 1: 300 through the transformer, 40 back, 90 generated, 340 sold: 300 + 90 − 40 − 340 = 10 lost.
        // Area 2: 110 through the transformer, 15 back, 60 generated, 150 sold: 5 lost. Net into the areas 260 + 95 = 355; the feeder itself
        // loses 500 − 120 − 355 = 25. All: 500 + 150 generated − 490 sold − 120 back = 40 = 25 + 10 + 5.
        var day = FeederBalance.Sum((500, 120), [new AreaFlow(300, 40, 90, 340), new AreaFlow(110, 15, 60, 150)], complete: true);
        Assert.Equal((650, 355, 25L, 610, 40), (day.SuppliedWh, day.AreasWh, day.OwnLossWh!.Value, day.SoldWh, day.LossWh));
        Assert.Equal(day.SuppliedWh, day.SoldWh + day.LossWh);
    }

    [Fact]
    public void Without_a_feeder_meter_its_areas_make_it_and_its_own_loss_is_unknown()
    {
        // In: 300 + 90 and 110 + 60; out: 340 + 40 and 150 + 15; lost 10 + 5.
        var day = FeederBalance.Sum(null, [new AreaFlow(300, 40, 90, 340), new AreaFlow(110, 15, 60, 150)], complete: true);
        Assert.Equal((560, 545, 15), (day.SuppliedWh, day.SoldWh, day.LossWh));
        Assert.Null(day.OwnLossWh);
    }

    [Fact]
    public void The_balance_of_an_area_keeps_what_it_generated_and_sent_back()
    {
        var day = Balance([100], [[50], [30]], reverse: [40], fed: [[0], [30]]);
        Assert.Equal((30, 40), (day.Generated[0], day.Reverse[0]));
    }

    [Fact]
    public void The_error_budget_of_one_meter_is_its_class_limit_over_the_root_of_three()
    {
        // Supply 1 000 kWh at 0.5 %: 5/√3; one customer 800 kWh at 1 %: 8/√3; steps and clock are small beside them.
        var input = Input([1000], [[800]]);
        var budget = ErrorBudget.Of(input, AreaBalance.Compute(input, new HistoryFill(input)), [0]);
        Assert.Equal((25 + 64) / 3.0, budget.Bias, 6);
        Assert.InRange(budget.Sd, Math.Sqrt(budget.Bias), Math.Sqrt(budget.Bias) * 1.1);
    }

    private static BalanceDays Balance(float[] supply, float[][] import, float[]? reverse = null, float[][]? fed = null)
    {
        var input = Input(supply, import) with { SupplyExportKwh = reverse ?? new float[supply.Length] };
        if (fed is not null) input = input with { ExportKwh = fed };
        return AreaBalance.Compute(input, new HistoryFill(input));
    }

    internal static AreaInput Input(float[] supply, float[][] import)
    {
        var unknown = supply.Select(_ => double.NaN).ToArray();
        return new AreaInput
        {
            Area = new AreaSubject("T1", "F1", false, 0, 0.5),
            First = new DateOnly(2026, 1, 1),
            Points = [.. import.Select((_, i) => new PointSubject($"P{i}", $"C{i}", "resident", "A", 1, 1))],
            Member = [.. import.Select(m => m.Select(_ => true).ToArray())],
            SupplyKwh = supply,
            SupplyExportKwh = new float[supply.Length],
            ImportKwh = import,
            ExportKwh = [.. import.Select(m => new float[m.Length])],
            EstimatedKwh = [.. import.Select(m => m.Select(_ => Gap).ToArray())],
            Head = new HeadLoad(unknown, unknown),
        };
    }
}
