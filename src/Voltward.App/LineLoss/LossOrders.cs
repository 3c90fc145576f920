using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;

namespace Voltward.App.LineLoss;

/// <summary>Opens a line-loss inspection order (线损检查工单) for an area: the cause tree with the customers who explain the loss best.</summary>
public sealed class OpenLossOrder(Database database)
{
    /// <summary>What to open.</summary>
    /// <param name="AreaNo">Area.</param>
    /// <param name="Owner">Who answers for it.</param>
    /// <param name="Due">Last day.</param>
    public sealed record Request(string AreaNo, string Owner, DateOnly Due);

    /// <summary>The number of the order.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst, Role.Planner)) return AccessProblems.RoleMissing(Role.Analyst);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.OrgPathOfAreaAsync(request.AreaNo) is null) return LossProblems.AreaUnknown(request.AreaNo);
        if (await work.OpenOrderOfAsync(request.AreaNo) is { } open) return LossProblems.OrderOpen(open);
        if (await work.AreaFactsAsync(request.AreaNo) is not { } area) return LossProblems.NotAnalysed;
        var orderNo = await work.AddOrderAsync(area, request, area.Tree());
        await work.CommitAsync("loss.order-opened", "loss-order/" + orderNo, new { request.AreaNo, area.RunId }, orderNo, stop);
        return orderNo;
    }
}

/// <summary>Records what a step of an order found; a confirmed cause is booked in the same breath.</summary>
public sealed class RecordLossFinding(Database database)
{
    /// <summary>What was found.</summary>
    /// <param name="OrderNo">Order.</param>
    /// <param name="Step">Step, from 1.</param>
    /// <param name="Confirmed">The cause is there; else it is cleared.</param>
    /// <param name="Evidence">What shows it.</param>
    public sealed record Request(string OrderNo, long Step, bool Confirmed, string Evidence)
    {
        /// <summary>Cause and energy of a confirmed one.</summary>
        public LossBooking? Booking { get; init; }

        /// <summary>Month it is booked in.</summary>
        public LossMonth? Month { get; init; }
    }

    /// <summary>The number of the booking; empty when the cause was cleared.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst, Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        if (string.IsNullOrWhiteSpace(request.Evidence) || (request.Confirmed && (request.Booking is null || request.Month is null))) return LossProblems.FindingIncomplete;
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeOpenOrderAsync(request.OrderNo) is not { } order) return LossProblems.OrderNotOpen(request.OrderNo);
        var bookingId = "";
        if (request is { Confirmed: true, Booking: { } booking, Month: { } month })
        {
            var booked = await work.BookAsync(new(order.AreaNo, month, booking, "loss-order", request.OrderNo) { Note = request.Evidence });
            if (!booked.Succeeded(out var id, out var problem)) return problem;
            bookingId = id;
        }

        if (await work.RecordAsync(request, bookingId.Length == 0 ? null : bookingId) != 1) return LossProblems.StepUnknown(request.Step);
        await work.CommitAsync("loss.finding-recorded", "loss-order/" + request.OrderNo, new { request.Step, request.Confirmed, bookingId }, bookingId, stop);
        return bookingId;
    }
}

/// <summary>Closes an order when every step has a finding; the rest that nothing explains is stated in it, with its interval.</summary>
public sealed class CloseLossOrder(Database database)
{
    /// <summary>The stated rest of the order's area over the months of the latest analysis.</summary>
    public async Task<Outcome<LossLedger>> RunAsync(string orderNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst)) return AccessProblems.RoleMissing(Role.Analyst);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeOpenOrderAsync(orderNo) is not { } order) return LossProblems.OrderNotOpen(orderNo);
        var open = await work.QueryAsync<long>("select n from loss_order_step where order_no = @orderNo and finding is null order by n", new { orderNo });
        if (open.Count > 0) return LossProblems.StepsOpen(string.Join(", ", open));
        var accounts = await work.AccountsAsync(order.AreaNo);
        if (accounts.Count == 0) return LossProblems.NotAnalysed;
        var rest = Total([.. accounts.Select(a => a.Ledger)]);
        if (await work.CloseOrderAsync(orderNo, rest) != 1) return LossProblems.OrderNotOpen(orderNo);
        await work.CommitAsync("loss.order-closed", "loss-order/" + orderNo, new { rest.UnexplainedWh }, stop: stop);
        return rest;
    }

    /// <summary>Months share their meters, so that their limits add up.</summary>
    internal static LossLedger Total(IReadOnlyList<LossLedger> months) => new(
        months.Sum(m => m.LossWh), months.Sum(m => m.TechnicalWh),
        months.SelectMany(m => m.Booked).GroupBy(b => b.Key).ToDictionary(g => g.Key, g => g.Sum(b => b.Value)),
        months.Sum(m => m.UnexplainedWh), months.Sum(m => m.UnexplainedLowWh), months.Sum(m => m.UnexplainedHighWh));
}
