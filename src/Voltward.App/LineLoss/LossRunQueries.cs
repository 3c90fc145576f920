using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.LineLoss;

/// <summary>Losses of the last finished analysis, the most abnormal area first.</summary>
public sealed class LossRunQueries(Database database)
{
    /// <summary>Losses of one run.</summary>
    public sealed record Report(DateOnly From, DateOnly To, IReadOnlyList<AreaRow> Areas);

    public async Task<Outcome<Report>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var run = await look.FindAsync<Run>(
            "select run_id as RunId, window_from as WindowFrom, window_to as WindowTo from analysis_run where state = 'done' order by started_at desc, run_id desc limit 1");
        if (run is null) return DetectionProblems.NoRun;
        var areas = await look.QueryAsync<AreaRow>(
            """
            select l.area_no as AreaNo, l.supplied_wh as SuppliedWh, l.sold_wh as SoldWh, l.loss_wh as LossWh, l.technical_wh as TechnicalWh,
                l.low_wh as LowWh, l.high_wh as HighWh, l.z as Z, l.state as State, l.incomplete_days as IncompleteDays, l.onset as Onset,
                l.customers as Customers, l.abnormal_wh_per_day as AbnormalWhPerDay
            from area_loss l where l.run_id = @RunId and @@scope(l.org_path)
            order by coalesce(l.z, -99) desc, l.area_no
            """,
            run);
        return new Report(run.WindowFrom, run.WindowTo, areas);
    }

    public sealed class AreaRow
    {
        public string AreaNo { get; init; } = "";

        public long SuppliedWh { get; init; }

        public long SoldWh { get; init; }

        public long LossWh { get; init; }

        public long TechnicalWh { get; init; }

        public long LowWh { get; init; }

        public long HighWh { get; init; }

        public double? Z { get; init; }

        public string State { get; init; } = "";

        public long IncompleteDays { get; init; }

        public DateOnly? Onset { get; init; }

        public long Customers { get; init; }

        public long? AbnormalWhPerDay { get; init; }
    }

    private sealed class Run
    {
        public string RunId { get; init; } = "";

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }
    }
}
