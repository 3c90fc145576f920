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
    /// <summary>Sold by agreed estimate to supplies without a meter, kWh; part of <see cref="Out"/>.</summary>
    public double[] Agreed { get; init; } = new double[State.Length];

    /// <summary>Back to medium voltage, kWh; part of <see cref="Out"/>.</summary>
    public double[] Reverse { get; init; } = new double[State.Length];

    /// <summary>Fed in by customers, kWh; part of <see cref="In"/>.</summary>
    public double[] Generated { get; init; } = new double[State.Length];

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
        var feeders = Feeders(input);
        var fed = feeders.Length == 0 ? fill : HistoryFill.OfFeedIn(input);
        Sales(input, fill, balance);
        for (var d = 0; d < days; d++)
        {
            FeedIn(input, (fed, feeders), balance, d);
            balance.Loss[d] = balance.In[d] - balance.Out[d];
        }

        var middle = Robust.Median(balance.In.Where(v => !double.IsNaN(v)));
        for (var d = 0; d < days; d++)
        {
            // A loss rate of next to nothing is no loss rate.
            if (!(balance.In[d] >= Math.Max(1, 0.01 * middle))) balance.State[d] = DayState.NoSupply;
            else if (balance.Filled[d] > FilledShareLimit * balance.In[d]) balance.State[d] = DayState.Incomplete;
        }

        return balance;
    }

    /// <summary>Point by point, because a point's days lie side by side; each day's sum is taken in the order of the points.</summary>
    private static void Sales(AreaInput input, HistoryFill fill, BalanceDays balance)
    {
        var sold = balance.Out;
        for (var i = 0; i < input.Points.Length; i++)
        {
            var (metered, member) = (input.ImportKwh[i], input.Member[i]);
            for (var d = 0; d < sold.Length; d++)
            {
                if (!member[d]) continue;
                if (!float.IsNaN(metered[d]))
                {
                    sold[d] += metered[d];
                    continue;
                }

                var (expected, sd) = fill.Expect(i, d);
                sold[d] += expected;
                // A supply without a meter is billed by agreed estimate: that is its sale, not a gap.
                if (fill.IsUnmetered(i)) balance.Agreed[d] += expected;
                else Fill(balance, d, expected, sd);
            }
        }

        for (var d = 0; d < sold.Length; d++)
        {
            double reverse = float.IsNaN(input.SupplyExportKwh[d]) ? 0 : input.SupplyExportKwh[d];
            balance.Reverse[d] = reverse;
            sold[d] += reverse;
        }
    }

    /// <summary>Who feeds in goes on doing so on a day without a reading: counted as nothing, the loss would look too small.</summary>
    private static void FeedIn(AreaInput input, (HistoryFill Fill, int[] Points) feeders, BalanceDays balance, int d)
    {
        double fed = 0;
        foreach (var i in feeders.Points)
        {
            if (!input.Member[i][d]) continue;
            double known = input.ExportKwh[i][d];
            if (double.IsNaN(known))
            {
                (known, var sd) = feeders.Fill.Expect(i, d);
                Fill(balance, d, known, sd);
            }

            fed += known;
        }

        balance.Generated[d] = fed;
        balance.In[d] = input.SupplyKwh[d] + fed;
    }

    private static void Fill(BalanceDays balance, int d, double expected, double sd)
    {
        balance.Filled[d] += expected;
        balance.FillVariance[d] += sd * sd;
    }

    private static int[] Feeders(AreaInput input) => [.. Enumerable.Range(0, input.Points.Length).Where(i => FeedsIn(input.ExportKwh[i]))];

    private static bool FeedsIn(float[] export)
    {
        foreach (var value in export)
        {
            if (value > 0) return true;
        }

        return false;
    }
}
