using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Planning;

/// <summary>What is sealed, what has been opened, who stands aside, and what was drawn by lot (计划保密与干预分组).</summary>
public sealed class PlanIntegrity(Database database)
{
    /// <param name="Days">Sealed days, latest first.</param>
    /// <param name="Plans">Approved plans with days that are not sealed.</param>
    /// <param name="Recusals">Who may not go where.</param>
    /// <param name="Draws">Draws of treatments with the customers of each arm.</param>
    /// <param name="Waiting">Letters and remote checks that were drawn and are not done.</param>
    public sealed record View(
        IReadOnlyList<SealedDayRow> Days, IReadOnlyList<string> Plans, IReadOnlyList<RecusalRow> Recusals, IReadOnlyList<DrawRow> Draws, IReadOnlyList<WaitingRow> Waiting);

    public async Task<Outcome<View>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager);
        await using var look = await database.LookAsync(actor, stop);
        return new View(
            await look.QueryAsync<SealedDayRow>(
                """
                select s.plan_id as PlanId, s.day as Day, s.commitment as Commitment, s.sealed_at as SealedAt, s.opened_at as OpenedAt, s.opened_by as OpenedBy
                from plan_seal s join inspection_plan p on p.plan_id = s.plan_id where @@scope(p.org_path) order by s.day desc, s.plan_id
                """),
            await look.QueryAsync<string>(
                """
                select p.plan_id from inspection_plan p where p.state = 'approved' and @@scope(p.org_path)
                  and not exists (select 1 from plan_seal s where s.plan_id = p.plan_id) order by p.plan_id desc
                """),
            await look.QueryAsync<RecusalRow>(
                """
                select r.person_id as PersonId, q.name as Name, r.subject as Subject, r.subject_no as SubjectNo, r.reason as Reason
                from recusal r join person q on q.person_id = r.person_id where @@scope(q.org_path) order by q.name, r.subject, r.subject_no
                """),
            await look.QueryAsync<DrawRow>(
                """
                select d.draw_id as DrawId, d.drawn_at as DrawnAt, d.watch_until as WatchUntil,
                       count(case when m.arm = 'visit' then 1 end) as Visit, count(case when m.arm = 'letter' then 1 end) as Letter,
                       count(case when m.arm = 'remote' then 1 end) as Remote, count(case when m.arm = 'none' then 1 end) as Untreated
                from arm_draw d join arm_member m on m.draw_id = d.draw_id where @@scope(d.org_path)
                group by d.draw_id, d.drawn_at, d.watch_until order by d.drawn_at desc, d.draw_id
                """),
            await look.QueryAsync<WaitingRow>(
                """
                select m.draw_id as DrawId, m.customer_no as CustomerNo, m.arm as Arm from arm_member m
                where m.arm in ('letter', 'remote') and m.done_on is null and @@scope(m.org_path) order by m.draw_id, m.customer_no
                """));
    }

    /// <summary>A sealed day.</summary>
    public sealed class SealedDayRow
    {
        public string PlanId { get; init; } = "";

        public DateOnly Day { get; init; }

        public string Commitment { get; init; } = "";

        public DateTimeOffset SealedAt { get; init; }

        public DateTimeOffset? OpenedAt { get; init; }

        public string? OpenedBy { get; init; }
    }

    /// <summary>Somebody who stands aside.</summary>
    public sealed class RecusalRow
    {
        public string PersonId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Subject { get; init; } = "";

        public string SubjectNo { get; init; } = "";

        public string Reason { get; init; } = "";
    }

    /// <summary>A draw of treatments.</summary>
    public sealed class DrawRow
    {
        public string DrawId { get; init; } = "";

        public DateTimeOffset DrawnAt { get; init; }

        public DateOnly WatchUntil { get; init; }

        public long Visit { get; init; }

        public long Letter { get; init; }

        public long Remote { get; init; }

        public long Untreated { get; init; }
    }

    /// <summary>A treatment that was drawn and not given yet.</summary>
    public sealed class WaitingRow
    {
        public string DrawId { get; init; } = "";

        public string CustomerNo { get; init; } = "";

        public string Arm { get; init; } = "";
    }
}
