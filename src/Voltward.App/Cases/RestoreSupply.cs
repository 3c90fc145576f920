using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Records that the cause of the interruption is gone (停电原因消除): from now the clock of restoration runs.</summary>
public sealed class RemoveCutCause(Database database)
{
    /// <summary>When supply is due back.</summary>
    public async Task<Outcome<DateTimeOffset>> RunAsync(string number, string proof, Actor actor, CancellationToken stop)
    {
        var role = InterruptionStates.Taker(InterruptionStep.RemoveCause);
        if (!actor.Is(role)) return AccessProblems.RoleMissing(role);
        if (string.IsNullOrWhiteSpace(proof)) return CaseFlowProblems.TextMissing("proof");
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeInterruptionAsync(number);
        if (row is null) return InterruptionProblems.NotFound(number);
        if (!InterruptionStates.Next(row.Current, InterruptionStep.RemoveCause).Succeeded(out var next, out var refused)) return refused;
        if (!Hours(row.Place, work.Now).Succeeded(out var hours, out refused)) return refused;
        var due = CutRules.RestoreDue(work.Now, hours);
        await work.ExecuteAsync(
            "update interruption set state = @next, cause_removed_at = @at, restore_due_at = @due where interruption_no = @number",
            new { next = next.ToString(), at = work.Now, due, number });
        await work.CommitAsync("interruption.cause-removed", $"interruption/{number}", new { proof, due }, stop: stop);
        return due;
    }

    private static Outcome<int> Hours(string place, DateTimeOffset now)
    {
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        if (!RuleSelection.OnDay(shelf.Records, "CUT-6", [], place, CompanyTime.Day(now)).Succeeded(out var terms, out problem)) return problem;
        return int.TryParse(terms.Find("restoreHours"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            ? hours
            : RuleProblems.RecordIncomplete(terms.Foundation.RuleSetId, "CUT-6", "restoreHours");
    }
}

/// <summary>Records that supply is back (恢复供电). Later than due, it needs the explanation that the customer was given.</summary>
public sealed class RestoreSupply(Database database)
{
    /// <param name="InterruptionNo">The interruption.</param>
    /// <param name="LateReason">What the customer was told when it came late; else null.</param>
    public sealed record Request(string InterruptionNo, string? LateReason = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        var role = InterruptionStates.Taker(InterruptionStep.Restore);
        if (!actor.Is(role)) return AccessProblems.RoleMissing(role);
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeInterruptionAsync(request.InterruptionNo);
        if (row is null) return InterruptionProblems.NotFound(request.InterruptionNo);
        if (!InterruptionStates.Next(row.Current, InterruptionStep.Restore).Succeeded(out var next, out var refused)) return refused;
        var late = work.Now > row.RestoreDueAt;
        if (late && string.IsNullOrWhiteSpace(request.LateReason)) return CaseFlowProblems.TextMissing("lateReason");
        await work.ExecuteAsync(
            "update interruption set state = @next, restored_at = @at, restored_by = @actor, restored_late_reason = @reason where interruption_no = @InterruptionNo",
            new { next = next.ToString(), at = work.Now, actor = actor.PersonId, reason = late ? request.LateReason : null, row.InterruptionNo });
        await work.CommitAsync("interruption.restored", $"interruption/{row.InterruptionNo}", new { late, request.LateReason }, stop: stop);
        return new Done();
    }
}

/// <summary>Gives an interruption up before the cut (撤销停电).</summary>
public sealed class WithdrawInterruption(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string number, string reason, Actor actor, CancellationToken stop)
    {
        var role = InterruptionStates.Taker(InterruptionStep.Withdraw);
        if (!actor.Is(role)) return AccessProblems.RoleMissing(role);
        if (string.IsNullOrWhiteSpace(reason)) return CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeInterruptionAsync(number);
        if (row is null) return InterruptionProblems.NotFound(number);
        if (!InterruptionStates.Next(row.Current, InterruptionStep.Withdraw).Succeeded(out var next, out var refused)) return refused;
        await work.ExecuteAsync("update interruption set state = @next where interruption_no = @number", new { next = next.ToString(), number });
        await work.CommitAsync("interruption.withdrawn", $"interruption/{number}", new { reason }, stop: stop);
        return new Done();
    }
}
