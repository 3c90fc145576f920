namespace Voltward.Analytics.Detection;

/// <summary>
/// What is usual among all customers, labelled or not: peers' energy by month, tariff and read type; what each billing day looked
/// like; how often codes follow each other; how meters are replaced. Nothing here knows a label.
/// </summary>
public sealed class BillPopulation
{
    /// <summary>Codes beyond this rank are treated as one.</summary>
    public const int Ranks = 24;

    private const int EnoughPeers = 20;
    private const int RankedRemarks = 3;

    private readonly Dictionary<(int Month, int Tariff, int ReadType), double> _peers = [];
    private readonly Dictionary<int, double> _months = [];
    private readonly Dictionary<int, DayLook> _days = [];
    private readonly long[][] _follows;

    private BillPopulation(int asOf, IReadOnlyList<BillSeries> all)
    {
        AsOf = asOf;
        CountPeers(all);
        _follows = CountFollowers(all);
        CountDays(all);
        Meters = new BillMeterStock(all);
    }

    /// <summary>Day of scoring: the last day on which anybody was billed.</summary>
    public int AsOf { get; }

    /// <summary>How meters are replaced in this population.</summary>
    public BillMeterStock Meters { get; }

    public static BillPopulation Of(IReadOnlyList<BillSeries> all) =>
        new(all.SelectMany(s => s.Main.Concat(s.Gas)).Select(b => b.Day).DefaultIfEmpty().Max(), all);

    /// <summary>Median ln(1 + kWh per month) of the peers of a bill.</summary>
    public double PeerLogRate(in Bill bill) =>
        _peers.TryGetValue(PeerKey(bill), out var peer) ? peer : _months.GetValueOrDefault(bill.MiddleMonth, double.NaN);

    /// <summary>What the bills of a day looked like over all customers: the reading route of that day.</summary>
    public DayLook Day(int day) => _days.GetValueOrDefault(day);

    /// <summary>Surprise of one code following another, −ln of its share among what follows.</summary>
    public double Surprise(BillChannel channel, int before, int after)
    {
        var row = _follows[(int)channel].AsSpan(Cap(before) * (Ranks + 1), Ranks + 1);
        long total = 0;
        foreach (var count in row) total += count;
        return total == 0 ? double.NaN : -Math.Log(Math.Max(1, row[Cap(after)]) / (double)total);
    }

    private static int Cap(int rank) => Math.Min(rank, Ranks);

    private static (int Month, int Tariff, int ReadType) PeerKey(in Bill bill) =>
        (bill.MiddleMonth, bill.Tariff, Math.Min((int)bill.ReadType, 8));

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }

    private static long[][] CountFollowers(IReadOnlyList<BillSeries> all)
    {
        var follows = BillVocabulary.Channels.Select(_ => new long[(Ranks + 1) * (Ranks + 1)]).ToArray();
        foreach (var main in all.Select(s => s.Main))
        {
            for (var i = 1; i < main.Length; i++)
            {
                foreach (var channel in BillVocabulary.Channels)
                {
                    follows[(int)channel][(Cap(main[i - 1].Code(channel)) * (Ranks + 1)) + Cap(main[i].Code(channel))]++;
                }
            }
        }

        return follows;
    }

    private void CountPeers(IReadOnlyList<BillSeries> all)
    {
        var groups = new Dictionary<(int, int, int), List<double>>();
        var months = new Dictionary<int, List<double>>();
        foreach (var bill in all.SelectMany(s => s.Main))
        {
            var key = PeerKey(bill);
            if (!groups.TryGetValue(key, out var group)) groups[key] = group = [];
            if (!months.TryGetValue(key.Month, out var month)) months[key.Month] = month = [];
            group.Add(bill.LogRate);
            month.Add(bill.LogRate);
        }

        foreach (var (month, values) in months) _months[month] = Median(values);
        foreach (var (key, values) in groups.Where(g => g.Value.Count >= EnoughPeers)) _peers[key] = Median(values);
    }

    private void CountDays(IReadOnlyList<BillSeries> all)
    {
        foreach (var bill in all.SelectMany(s => s.Main))
        {
            var look = _days.GetValueOrDefault(bill.Day);
            var residual = bill.LogRate - PeerLogRate(bill);
            _days[bill.Day] = new DayLook(
                look.Bills + 1,
                look.Second + (bill.Remark == 1 ? 1 : 0),
                look.Third + (bill.Remark == RankedRemarks - 1 ? 1 : 0),
                look.Unusual + (bill.Status > 0 ? 1 : 0),
                look.Residual + (double.IsNaN(residual) ? 0 : residual));
        }
    }

    /// <summary>Sums over all bills of one day.</summary>
    /// <param name="Bills">Number of bills.</param>
    /// <param name="Second">Bills with the second commonest remark.</param>
    /// <param name="Third">Bills with the third commonest remark.</param>
    /// <param name="Unusual">Bills with any but the commonest status.</param>
    /// <param name="Residual">Sum of the deviations from the peers.</param>
    public readonly record struct DayLook(int Bills, int Second, int Third, int Unusual, double Residual)
    {
        /// <summary>A sum per bill of the day; NaN for a day without bills.</summary>
        public double Mean(double sum) => Bills == 0 ? double.NaN : sum / Bills;
    }
}
