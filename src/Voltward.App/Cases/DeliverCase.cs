using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Records that the customer has the notice, how it was served and what proves it (送达). Never before the notice was issued.</summary>
public sealed class DeliverCase(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="How">signed, left with a witness, by post, by notary …</param>
    /// <param name="Proof">Number or hash of the proof of service.</param>
    public sealed record Request(string CaseNo, string How, string Proof);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Executor)) return AccessProblems.RoleMissing(Role.Executor);
        if (string.IsNullOrWhiteSpace(request.How)) return CaseFlowProblems.TextMissing("how");
        if (string.IsNullOrWhiteSpace(request.Proof)) return CaseFlowProblems.TextMissing("proof");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (await work.StepAsync(held, CaseEvent.ServeNotice, Duty.Record, request.How) is { } refused) return refused;
        var served = await work.ExecuteAsync(
            """
            update case_document set served_at = @at, served_how = @How, served_proof = @Proof
            where document_id = (select document_id from case_document where case_no = @CaseNo and kind in ('theft-notice', 'breach-notice')
                and served_at is null order by made_at desc limit 1) and served_at is null
            """,
            new { at = work.Now, request.How, request.Proof, held.CaseNo });
        if (served != 1) return CaseFlowProblems.NoNotice(held.CaseNo);
        await work.CommitAsync("case.notice-served", $"case/{held.CaseNo}", new { request.How, request.Proof }, stop: stop);
        return new Done();
    }
}
