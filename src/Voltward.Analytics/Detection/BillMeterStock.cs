namespace Voltward.Analytics.Detection;

/// <summary>
/// How meters are replaced over all customers. A change that everybody in the street had in the same month means little; one alone,
/// without the closing bill that a planned change leaves, means much.
/// </summary>
public sealed class BillMeterStock
{
    /// <summary>Neighbours by number on each side that are looked at.</summary>
    private const int Neighbours = 50;

    private const double ClosingLift = 5;
    private const double ClosingShare = 0.02;

    private readonly Dictionary<int, (int Changes, int Open)> _months = [];
    private readonly Dictionary<int, int> _days = [];
    private readonly Dictionary<(int Month, int ReadType), int> _monthTypes = [];
    private readonly Dictionary<long, (int Changes, int Open)> _makes = [];
    private readonly Dictionary<long, int> _customers = [];
    private readonly long[] _numbers;
    private readonly int[] _replaced;
    private readonly (long Meter, int Day)[] _installed;

    internal BillMeterStock(IReadOnlyList<BillSeries> all)
    {
        var swaps = all.SelectMany(s => BillSwap.Of(s.Main).Select(w => (s.Main, Swap: w))).ToArray();
        ClosingStatus = FindClosingStatus(all, swaps);
        _installed = [.. swaps.Where(s => s.Main[s.Swap.New.First].Meter > 0)
            .Select(s => (s.Main[s.Swap.New.First].Meter, s.Main[s.Swap.New.First].Day)).Distinct().Order()];
        var gone = new HashSet<long>();
        foreach (var (main, swap) in swaps) Count(main, swap, gone);
        foreach (var meter in all.SelectMany(s => s.Main.Select(b => b.Meter).Distinct()))
        {
            _customers[meter] = 1 + _customers.GetValueOrDefault(meter);
        }

        _numbers = [.. _customers.Keys.Order()];
        _replaced = new int[_numbers.Length + 1];
        for (var i = 0; i < _numbers.Length; i++) _replaced[i + 1] = _replaced[i] + (gone.Contains(_numbers[i]) ? 1 : 0);
    }

    /// <summary>
    /// Rank of the status that marks the last bill of a meter properly taken away, found as the one that is commonest there relative
    /// to all bills; −1 when no status stands out.
    /// </summary>
    public int ClosingStatus { get; }

    /// <summary>Number of customers who were billed on a meter.</summary>
    public int CustomersOf(long meter) => _customers.GetValueOrDefault(meter);

    /// <summary>Changes in the month of a bill, and the share of them without closing bill.</summary>
    public (int Changes, double OpenShare) Month(in Bill first) => Shares(_months.GetValueOrDefault(MonthOf(first)));

    /// <summary>The same for meters of the make that was put in.</summary>
    public (int Changes, double OpenShare) Make(long meter) => Shares(_makes.GetValueOrDefault(MakeOf(meter)));

    /// <summary>Changes first billed on one day.</summary>
    public int ChangesOn(int day) => _days.GetValueOrDefault(day);

    /// <summary>Changes in one month from meters of one read type.</summary>
    public int ChangesLike(in Bill first, int oldReadType) => _monthTypes.GetValueOrDefault((MonthOf(first), oldReadType));

    /// <summary>
    /// Meters are put in by the box: days between the first bill of a new meter and that of the nearest neighbour by number, and the
    /// distance in numbers, ln(1 + n). NaN when there is no neighbour.
    /// </summary>
    public (double Days, double LogDistance) Batch(in Bill first)
    {
        var place = Array.BinarySearch(_installed, (first.Meter, first.Day));
        if (place < 0) return (double.NaN, double.NaN);
        double days = double.MaxValue, distance = double.MaxValue;
        foreach (var neighbour in (int[])[place - 1, place + 1])
        {
            if (neighbour < 0 || neighbour >= _installed.Length) continue;
            days = Math.Min(days, Math.Abs(_installed[neighbour].Day - first.Day));
            distance = Math.Min(distance, Math.Abs(_installed[neighbour].Meter - first.Meter));
        }

        return days == double.MaxValue ? (double.NaN, double.NaN) : (days, Math.Log(1 + distance));
    }

