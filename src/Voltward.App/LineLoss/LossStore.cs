using System.Globalization;
using System.Text.Json;
using Voltward.Analytics.LineLoss;
using Voltward.App.Storage;

namespace Voltward.App.LineLoss;

/// <summary>Writes the losses of a run.</summary>
internal static class LossStore
{
    /// <summary>Days of the window of one area and their sum.</summary>
    /// <param name="work">Unit of work.</param>
    /// <param name="runId">The run.</param>
    /// <param name="from">First day of the window.</param>
    /// <param name="losses">Areas with their place in the organisation.</param>
    public static async Task SaveAreasAsync(Work work, string runId, DateOnly from, IReadOnlyList<(AreaLoss Loss, string OrgPath)> losses)
    {
        await work.ExecuteRowsAsync(
            """
            insert into area_loss_day (run_id, area_no, day, supplied_wh, sold_wh, loss_wh, technical_wh, technical_low_wh, technical_high_wh,
                low_wh, high_wh, filled_wh, z, cusum, state)
            values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)
            """,
            losses.SelectMany(l => LossRows.Days(runId, l.Loss, from)).Select(LossRows.Values));
        await work.ExecuteManyAsync(
            """
            insert into area_loss (run_id, area_no, org_path, window_from, window_to, supplied_wh, sold_wh, loss_wh, technical_wh, low_wh, high_wh,
                z, state, incomplete_days, onset, customers, abnormal_wh_per_day, spark, voltage_points)
            values (@RunId, @AreaNo, @OrgPath, @WindowFrom, @WindowTo, @SuppliedWh, @SoldWh, @LossWh, @TechnicalWh, @LowWh, @HighWh,
                @Z, @State, @IncompleteDays, @Onset, @Customers, @AbnormalWhPerDay, @Spark, @VoltagePoints)
            """,
            losses.Select(l => LossRows.Sum(runId, l.Loss, l.OrgPath, from)));
    }

    public static Task SaveFeedersAsync(Work work, string runId, IEnumerable<(string FeederNo, DateOnly Day, FeederDay Sum)> days) => work.ExecuteManyAsync(
        """
        insert into feeder_loss_day (run_id, feeder_no, day, supplied_wh, sold_wh, loss_wh, own_loss_wh, areas_wh, areas, state)
        values (@runId, @FeederNo, @Day, @SuppliedWh, @SoldWh, @LossWh, @OwnLossWh, @AreasWh, @Areas, @state)
        """,
        days.Select(d => new { runId, d.FeederNo, d.Day, d.Sum.SuppliedWh, d.Sum.SoldWh, d.Sum.LossWh, d.Sum.OwnLossWh, d.Sum.AreasWh, d.Sum.Areas, state = d.Sum.Complete ? "ok" : "incomplete" }));
}

/// <summary>Loss rows as they are stored: whole watt-hours, parts that add up.</summary>
internal static class LossRows
{
    private const double TwoSided = 1.96;

    public static IEnumerable<DayRow> Days(string runId, AreaLoss loss, DateOnly from)
    {
        for (var d = Math.Max(0, from.DayNumber - loss.First.DayNumber); d < loss.Days; d++)
        {
            var hasSupply = !double.IsNaN(loss.Balance.In[d]);
            var (supplied, sold) = (Wh(loss.Balance.In[d]), Wh(loss.Balance.Out[d]));
            var technical = hasSupply ? Wh(loss.Technical[d]) : null;
            yield return new DayRow
            {
                RunId = runId,
                AreaNo = loss.Area.AreaNo,
                Day = loss.First.AddDays(d),
                SuppliedWh = supplied,
                SoldWh = sold,
                LossWh = supplied - sold,
                TechnicalWh = technical,
                TechnicalLowWh = hasSupply ? Wh(loss.TechnicalLow[d]) : null,
                TechnicalHighWh = hasSupply ? Wh(loss.TechnicalHigh[d]) : null,
                LowWh = Wh(loss.Balance.Loss[d] - (TwoSided * loss.Budget[d].Sd)),
                HighWh = Wh(loss.Balance.Loss[d] + (TwoSided * loss.Budget[d].Sd)),
                FilledWh = Wh(loss.Balance.Filled[d]) ?? 0,
                Z = Number(loss.Chart.Z[d]),
                Cusum = Number(loss.Chart.Sum[d]),
                State = loss.Balance.State[d] switch { DayState.Ok => "ok", DayState.Incomplete => "incomplete", DayState.NoSupply => "no-supply" },
            };
        }
    }

