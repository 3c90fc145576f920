using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>Results of the last finished run, as an evaluation needs them.</summary>
internal static class EvaluationQueries
{
    public static Task<Run?> RunAsync(Look look) => look.FindAsync<Run>(
        """
        select run_id as RunId, as_of as AsOf, window_from as WindowFrom, coalesce(model_id, '') as Model
        from analysis_run where state = 'done' order by started_at desc, run_id desc limit 1
        """);

    public static Task<IReadOnlyList<Score>> ScoresAsync(Look look, string runId) => look.QueryAsync<Score>(
        "select customer_no as Customer, score as Value from customer_score where run_id = @runId order by customer_no", new { runId });

    public static Task<IReadOnlyList<Lead>> LeadsAsync(Look look, string runId) => look.QueryAsync<Lead>(
        """
        select l.subject_kind as Subject, l.customer_no as Customer, l.area_no as Area, l.kind as Kind, l.rank as Rank,
            l.low_wh_per_day as LowWh, l.mid_wh_per_day as MidWh, l.high_wh_per_day as HighWh, l.onset as Onset
        from lead l where l.run_id = @runId and @@scope(l.org_path) order by l.rank
        """,
        new { runId });

    public static Task<IReadOnlyList<AreaDay>> DaysAsync(Look look, string runId) => look.QueryAsync<AreaDay>(
        """
        select area_no as Area, day as Day, loss_wh as LossWh, technical_wh as TechnicalWh, technical_low_wh as LowWh, technical_high_wh as HighWh,
            low_wh as LossLowWh, high_wh as LossHighWh
        from area_loss_day where run_id = @runId and state = 'ok' order by area_no, day
        """,
        new { runId });

    public static Task<IReadOnlyList<AreaSum>> AreasAsync(Look look, string runId) => look.QueryAsync<AreaSum>(
        "select l.area_no as Area, l.z as Z, l.state as State, l.loss_wh as LossWh, l.low_wh as LowWh, l.high_wh as HighWh, l.voltage_points as VoltagePoints, a.supply_meter_side as Side from area_loss l "
        + "left join transformer_area a on a.area_no = l.area_no and a.known_to > @now where l.run_id = @runId and @@scope(l.org_path) order by l.area_no",
        new { runId, now = look.Now });

    internal sealed class Run
    {
        public string RunId { get; init; } = "";

        public DateOnly AsOf { get; init; }

        public DateOnly WindowFrom { get; init; }

        public string Model { get; init; } = "";
    }

    internal sealed class Score
    {
        public string Customer { get; init; } = "";

        public double Value { get; init; }
    }

    internal sealed class Lead
    {
        public string Subject { get; init; } = "";

        public string? Customer { get; init; }

        public string? Area { get; init; }

        public string Kind { get; init; } = "";

        public long Rank { get; init; }

        public long? LowWh { get; init; }

        public long? MidWh { get; init; }

        public long? HighWh { get; init; }

        public DateOnly? Onset { get; init; }
    }

    internal sealed class AreaDay
    {
        public string Area { get; init; } = "";

        public DateOnly Day { get; init; }

        public long LossWh { get; init; }

        public long TechnicalWh { get; init; }

        public long LowWh { get; init; }

        public long HighWh { get; init; }

        public long LossLowWh { get; init; }

        public long LossHighWh { get; init; }
    }

    internal sealed class AreaSum
    {
        public string Area { get; init; } = "";

        public double? Z { get; init; }

        public string State { get; init; } = "";

        public string? Side { get; init; }

        public long LossWh { get; init; }

        public long LowWh { get; init; }

        public long HighWh { get; init; }

        public long VoltagePoints { get; init; }
    }
}