    /// <summary>Share of the meters with neighbouring numbers that were replaced; NaN for an unknown meter.</summary>
    public double ReplacedAround(long meter)
    {
        var place = Array.BinarySearch(_numbers, meter);
        if (place < 0) return double.NaN;
        var (from, to) = (Math.Max(0, place - Neighbours), Math.Min(_numbers.Length, place + Neighbours + 1));
        var self = _replaced[place + 1] - _replaced[place];
        return to - from < 10 ? double.NaN : (_replaced[to] - _replaced[from] - self) / (double)(to - from - 1);
    }

    /// <summary>Whether the old meter has a closing bill; null when this utility has no such status.</summary>
    public bool? IsClosed(ReadOnlySpan<Bill> main, BillSwap swap)
    {
        if (ClosingStatus < 0) return null;
        var meter = main[swap.Old.Last].Meter;
        for (var i = swap.Old.First; i <= swap.Old.Last; i++)
        {
            if (main[i].Meter == meter && main[i].Status == ClosingStatus) return true;
        }

        return false;
    }

    /// <summary>Make of a meter as its number shows it: the leading four digits of long numbers, else the number of digits.</summary>
    public static long MakeOf(long meter)
    {
        var digits = Digits(meter);
        return digits < 12 ? -digits : meter / (long)Math.Pow(10, digits - 4);
    }

    /// <summary>Number of decimal digits of a meter's number; 0 when it is no number.</summary>
    public static int Digits(long meter) => meter <= 0 ? 0 : 1 + (int)Math.Log10(meter);

    private static int MonthOf(in Bill bill) => (int)(bill.Day / BillCalendar.MonthDays);

    private static (int, double) Shares((int Changes, int Open) count) =>
        (count.Changes, count.Changes == 0 ? double.NaN : count.Open / (double)count.Changes);

    private static int FindClosingStatus(IReadOnlyList<BillSeries> all, (Bill[] Main, BillSwap Swap)[] swaps)
    {
        var overall = new long[BillPopulation.Ranks + 1];
        var last = new long[BillPopulation.Ranks + 1];
        foreach (var bill in all.SelectMany(s => s.Main)) overall[Math.Min((int)bill.Status, BillPopulation.Ranks)]++;
        foreach (var (main, swap) in swaps) last[Math.Min((int)main[swap.Old.Last].Status, BillPopulation.Ranks)]++;
        var bills = (double)overall.Sum();
        return Enumerable.Range(1, BillPopulation.Ranks - 1)
            .Where(s => last[s] >= ClosingShare * swaps.Length && last[s] / (double)swaps.Length >= ClosingLift * overall[s] / bills && last[s] > 0)
            .OrderByDescending(s => last[s]).FirstOrDefault(-1);
    }

    private void Count(Bill[] main, BillSwap swap, HashSet<long> gone)
    {
        var first = main[swap.New.First];
        var open = IsClosed(main, swap) == false ? 1 : 0;
        var (month, make) = (MonthOf(first), MakeOf(first.Meter));
        _months[month] = Plus(_months.GetValueOrDefault(month), open);
        _makes[make] = Plus(_makes.GetValueOrDefault(make), open);
        _days[first.Day] = 1 + _days.GetValueOrDefault(first.Day);
        var like = (month, (int)main[swap.Old.Last].ReadType);
        _monthTypes[like] = 1 + _monthTypes.GetValueOrDefault(like);
        gone.Add(main[swap.Old.Last].Meter);
    }

    private static (int, int) Plus((int Changes, int Open) count, int open) => (count.Changes + 1, count.Open + open);
}
