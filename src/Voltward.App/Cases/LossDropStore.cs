using Voltward.Analytics.LineLoss;
using Voltward.App.Storage;

namespace Voltward.App.Cases;

/// <summary>SQL around the proof of a drop of loss.</summary>
internal static class LossDropStore
{
    public static Task<RunRow?> LastRunAsync(Session session) => session.FindAsync<RunRow>(
        "select run_id as RunId, window_from as WindowFrom, window_to as WindowTo from analysis_run where state = 'done' and areas > 0 order by started_at desc, run_id desc limit 1");

    /// <summary>Closed cases of theft with an approved energy that this run has not looked at and no earlier one has decided.</summary>
    public static Task<IReadOnlyList<ClosedRow>> ClosedAsync(Session session, string runId) => session.QueryAsync<ClosedRow>(
        """
        select c.case_no as CaseNo, c.area_no as AreaNo, v.started_at as VisitedAt, c.conduct_from as ConductFrom, c.conduct_to as ConductTo, s.energy_wh as EnergyWh
        from inspection_case c
        join finding f on f.finding_id = c.finding_id
        join visit v on v.visit_id = f.visit_id
        join settlement s on s.case_no = c.case_no and s.state = 'approved'
        where c.state = 'Closed' and c.kind = 'theft' and c.area_no is not null and s.energy_wh > 0 and @@scope(c.org_path)
          and not exists (select 1 from case_loss_drop d where d.case_no = c.case_no and (d.run_id = @runId or d.verdict = 'Confirmed'))
        order by c.case_no
        """,
        new { runId });

    /// <summary>Days of the area and of controls: areas of the same run, nearest in supply, without a case of the last year.</summary>
    public static async Task<(DropSeries? Area, IReadOnlyList<DropSeries> Controls)> SeriesAsync(Session session, RunRow run, string areaNo, int most)
    {
        var areas = await session.QueryAsync<string>(
            """
            select l.area_no from area_loss l join area_loss mine on mine.run_id = l.run_id and mine.area_no = @areaNo
            where l.run_id = @RunId and l.area_no <> @areaNo and l.supplied_wh > 0
              and not exists (select 1 from inspection_case c where c.area_no = l.area_no)
            order by abs(l.supplied_wh - mine.supplied_wh), l.area_no limit @most
            """,
            new { run.RunId, areaNo, most });
        var all = new Dictionary<string, DropSeries>();
        foreach (var no in areas.Append(areaNo)) all[no] = await OneAsync(session, run, no);
        return (all[areaNo].Supply.Any(s => !double.IsNaN(s)) ? all[areaNo] : null, [.. areas.Select(a => all[a])]);
    }

    public static Task SaveAsync(Work work, string runId, ClosedRow closed, DropEstimate drop, double claimedKwh) => work.ExecuteAsync(
        """
        insert into case_loss_drop (case_no, run_id, checked_at, area_no, ended_on, drop_wh_per_day, low_wh_per_day, high_wh_per_day, claimed_wh_per_day, controls, verdict)
        values (@CaseNo, @runId, @at, @AreaNo, @EndedOn, @drop, @low, @high, @claimed, @controls, @verdict)
        """,
        new
        {
            closed.CaseNo,
            runId,
            at = work.Now,
            closed.AreaNo,
            closed.EndedOn,
            drop = Wh(drop.KwhPerDay),
            low = Wh(drop.Low),
            high = Wh(drop.High),
            claimed = Wh(claimedKwh),
            controls = (long)drop.Controls,
            verdict = drop.Verdict.ToString(),
        });

    private static async Task<DropSeries> OneAsync(Session session, RunRow run, string areaNo)
    {
        var days = run.WindowTo.DayNumber - run.WindowFrom.DayNumber + 1;
        var series = new DropSeries(Enumerable.Repeat(double.NaN, days).ToArray(), Enumerable.Repeat(double.NaN, days).ToArray());
        var rows = await session.QueryAsync<DayRow>(
            "select day as Day, supplied_wh as SuppliedWh, loss_wh - technical_wh as AbnormalWh from area_loss_day where run_id = @RunId and area_no = @areaNo and state = 'ok'",
            new { run.RunId, areaNo });
        foreach (var row in rows.Where(r => r.AbnormalWh is not null && r.SuppliedWh is not null))
        {
            var d = row.Day.DayNumber - run.WindowFrom.DayNumber;
            if (d < 0 || d >= days) continue;
            series.Abnormal[d] = row.AbnormalWh!.Value / 1000.0;
            series.Supply[d] = row.SuppliedWh!.Value / 1000.0;
        }

        return series;
    }

    private static long? Wh(double kwh) => double.IsNaN(kwh) ? null : (long)Math.Round(kwh * 1000, MidpointRounding.AwayFromZero);

    internal sealed class RunRow
    {
        public string RunId { get; init; } = "";

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }
    }

    internal sealed class ClosedRow
    {
        public string CaseNo { get; init; } = "";

        public string AreaNo { get; init; } = "";

        public DateTimeOffset VisitedAt { get; init; }

        public DateOnly? ConductFrom { get; init; }

        public DateOnly? ConductTo { get; init; }

        public long EnergyWh { get; init; }

        /// <summary>The theft was ended on site on the day of the visit; that day itself is mixed.</summary>
        public DateOnly EndedOn => CompanyTime.Day(VisitedAt).AddDays(1);

        /// <summary>Days of the conduct, both ends counted; null: unknown, then the rule presumes them.</summary>
        public int? Days => ConductFrom is { } from && ConductTo is { } to ? to.DayNumber - from.DayNumber + 1 : null;
    }

    private sealed class DayRow
    {
        public DateOnly Day { get; init; }

        public long? SuppliedWh { get; init; }

        public long? AbnormalWh { get; init; }
    }
}
