using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Cases;

/// <summary>The list of cases (案件).</summary>
public sealed class CaseList(Database database)
{
    internal const string Columns =
        """
        select i.case_no as CaseNo, i.kind as Kind, i.rule_id as RuleId, i.state as State, i.customer_no as CustomerNo, c.name as CustomerName,
               i.area_no as AreaNo, i.conduct_from as ConductFrom, i.conduct_to as ConductTo, i.opened_at as OpenedAt, i.opened_by as OpenedBy,
               i.closed_at as ClosedAt, f.method as Method, f.description as Description, f.visit_id as VisitId, f.order_no as OrderNo,
               s.version as Version, s.energy_wh as EnergyWh, s.charge_fen as ChargeFen, s.penalty_fen as PenaltyFen, s.state as SettlementState,
               case when s.blocked is null then 0 else 1 end as Blocked,
               cast((select coalesce(sum(p.amount_fen), 0) from payment p where p.case_no = i.case_no and p.money = 'back-billed-charge') as bigint) as ChargePaidFen,
               cast((select coalesce(sum(p.amount_fen), 0) from payment p where p.case_no = i.case_no and p.money = 'penalty-charge') as bigint) as PenaltyPaidFen
        """;

    internal const string Joined =
        """
        from inspection_case i
        join finding f on f.finding_id = i.finding_id
        left join customer c on c.customer_no = i.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
        left join settlement s on s.case_no = i.case_no and s.version = (select max(x.version) from settlement x where x.case_no = i.case_no)
        """;

    private static readonly ListSql Sql = new()
    {
        Select = Columns,
        From = $"{Joined} where @@scope(i.org_path) and @@blind(f.visit_id)",
        SearchIn = ["i.case_no", "i.customer_no", "c.name", "f.description"],
        Filters = new Dictionary<string, string>
        {
            ["state"] = "i.state = @value",
            ["kind"] = "i.kind = @value",
            ["rule"] = "i.rule_id = @value",
            ["customer"] = "i.customer_no = @value",
            ["open"] = "@value = '1' and i.state not in ('Closed', 'Dropped')",
        },
        Sorts = new Dictionary<string, string>
        {
            ["case"] = "i.case_no",
            ["customer"] = "i.customer_no",
            ["state"] = "i.state",
            ["kind"] = "i.kind",
            ["opened"] = "i.opened_at",
            ["energy"] = "s.energy_wh",
            ["charge"] = "s.charge_fen",
            ["penalty"] = "s.penalty_fen",
        },
        Order = "i.opened_at desc",
        Key = "i.case_no",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>A case with its latest settlement. Energy Wh, money fen; the two kinds of money stand apart.</summary>
    public sealed class Row
    {
        public string CaseNo { get; init; } = "";

        /// <summary>theft or breach.</summary>
        public string Kind { get; init; } = "";

        public string RuleId { get; init; } = "";

        /// <summary>Name of a <c>CaseState</c>.</summary>
        public string State { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string? CustomerName { get; init; }

        public string? AreaNo { get; init; }

        public DateOnly? ConductFrom { get; init; }

        public DateOnly? ConductTo { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public string OpenedBy { get; init; } = "";

        public DateTimeOffset? ClosedAt { get; init; }

        public string? Method { get; init; }

        public string Description { get; init; } = "";

        public string VisitId { get; init; } = "";

        public string OrderNo { get; init; } = "";

        public long? Version { get; init; }

        public long? EnergyWh { get; init; }

        public long? ChargeFen { get; init; }

        public long? PenaltyFen { get; init; }

        public string? SettlementState { get; init; }

        /// <summary>1 while the settlement may not be served.</summary>
        public long Blocked { get; init; }

        public long ChargePaidFen { get; init; }

        public long PenaltyPaidFen { get; init; }
    }
}
