using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>What became of a tip, for whoever holds its code (凭码查询). A wrong code takes as long as a right one and is answered alike.</summary>
public sealed class TipStatus(Database database, TipSecrets secrets)
{
    /// <param name="State">Where it stands; a duplicate goes on with its original.</param>
    /// <param name="Joined">Whether it was joined to an earlier tip.</param>
    /// <param name="ReceivedOn">Day of receipt.</param>
    /// <param name="DecideBy">By when it is decided; null once it is.</param>
    /// <param name="Reason">Reason of the decision in plain words; null before.</param>
    /// <param name="PassedTo">To whom it was passed on; null when it was not.</param>
    /// <param name="Result">What the visit came to.</param>
    /// <param name="Reward">Where the reward stands; null when there is none.</param>
    /// <param name="RewardFen">Its amount, fen; null before it is approved.</param>
    public sealed record Answer(
        TipState State, bool Joined, DateOnly ReceivedOn, DateOnly? DecideBy, string? Reason, string? PassedTo, TipResult Result, RewardState? Reward, long? RewardFen);

    public async Task<Outcome<Answer>> RunAsync(string code, CancellationToken stop)
    {
        var hash = await secrets.HashAsync(code, stop);
        await using var look = await database.LookAsync(Actor.System, stop);
        if (await look.FindAsync<Row>(Sql, new { hash }) is not { } row) return TipProblems.CodeUnknown;
        var reward = row.Reward is null ? (RewardState?)null : EnumText.Parse<RewardState>(row.Reward);
        var state = EnumText.Parse<TipState>(row.State);
        return new Answer(
            state, row.Joined == 1, row.ReceivedOn, TipStates.IsOpen(state) ? row.DecideBy : null, row.Reason, row.PassedTo, EnumText.Parse<TipResult>(row.Result),
            reward, reward is RewardState.Approved or RewardState.Paid ? row.RewardFen : null);
    }

    private const string Sql =
        $"""
        select t.state as State, case when m.state = 'duplicate' then 1 else 0 end as Joined, m.received_on as ReceivedOn, t.decide_by as DecideBy,
               t.reason as Reason, t.passed_to as PassedTo, {TipStore.ResultOf} as Result, r.state as Reward, r.amount_fen as RewardFen
        from tip_off m join tip_off t on t.tip_no = coalesce(m.duplicate_of, m.tip_no)
        left join tip_reward r on r.tip_no = m.tip_no
        where m.code_hash = @hash
        """;

    private sealed class Row
    {
        public string State { get; init; } = "";

        public long Joined { get; init; }

        public DateOnly ReceivedOn { get; init; }

        public DateOnly DecideBy { get; init; }

        public string? Reason { get; init; }

        public string? PassedTo { get; init; }

        public string Result { get; init; } = "";

        public string? Reward { get; init; }

        public long? RewardFen { get; init; }
    }
}
