using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Detection;

/// <summary>The customers of an area with the score each got in the latest analysis (台区用户评分).</summary>
public sealed class ScoreList(Database database)
{
    public async Task<IReadOnlyList<Row>> OfAreaAsync(string areaNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<Row>(
            $"""
            select u.usage_point_no as UsagePointNo, u.customer_no as CustomerNo, c.name as Name, c.customer_class as CustomerClass,
                   u.phase as Phase, u.meter_box as MeterBox, u.longitude as Longitude, u.latitude as Latitude, s.score as Score, s.probability as Probability, l.lead_id as LeadId,
                   l.kind as LeadKind, l.mid_wh_per_day as MidWhPerDay
            from usage_point u
            left join customer c on c.customer_no = u.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
            left join customer_score s on s.customer_no = u.customer_no and s.run_id = (
                select r.run_id from analysis_run r where r.state = 'done' and exists (select 1 from customer_score x where x.run_id = r.run_id)
                order by r.started_at desc, r.run_id desc limit 1)
            left join lead l on l.customer_no = u.customer_no and l.run_id = {LeadList.LatestRun}
            where u.area_no = @areaNo and u.known_to > @now and u.valid_from <= @today and u.valid_to > @today and @@scope(u.org_path)
            order by s.score desc nulls last, u.customer_no
            """,
            new { areaNo, now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    public sealed class Row
    {
        public string UsagePointNo { get; init; } = "";

        public string CustomerNo { get; init; } = "";

        public string? Name { get; init; }

        public string? CustomerClass { get; init; }

        public string? Phase { get; init; }

        public string? MeterBox { get; init; }

        public double? Longitude { get; init; }

        public double? Latitude { get; init; }

        public double? Score { get; init; }

        public double? Probability { get; init; }

        public string? LeadId { get; init; }

        public string? LeadKind { get; init; }

        public long? MidWhPerDay { get; init; }
    }
}
