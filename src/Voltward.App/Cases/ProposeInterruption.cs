using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Proposes an interruption of supply (提出停电). It interrupts nothing: proofs are collected until no gate is missing.</summary>
public sealed class ProposeInterruption(Database database)
{
    /// <param name="CaseNo">The case it rests on; null for arrears.</param>
    /// <param name="CustomerNo">Whom it hits.</param>
    /// <param name="Ground">Ground.</param>
    /// <param name="Place">Place of the law, such as <c>CN-41</c>.</param>
    /// <param name="Reason">In words.</param>
    /// <param name="HighRisk">Whether the customer is of the high-risk kind.</param>
    /// <param name="ContinuousProducer">Whether it produces continuously.</param>
    public sealed record Request(string? CaseNo, string CustomerNo, CutGround Ground, string Place, string Reason, bool HighRisk = false, bool ContinuousProducer = false);

    /// <summary>The number of the interruption.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        var role = InterruptionStates.Taker(InterruptionStep.Propose);
        if (!actor.Is(role)) return AccessProblems.RoleMissing(role);
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        var customer = await InterruptionStore.CustomerAsync(work, request.CustomerNo, work.Now);
        if (customer is null) return InterruptionProblems.CustomerUnknown(request.CustomerNo);
        if (request.CaseNo is { } caseNo)
        {
            var held = await work.TakeCaseAsync(caseNo);
            if (held is null || held.CustomerNo != request.CustomerNo) return CaseProblems.NotFound(caseNo);
        }
        else if (request.Ground is not (CutGround.ArrearsUnpaid or CutGround.ForceMajeure or CutGround.SeriousDanger))
        {
            return InterruptionProblems.CaseMissing;
        }

        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        if (CutLaw.On(shelf.Records, request.Place, CompanyTime.Day(work.Now), new CutFile { Ground = request.Ground }).Problem is { } lawless) return lawless;
        var number = await work.AddInterruptionAsync(request, customer.OrgPath);
        await work.CommitAsync("interruption.proposed", $"interruption/{number}", new { request.CaseNo, request.CustomerNo, ground = request.Ground.ToString() }, stop: stop);
        return number;
    }
}

/// <summary>Puts one proof on file: plan, risk item, innocent test, evidence, reminder, approval, notice, copy, consent, second notice.</summary>
public sealed class RecordCutProof(Database database)
{
    /// <param name="InterruptionNo">The interruption.</param>
    /// <param name="Step">Which step was taken.</param>
    /// <param name="At">When it happened; null: now. Never in the future, but for a plan.</param>
    /// <param name="Reference">Number or hash of what proves it.</param>
    /// <param name="Item">Item of the checklist, the tests or the pack.</param>
    /// <param name="Detail">For a risk item <c>{present, secured}</c>; for a reminder the day the money was due.</param>
    public sealed record Request(string InterruptionNo, InterruptionStep Step, DateTimeOffset? At, string Reference, string? Item = null, string? Detail = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        var step = request.Step;
        if (step is InterruptionStep.Propose or >= InterruptionStep.Order) return InterruptionProblems.NoProof(step);
        var role = InterruptionStates.Taker(step);
        if (!actor.Is(role)) return AccessProblems.RoleMissing(role);
        if (string.IsNullOrWhiteSpace(request.Reference)) return CaseFlowProblems.TextMissing("reference");
        if (step is InterruptionStep.CheckRisks or InterruptionStep.TestInnocent or InterruptionStep.AddEvidence && string.IsNullOrWhiteSpace(request.Item)) return CaseFlowProblems.TextMissing("item");
        if (step == InterruptionStep.Plan && request.At is null) return CaseFlowProblems.TextMissing("at");
        await using var work = await database.BeginAsync(actor, stop);
        if (step != InterruptionStep.Plan && request.At > work.Now) return InterruptionProblems.InTheFuture;
        var row = await work.TakeInterruptionAsync(request.InterruptionNo);
        if (row is null) return InterruptionProblems.NotFound(request.InterruptionNo);
        if (InterruptionStates.Next(row.Current, step).Problem is { } refused) return refused;
        if (Unreadable(request, row, work.Now) is { } unreadable) return unreadable;
        await work.AddProofAsync(row.InterruptionNo, request);
        if (step == InterruptionStep.Plan) await work.ExecuteAsync("update interruption set planned_at = @At where interruption_no = @InterruptionNo", new { request.At, row.InterruptionNo });
        await work.CommitAsync("interruption.proof-recorded", $"interruption/{row.InterruptionNo}", new { step = step.ToString(), request.Item, request.Reference }, stop: stop);
        return new Done();
    }

    /// <summary>What would count as nothing, or be misread, is refused when it is entered and not when supply is to be cut.</summary>
    private static Problem? Unreadable(Request request, InterruptionRow row, DateTimeOffset now)
    {
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        if (!CutLaw.On(shelf.Records, row.Place, CompanyTime.Day(now), row.Ground()).Succeeded(out var law, out problem)) return problem;
        var items = law.Items(request.Step);
        if (items.Count > 0 && !items.Contains(request.Item)) return InterruptionProblems.ItemUnknown(request.Item ?? "");
        return request.Step switch
        {
            InterruptionStep.CheckRisks when RiskDetail.Read(request.Detail) is null => InterruptionProblems.DetailUnreadable("{present, secured}"),
            InterruptionStep.Urge when !DateOnly.TryParseExact(request.Detail, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => InterruptionProblems.DetailUnreadable("yyyy-MM-dd"),
            _ => null,
        };
    }
}
