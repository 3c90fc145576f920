using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>Addresses of interruptions of supply.</summary>
internal static class InterruptionApi
{
    public static void MapInterruptions(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapApi("/interruptions", "Interruptions");
        all.MapGet("", async (InterruptionQueries list, HttpContext http) => TypedResults.Json(await list.RunAsync(await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("Interruptions").WithSummary("Interruptions of supply with their clocks");
        all.MapPost("", (ProposeBody body, ProposeInterruption propose, HttpContext http) => http.AnswerAsync<string>(
                (a, s) => propose.RunAsync(new(body.CaseNo, body.CustomerNo, body.Ground, body.Place ?? "CN", body.Reason, body.HighRisk, body.ContinuousProducer), a, s), no => new { interruptionNo = no }))
            .WithName("ProposeInterruption").WithSummary("Propose an interruption; it interrupts nothing");
        all.MapGet("/{no}", (string no, InterruptionQueries list, HttpContext http) => http.ShowAsync((a, s) => list.FindAsync(no, a, s), InterruptionProblems.NotFound(no)))
            .WithName("Interruption").WithSummary("One interruption with its proofs");
        all.MapGet("/{no}/check", (string no, CheckInterruption check, HttpContext http) =>
                http.AnswerAsync<CheckCut.Answer>((a, s) => check.RunAsync(no, a, s), answer => CutCheckCommands.View(answer, Preferences.English(http))))
            .WithName("CheckInterruption").WithSummary("What stands between now and the cut, and why");
        all.MapPost("/{no}/proofs", (string no, ProofBody body, RecordCutProof record, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => record.RunAsync(new(no, body.Step, body.At, body.Reference, body.Item, body.Detail), a, s)))
            .WithName("RecordCutProof").WithSummary("Put one proof on file");
        all.MapPost("/{no}/order", (string no, OrderInterruption order, HttpContext http) => http.AnswerAsync<Done>((a, s) => order.RunAsync(no, a, s)))
            .WithName("OrderInterruption").WithSummary("Order the interruption; refused while a gate is missing");
        all.MapPost("/{no}/carrying-out", (string no, CarriedOutBody body, RecordInterruption record, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => record.RunAsync(new(no, body.Second, body.Proof), a, s)))
            .WithName("RecordInterruption").WithSummary("Supply was interrupted, by two inspectors");
        all.MapPost("/{no}/cause-removed", (string no, TextBody body, RemoveCutCause remove, HttpContext http) =>
                http.AnswerAsync<DateTimeOffset>((a, s) => remove.RunAsync(no, body.Text, a, s), due => new { restoreDueAt = due }))
            .WithName("RemoveCutCause").WithSummary("The cause is gone; the clock of restoration runs");
        all.MapPost("/{no}/restoration", (string no, RestoreBody body, RestoreSupply restore, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => restore.RunAsync(new(no, body.LateReason), a, s)))
            .WithName("RestoreSupply").WithSummary("Supply is back");
        all.MapPost("/{no}/withdrawal", (string no, TextBody body, WithdrawInterruption withdraw, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => withdraw.RunAsync(no, body.Text, a, s)))
            .WithName("WithdrawInterruption").WithSummary("Give it up before the cut");
    }

    internal sealed record ProposeBody(string? CaseNo, string CustomerNo, CutGround Ground, string? Place, string Reason, bool HighRisk = false, bool ContinuousProducer = false);

    internal sealed record ProofBody(InterruptionStep Step, DateTimeOffset? At, string Reference, string? Item = null, string? Detail = null);

    internal sealed record CarriedOutBody(string Second, string Proof);

    internal sealed record TextBody(string Text);

    internal sealed record RestoreBody(string? LateReason = null);
}
