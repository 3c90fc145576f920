using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.LineLoss;

/// <summary>
/// Losses by voltage level and by part of the organisation (分压、分区线损) of the last finished analysis. Only days on which both sides are complete are
/// summed; at each level supplied = sold + lost, to the watt-hour.
/// </summary>
public sealed class LossLevels(Database database)
{
    /// <param name="From">First day of the window.</param>
    /// <param name="To">Last day.</param>
    /// <param name="Voltages">Low voltage first, then each voltage of feeders with a meter.</param>
    /// <param name="Regions">Parts of the organisation in order of their path, each with all that is below it.</param>
    public sealed record Report(DateOnly From, DateOnly To, IReadOnlyList<Level> Voltages, IReadOnlyList<Level> Regions);

    public async Task<Outcome<Report>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var run = await look.FindAsync<RunRow>(
            "select run_id as RunId, window_from as WindowFrom, window_to as WindowTo from analysis_run where state = 'done' order by started_at desc, run_id desc limit 1");
        if (run is null) return DetectionProblems.NoRun;
        var low = await look.QueryAsync<Level>(
            """
            select '0.4' as Name, cast(coalesce(sum(case when d.state = 'ok' then d.supplied_wh end), 0) as bigint) as SuppliedWh,
                cast(coalesce(sum(case when d.state = 'ok' then d.sold_wh end), 0) as bigint) as SoldWh,
                cast(coalesce(sum(case when d.state = 'ok' then d.loss_wh end), 0) as bigint) as LossWh,
                count(distinct d.area_no) as Parts, sum(case when d.state = 'ok' then 1 else 0 end) as CompleteDays, count(*) as Days
            from area_loss_day d join area_loss l on l.run_id = d.run_id and l.area_no = d.area_no where d.run_id = @RunId and @@scope(l.org_path)
            """,
            run);
        var medium = await look.QueryAsync<Level>(
            $"""
            select cast(f.voltage_v as text) as Name, cast(sum(case when d.state = 'ok' then d.areas_wh + d.own_loss_wh else 0 end) as bigint) as SuppliedWh,
                cast(sum(case when d.state = 'ok' then d.areas_wh else 0 end) as bigint) as SoldWh,
                cast(sum(case when d.state = 'ok' then d.own_loss_wh else 0 end) as bigint) as LossWh,
                count(distinct d.feeder_no) as Parts, sum(case when d.state = 'ok' then 1 else 0 end) as CompleteDays, count(*) as Days
            from feeder_loss_day d join feeder f on {Current}
            where d.run_id = @RunId and d.own_loss_wh is not null and @@scope(f.org_path)
            group by f.voltage_v order by f.voltage_v
            """,
            new { run.RunId, now = look.Now, today = CompanyTime.Day(look.Now) });
        return new Report(
            run.WindowFrom, run.WindowTo, [.. low.Where(l => l.Days > 0), .. medium.Select(m => m.AtKilovolts())], await RegionsAsync(look, run.RunId));
    }

    private const string Current = "f.feeder_no = d.feeder_no and f.known_to > @now and f.valid_from <= @today and f.valid_to > @today";

    /// <summary>Feeders with all below them, and areas that belong to no feeder, under each part of the organisation.</summary>
    private static Task<IReadOnlyList<Level>> RegionsAsync(Look look, string runId) => look.QueryAsync<Level>(
        $"""
        with part as (
            select f.org_path as org_path, d.feeder_no as no, d.supplied_wh as supplied_wh, d.sold_wh as sold_wh, d.loss_wh as loss_wh, d.state as state
            from feeder_loss_day d join feeder f on {Current} where d.run_id = @runId
            union all
            select l.org_path, d.area_no, d.supplied_wh, d.sold_wh, d.loss_wh, d.state
            from area_loss_day d join area_loss l on l.run_id = d.run_id and l.area_no = d.area_no
            where d.run_id = @runId and not exists (select 1 from transformer_area a join feeder_loss_day x on x.feeder_no = a.feeder_no and x.run_id = @runId
                where a.area_no = d.area_no and a.known_to > @now))
        select o.name as Name, o.org_path as OrgPath, cast(sum(case when p.state = 'ok' then p.supplied_wh else 0 end) as bigint) as SuppliedWh,
            cast(sum(case when p.state = 'ok' then p.sold_wh else 0 end) as bigint) as SoldWh, cast(sum(case when p.state = 'ok' then p.loss_wh else 0 end) as bigint) as LossWh,
            count(distinct p.no) as Parts, sum(case when p.state = 'ok' then 1 else 0 end) as CompleteDays, count(*) as Days
        from organisation o join part p on substr(p.org_path, 1, length(o.org_path)) = o.org_path
        where @@scope(o.org_path)
        group by o.name, o.org_path order by o.org_path
        """,
        new { runId, now = look.Now, today = CompanyTime.Day(look.Now) });

    /// <summary>One voltage level or part of the organisation over the complete days of its parts.</summary>
    public sealed class Level
    {
        /// <summary>Voltage in kV, or the name of the part.</summary>
        public string Name { get; init; } = "";

        public string OrgPath { get; init; } = "";

        public long SuppliedWh { get; init; }

        public long SoldWh { get; init; }

        public long LossWh { get; init; }

        /// <summary>Areas or feeders summed.</summary>
        public long Parts { get; init; }

        /// <summary>Days of its parts that count, of <see cref="Days"/>.</summary>
        public long CompleteDays { get; init; }

        public long Days { get; init; }

        internal Level AtKilovolts() => new()
        {
            Name = (long.Parse(Name, System.Globalization.CultureInfo.InvariantCulture) / 1000.0).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
            SuppliedWh = SuppliedWh,
            SoldWh = SoldWh,
            LossWh = LossWh,
            Parts = Parts,
            CompleteDays = CompleteDays,
            Days = Days,
        };
    }

    private sealed class RunRow
    {
        public string RunId { get; init; } = "";

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }
    }
}
