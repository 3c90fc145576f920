using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>
/// Draws by lot what is done about open leads (干预分组): visit, letter, remote check, or nothing until the period is over. Every chance is kept, so
/// that what each treatment changes can be estimated later without asking who was chosen. A lead that tells of danger is never drawn.
/// </summary>
public sealed class DrawArms(Database database, InspectionShelf rules, PolicyShelf policies)
{
    /// <summary>The arms, in the order of their chances.</summary>
    public static IReadOnlyList<string> Arms { get; } = ["visit", "letter", "remote", "none"];

    /// <param name="Leads">At most so many leads, drawn at random from the open ones.</param>
    /// <param name="Chances">Chance of visit, letter, remote check and nothing: each over 0, sum 1; null: 0.4, 0.2, 0.2, 0.2.</param>
    /// <param name="Seed">Seed of the lot; null: a fresh one, kept.</param>
    public sealed record Request(int Leads, IReadOnlyList<double>? Chances = null, string? Seed = null);

    /// <param name="DrawId">The draw.</param>
    /// <param name="ByArm">Customers per arm.</param>
    /// <param name="Orders">Orders written for the visits.</param>
    /// <param name="WatchUntil">Last day of the watched period.</param>
    public sealed record Drawn(string DrawId, IReadOnlyDictionary<string, int> ByArm, IReadOnlyList<string> Orders, DateOnly WatchUntil);

    public async Task<Outcome<Drawn>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.System)) return AccessProblems.RoleMissing(Role.Planner);
        if (!LotSeed.Of(request.Seed, actor).Succeeded(out var seed, out var chosen)) return chosen;
        var chances = request.Chances ?? [0.4, 0.2, 0.2, 0.2];
        if (chances.Count != Arms.Count || chances.Any(c => !(c > 0)) || Math.Abs(chances.Sum() - 1) > 1e-9) return SealProblems.ChancesSenseless;
        await using var work = await database.BeginAsync(actor, stop);
        var today = CompanyTime.Day(work.Now);
        var leads = (await work.DrawableLeadsAsync(today)).OrderBy(l => AuditDraw.Number(seed, "member|" + l.CustomerNo)).Take(request.Leads).ToList();
        if (leads.Count == 0) return SealProblems.NothingToDraw;

        var drawId = await work.NextQualityIdAsync("GY");
        var until = today.AddDays(rules.Quality(today).WatchDays);
        await work.AddArmDrawAsync(drawId, seed, until);
        var orders = new List<string>();
        var byArm = Arms.ToDictionary(a => a, _ => 0);
        foreach (var lead in leads)
        {
            var arm = Arm(AuditDraw.Number(seed, "arm|" + lead.CustomerNo), chances);
            byArm[arm]++;
            await work.AddArmMemberAsync(drawId, lead, arm, chances);
            if (arm == "visit" && await OrderAsync(work, lead, today, policies.On(today)) is { } orderNo) orders.Add(orderNo);
        }

        await work.CommitAsync("plan.arms-drawn", $"draw/{drawId}", new { customers = leads.Count, byArm, chances }, stop: stop);
        return new Drawn(drawId, byArm, orders, until);
    }

    internal static string Arm(double number, IReadOnlyList<double> chances)
    {
        var at = 0;
        while (at < chances.Count - 1 && (number -= chances[at]) >= 0) at++;
        return Arms[at];
    }

    private async Task<string?> OrderAsync(Work work, DrawableLead lead, DateOnly today, PlanningPolicy policy)
    {
        if (await work.FindCustomerAsync(lead.CustomerNo, today) is not { } customer) return null;
        if (!await work.MoveLeadAsync(lead.LeadId, "open", "planned")) return null;
        var s = Subject.Of(customer);
        var order = new OrderRow
        {
            OrderNo = await work.NextOrderNoAsync(),
            LeadId = lead.LeadId,
            CustomerNo = s.CustomerNo,
            UsagePointNo = s.UsagePointNo,
            AreaNo = s.AreaNo,
            OrgPath = s.OrgPath,
            Kind = "customer-visit",
            ReasonCode = "breach",
            ChecklistId = rules.ChecklistOf("customer-visit", s.Facts, today).ChecklistId,
            VoltageV = s.Facts.VoltageV,
            Phases = s.Phases,
            Ct = s.Ct ? 1 : 0,
            Minutes = policy.MinutesOf("customer-visit", s.Facts.VoltageV),
            CreatedBy = work.Actor.PersonId,
            CreatedAt = work.Now,
        };
        await work.AddOrderAsync(order);
        return order.OrderNo;
    }
}

