using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases;

/// <summary>The authority's own steps (行政机关办理): receipt, return, decision. No account of the company reaches them.</summary>
public sealed class AnswerHandover(Database database)
{
    /// <param name="HandoverNo">The hand-over.</param>
    /// <param name="Text">Number of the receipt, or why it is sent back.</param>
    public sealed record Request(string HandoverNo, string Text);

    /// <param name="HandoverNo">The hand-over.</param>
    /// <param name="Kind">What is decided.</param>
    /// <param name="Number">Number of the decision.</param>
    /// <param name="Text">In words.</param>
    /// <param name="FineYuan">Amount of a fine; null for any other decision.</param>
    public sealed record Decision(string HandoverNo, DecisionKind Kind, string Number, string Text, decimal? FineYuan);

    public Task<Outcome<Done>> ReceiveAsync(Request request, Actor actor, CancellationToken stop) => StepAsync(HandoverStep.Receive, request, actor, stop);

    public Task<Outcome<Done>> ReturnAsync(Request request, Actor actor, CancellationToken stop) => StepAsync(HandoverStep.Return, request, actor, stop);

    public async Task<Outcome<Done>> DecideAsync(Decision decision, Actor actor, CancellationToken stop)
    {
        if (HandoverRules.Refuse(HandoverStep.Decide, actor) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(decision.Number)) return CaseFlowProblems.TextMissing("number");
        if (string.IsNullOrWhiteSpace(decision.Text)) return CaseFlowProblems.TextMissing("text");
        if (decision.Kind == DecisionKind.Fine ? !(decision.FineYuan > 0 && Yuan.Rounded(decision.FineYuan.Value).Value == decision.FineYuan) : decision.FineYuan is not null) return HandoverProblems.FineUnfit;
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeHandoverAsync(decision.HandoverNo);
        if (row is null) return HandoverProblems.NotFound(decision.HandoverNo);
        if (!HandoverRules.Next(row.State, HandoverStep.Decide).Succeeded(out var next, out var early)) return early;
        if (!HandoverRules.Decides(row.Addressee, decision.Kind)) return HandoverProblems.NotTheirs(decision.Kind);
        await work.ExecuteAsync(
            """
            update handover set state = @next, decision_kind = @kind, decision_no = @Number, decision_text = @Text, fine_fen = @fine, decided_by = @actor, decided_at = @at
            where handover_no = @HandoverNo
            """,
            new
            {
                next = next.ToString(),
                kind = decision.Kind.ToString(),
                decision.Number,
                decision.Text,
                fine = decision.FineYuan is { } fine ? Yuan.Rounded(fine).Fen : (long?)null,
                actor = actor.PersonId,
                at = work.Now,
                row.HandoverNo,
            });

        // The trail of the case is the company's to read: it says that there is a decision, not which.
        await work.CommitAsync("authority.decided", $"handover/{row.HandoverNo}", stop: stop);
        return new Done();
    }

    private async Task<Outcome<Done>> StepAsync(HandoverStep step, Request request, Actor actor, CancellationToken stop)
    {
        if (HandoverRules.Refuse(step, actor) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(request.Text)) return CaseFlowProblems.TextMissing(step == HandoverStep.Receive ? "receiptNo" : "reason");
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeHandoverAsync(request.HandoverNo);
        if (row is null) return HandoverProblems.NotFound(request.HandoverNo);
        if (!HandoverRules.Next(row.State, step).Succeeded(out var next, out var early)) return early;
        await work.ExecuteAsync(
            step == HandoverStep.Receive
                ? "update handover set state = @next, receipt_no = @Text, received_by = @actor, received_at = @at where handover_no = @HandoverNo"
                : "update handover set state = @next, return_reason = @Text where handover_no = @HandoverNo",
            new { next = next.ToString(), request.Text, actor = actor.PersonId, at = work.Now, row.HandoverNo });
        await work.CommitAsync(step == HandoverStep.Receive ? "authority.received" : "authority.returned", $"handover/{row.HandoverNo}", stop: stop);
        return new Done();
    }
}

/// <summary>The authority's space (行政机关空间): packages handed over inside the authority's part, with the decisions on them.</summary>
public sealed class AuthoritySpace(Database database, EvidenceFiles files)
{
    /// <summary>All of them, those without a receipt first; empty for whoever is not the authority.</summary>
    public async Task<IReadOnlyList<HandoverRow>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (HandoverRules.Refuse(HandoverStep.Receive, actor) is not null) return [];
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<HandoverRow>(
            $"""
            select {HandoverStore.Columns} from handover h where @@scope(h.org_path)
            order by case h.state when 'Sent' then 0 when 'Received' then 1 else 2 end, h.sent_at desc limit 500
            """);
    }

    /// <summary>One; null when there is none for this person.</summary>
    public async Task<HandoverRow?> FindAsync(string number, Actor actor, CancellationToken stop)
    {
        if (HandoverRules.Refuse(HandoverStep.Receive, actor) is not null) return null;
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<HandoverRow>($"select {HandoverStore.Columns} from handover h where h.handover_no = @number and @@scope(h.org_path)", new { number });
    }

    /// <summary>Path of the package or of its list, checked against its hash; every look is an entry of the trail.</summary>
    public async Task<Outcome<byte[]>> OpenAsync(string number, bool list, Actor actor, CancellationToken stop)
    {
        if (HandoverRules.Refuse(HandoverStep.Receive, actor) is { } refused) return refused;
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeHandoverAsync(number);
        if (row is null) return HandoverProblems.NotFound(number);
        var read = await files.ReadAsync(list ? row.ListSha256 : row.PackageSha256, stop);
        if (read.Problem is null) await work.CommitAsync("authority.opened", $"handover/{number}", new { list }, stop: stop);
        return read;
    }
}

/// <summary>What the company sees of hand-overs: how far they are.</summary>
public sealed class HandoverList(Database database)
{
    public async Task<IReadOnlyList<HandoverStatus>> RunAsync(string? caseNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return [.. (await look.QueryAsync<HandoverRow>(
            $"select {HandoverStore.Columns} from handover h where @@scope(h.org_path) and (@caseNo is null or h.case_no = @caseNo) order by h.sent_at desc limit 500", new { caseNo })).Select(HandoverStatus.Of)];
    }
}
