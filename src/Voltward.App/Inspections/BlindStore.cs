using System.Globalization;
using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>SQL of blind re-inspections and of who has to stand aside.</summary>
internal static class BlindStore
{
    /// <summary>
    /// Accepted customer visits of a period that no sample has drawn and that are no second visits themselves. Sites with seeded defects
    /// are left out: their faults are put right, and they belong to no crew's ordinary work.
    /// </summary>
    public static Task<IReadOnlyList<FrameRow>> BlindFrameAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<FrameRow>(
        """
        select v.visit_id as VisitId, v.order_no as OrderNo, coalesce(o.crew_id, '') as CrewId, o.org_path as OrgPath, v.started_at as StartedAt,
               (select count(*) from work_order u where u.customer_no = o.customer_no
                and u.state in ('draft', 'approved', 'under-way', 'submitted', 'returned')) as Unfinished
        from visit v join work_order o on o.order_no = v.order_no
        where v.state = 'accepted' and o.customer_no is not null and o.kind = 'customer-visit' and o.only_items is null
          and v.started_at >= @from and v.started_at < @until and @@scope(v.org_path)
          and not exists (select 1 from blind_reinspection b where b.first_visit_id = v.visit_id or b.order_no = v.order_no)
          and not exists (select 1 from seeded_defect d where d.customer_no = o.customer_no)
        order by v.visit_id
        """,
        new { from = Begin(from), until = Begin(until.AddDays(1)) });

