using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Service;

/// <summary>Rewards of tips as those who approve them see them (奖励审批): what kind, how much and why, not what the tip says.</summary>
public sealed class RewardList(Database database)
{
    public async Task<IReadOnlyList<Row>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Approver, Role.Manager, Role.Auditor, Role.Analyst, Role.System)) return [];
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<Row>(
            """
            select r.reward_no as RewardNo, t.kind as Kind, r.amount_fen as AmountFen, r.terms as Terms, r.state as State, r.why as Why, p.name as ProposedBy, r.proposed_at as ProposedAt,
                   a.name as AnsweredBy, r.paid_at as PaidAt
            from tip_reward r join tip_off t on t.tip_no = r.tip_no
            left join person p on p.person_id = r.proposed_by
            left join person a on a.person_id = r.answered_by
            where @@scope(t.org_path) order by case r.state when 'proposed' then 0 when 'approved' then 1 else 2 end, r.reward_no desc
            """);
    }

    /// <summary>A reward. Money is fen.</summary>
    public sealed class Row
    {
        public string RewardNo { get; init; } = "";

        public string Kind { get; init; } = "";

        public long AmountFen { get; init; }

        public string Terms { get; init; } = "";

        /// <summary>proposed, approved, refused, paid.</summary>
        public string State { get; init; } = "";

        public string Why { get; init; } = "";

        public string? ProposedBy { get; init; }

        public DateTimeOffset ProposedAt { get; init; }

        public string? AnsweredBy { get; init; }

        public DateTimeOffset? PaidAt { get; init; }
    }
}