/// <summary>Notes that a drawn letter was sent or a drawn remote check made (登记干预措施).</summary>
public sealed class NoteArmDone(Database database)
{
    public sealed record Request(string DrawId, string CustomerNo);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Analyst)) return AccessProblems.RoleMissing(Role.Planner, Role.Analyst);
        await using var work = await database.BeginAsync(actor, stop);
        var noted = await work.ExecuteAsync(
            """
            update arm_member set done_on = coalesce(done_on, @today), done_by = coalesce(done_by, @PersonId)
            where draw_id = @DrawId and customer_no = @CustomerNo and arm in ('letter', 'remote') and @@scope(org_path)
            """,
            new { request.DrawId, request.CustomerNo, today = CompanyTime.Day(work.Now), actor.PersonId });
        if (noted != 1) return OrderProblems.CustomerNotFound(request.CustomerNo);
        await work.CommitAsync("plan.arm-done", $"draw/{request.DrawId}", new { request.CustomerNo }, stop: stop);
        return new Done();
    }
}

/// <summary>SQL of drawn treatments.</summary>
internal static class ArmStore
{
    /// <summary>Condition for the alias <c>l</c> of a lead: its customer is held out until the watched period is over.</summary>
    public const string HeldOut =
        """
        exists (select 1 from arm_member am join arm_draw ad on ad.draw_id = am.draw_id
            where am.customer_no = l.customer_no and am.arm <> 'visit' and ad.watch_until >= @armDay)
        """;

    /// <summary>Open leads of customers without unfinished order and outside every running draw, without signs of danger.</summary>
    public static Task<IReadOnlyList<DrawableLead>> DrawableLeadsAsync(this Session session, DateOnly today) => session.QueryAsync<DrawableLead>(
        """
        select l.lead_id as LeadId, l.customer_no as CustomerNo, l.org_path as OrgPath, l.probability as Probability, l.mid_wh_per_day as WhPerDay
        from lead l
        where l.state = 'open' and l.kind = 'theft-suspicion' and l.customer_no is not null and l.usage_point_no is not null and @@scope(l.org_path)
          and l.run_id = (select r.run_id from analysis_run r where r.state = 'done' order by r.finished_at desc limit 1)
          and not exists (select 1 from work_order o where o.customer_no = l.customer_no and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned'))
          and not exists (select 1 from arm_member m join arm_draw d on d.draw_id = m.draw_id where m.customer_no = l.customer_no and d.watch_until >= @today)
          and not exists (select 1 from hazard h where h.customer_no = l.customer_no and h.state <> 'closed')
        order by l.customer_no
        """,
        new { today });

    public static Task AddArmDrawAsync(this Work work, string drawId, string seed, DateOnly until) => work.ExecuteAsync(
        "insert into arm_draw (draw_id, org_path, seed, watch_until, drawn_by, drawn_at) values (@drawId, @OrgPath, @seed, @until, @PersonId, @Now)",
        new { drawId, work.Actor.OrgPath, seed, until, work.Actor.PersonId, work.Now });

    public static Task AddArmMemberAsync(this Work work, string drawId, DrawableLead lead, string arm, IReadOnlyList<double> chances) => work.ExecuteAsync(
        """
        insert into arm_member (draw_id, customer_no, lead_id, org_path, arm, chance_visit, chance_letter, chance_remote, chance_none, probability, wh_per_day)
        values (@drawId, @CustomerNo, @LeadId, @OrgPath, @arm, @visit, @letter, @remote, @none, @Probability, @WhPerDay)
        """,
        new { drawId, lead.CustomerNo, lead.LeadId, lead.OrgPath, arm, visit = chances[0], letter = chances[1], remote = chances[2], none = chances[3], lead.Probability, lead.WhPerDay });
}

/// <summary>An open lead that can be drawn.</summary>
internal sealed class DrawableLead
{
    public string LeadId { get; init; } = "";

    public string CustomerNo { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public double? Probability { get; init; }

    public long? WhPerDay { get; init; }
}
