using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>What of tips waits for a person (待办): decisions for the desk, the overdue first; openings for a manager; rewards for an approver.</summary>
public sealed class TipWaiting(Database database)
{
    /// <param name="Step">decide, open, reward.</param>
    /// <param name="No">Number of the tip or the reward.</param>
    /// <param name="DecideBy">By when; null when there is no day.</param>
    public sealed record Waiting(string Step, string No, DateOnly? DecideBy);

    public async Task<IReadOnlyList<Waiting>> RunAsync(int most, Actor actor, CancellationToken stop)
    {
        if (actor.Is(Role.Inspector) || !actor.Is(Role.Analyst, Role.Auditor, Role.Manager, Role.Approver)) return [];
        await using var look = await database.LookAsync(actor, stop);
        return [.. (await look.QueryAsync<Row>(
            """
            select 'decide' as Step, t.tip_no as No, t.decide_by as DecideBy from tip_off t where @decides = 1 and t.state in ('received', 'checking') and @@scope(t.org_path)
            union all
            select 'open', t.tip_no, null from tip_opening o join tip_off t on t.tip_no = o.tip_no where @opens = 1 and o.state = 'asked' and o.asked_by <> @me and @@scope(t.org_path)
            union all
            select 'reward', r.reward_no, null from tip_reward r join tip_off t on t.tip_no = r.tip_no where @rewards = 1 and r.state = 'proposed' and r.proposed_by <> @me and @@scope(t.org_path)
            order by 3, 2 limit @most
            """,
            new
            {
                decides = TipRules.MayDecide(actor) is null ? 1L : 0L,
                opens = actor.Is(Role.Manager) ? 1L : 0L,
                rewards = actor.Is(Role.Approver) ? 1L : 0L,
                me = actor.PersonId,
                most = (long)most,
            })).Select(r => new Waiting(r.Step, r.No, r.DecideBy))];
    }

    private sealed class Row
    {
        public string Step { get; init; } = "";

        public string No { get; init; } = "";

        public DateOnly? DecideBy { get; init; }
    }
}
