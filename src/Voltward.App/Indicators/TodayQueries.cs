using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Indicators;

/// <summary>How fresh the picture is: analyses, readings and imports (数据与分析状态).</summary>
public sealed class TodayQueries(Database database)
{
    public async Task<Freshness> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var runs = await look.QueryAsync<Run>(
            """
            select r.run_id as RunId, r.as_of as AsOf, r.window_from as WindowFrom, r.window_to as WindowTo, r.started_at as StartedAt,
                   r.finished_at as FinishedAt, r.state as State, r.customers as Customers, r.areas as Areas,
                   (select count(*) from area_loss l where l.run_id = r.run_id and @@scope(l.org_path)) as AreasDone,
                   (select count(*) from lead d where d.run_id = r.run_id and @@scope(d.org_path)) as Leads
            from analysis_run r order by r.started_at desc, r.run_id desc limit 2
            """);
        return new Freshness(
            look.Now,
            runs.Count > 0 ? runs[0] : null,
            await look.ScalarAsync<string>("select max(last_day) from lake_part where dataset in ('energy', 'interval')"),
            await look.ScalarAsync<string>("select max(i.finished_at) from import_run i where @@scope(i.org_path)"));
    }

    /// <param name="Now">When this was asked.</param>
    /// <param name="Latest">The latest analysis; null before the first.</param>
    /// <param name="LastReading">Last business day with readings, yyyy-MM-dd; null before the first import.</param>
    /// <param name="LastImport">When the last import ended, ISO; null before the first.</param>
    public sealed record Freshness(DateTimeOffset Now, Run? Latest, string? LastReading, string? LastImport);

    public sealed class Run
    {
        public string RunId { get; init; } = "";

        public DateOnly AsOf { get; init; }

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        /// <summary>running, done or failed.</summary>
        public string State { get; init; } = "";

        public long Customers { get; init; }

        public long Areas { get; init; }

        /// <summary>Areas whose losses are written.</summary>
        public long AreasDone { get; init; }

        public long Leads { get; init; }
    }
}
