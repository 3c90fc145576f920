using System.Security.Cryptography;
using System.Text;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Begins a visit on line (开始检查). The id comes from the device, so that a repeated call changes nothing.</summary>
public sealed class StartVisit(Database database)
{
    public sealed record Request(string VisitId, string OrderNo, string? DeviceId = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var work = await database.BeginAsync(actor, stop);
        var order = await work.FindOrderAsync(request.OrderNo);
        if (order is null) return OrderProblems.NotFound(request.OrderNo);
        if (!order.Crew.Contains(actor.PersonId)) return VisitProblems.NotOfCrew(actor.PersonId);
        if (await work.FindVisitAsync(request.VisitId) is { } known)
        {
            return known.OrderNo == order.OrderNo ? new Done() : VisitProblems.NotFound(request.VisitId);
        }

        if (!WorkOrderStates.Next(order.CurrentState, WorkOrderEvent.Start).Succeeded(out var next, out var refused)) return refused;
        if (!await work.StartVisitAsync(request.VisitId, order, request.DeviceId)) return VisitProblems.NotFound(request.VisitId);
        if (!await work.MoveOrderAsync(order.OrderNo, order.CurrentState, next)) return OrderProblems.StepOutOfOrder(order.CurrentState);
        await work.CommitAsync("visit.started", $"visit/{request.VisitId}", new { order.OrderNo }, stop: stop);
        return new Done();
    }
}

/// <summary>Signs one inspector in on site, with the own account (签到). Nobody can sign in somebody else.</summary>
public sealed class SignInOnSite(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string visitId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var work = await database.BeginAsync(actor, stop);
        if (!(await OpenVisit.FindAsync(work, visitId)).Succeeded(out _, out var refused)) return refused;
        await work.SignInAsync(visitId, new(actor.PersonId, work.Now), "account");
        await work.CommitAsync("visit.signed-in", $"visit/{visitId}", stop: stop);
        return new Done();
    }
}

/// <summary>Notes that the card was shown and the purpose stated, or that the safety steps are confirmed (出示证件、安全确认).</summary>
public sealed class NoteVisitStep(Database database)
{
    public sealed record Request(string VisitId, VisitStep Step);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var work = await database.BeginAsync(actor, stop);
        if (!(await OpenVisit.FindAsync(work, request.VisitId)).Succeeded(out _, out var refused)) return refused;
        if (!await work.NoteStepAsync(request.VisitId, request.Step)) return VisitProblems.AlreadySubmitted(request.VisitId);
        await work.CommitAsync(request.Step == VisitStep.ShowIdentity ? "visit.identity-shown" : "visit.safety-confirmed", $"visit/{request.VisitId}", stop: stop);
        return new Done();
    }
}

/// <summary>
/// Draws an inspector's own code for one order before departure (领取签到码). Where there is no network, the code proves on the shared
/// device that this person signed in; only its hash is kept here.
/// </summary>
public sealed class DrawSignCode(Database database)
{
    public async Task<Outcome<string>> RunAsync(string orderNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var work = await database.BeginAsync(actor, stop);
        var order = await work.FindOrderAsync(orderNo);
        if (order is null) return OrderProblems.NotFound(orderNo);
        if (!order.Crew.Contains(actor.PersonId)) return VisitProblems.NotOfCrew(actor.PersonId);
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await work.SetSignCodeAsync(orderNo, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code))));
        await work.CommitAsync("visit.sign-code-drawn", $"order/{orderNo}", stop: stop);
        return code;
    }
}

/// <summary>A visit that still takes steps, for a member of its crew.</summary>
internal static class OpenVisit
{
    public static async Task<Outcome<VisitRow>> FindAsync(Work work, string visitId)
    {
        var visit = await work.FindVisitAsync(visitId);
        if (visit is null) return VisitProblems.NotFound(visitId);
        var order = await work.FindOrderAsync(visit.OrderNo);
        if (order?.Crew.Contains(work.Actor.PersonId) != true) return VisitProblems.NotOfCrew(work.Actor.PersonId);
        return visit.CurrentState == VisitState.Started ? visit : VisitProblems.AlreadySubmitted(visitId);
    }
}
