using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class ErrorBudgetTests
{
    /// <summary>One meter moves in on the tenth day, one feeds in, days are missing, the supply meter sends back: day by day as meter by meter.</summary>
    [Fact]
    public void The_budgets_of_all_days_are_those_of_each_day_by_itself()
    {
        var random = new Random(7);
        float[] Series(double level) => [.. Enumerable.Range(0, 40).Select(_ => random.Next(12) == 0 ? float.NaN : (float)(level * random.NextDouble()))];
        var area = AreaBalanceTests.Input(Series(200), [.. Enumerable.Range(0, 9).Select(i => Series(5 + i))]);
        area.Member[2] = [.. Enumerable.Range(0, 40).Select(d => d >= 10)];
        area.ExportKwh[4] = Series(30);
        area = area with { SupplyExportKwh = Series(10), Points = [.. area.Points.Select((p, i) => p with { ClassPercent = i % 2 == 0 ? 1 : 0.5, Factor = i == 3 ? 40 : 1 })] };
        var balance = AreaBalance.Compute(area, new HistoryFill(area));
        var each = ErrorBudget.EachDay(area, balance);
        for (var d = 0; d < 40; d++)
        {
            if (float.IsNaN(area.SupplyKwh[d])) continue;
            var (one, all) = (ErrorBudget.Of(area, balance, [d]), each[d]);
            Assert.Equal(one.Bias, all.Bias, 1e-9);
            Assert.Equal((one.Step, one.Fill), (all.Step, all.Fill));
            Assert.Equal(one.Clock, all.Clock, 1e-12);
        }
    }
}