    /// <summary>The values of a day in the order of their columns.</summary>
    public static object?[] Values(DayRow r) =>
        [r.RunId, r.AreaNo, r.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.SuppliedWh, r.SoldWh, r.LossWh, r.TechnicalWh, r.TechnicalLowWh, r.TechnicalHighWh, r.LowWh, r.HighWh, r.FilledWh, r.Z, r.Cusum, r.State];

    public static SumRow Sum(string runId, AreaLoss loss, string orgPath, DateOnly from)
    {
        var first = Math.Max(0, from.DayNumber - loss.First.DayNumber);
        var window = Enumerable.Range(first, loss.Days - first).ToArray();
        var days = window.Where(loss.Balance.Usable).ToArray();
        long supplied = days.Sum(d => Wh(loss.Balance.In[d]) ?? 0), sold = days.Sum(d => Wh(loss.Balance.Out[d]) ?? 0);
        var sd = ErrorBudget.Over([.. days.Select(d => loss.Budget[d])]).Sd;
        var lossKwh = (supplied - sold) / 1000.0;
        return new SumRow
        {
            RunId = runId,
            AreaNo = loss.Area.AreaNo,
            OrgPath = orgPath,
            WindowFrom = loss.First.AddDays(first),
            WindowTo = loss.First.AddDays(loss.Days - 1),
            SuppliedWh = supplied,
            SoldWh = sold,
            LossWh = supplied - sold,
            TechnicalWh = days.Sum(d => Wh(loss.Technical[d]) ?? 0),
            LowWh = Wh(lossKwh - (TwoSided * sd)) ?? 0,
            HighWh = Wh(lossKwh + (TwoSided * sd)) ?? 0,
            Z = Number(loss.Z),
            State = StateText(loss.State),
            IncompleteDays = window.Length - days.Length,
            Onset = loss.Chart.Open is { } alarm ? loss.First.AddDays(alarm.Onset) : null,
            Customers = loss.Customers,
            VoltagePoints = loss.VoltagePoints,
            AbnormalWhPerDay = Wh(loss.AbnormalKwhPerDay),
            Spark = JsonSerializer.Serialize(window.Select(d => loss.Balance.Usable(d) ? Math.Round(loss.Balance.Loss[d] / loss.Balance.In[d] * 100, 2) : (double?)null)),
        };
    }

    public static string StateText(LossState state) => state switch
    {
        LossState.Normal => "normal",
        LossState.High => "high",
        LossState.Serious => "serious",
        LossState.Negative => "negative",
        LossState.Incomplete => "incomplete",
        LossState.NoSupply => "no-supply",
    };

    public static long? Wh(double kwh) => double.IsFinite(kwh) ? (long)Math.Round(kwh * 1000, MidpointRounding.AwayFromZero) : null;

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    internal sealed record DayRow
    {
        public required string RunId { get; init; }

        public required string AreaNo { get; init; }

        public required DateOnly Day { get; init; }

        public long? SuppliedWh { get; init; }

        public long? SoldWh { get; init; }

        public long? LossWh { get; init; }

        public long? TechnicalWh { get; init; }

        public long? TechnicalLowWh { get; init; }

        public long? TechnicalHighWh { get; init; }

        public long? LowWh { get; init; }

        public long? HighWh { get; init; }

        public long FilledWh { get; init; }

        public double? Z { get; init; }

        public double? Cusum { get; init; }

        public required string State { get; init; }
    }

    internal sealed record SumRow
    {
        public required string RunId { get; init; }

        public required string AreaNo { get; init; }

        public required string OrgPath { get; init; }

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }

        public long SuppliedWh { get; init; }

        public long SoldWh { get; init; }

        public long LossWh { get; init; }

        public long TechnicalWh { get; init; }

        public long LowWh { get; init; }

        public long HighWh { get; init; }

        public double? Z { get; init; }

        public required string State { get; init; }

        public long IncompleteDays { get; init; }

        public DateOnly? Onset { get; init; }

        public long Customers { get; init; }

        public long? AbnormalWhPerDay { get; init; }

        public long VoltagePoints { get; init; }

        public string? Spark { get; init; }
    }
}