    /// <summary>The first instant of a business day, UTC.</summary>
    public static DateTimeOffset Begin(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), CompanyTime.Offset).ToUniversalTime();

    public static async Task<string> NextQualityIdAsync(this Work work, string kind)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"quality-{kind}-{year}"));
        return string.Create(CultureInfo.InvariantCulture, $"{kind}-{year}-{n:0000}");
    }

    public static async Task AddBlindSampleAsync(this Work work, string sampleId, DrawBlindSample.Plan plan)
    {
        await work.ExecuteAsync(
            """
            insert into blind_sample (sample_id, org_path, from_day, until_day, seed, share, within_days, busy, drawn_by, drawn_at)
            values (@sampleId, @OrgPath, @From, @Until, @Seed, @Share, @within, @busy, @PersonId, @Now)
            """,
            new { sampleId, work.Actor.OrgPath, plan.From, plan.Until, plan.Seed, plan.Share, within = (long)plan.WithinDays, busy = (long)plan.Busy, work.Actor.PersonId, work.Now });
        await work.ExecuteManyAsync(
            "insert into blind_stratum (sample_id, stratum, visits, drawn) values (@sampleId, @Name, @visits, @drawn)",
            plan.Strata.Select(s => new { sampleId, s.Name, visits = (long)s.Visits, drawn = (long)s.Drawn.Count }));
    }

    public static Task AddReinspectionAsync(this Work work, string sampleId, string orderNo, FrameRow first, DateOnly dueOn) => work.ExecuteAsync(
        "insert into blind_reinspection (order_no, sample_id, first_visit_id, stratum, due_on) values (@orderNo, @sampleId, @VisitId, @Stratum, @dueOn)",
        new { orderNo, sampleId, first.VisitId, first.Stratum, dueOn });

    /// <summary>
    /// People who may not carry out an order: whoever made or reviewed the visit it looks at again (it, or what it is the rest of), and whoever is recused from its
    /// customer or area.
    /// </summary>
    public static async Task<IReadOnlySet<string>> StandAsideAsync(this Session session, string orderNo) => (await session.QueryAsync<string>(
        """
        with recursive whole (no) as (
            select @orderNo union select w.carry_over_of from work_order w join whole x on x.no = w.order_no where w.carry_over_of is not null)
        select i.person_id from blind_reinspection b join visit_inspector i on i.visit_id = b.first_visit_id where b.order_no in (select no from whole)
        union select v.reviewed_by from blind_reinspection b join visit v on v.visit_id = b.first_visit_id where b.order_no in (select no from whole) and v.reviewed_by is not null
        union select o.inspector_1 from blind_reinspection b join visit v on v.visit_id = b.first_visit_id join work_order o on o.order_no = v.order_no
              where b.order_no in (select no from whole) and o.inspector_1 is not null
        union select o.inspector_2 from blind_reinspection b join visit v on v.visit_id = b.first_visit_id join work_order o on o.order_no = v.order_no
              where b.order_no in (select no from whole) and o.inspector_2 is not null
        union select r.person_id from recusal r join work_order o on o.order_no = @orderNo
              where (r.subject = 'customer' and r.subject_no = o.customer_no) or (r.subject = 'area' and r.subject_no = o.area_no)
        """,
        new { orderNo })).ToHashSet();

    /// <summary>Both answers to every item of every re-inspected visit whose second visit is accepted.</summary>
    public static Task<IReadOnlyList<PairRow>> BlindPairsAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<PairRow>(
        """
        select b.sample_id as SampleId, b.stratum as Stratum, b.order_no as OrderNo, b.due_on as DueOn, coalesce(o.crew_id, '') as CrewId,
               coalesce(o.area_no, '') as AreaNo, w.started_at as SecondAt, f.item_code as Item, f.answer as FirstAnswer, f.failed as FirstFailed,
               s.answer as SecondAnswer, s.failed as SecondFailed
        from blind_reinspection b
        join visit v on v.visit_id = b.first_visit_id
        join work_order o on o.order_no = v.order_no
        join visit w on w.order_no = b.order_no and w.state = 'accepted'
        join visit_item f on f.visit_id = v.visit_id
        join visit_item s on s.visit_id = w.visit_id and s.item_code = f.item_code
        where v.started_at >= @from and v.started_at < @until and @@scope(v.org_path)
        order by b.order_no, f.item_code
        """,
        new { from = Begin(from), until = Begin(until.AddDays(1)) });

    /// <summary>Strata of every sample whose period touches the asked one.</summary>
    public static Task<IReadOnlyList<StratumRow>> BlindStrataAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<StratumRow>(
        """
        select t.sample_id as SampleId, t.stratum as Stratum, t.visits as Visits, t.drawn as Drawn,
               (select count(*) from blind_reinspection b join work_order o on o.order_no = b.order_no where b.sample_id = t.sample_id
                and b.stratum = t.stratum and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned')) as Waiting
        from blind_stratum t join blind_sample m on m.sample_id = t.sample_id
        where m.from_day <= @until and m.until_day >= @from and @@scope(m.org_path)
        order by t.sample_id, t.stratum
        """,
        new { from, until });
}

/// <summary>A visit that can be drawn.</summary>
internal sealed class FrameRow
{
    public string VisitId { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public string CrewId { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public long Unfinished { get; init; }

    public string Stratum => $"{CrewId}|{OrgPath}";
}

/// <summary>One item as both crews answered it.</summary>
internal sealed class PairRow
{
    public string SampleId { get; init; } = "";

    public string Stratum { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public DateOnly DueOn { get; init; }

    public string CrewId { get; init; } = "";

    public string AreaNo { get; init; } = "";

    public DateTimeOffset SecondAt { get; init; }

    public string Item { get; init; } = "";

    public string FirstAnswer { get; init; } = "";

    public long FirstFailed { get; init; }

    public string SecondAnswer { get; init; } = "";

    public long SecondFailed { get; init; }

    public bool Late => CompanyTime.Day(SecondAt) > DueOn;
}

/// <summary>A stratum of a sample.</summary>
internal sealed class StratumRow
{
    public string SampleId { get; init; } = "";

    public string Stratum { get; init; } = "";

    public long Visits { get; init; }

    public long Drawn { get; init; }

    public long Waiting { get; init; }
}
