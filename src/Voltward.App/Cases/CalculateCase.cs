using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases;

/// <summary>Works out what a case comes to (初算) and keeps inputs, result and every line with it.</summary>
public sealed class CalculateCase(Database database, Determine determine, Lake lake)
{
    /// <param name="Version">Version of the settlement within the case.</param>
    /// <param name="Energy">Energy, kWh; null where the rule yields none.</param>
    /// <param name="Due">Charge and penalty, never one sum; null where the rule yields none.</param>
    /// <param name="Blocked">Why it may not be served yet; null when it may.</param>
    public sealed record Calculated(long Version, KilowattHours? Energy, AmountsDue? Due, Problem? Blocked);

    public async Task<Outcome<Calculated>> RunAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Calculator)) return AccessProblems.RoleMissing(Role.Calculator);

        // Bills are read from the lake before the transaction: a unit of work stays short.
        CaseRow? seen;
        Outcome<DeterminationInput> assembled;
        await using (var look = await database.LookAsync(actor, stop))
        {
            seen = await look.FindCaseAsync(caseNo);
            if (seen is null) return CaseProblems.NotFound(caseNo);
            if (!CaseStates.Next(seen.CurrentState, CaseEvent.Calculate).Succeeded(out _, out var early)) return early;
            assembled = await new CaseFacts(lake).AssembleAsync(look, seen, stop);
        }

        if (!assembled.Succeeded(out var input, out var incomplete)) return incomplete;
        if (!determine.Run(input).Succeeded(out var result, out var refused)) return refused;

        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(caseNo);
        if (held is null || held.Facts != seen.Facts || held.LegalReview != seen.LegalReview) return CaseFlowProblems.ChangedMeanwhile(caseNo);
        if (await work.StepAsync(held, CaseEvent.Calculate, Duty.Calculate) is { } taken) return taken;
        var version = await work.AddSettlementAsync(caseNo, input, result);
        await work.CommitAsync(
            "case.calculated",
            $"case/{caseNo}",
            new { version, energyWh = result.Energy?.WattHours, chargeFen = result.Due?.Charge.Amount.Fen, penaltyFen = result.Due?.Penalty?.Amount.Fen, blocked = result.Blocked?.Code },
            stop: stop);
        return new Calculated(version, result.Energy, result.Due, result.Blocked);
    }
}

/// <summary>Approves a calculation, or sends it back with a reason (复核): by a second person. A blocked one cannot be approved.</summary>
public sealed class ReviewSettlement(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Approve">True to approve, false to send back.</param>
    /// <param name="Note">Reason; required when sent back.</param>
    public sealed record Request(string CaseNo, bool Approve, string? Note = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Approver)) return AccessProblems.RoleMissing(Role.Approver);
        if (!request.Approve && string.IsNullOrWhiteSpace(request.Note)) return CaseFlowProblems.TextMissing("note");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (await work.StepAsync(held, request.Approve ? CaseEvent.Approve : CaseEvent.Return, Duty.Review, request.Note) is { } refused) return refused;
        var settlement = await work.SettlementAsync(held.CaseNo, "calculated");
        if (settlement is null) return CaseFlowProblems.NoSettlement(held.CaseNo);
        if (request.Approve && settlement.Blocked is { } blocked)
        {
            return CaseProblems.SettlementBlocked(System.Text.Json.JsonSerializer.Deserialize<Problem>(blocked, CaseText.Json)!);
        }

        if (request.Approve && await work.PackRefusesAsync(held, PackStage.Confirmed) is { } incomplete) return incomplete;
        if (!await work.ReviewSettlementAsync(settlement.SettlementId, request.Approve, request.Note)) return CaseFlowProblems.ChangedMeanwhile(held.CaseNo);
        await work.CommitAsync(
            request.Approve ? "case.approved" : "case.sent-back", $"case/{held.CaseNo}", new { settlement.Version, settlement.ChargeFen, settlement.PenaltyFen }, stop: stop);
        return new Done();
    }
}
