using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.LineLoss;

namespace Voltward.App.LineLoss;

/// <summary>SQL of the closing ledger: bookings are only ever added.</summary>
internal static class LossBookingStore
{
    private const string Columns =
        """
        b.booking_id as BookingId, b.area_no as AreaNo, b.org_path as OrgPath, b.month as Month, b.cause as Cause, b.wh as Wh,
        b.source_kind as SourceKind, b.source_no as SourceNo, b.reverses as Reverses, b.note as Note, b.booked_at as BookedAt, b.booked_by as BookedBy
        """;

    public static Task<string?> OrgPathOfAreaAsync(this Session session, string areaNo) => session.ScalarAsync<string>(
        "select a.org_path from transformer_area a where a.area_no = @areaNo and a.known_to > @now and @@scope(a.org_path) order by a.valid_from desc limit 1",
        new { areaNo, now = session.Now });

    public static async Task<bool> SourceExistsAsync(this Session session, string kind, string no) => kind switch
    {
        "case" => await session.ScalarAsync<long>("select count(*) from inspection_case c where c.case_no = @no and @@scope(c.org_path)", new { no }) == 1,
        "work-order" => await session.ScalarAsync<long>("select count(*) from work_order w where w.order_no = @no and @@scope(w.org_path)", new { no }) == 1,
        "loss-order" => await session.ScalarAsync<long>("select count(*) from loss_order l where l.order_no = @no and @@scope(l.org_path)", new { no }) == 1,
        _ => false,
    };

    /// <summary>Bookings that stand: neither taken back nor taking back.</summary>
    public static Task<IReadOnlyList<BookingRow>> StandingAsync(this Session session, string sourceKind, string sourceNo) => session.QueryAsync<BookingRow>(
        $"""
        select {Columns} from loss_booking b
        where b.source_kind = @sourceKind and b.source_no = @sourceNo and b.reverses is null and @@scope(b.org_path)
            and not exists (select 1 from loss_booking r where r.reverses = b.booking_id)
        order by b.booking_id
        """,
        new { sourceKind, sourceNo });

    public static Task<BookingRow?> FindBookingAsync(this Session session, string bookingId) => session.FindAsync<BookingRow>(
        $"select {Columns} from loss_booking b where b.booking_id = @bookingId and @@scope(b.org_path)", new { bookingId });

    public static Task<IReadOnlyList<BookingRow>> BookingsOfAsync(this Session session, string? areaNo) => session.QueryAsync<BookingRow>(
        $"""
        select {Columns} from loss_booking b where (@areaNo is null or b.area_no = @areaNo) and @@scope(b.org_path) order by b.area_no, b.month, b.booking_id
        """,
        new { areaNo });

    /// <summary>Adds a booking; its number.</summary>
    public static async Task<string> AddBookingAsync(this Work work, BookingRow booking)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"loss-booking-{year}"));
        var bookingId = string.Create(CultureInfo.InvariantCulture, $"ZM-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into loss_booking (booking_id, area_no, org_path, month, cause, wh, source_kind, source_no, reverses, note, booked_at, booked_by)
            values (@bookingId, @AreaNo, @OrgPath, @Month, @Cause, @Wh, @SourceKind, @SourceNo, @Reverses, @Note, @at, @by)
            """,
            new
            {
                bookingId,
                booking.AreaNo,
                booking.OrgPath,
                booking.Month,
                booking.Cause,
                booking.Wh,
                booking.SourceKind,
                booking.SourceNo,
                booking.Reverses,
                booking.Note,
                at = work.Now,
                by = work.Actor.PersonId,
            });
        return bookingId;
    }

    /// <summary>Takes a booking back by its mirror image.</summary>
    public static Task<string> ReverseAsync(this Work work, BookingRow booking, string note) =>
        work.AddBookingAsync(booking with { Wh = -booking.Wh, Reverses = booking.BookingId, Note = note });
}

/// <summary>A booking as it is stored.</summary>
public sealed record BookingRow
{
    public string BookingId { get; init; } = "";

    public string AreaNo { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public string Month { get; init; } = "";

    public string Cause { get; init; } = "";

    public long Wh { get; init; }

    public string SourceKind { get; init; } = "";

    public string SourceNo { get; init; } = "";

    public string? Reverses { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset BookedAt { get; init; }

    public string BookedBy { get; init; } = "";

    internal LossBooking Value => new(Enum.Parse<LossCause>(Cause), Wh);
}
