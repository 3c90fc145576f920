using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Closes a case that is paid in full (结案); one of theft only with the whole evidence pack on file.</summary>
public sealed class CloseCase(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.Approver)) return AccessProblems.RoleMissing(Role.Manager, Role.Approver);
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(caseNo);
        if (held is null) return CaseProblems.NotFound(caseNo);
        if (held.CurrentState == CaseState.NoticeServed) return CaseFlowProblems.NotPaid(caseNo);
        if (await work.StepAsync(held, CaseEvent.Close, null, "缴清结案") is { } refused) return refused;
        if (await work.PackRefusesAsync(held, PackStage.NoticeServed) is { } incomplete) return incomplete;
        if (await work.UnapprovedAsync(caseNo) is { Count: > 0 } steps) return CaseFlowProblems.EmergencyUnapproved(steps);
        await work.ExecuteAsync("update finding set state = 'closed' where finding_id = @FindingId", new { held.FindingId });
        await work.CommitAsync("case.closed", $"case/{caseNo}", stop: stop);
        return new Done();
    }
}

/// <summary>Drops a case whose facts do not carry it (撤销): by a manager who took no part in it, with the reason.</summary>
public sealed class DropCase(Database database)
{
    public sealed record Request(string CaseNo, string Reason);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        var took = await work.ScalarAsync<long>("select count(*) from case_step where case_no = @CaseNo and (actor = @actor or for_person = @actor)", new { held.CaseNo, actor = actor.PersonId });
        if (took > 0) return CaseFlowProblems.PartTakerDrops;
        if (await work.StepAsync(held, CaseEvent.Drop, null, request.Reason) is { } refused) return refused;
        await work.ExecuteAsync("update finding set state = 'closed' where finding_id = @FindingId", new { held.FindingId });
        await work.CommitAsync("case.dropped", $"case/{held.CaseNo}", new { request.Reason }, stop: stop);
        return new Done();
    }
}
