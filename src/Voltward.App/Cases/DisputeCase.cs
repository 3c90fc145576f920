using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Records that the customer contests an item (异议). Collection rests until it is answered.</summary>
public sealed class DisputeCase(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Item">Line of the settlement, or fact, that is contested.</param>
    /// <param name="Reason">The customer's reason.</param>
    public sealed record Request(string CaseNo, string Item, string Reason);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Executor, Role.Investigator)) return AccessProblems.RoleMissing(Role.Executor, Role.Investigator);
        if (string.IsNullOrWhiteSpace(request.Item)) return CaseFlowProblems.TextMissing("item");
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (await work.StepAsync(held, CaseEvent.Dispute, null, request.Item) is { } refused) return refused;
        await work.AddDisputeAsync(held.CaseNo, request.Item, request.Reason);
        await work.CommitAsync("case.disputed", $"case/{held.CaseNo}", new { request.Item }, stop: stop);
        return new Done();
    }
}

/// <summary>Answers a dispute (答复异议): the figure stands, or the case is calculated again. By the one who reviews, never who calculated.</summary>
public sealed class AnswerDispute(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Upheld">True: the figure stands. False: calculate again.</param>
    /// <param name="Answer">What the customer is told.</param>
    public sealed record Request(string CaseNo, bool Upheld, string Answer);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Approver)) return AccessProblems.RoleMissing(Role.Approver);
        if (string.IsNullOrWhiteSpace(request.Answer)) return CaseFlowProblems.TextMissing("answer");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        var people = DutyRules.People(Duty.Review, actor);
        if ((await work.DutiesAsync(held.CaseNo)).Any(d => people.Contains(d.PersonId))) return CaseFlowProblems.PartTakerAnswers;
        if (await work.StepAsync(held, request.Upheld ? CaseEvent.Uphold : CaseEvent.Recalculate, Duty.Review, request.Answer) is { } refused) return refused;
        var answered = await work.ExecuteAsync(
            "update case_dispute set answer = @Answer, upheld = @upheld, answered_at = @at, answered_by = @actor where case_no = @CaseNo and answer is null",
            new { request.Answer, upheld = request.Upheld ? 1L : 0L, at = work.Now, actor = actor.PersonId, held.CaseNo });
        if (answered == 0) return CaseFlowProblems.NoOpenDispute(held.CaseNo);
        await work.CommitAsync("case.dispute-answered", $"case/{held.CaseNo}", new { request.Upheld }, stop: stop);
        return new Done();
    }
}
