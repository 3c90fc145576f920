using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;

namespace Voltward.App.LineLoss;

/// <summary>Books abnormal energy of an area and month to a cause (异常电量记账). Without a document that exists, nothing is booked.</summary>
public sealed class BookLoss(Database database)
{
    /// <summary>What to book.</summary>
    /// <param name="AreaNo">Area.</param>
    /// <param name="Month">Month.</param>
    /// <param name="Booking">Cause and energy.</param>
    /// <param name="SourceKind">Kind of document: case, work-order, loss-order.</param>
    /// <param name="SourceNo">Its number.</param>
    public sealed record Request(string AreaNo, LossMonth Month, LossBooking Booking, string SourceKind, string SourceNo)
    {
        public string? Note { get; init; }
    }

    /// <summary>The number of the booking.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst)) return AccessProblems.RoleMissing(Role.Analyst);
        await using var work = await database.BeginAsync(actor, stop);
        var booked = await work.BookAsync(request);
        if (!booked.Succeeded(out var bookingId, out var problem)) return problem;
        await work.CommitAsync("loss.booked", "area/" + request.AreaNo, new { bookingId, cause = request.Booking.Cause.ToString(), request.Booking.Wh }, bookingId, stop);
        return bookingId;
    }
}

/// <summary>Takes a booking back (冲销); the energy is unexplained again.</summary>
public sealed class ReverseLoss(Database database)
{
    public sealed record Request(string BookingId, string Note);

    /// <summary>The number of the counter-booking.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst)) return AccessProblems.RoleMissing(Role.Analyst);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindBookingAsync(request.BookingId) is not { Reverses: null } booking) return LossProblems.NotReversible(request.BookingId);
        var standing = await work.StandingAsync(booking.SourceKind, booking.SourceNo);
        if (standing.All(s => s.BookingId != booking.BookingId)) return LossProblems.NotReversible(request.BookingId);
        var counter = await work.ReverseAsync(booking, request.Note);
        await work.CommitAsync("loss.booking-reversed", "area/" + booking.AreaNo, new { booking.BookingId, counter }, counter, stop);
        return counter;
    }
}

/// <summary>The checks that every booking passes.</summary>
internal static class Bookings
{
    public static async Task<Outcome<string>> BookAsync(this Work work, BookLoss.Request request)
    {
        var (cause, wh) = (request.Booking.Cause, request.Booking.Wh);
        if (wh == 0 || (wh < 0 && cause != LossCause.Topology)) return LossProblems.NothingBooked;
        if (string.IsNullOrWhiteSpace(request.SourceKind) || string.IsNullOrWhiteSpace(request.SourceNo)) return LossProblems.SourceMissing;
        if (await work.OrgPathOfAreaAsync(request.AreaNo) is not { } orgPath) return LossProblems.AreaUnknown(request.AreaNo);
        if (!await work.SourceExistsAsync(request.SourceKind, request.SourceNo)) return LossProblems.SourceUnknown($"{request.SourceKind}/{request.SourceNo}");
        var month = request.Month.ToString();
        var earlier = (await work.StandingAsync(request.SourceKind, request.SourceNo))
            .FirstOrDefault(b => b.AreaNo == request.AreaNo && b.Month == month && b.Cause == cause.ToString());
        if (earlier is not null) return LossProblems.BookedAlready(earlier.BookingId);
        return await work.AddBookingAsync(new BookingRow
        {
            AreaNo = request.AreaNo,
            OrgPath = orgPath,
            Month = month,
            Cause = cause.ToString(),
            Wh = wh,
            SourceKind = request.SourceKind,
            SourceNo = request.SourceNo,
            Note = request.Note,
        });
    }
}
