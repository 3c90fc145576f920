using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>SQL that reads what visits of a period wrote down, to set it against everything else.</summary>
internal static class ScoreStore
{
    private const string Period = "v.state in ('submitted', 'accepted') and v.started_at >= @from and v.started_at < @until and @@scope(v.org_path)";

    /// <summary>One row per visit and person who counts.</summary>
    public static Task<IReadOnlyList<ScoredVisitRow>> ScoredVisitsAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<ScoredVisitRow>(
        $"""
        select v.visit_id as VisitId, o.customer_no as CustomerNo, o.usage_point_no as UsagePointNo, o.area_no as AreaNo, o.ct as Ct,
               v.started_at as StartedAt, v.finished_at as FinishedAt, i.person_id as PersonId,
               (select count(*) from visit_item x where x.visit_id = v.visit_id) as Items,
               (select min(m.taken_at) from visit_measurement m where m.visit_id = v.visit_id) as MeasuredAt,
               coalesce(p.longitude, a.longitude) as Longitude, coalesce(p.latitude, a.latitude) as Latitude
        from visit v join work_order o on o.order_no = v.order_no
        join visit_inspector i on i.visit_id = v.visit_id and i.counted = 1
        left join usage_point p on p.usage_point_no = o.usage_point_no and p.known_to > @now and p.valid_from <= @today and p.valid_to > @today
        left join transformer_area a on a.area_no = o.area_no and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today
        where {Period} order by v.started_at, v.visit_id, i.person_id
        """,
        Arguments(session, from, until));

    public static Task<IReadOnlyList<ScoredValueRow>> ScoredValuesAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<ScoredValueRow>(
        $"select v.visit_id as VisitId, m.quantity as Quantity, m.phase as Phase, m.value as Value from visit v join visit_measurement m on m.visit_id = v.visit_id where {Period} order by v.visit_id, m.n",
        Arguments(session, from, until));

    public static Task<IReadOnlyList<ScoredPhotoRow>> ScoredPhotosAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<ScoredPhotoRow>(
        $"select v.visit_id as VisitId, p.sha256 as Sha256 from visit v join visit_photo p on p.visit_id = v.visit_id where {Period} and p.media_type like 'image/%' order by v.visit_id, p.n",
        Arguments(session, from, until));

    private static object Arguments(Session session, DateOnly from, DateOnly until) =>
        new { from = BlindStore.Begin(from), until = BlindStore.Begin(until.AddDays(1)), now = session.Now, today = CompanyTime.Day(session.Now) };
}

/// <summary>A visit and one of its people.</summary>
internal sealed class ScoredVisitRow
{
    public string VisitId { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? UsagePointNo { get; init; }

    public string? AreaNo { get; init; }

    public long Ct { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string PersonId { get; init; } = "";

    public long Items { get; init; }

    public DateTimeOffset? MeasuredAt { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }
}

/// <summary>A measured value.</summary>
internal sealed class ScoredValueRow
{
    public string VisitId { get; init; } = "";

    public string Quantity { get; init; } = "";

    public string? Phase { get; init; }

    public double Value { get; init; }
}

/// <summary>A photo.</summary>
internal sealed class ScoredPhotoRow
{
    public string VisitId { get; init; } = "";

    public string Sha256 { get; init; } = "";
}
