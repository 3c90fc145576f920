using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Orders the interruption (下达停电指令): the only way to one, and only when no gate is missing at this moment.</summary>
public sealed class OrderInterruption(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string number, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Executor)) return AccessProblems.RoleMissing(Role.Executor);
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeInterruptionAsync(number);
        if (row is null) return InterruptionProblems.NotFound(number);
        if (!InterruptionStates.Next(row.Current, InterruptionStep.Order).Succeeded(out var next, out var refused)) return refused;
        if (!(await CheckInterruption.AnswerAsync(work, row, work.Now)).Succeeded(out var answer, out refused)) return refused;
        if (!answer.Allowed) return InterruptionProblems.GatesMissing([.. answer.Steps.Select(s => s.Gate)]);
        await work.ExecuteAsync(
            "update interruption set state = @next, ordered_by = @actor, ordered_at = @at where interruption_no = @number",
            new { next = next.ToString(), actor = actor.PersonId, at = work.Now, number });
        await work.CommitAsync("interruption.ordered", $"interruption/{number}", new { proved = answer.Proved.Select(g => g.ToString()) }, stop: stop);
        return new Done();
    }
}

/// <summary>What is still missing, for the page and the people who have to bring it.</summary>
public sealed class CheckInterruption(Database database)
{
    public async Task<Outcome<CheckCut.Answer>> RunAsync(string number, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var row = await look.FindInterruptionAsync(number);
        return row is null ? InterruptionProblems.NotFound(number) : await AnswerAsync(look, row, look.Now);
    }

    internal static async Task<Outcome<CheckCut.Answer>> AnswerAsync(Session session, InterruptionRow row, DateTimeOffset now)
    {
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        if (!CutLaw.On(shelf.Records, row.Place, CompanyTime.Day(now), row.Ground()).Succeeded(out var law, out problem)) return problem;
        return CheckCut.Run(new(row.Place, now, await session.CutFileAsync(row, law.LeastPhotos, now)), shelf.Records, Holidays.Standard);
    }
}

/// <summary>Records that supply was interrupted (执行停电): by two inspectors, in its lawful time, every gate still proved.</summary>
public sealed class RecordInterruption(Database database)
{
    /// <param name="InterruptionNo">The interruption.</param>
    /// <param name="Second">The second inspector, who was there.</param>
    /// <param name="Proof">Hash of the photo or video of the switch.</param>
    public sealed record Request(string InterruptionNo, string Second, string Proof);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        if (string.IsNullOrWhiteSpace(request.Proof)) return CaseFlowProblems.TextMissing("proof");
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeInterruptionAsync(request.InterruptionNo);
        if (row is null) return InterruptionProblems.NotFound(request.InterruptionNo);
        if (!InterruptionStates.Next(row.Current, InterruptionStep.Interrupt).Succeeded(out var next, out var refused)) return refused;
        if (request.Second == actor.PersonId || !await work.IsInspectorAsync(request.Second)) return InterruptionProblems.TwoAtTheSwitch;

        // A dispute, or a plan of instalments, may have come after the order.
        if (!(await CheckInterruption.AnswerAsync(work, row, work.Now)).Succeeded(out var answer, out refused)) return refused;
        if (!answer.Allowed) return InterruptionProblems.GatesMissing([.. answer.Steps.Select(s => s.Gate)]);
        if (work.Now < row.PlannedAt || (answer.Window is { } window && !window.Holds(work.Now))) return InterruptionProblems.WrongTime;
        await work.ExecuteAsync(
            """
            update interruption set state = @next, interrupted_at = @at, interrupted_by = @actor, interrupted_second = @Second, interrupted_proof = @Proof
            where interruption_no = @InterruptionNo
            """,
            new { next = next.ToString(), at = work.Now, actor = actor.PersonId, request.Second, request.Proof, row.InterruptionNo });
        await work.CommitAsync("interruption.carried-out", $"interruption/{row.InterruptionNo}", new { request.Second, request.Proof }, stop: stop);
        return new Done();
    }
}
