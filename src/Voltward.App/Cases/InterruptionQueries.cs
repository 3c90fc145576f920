using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases;

/// <summary>Interruptions of supply with their clocks, those that wait for supply first (停电流程一览).</summary>
public sealed class InterruptionQueries(Database database)
{
    private const string Columns =
        """
        select interruption_no as InterruptionNo, case_no as CaseNo, customer_no as CustomerNo, ground as Ground, place as Place, state as State,
               reason as Reason, proposed_by as ProposedBy, proposed_at as ProposedAt, planned_at as PlannedAt, ordered_at as OrderedAt,
               interrupted_at as InterruptedAt, cause_removed_at as CauseRemovedAt, restore_due_at as RestoreDueAt, restored_at as RestoredAt,
               restored_late_reason as LateReason
        from interruption
        """;

    /// <summary>All that the person may see; those whose cause is gone and whose supply is still out come first, the nearest clock on top.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<Row>(
            $"{Columns} where @@scope(org_path) order by case state when 'CauseRemoved' then 0 when 'Interrupted' then 1 when 'Ordered' then 2 when 'Proposed' then 3 else 4 end, restore_due_at, interruption_no desc limit 500");
    }

    /// <summary>One with its proofs; null when there is none inside the person's part.</summary>
    public async Task<One?> FindAsync(string number, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var row = await look.FindAsync<Row>($"{Columns} where interruption_no = @number and @@scope(org_path)", new { number });
        if (row is null) return null;
        var proofs = await look.QueryAsync<Proof>(
            """
            select p.step as Step, p.item as Item, p.happened_at as HappenedAt, coalesce(x.name, p.actor) as By, p.reference as Reference, p.detail as Detail
            from interruption_proof p left join person x on x.person_id = p.actor where p.interruption_no = @number order by p.n
            """,
            new { number });
        return new One(row, proofs);
    }

    /// <summary>An interruption and what proves its steps.</summary>
    public sealed record One(Row Row, IReadOnlyList<Proof> Proofs);

    public sealed class Row
    {
        public string InterruptionNo { get; init; } = "";

        public string? CaseNo { get; init; }

        public string CustomerNo { get; init; } = "";

        public string Ground { get; init; } = "";

        public string Place { get; init; } = "";

        public string State { get; init; } = "";

        public string Reason { get; init; } = "";

        public string ProposedBy { get; init; } = "";

        public DateTimeOffset ProposedAt { get; init; }

        public DateTimeOffset? PlannedAt { get; init; }

        public DateTimeOffset? OrderedAt { get; init; }

        public DateTimeOffset? InterruptedAt { get; init; }

        public DateTimeOffset? CauseRemovedAt { get; init; }

        public DateTimeOffset? RestoreDueAt { get; init; }

        public DateTimeOffset? RestoredAt { get; init; }

        public string? LateReason { get; init; }

        public InterruptionState Current => Enum.Parse<InterruptionState>(State);
    }

    public sealed class Proof
    {
        public string Step { get; init; } = "";

        public string? Item { get; init; }

        public DateTimeOffset HappenedAt { get; init; }

        public string By { get; init; } = "";

        public string Reference { get; init; } = "";

        public string? Detail { get; init; }
    }
}
