using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>Takes a tip up (开始核实): the reporter reads that somebody looks into it.</summary>
public sealed class TakeUpTip(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string tipNo, Actor actor, CancellationToken stop)
    {
        if (TipRules.MayDecide(actor) is { } refused) return refused;
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeTipAsync(tipNo) is not { } tip) return TipProblems.NotFound(tipNo);
        if (!TipStates.Next(tip.CurrentState, TipEvent.TakeUp).Succeeded(out var next, out var order)) return order;
        await work.ExecuteAsync("update tip_off set state = @state, taken_by = @actor where tip_no = @tipNo", new { state = next.Code(), actor = actor.PersonId, tipNo });
        await work.CommitAsync("tip.taken-up", $"tip/{tipNo}", stop: stop);
        return new Done();
    }
}

/// <summary>Decides about a tip (举报处理决定): accepted as a reason to visit, refused, joined to an earlier one, or passed on; always with a reason the reporter reads.</summary>
public sealed class DecideTip(Database database, TipShelf shelf)
{
    private const int TextMost = 500;

    /// <param name="TipNo">The tip.</param>
    /// <param name="Event">Accept, Refuse, Join or PassOn.</param>
    /// <param name="Reason">Reason in plain words; the reporter reads it.</param>
    /// <param name="Inside">Remark for the desk alone; null when none.</param>
    public sealed record Request(string TipNo, TipEvent Event, string Reason, string? Inside = null)
    {
        /// <summary>Customer of an accepted tip.</summary>
        public string? CustomerNo { get; init; }

        /// <summary>Area of an accepted tip without customer.</summary>
        public string? AreaNo { get; init; }

        /// <summary>What the crew is told to look at; it may not mention the tip.</summary>
        public string? Focus { get; init; }

        /// <summary>The earlier tip of a duplicate.</summary>
        public string? DuplicateOf { get; init; }

        /// <summary>Authority or department it is passed on to.</summary>
        public string? PassedTo { get; init; }
    }

    public async Task<Outcome<TipState>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (TipRules.MayDecide(actor) is { } refused) return refused;
        if (request.Event is not (TipEvent.Accept or TipEvent.Refuse or TipEvent.Join or TipEvent.PassOn)) return TipProblems.StepOutOfOrder(TipState.Received, request.Event);
        if (Unfit(request) is { } unfit) return unfit;
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeTipAsync(request.TipNo) is not { } tip) return TipProblems.NotFound(request.TipNo);
        if (!TipStates.Next(tip.CurrentState, request.Event).Succeeded(out var next, out var order)) return order;
        if (await work.PlannedOrderAsync(tip.TipNo) is not null) return TipProblems.VisitPlanned;
        if (!(await DecidedAsync(work, tip, request)).Succeeded(out var decided, out var problem)) return problem;
        await work.DecideAsync(tip, next, decided);
        await work.CommitAsync("tip.decided", $"tip/{tip.TipNo}", new { state = next.Code(), decided.DuplicateOf }, stop: stop);
        return next;
    }

    private async Task<Outcome<Decided>> DecidedAsync(Work work, TipRow tip, Request r)
    {
        var plain = new Decided(tip.OrgPath, null, null, r.Reason.Trim(), Empty(r.Inside), null, null, null, null);
        switch (r.Event)
        {
            case TipEvent.Accept:
                var (customer, area) = (Empty(r.CustomerNo), Empty(r.AreaNo));
                if (customer is null && area is null) return TipProblems.SubjectMissing;
                if ((customer is not null && area is not null) || await work.OrgPathOfAsync(customer, area) is not { } org) return TipProblems.SubjectUnknown;
                var today = CompanyTime.Day(work.Now);
                return plain with { OrgPath = org, CustomerNo = customer, AreaNo = area, Focus = Empty(r.Focus), VisitBy = TipRules.VisitBy(today, tip.TipKind, shelf.On(today)) };
            case TipEvent.Join:
                var original = Empty(r.DuplicateOf)?.ToUpperInvariant();
                if (original is null || original == tip.TipNo || await work.TakeTipAsync(original) is not { DuplicateOf: null }) return TipProblems.OriginalUnfit;
                // Whoever joined this one goes on with its original too.
                await work.ExecuteAsync("update tip_off set duplicate_of = @original where duplicate_of = @TipNo", new { original, tip.TipNo });
                return plain with { DuplicateOf = original };
            case TipEvent.PassOn:
                return plain with { PassedTo = r.PassedTo!.Trim() };
            default:
                return plain;
        }
    }

    private static Problem? Unfit(Request r)
    {
        if (string.IsNullOrWhiteSpace(r.Reason) || r.Reason.Length > TextMost) return TipProblems.TextUnfit("reason", TextMost);
        if (r.Inside?.Length > TextMost) return TipProblems.TextUnfit("inside", TextMost);
        if (r.Focus?.Length > TextMost) return TipProblems.TextUnfit("focus", TextMost);
        if (SourceProtection.Mentions(r.Focus)) return TipProblems.FocusTells;
        return r.Event == TipEvent.PassOn && (string.IsNullOrWhiteSpace(r.PassedTo) || r.PassedTo.Length > TextMost) ? TipProblems.TextUnfit("passedTo", TextMost) : null;
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
