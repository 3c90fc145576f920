using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Detection;

/// <summary>The ranked list of leads of the latest analysis that has any (线索).</summary>
public sealed class LeadList(Database database)
{
    internal const string LatestRun =
        "(select r.run_id from analysis_run r where exists (select 1 from lead x where x.run_id = r.run_id) order by r.started_at desc, r.run_id desc limit 1)";

    internal const string Columns =
        """
        select l.lead_id as LeadId, l.rank as Rank, l.subject_kind as SubjectKind, l.customer_no as CustomerNo, c.name as CustomerName,
               c.customer_class as CustomerClass, l.usage_point_no as UsagePointNo, l.area_no as AreaNo, a.name as AreaName,
               l.kind as Kind, l.score as Score, l.probability as Probability, l.low_wh_per_day as LowWhPerDay,
               l.mid_wh_per_day as MidWhPerDay, l.high_wh_per_day as HighWhPerDay, l.onset as Onset,
               l.statistical_only as StatisticalOnly, l.phases as Phases, l.state as State,
               r.text_zh as WhyZh, r.text_en as WhyEn,
               (select count(*) from lead_reason x where x.lead_id = l.lead_id) as Reasons,
               l.causes_open as InnocentOpen
        """;

    internal const string Joined =
        """
        from lead l
        left join customer c on c.customer_no = l.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
        left join transformer_area a on a.area_no = l.area_no and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today
        left join lead_reason r on r.lead_id = l.lead_id and r.n = (select min(y.n) from lead_reason y where y.lead_id = l.lead_id)
        """;

    private static readonly ListSql Sql = new()
    {
        Select = Columns,
        From = $"{Joined} where l.run_id = {LatestRun} and @@scope(l.org_path)",
        SearchIn = ["l.customer_no", "c.name", "l.area_no", "a.name", "r.text_zh", "r.text_en"],
        Filters = new Dictionary<string, string>
        {
            ["kind"] = "l.kind = @value",
            ["state"] = "l.state = @value",
            ["area"] = "l.area_no = @value",
            ["class"] = "c.customer_class = @value",
            ["basis"] = "(@value = 'evidence' and l.statistical_only = 0) or (@value = 'statistical' and l.statistical_only = 1)",
        },
        Sorts = new Dictionary<string, string>
        {
            ["rank"] = "l.rank",
            ["customer"] = "l.customer_no",
            ["area"] = "l.area_no",
            ["kind"] = "l.kind",
            ["probability"] = "l.probability",
            ["score"] = "l.score",
            ["energy"] = "l.mid_wh_per_day",
            ["onset"] = "l.onset",
            ["open"] = "InnocentOpen",
            ["state"] = "l.state",
        },
        Order = "l.rank",
        Key = "l.lead_id",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>Every lead ever made about a customer, the latest run first.</summary>
    public async Task<IReadOnlyList<Row>> OfCustomerAsync(string customerNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<Row>(
            $"{Columns} {Joined} join analysis_run ar on ar.run_id = l.run_id where l.customer_no = @customerNo and @@scope(l.org_path) order by ar.started_at desc, l.rank",
            new { customerNo, now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    public sealed class Row
    {
        public string LeadId { get; init; } = "";

        public long Rank { get; init; }

        /// <summary><c>customer</c> or <c>area</c>.</summary>
        public string SubjectKind { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string? CustomerName { get; init; }

        public string? CustomerClass { get; init; }

        public string? UsagePointNo { get; init; }

        public string? AreaNo { get; init; }

        public string? AreaName { get; init; }

        public string Kind { get; init; } = "";

        public double Score { get; init; }

        public double Probability { get; init; }

        public long? LowWhPerDay { get; init; }

        public long? MidWhPerDay { get; init; }

        public long? HighWhPerDay { get; init; }

        public DateOnly? Onset { get; init; }

        public long StatisticalOnly { get; init; }

        public string? Phases { get; init; }

        public string State { get; init; } = "";

        public string? WhyZh { get; init; }

        public string? WhyEn { get; init; }

        public long Reasons { get; init; }

        public long InnocentOpen { get; init; }
    }
}
