namespace Voltward.Domain.LineLoss;

/// <summary>
/// The account of one area and month (异常电量平衡账): every lost watt-hour stands in one line, and the lines add up to nothing. What no
/// line explains is a line itself.
/// </summary>
/// <param name="LossWh">Lost: supplied minus sold.</param>
/// <param name="TechnicalWh">Calibrated technical loss.</param>
/// <param name="Booked">Booked energy by cause; causes without any are absent.</param>
/// <param name="UnexplainedWh">The rest; below zero when more was booked than lost.</param>
/// <param name="UnexplainedLowWh">Lower limit of the rest with 95 % confidence.</param>
/// <param name="UnexplainedHighWh">Upper limit of the rest.</param>
public sealed record LossLedger(
    long LossWh, long TechnicalWh, IReadOnlyDictionary<LossCause, long> Booked, long UnexplainedWh, long UnexplainedLowWh, long UnexplainedHighWh)
{
    /// <summary>Sum of the account; zero, always.</summary>
    public long Sum => LossWh - TechnicalWh - Booked.Values.Sum() - UnexplainedWh;

    /// <summary>Whether the rest may be nothing but the meters' limits and the doubt about heat.</summary>
    public bool IsExplained => UnexplainedLowWh <= 0 && UnexplainedHighWh >= 0;

    /// <summary>Closes the account of a month.</summary>
    /// <param name="loss">The month's loss and technical loss with their limits.</param>
    /// <param name="bookings">Bookings of the month, those taken back and their counter-bookings included.</param>
    public static LossLedger Close(MonthLoss loss, IEnumerable<LossBooking> bookings)
    {
        var booked = new SortedDictionary<LossCause, long>();
        foreach (var booking in bookings) booked[booking.Cause] = booked.GetValueOrDefault(booking.Cause) + booking.Wh;
        foreach (var cause in booked.Where(b => b.Value == 0).Select(b => b.Key).ToArray()) booked.Remove(cause);
        var rest = loss.LossWh - loss.TechnicalWh - booked.Values.Sum();
        // Loss and technical loss err independently, each within its own limits.
        return new LossLedger(
            loss.LossWh, loss.TechnicalWh, booked, rest,
            rest - Root(loss.LossWh - loss.LossLowWh, loss.TechnicalHighWh - loss.TechnicalWh),
            rest + Root(loss.LossHighWh - loss.LossWh, loss.TechnicalWh - loss.TechnicalLowWh));
    }

    private static long Root(long a, long b) => (long)Math.Ceiling(Math.Sqrt(((double)a * a) + ((double)b * b)));
}

/// <summary>Loss of an area in a month with 95 % limits, Wh.</summary>
/// <param name="LossWh">Supplied minus sold.</param>
/// <param name="LossLowWh">Lower limit.</param>
/// <param name="LossHighWh">Upper limit.</param>
/// <param name="TechnicalWh">Calibrated technical loss.</param>
/// <param name="TechnicalLowWh">Lower limit.</param>
/// <param name="TechnicalHighWh">Upper limit.</param>
public readonly record struct MonthLoss(long LossWh, long LossLowWh, long LossHighWh, long TechnicalWh, long TechnicalLowWh, long TechnicalHighWh);

/// <summary>Spreads energy over months without losing a watt-hour.</summary>
public static class LossSplit
{
    /// <summary>Energy by month in proportion to the days of each; the parts add up to the whole.</summary>
    /// <param name="wh">Energy, Wh; either sign.</param>
    /// <param name="from">First day, counted.</param>
    /// <param name="to">Last day, counted, not before <paramref name="from"/>.</param>
    public static IReadOnlyList<(LossMonth Month, long Wh)> ByMonth(long wh, DateOnly from, DateOnly to)
    {
        if (to < from) throw new ArgumentOutOfRangeException(nameof(to), to, "Before the first day.");
        var days = to.DayNumber - from.DayNumber + 1;
        var parts = new List<(LossMonth, long)>();
        var (done, given) = (0, 0L);
        for (var day = from; day <= to;)
        {
            var month = LossMonth.Of(day);
            var next = month.First.AddMonths(1);
            var end = next <= to ? next : to.AddDays(1);
            done += end.DayNumber - day.DayNumber;
            // What is due up to here, less what was given before: the last part takes the remainder.
            var due = (long)((Int128)wh * done / days);
            parts.Add((month, due - given));
            (given, day) = (due, end);
        }

        return parts;
    }
}
