namespace Voltward.Analytics.LineLoss;

/// <summary>Whether a day's balance can be used.</summary>
public enum DayState
{
    /// <summary>Both sides complete.</summary>
    Ok,

    /// <summary>Filled energy is above the permitted share of the supply.</summary>
    Incomplete,

    /// <summary>The supply meter was not read, or nearly nothing flowed.</summary>
    NoSupply,
}

/// <summary>Balance of one area over consecutive days; every array has one value per day, energies in kWh.</summary>
public sealed record BalanceDays(double[] In, double[] Out, double[] Loss, double[] Filled, double[] FillVariance, DayState[] State)
{
    public int Days => State.Length;

    public bool Usable(int day) => State[day] == DayState.Ok;
}

/// <summary>
/// Same-period balance (同期线损): import and export apart, never netted, both sides frozen at the same instants.
/// <c>In = S_imp + Σ g_i</c>, <c>Out = Σ m_i + S_exp</c>, <c>L = In − Out</c>; an area without generation has <c>L = S − M</c>.
/// </summary>
public static class AreaBalance
{
    /// <summary>A day is incomplete when the filled energy is above this share of the supply.</summary>
    public const double FilledShareLimit = 0.01;

    public static BalanceDays Compute(AreaInput input, HistoryFill fill)
    {
        var days = input.Days;
        var balance = new BalanceDays(new double[days], new double[days], new double[days], new double[days], new double[days], new DayState[days]);
        for (var d = 0; d < days; d++) Day(input, fill, balance, d);

        var middle = Robust.Median(balance.In.Where(v => !double.IsNaN(v)));
        for (var d = 0; d < days; d++)
        {
            // A loss rate of next to nothing is no loss rate.
            if (!(balance.In[d] >= Math.Max(1, 0.01 * middle))) balance.State[d] = DayState.NoSupply;
            else if (balance.Filled[d] > FilledShareLimit * balance.In[d]) balance.State[d] = DayState.Incomplete;
        }

        return balance;
    }

    private static void Day(AreaInput input, HistoryFill fill, BalanceDays balance, int d)
    {
        double fed = 0, sold = 0, filled = 0, variance = 0;
        for (var i = 0; i < input.Points.Length; i++)
        {
            if (!input.Member[i][d]) continue;
            if (!float.IsNaN(input.ExportKwh[i][d])) fed += input.ExportKwh[i][d];
            double metered = input.ImportKwh[i][d];
            if (double.IsNaN(metered))
            {
                var (expected, sd) = fill.Expect(i, d);
                // A supply without a meter is billed by agreed estimate: that is its sale, not a gap.
                if (!fill.IsUnmetered(i)) filled += expected;
                metered = expected;
                variance += sd * sd;
            }

            sold += metered;
        }

        double reverse = float.IsNaN(input.SupplyExportKwh[d]) ? 0 : input.SupplyExportKwh[d];
        balance.In[d] = input.SupplyKwh[d] + fed;
        balance.Out[d] = sold + reverse;
        balance.Loss[d] = balance.In[d] - balance.Out[d];
        (balance.Filled[d], balance.FillVariance[d]) = (filled, variance);
    }
}
