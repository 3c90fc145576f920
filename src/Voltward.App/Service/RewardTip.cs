using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;
using Voltward.Domain.Units;

namespace Voltward.App.Service;

/// <summary>Proposes the reward of a confirmed tip (提出奖励), within the company's terms.</summary>
public sealed class ProposeReward(Database database, TipShelf shelf)
{
    private const int WhyMost = 300;

    public sealed record Request(string TipNo, decimal AmountYuan, string Why);

    /// <summary>The number of the reward.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (TipRules.MayDecide(actor) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(request.Why) || request.Why.Length > WhyMost) return TipProblems.TextUnfit("why", WhyMost);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeTipAsync(request.TipNo) is not { } tip) return TipProblems.NotFound(request.TipNo);
        var terms = shelf.On(CompanyTime.Day(work.Now));
        var amount = Yuan.Rounded(request.AmountYuan);
        if (TipRules.MayReward(tip.TipKind, await work.ResultAsync(tip.TipNo), amount, terms) is { } unfit) return unfit;
        var rewardNo = await work.NextNumberAsync("JL");
        var isNew = await work.ExecuteAsync(
            """
            insert into tip_reward (reward_no, tip_no, amount_fen, terms, state, why, proposed_by, proposed_at)
            values (@rewardNo, @TipNo, @Fen, @Version, 'proposed', @why, @actor, @at) on conflict (tip_no) do nothing
            """,
            new { rewardNo, tip.TipNo, amount.Fen, terms.Version, why = request.Why.Trim(), actor = actor.PersonId, at = work.Now });
        if (isNew != 1) return TipProblems.RewardThere;
        await work.CommitAsync("tip.reward-proposed", $"tip-reward/{rewardNo}", new { amount.Fen }, stop: stop);
        return rewardNo;
    }
}

/// <summary>Approves or refuses a reward (审批奖励), by an approver who did not propose it.</summary>
public sealed class AnswerReward(Database database)
{
    public sealed record Request(string RewardNo, bool Approve);

    public async Task<Outcome<RewardState>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Approver)) return AccessProblems.RoleMissing(Role.Approver);
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.FindAsync<RewardRow>($"{RewardRow.Sql} where r.reward_no = @RewardNo and @@scope(t.org_path)", request);
        if (row is null) return TipProblems.RewardUnknown;
        if (row.ProposedBy == actor.PersonId) return TipProblems.SamePerson;
        if (!RewardStates.Next(row.Current, request.Approve ? RewardEvent.Approve : RewardEvent.Refuse).Succeeded(out var next, out var refused)) return refused;
        var moved = await work.ExecuteAsync(
            "update tip_reward set state = @state, answered_by = @actor, answered_at = @at where reward_no = @RewardNo and state = 'proposed'",
            new { state = next.Code(), actor = actor.PersonId, at = work.Now, request.RewardNo });
        if (moved != 1) return TipProblems.RewardOutOfOrder(row.Current, RewardEvent.Approve);
        await work.CommitAsync(request.Approve ? "tip.reward-approved" : "tip.reward-refused", $"tip-reward/{row.RewardNo}", stop: stop);
        return next;
    }
}

/// <summary>
/// Pays an approved reward to whoever brings the code (凭码兑付), by a cashier who neither proposed nor approved it. The cashier sees the amount and the number of the
/// reward, not the tip; who received it is not asked and not written.
/// </summary>
public sealed class PayReward(Database database, TipSecrets secrets)
{
    /// <param name="RewardNo">Number of the reward, for the books.</param>
    /// <param name="AmountFen">What is paid, fen.</param>
    public sealed record Paid(string RewardNo, long AmountFen);

    public async Task<Outcome<Paid>> RunAsync(string code, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Cashier)) return AccessProblems.RoleMissing(Role.Cashier);
        var hash = await secrets.HashAsync(code, stop);
        await using var work = await database.BeginAsync(actor, stop);
        // The code is the key: it reaches a tip of any part of the organisation, and the cashier learns nothing of it.
        var row = await work.FindAsync<RewardRow>($"{RewardRow.Sql} where t.code_hash = @hash and r.state in ('approved', 'paid')", new { hash });
        if (row is null) return TipProblems.RewardUnknown;
        if (!RewardStates.Next(row.Current, RewardEvent.Pay).Succeeded(out var next, out var refused)) return refused;
        if (row.ProposedBy == actor.PersonId || row.AnsweredBy == actor.PersonId) return TipProblems.SamePerson;
        var moved = await work.ExecuteAsync(
            "update tip_reward set state = @state, paid_by = @actor, paid_at = @at where reward_no = @RewardNo and state = 'approved'",
            new { state = next.Code(), actor = actor.PersonId, at = work.Now, row.RewardNo });
        if (moved != 1) return TipProblems.RewardOutOfOrder(RewardState.Paid, RewardEvent.Pay);
        await work.CommitAsync("tip.reward-paid", $"tip-reward/{row.RewardNo}", new { row.AmountFen }, stop: stop);
        return new Paid(row.RewardNo, row.AmountFen);
    }
}

/// <summary>A reward as stored.</summary>
internal sealed class RewardRow
{
    public const string Sql =
        """
        select r.reward_no as RewardNo, r.amount_fen as AmountFen, r.state as State, r.proposed_by as ProposedBy, r.answered_by as AnsweredBy
        from tip_reward r join tip_off t on t.tip_no = r.tip_no
        """;

    public string RewardNo { get; init; } = "";

    public long AmountFen { get; init; }

    public string State { get; init; } = "";

    public string ProposedBy { get; init; } = "";

    public string? AnsweredBy { get; init; }

    public RewardState Current => EnumText.Parse<RewardState>(State);
}
