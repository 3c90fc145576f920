using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Cases;

/// <summary>Opens a case from a finding of theft or breach (立案). The visit below it must be accepted; a score opens nothing.</summary>
public sealed class OpenCase(Database database)
{
    /// <summary>The number of the case.</summary>
    public async Task<Outcome<string>> RunAsync(string findingId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Investigator)) return AccessProblems.RoleMissing(Role.Investigator);
        await using var work = await database.BeginAsync(actor, stop);
        var finding = await work.FindFindingAsync(findingId);
        if (finding is null) return FindingProblems.NotFound(findingId);
        if (!FindingRules.OpensCase(EnumText.Parse<FindingKind>(finding.Kind)) || !VisitStates.CarriesFindings(EnumText.Parse<VisitState>(finding.VisitState)))
        {
            return CaseFlowProblems.FindingOpensNoCase(findingId);
        }

        if (!await work.MoveFindingAsync(findingId, "open", "case")) return CaseFlowProblems.AlreadyOpened(findingId);
        var caseNo = await work.AddCaseAsync(finding);
        if (await work.NoteStepAsync(caseNo, "Open", Duty.Investigate, null) is { } taken) return taken;
        await work.CommitAsync("case.opened", $"case/{caseNo}", new { findingId, finding.Kind, finding.RuleId }, stop: stop);
        return caseNo;
    }
}

/// <summary>Declares the facts of a case complete (核查完成): when, how, with what equipment, and why a better measure of the energy is not at hand.</summary>
public sealed class InvestigateCase(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="ConductFrom">First day of the conduct, proven; null: unknown.</param>
    /// <param name="ConductTo">Last day, counted; null: unknown.</param>
    /// <param name="Facts">Object of facts, named as the rules name them.</param>
    /// <param name="Note">What the proof is.</param>
    public sealed record Request(string CaseNo, DateOnly? ConductFrom, DateOnly? ConductTo, JsonElement Facts, string Note);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Investigator)) return AccessProblems.RoleMissing(Role.Investigator);
        if (string.IsNullOrWhiteSpace(request.Note)) return CaseFlowProblems.TextMissing("note");
        if (request.Facts.ValueKind != JsonValueKind.Object) return CaseFlowProblems.TextMissing("facts");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        var (from, to) = (request.ConductFrom, request.ConductTo);
        if ((from is null) != (to is null) || to < from || to > held.FoundOn) return CaseFlowProblems.ConductSenseless;
        if (await work.StepAsync(held, CaseEvent.Investigate, Duty.Investigate, request.Note) is { } refused) return refused;
        if (await work.PackRefusesAsync(held, PackStage.OnSite) is { } incomplete) return incomplete;
        await work.SetFactsAsync(held.CaseNo, (from, to), request.Facts.GetRawText());
        await work.CommitAsync("case.investigated", $"case/{held.CaseNo}", new { from, to }, stop: stop);
        return new Done();
    }
}

/// <summary>Records the decision of the legal department on a blocked settlement (法律审核). The next calculation uses it.</summary>
public sealed class RecordLegalReview(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="By">Who decided.</param>
    /// <param name="On">Day of the decision.</param>
    /// <param name="Reference">Number of the paper.</param>
    /// <param name="Multiplier">Multiple decided where the contract is silent; null when that was not asked.</param>
    public sealed record Request(string CaseNo, string By, DateOnly On, string Reference, decimal? Multiplier);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        if (string.IsNullOrWhiteSpace(request.By)) return CaseFlowProblems.TextMissing("by");
        if (string.IsNullOrWhiteSpace(request.Reference)) return CaseFlowProblems.TextMissing("reference");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (held.CurrentState is not (CaseState.Opened or CaseState.Investigated or CaseState.Calculated))
        {
            return CaseStates.Next(held.CurrentState, CaseEvent.Calculate).Problem!;
        }

        await work.SetLegalReviewAsync(held.CaseNo, JsonSerializer.Serialize(new { request.By, request.On, request.Reference, request.Multiplier }, CaseText.Json));
        if (await work.NoteStepAsync(held.CaseNo, "LegalReview", null, request.Reference) is { } refused) return refused;
        await work.CommitAsync("case.legal-review", $"case/{held.CaseNo}", new { request.Reference, request.Multiplier }, stop: stop);
        return new Done();
    }
}
