namespace Voltward.Analytics.Detection;

/// <summary>The electricity bills of a customer's main register, those of registers beside it, and the gas bills.</summary>
/// <param name="Main">Electricity, main register, in order.</param>
/// <param name="Gas">Gas, in order.</param>
/// <param name="Side">Electricity bills of other registers issued on the same days (night register, water heating), in order.</param>
public sealed record BillSeries(Bill[] Main, Bill[] Gas, Bill[] Side)
{
    /// <summary>The same customer with all electricity bills in one row, as a look at the whole account.</summary>
    public BillSeries Whole() => Side.Length == 0 ? this : this with { Main = [.. Main.Concat(Side).OrderBy(b => b.Day).ThenBy(b => b.IndexFrom).ThenBy(b => b.IndexTo)], Side = [] };

    /// <summary>Splits a history. Of several tariffs billed on one day the main register is the one that bills most energy over time.</summary>
    public static BillSeries Of(BillHistory history)
    {
        var electric = history.Bills.TakeWhile(b => !b.IsGas).ToArray();
        var gas = history.Bills[electric.Length..];
        var tariffs = electric.Select(b => b.Tariff).Distinct().Count();
        if (tariffs <= 1) return new(electric, gas, []);

        var energy = electric.GroupBy(b => b.Tariff).ToDictionary(g => g.Key, g => (Kwh: g.Sum(b => (double)b.Kwh), Bills: g.Count()));
        var strongest = electric.GroupBy(b => b.Day)
            .ToDictionary(g => g.Key, g => g.Select(b => b.Tariff).MaxBy(t => (energy[t].Kwh, energy[t].Bills, -t)));
        var main = electric.Where(b => b.Tariff == strongest[b.Day]).ToArray();
        return new(main, gas, [.. electric.Where(b => b.Tariff != strongest[b.Day])]);
    }

    /// <summary>Only what was known before a day: what a decision on that day could rest on.</summary>
    public BillSeries Before(int day) => new([.. Main.Where(b => b.Day < day)], [.. Gas.Where(b => b.Day < day)], [.. Side.Where(b => b.Day < day)]);
}

/// <summary>A change of meter between two bills of the main register.</summary>
/// <param name="Old">First and last bill of the meter taken away: places in the main register.</param>
/// <param name="New">First and last bill of the meter put in.</param>
public readonly record struct BillSwap((int First, int Last) Old, (int First, int Last) New)
{
    /// <summary>Days that the old meter may still appear after the first bill of the new one.</summary>
    private const int Overlap = 40;

    /// <summary>All changes in order. Registers that run side by side for longer are no change.</summary>
    public static IReadOnlyList<BillSwap> Of(ReadOnlySpan<Bill> main)
    {
        var swaps = new List<BillSwap>();
        (int First, int Last) open = (0, 0);
        var seen = new Dictionary<long, (int First, int Last)>();
        for (var i = 0; i < main.Length; i++)
        {
            var meter = main[i].Meter;
            seen[meter] = seen.TryGetValue(meter, out var stay) ? (stay.First, i) : (i, i);
        }

        if (seen.Count < 2) return swaps;
        var stays = seen.Where(s => s.Key != 0).Select(s => s.Value).OrderBy(s => s.First).ToArray();
        for (var k = 0; k < stays.Length; k++)
        {
            if (k > 0 && main[stays[k].First].Day >= main[open.Last].Day - Overlap) swaps.Add(new(open, stays[k]));
            open = stays[k];
        }

        return swaps;
    }
}

/// <summary>One customer as the features see it: the main register with what was derived from it once.</summary>
public sealed class BillView
{
    /// <param name="series">The customer's bills.</param>
    /// <param name="population">What is usual.</param>
    /// <param name="asOf">Day of the decision, days since 1970-01-01; null: the last day of the population.</param>
    public BillView(BillSeries series, BillPopulation population, int? asOf = null)
    {
        (Series, Population, AsOf) = (series, population, asOf ?? population.AsOf);
        var main = series.Main;
        LogRate = new double[main.Length];
        Residual = new double[main.Length];
        GapMonths = new double[main.Length];
        for (var i = 0; i < main.Length; i++)
        {
            LogRate[i] = main[i].LogRate;
            Residual[i] = LogRate[i] - population.PeerLogRate(main[i]);
            GapMonths[i] = i == 0 ? double.NaN : ((main[i].Day - main[i - 1].Day) / BillCalendar.MonthDays) - main[i].Months;
        }

        Swaps = BillSwap.Of(main);
    }

    public BillSeries Series { get; }

    public BillPopulation Population { get; }

    /// <summary>Day from which ages are counted.</summary>
    public int AsOf { get; }

    public Bill[] Main => Series.Main;

    /// <summary>ln(1 + kWh per month) of each bill of the main register.</summary>
    public double[] LogRate { get; }

    /// <summary>The same less the median of the peers: same month, tariff and read type.</summary>
    public double[] Residual { get; }

    /// <summary>Months between two bills less the months the later one says it covers; NaN for the first.</summary>
    public double[] GapMonths { get; }

    public IReadOnlyList<BillSwap> Swaps { get; }

    /// <summary>Years from a bill to the day of scoring.</summary>
    public double YearsAgo(int place) => (AsOf - Main[place].Day) / (BillCalendar.MonthDays * 12);
}
