using System.Globalization;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>Writes an analysis run and its leads.</summary>
internal static class AnalysisStore
{
    public static Task<RunRow?> FindRunAsync(Session session, string runId) => session.FindAsync<RunRow>(
        """
        select run_id as RunId, as_of as AsOf, window_from as WindowFrom, window_to as WindowTo, state as State, model_id as Model,
            customers as Customers, areas as Areas
        from analysis_run where run_id = @runId
        """,
        new { runId });

    /// <summary>Begins a run, or begins an unfinished one of the same inputs again from nothing.</summary>
    public static async Task StartAsync(Work work, RunRow run, string dataId)
    {
        await work.ExecuteAsync("delete from lead_reason where lead_id in (select lead_id from lead where run_id = @RunId)", run);
        foreach (var table in (string[])["lead", "customer_score", "feeder_loss_day", "area_loss", "area_loss_day"])
        {
            await work.ExecuteAsync($"delete from {table} where run_id = @RunId", run);
        }

        await work.ExecuteAsync(
            """
            insert into analysis_run (run_id, as_of, window_from, window_to, started_at, state, model_id, data_id)
            values (@RunId, @AsOf, @WindowFrom, @WindowTo, @now, 'running', @Model, @dataId)
            on conflict (run_id) do update set started_at = excluded.started_at, state = 'running', model_id = excluded.model_id
            """,
            new { run.RunId, run.AsOf, run.WindowFrom, run.WindowTo, run.Model, now = work.Now, dataId });
    }

    public static Task<int> FinishAsync(Work work, string runId, long customers, long areas) => work.ExecuteAsync(
        "update analysis_run set state = 'done', finished_at = @now, customers = @customers, areas = @areas where run_id = @runId",
        new { runId, now = work.Now, customers, areas });

    public static Task SaveScoresAsync(Work work, string runId, IEnumerable<CustomerScore> scores) => work.ExecuteRowsAsync(
        "insert into customer_score (run_id, customer_no, score, probability, mid_wh_per_day) values (@p0, @p1, @p2, @p3, @p4)",
        scores.Select(s => (object?[])[runId, s.Customer, s.Score, s.Probability, Wh(s.KwhPerDay)]));

    public static async Task SaveLeadsAsync(Work work, string runId, IReadOnlyList<LeadDraft> leads)
    {
        var numbered = leads.Select((lead, i) => (Id: $"{runId}-{i + 1:00000}", Rank: i + 1, Lead: lead)).ToList();
        await work.ExecuteRowsAsync(
            """
            insert into lead (lead_id, run_id, rank, subject_kind, customer_no, usage_point_no, area_no, org_path, kind, score, probability,
                low_wh_per_day, mid_wh_per_day, high_wh_per_day, onset, statistical_only, phases, causes, causes_open)
            values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18)
            """,
            numbered.Select(n => (object?[])
            [
                n.Id, runId, n.Rank, n.Lead.SubjectKind, n.Lead.Customer, n.Lead.Point, n.Lead.Area, n.Lead.OrgPath, n.Lead.Kind, n.Lead.Score, n.Lead.Probability,
                Wh(n.Lead.Lost?.Low), Wh(n.Lead.Lost?.Mid), Wh(n.Lead.Lost?.High), n.Lead.Onset?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), n.Lead.StatisticalOnly ? 1 : 0, n.Lead.Phases,
                InnocentCause.Stored(n.Lead.Innocent), n.Lead.Innocent.Count(c => c.Open),
            ]));
        await work.ExecuteRowsAsync(
            "insert into lead_reason (lead_id, n, code, engine, strength, text_zh, text_en, data) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
            numbered.SelectMany(n => n.Lead.Reasons.Select((r, k) => (object?[])[n.Id, k, r.Code, r.Engine, double.IsFinite(r.Strength) ? r.Strength : 0, r.Text.Zh, r.Text.En, r.Data])));
    }

    /// <summary>kWh to whole watt-hours; null when unknown.</summary>
    public static long? Wh(double? kwh) => kwh is { } value && double.IsFinite(value) ? (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero) : null;

    /// <summary>A run in the database.</summary>
    internal sealed class RunRow
    {
        public string RunId { get; init; } = "";

        public DateOnly AsOf { get; init; }

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }

        public string State { get; init; } = "";

        public string? Model { get; init; }

        public long Customers { get; init; }

        public long Areas { get; init; }
    }
}
