namespace Voltward.Analytics.LineLoss;

/// <summary>What an area says by itself, before its peers are heard: balance, load index, calm days and their sums.</summary>
public sealed record AreaFit
{
    public const int FewestDays = 10;
    private const double UsualShare = 0.02;

    /// <summary>
    /// Days follow one weather and one week, so that a slope over the days is worth less than so many separate ones. Chosen with
    /// synthetic utilities that no published figure stands on (docs/decisions/0010-technical-loss.md).
    /// </summary>
    private const double DayWorth = 0.3;

    public required AreaSubject Area { get; init; }

    public required DateOnly First { get; init; }

    public required BalanceDays Balance { get; init; }

    /// <summary>Customers of the last day.</summary>
    public required int Customers { get; init; }

    /// <summary>What meters permit on each day, kWh².</summary>
    public required ErrorBudget[] Budget { get; init; }

    /// <summary>Usable days among the last ones, on which the present state is judged.</summary>
    public required int[] Recent { get; init; }

    /// <summary>What meters permit over those days together.</summary>
    public required ErrorBudget RecentBudget { get; init; }

    /// <summary>Load index of each day, <c>double[D]</c>, about 1 in the mean; NaN without supply.</summary>
    public required double[] Index { get; init; }

    /// <summary>Loss of meters and iron, kWh a day.</summary>
    public required double ConstantKwh { get; init; }

    /// <summary>Mean supply of the usable days, kWh a day; 0 when there is none.</summary>
    public required double MeanInKwh { get; init; }

    /// <summary>What the load loss share may depend on, for the peers; NaN where unknown.</summary>
    public required double[] Traits { get; init; }

    /// <summary>Sums over the calm days; null when there are too few.</summary>
    public LossSums? Sums { get; init; }

    public required bool[] Clean { get; init; }

    public double DaySdKwh { get; init; }

    public double LagOne { get; init; }

    /// <summary>Load loss share by the calm days alone, nothing hidden: far above the peers' it is a warning. NaN with too few days.</summary>
    public double OwnShare { get; init; } = double.NaN;

    /// <summary>What the voltages say; null without curves.</summary>
    public VoltageLoss? Voltage { get; init; }

    /// <summary>The same as a share of the mean supply on an ordinary day.</summary>
    public ShareEvidence? VoltageShare { get; init; }

    /// <summary>The same with what the voltages say.</summary>
    public AreaFit With(VoltageLoss? voltage)
    {
        if (voltage is null || MeanInKwh <= 0) return this;
        var index = Index.Skip(voltage.FirstDay).Take(voltage.Days).Where(double.IsFinite).DefaultIfEmpty(1).Average();
        // Those who lose much are rare: what a few customers lose lies more often below the mean of all than above it.
        var skew = voltage.LogSd * voltage.LogSd / 2;
        var share = new ShareEvidence(Math.Log(voltage.KwhPerDay / (MeanInKwh * index)) + skew, voltage.LogSd);
        return this with { Voltage = voltage, VoltageShare = share, Sums = Sums is null ? null : Sums with { Voltage = share } };
    }

    public static AreaFit Of(AreaInput input, BalanceDays balance)
    {
        var usable = Usable(input, balance);
        var known = usable.Where(d => !double.IsNaN(input.Head.Heat(d))).ToArray();
        var meanIn = usable.Length == 0 ? 0 : usable.Average(d => balance.In[d]);
        var meters = input.Points.Length;
        var recent = Last(balance, new LossBands().RecentDays);
        var fit = new AreaFit
        {
            Area = input.Area,
            First = input.First,
            Balance = balance,
            Customers = input.Member.Count(m => m[^1]),
            Budget = ErrorBudget.EachDay(input, balance),
            Recent = recent,
            RecentBudget = ErrorBudget.Of(input, balance, recent),
            Index = LoadIndex.Of(input.Head, balance, known, meanIn),
            ConstantKwh = (meters * MeterWatts * 24 / 1000) + (input.Area.TransformerInside ? input.Area.NoLoadLossKw * 24 : 0),
            MeanInKwh = meanIn,
            Traits = LoadIndex.Traits(input, known, meanIn),
            Clean = new bool[balance.Days],
            DaySdKwh = Math.Max(0.005 * meanIn, 1e-6),
        };
        return usable.Length < FewestDays || meanIn <= 0 ? fit : fit.Calm(input, usable);
    }

    private const double MeterWatts = 0.75;

    private static int[] Last(BalanceDays balance, int days) =>
        [.. Enumerable.Range(Math.Max(0, balance.Days - days), Math.Min(balance.Days, days)).Where(d => balance.Usable(d))];

    /// <summary>Complete days without reverse flow; an area that feeds back every sunny day has too few of those, then all complete days have to do.</summary>
    private static int[] Usable(AreaInput input, BalanceDays balance)
    {
        var complete = Enumerable.Range(0, balance.Days).Where(balance.Usable).ToArray();
        var forward = complete.Where(d => !(input.SupplyExportKwh[d] > 0)).ToArray();
        return forward.Length >= FewestDays ? forward : complete;
    }

    private AreaFit Calm(AreaInput input, int[] usable)
    {
        var rate = new double[Balance.Days];
        Array.Fill(rate, double.NaN);
        foreach (var d in usable) rate[d] = (Balance.Loss[d] - ConstantKwh - (UsualShare * MeanInKwh * Index[d])) / Balance.In[d];
        var clean = CleanDays.LowestLevel(rate);
        var days = usable.Where(d => clean[d]).ToArray();
        if (days.Length < FewestDays) days = usable;
        var regression = new CalmRegression(this, days);
        var budget = ErrorBudget.Of(input, Balance, days);
        return this with
        {
            Clean = clean,
            Sums = new LossSums
            {
                Products = regression.Products(),
                Noise = regression.Sd,
                Thinning = DayWorth * (1 - regression.LagOne) / (1 + regression.LagOne),
                BiasShare = Math.Sqrt(budget.Bias + budget.Fill) / days.Sum(d => Balance.In[d]),
                Customers = input.Points.Length,
            },
            DaySdKwh = regression.Sd * MeanInKwh,
            LagOne = regression.LagOne,
            OwnShare = regression.OwnShare,
        };
    }
}
