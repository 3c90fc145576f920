using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BillCalendarTests
{
    [Fact]
    public void Day_and_month_are_exchanged_where_that_is_a_date()
    {
        Assert.Equal(Day(2006, 12, 11), BillCalendar.Exchanged(Day(2006, 11, 12)));
        Assert.Equal(Day(2006, 4, 18), BillCalendar.Exchanged(Day(2006, 4, 18)));
    }

    [Fact]
    public void Exchanged_dates_are_noticed_by_the_order_of_the_registers_and_put_right()
    {
        var right = Histories(exchanged: false);
        var wrong = Histories(exchanged: true);
        Assert.False(BillCalendar.DayAndMonthAreExchanged(right));
        Assert.True(BillCalendar.DayAndMonthAreExchanged(wrong));
        BillCalendar.Repair(wrong);
        Assert.Equal(right.Select(h => h.Bills.Select(b => b.Day)), wrong.Select(h => h.Bills.Select(b => b.Day)));
    }

    [Fact]
    public void A_few_wrong_dates_do_not_turn_the_whole_file()
    {
        var histories = Histories(exchanged: false);
        for (var i = 0; i < 3; i++) histories[i].Bills[2] = histories[i].Bills[2] with { Day = BillCalendar.Exchanged(histories[i].Bills[2].Day) };
        Assert.False(BillCalendar.DayAndMonthAreExchanged(histories));
    }

    [Fact]
    public void Ordering_does_not_depend_on_the_file_and_drops_repeated_lines()
    {
        var bills = Histories(exchanged: false)[0].Bills;
        var shuffled = (Bill[])[.. bills, bills[3]];
        new Random(1).Shuffle(shuffled);
        Assert.Equal(bills, BillCalendar.Ordered(new("a", shuffled)).Bills);
    }

    /// <summary>Sixty customers billed every four months on a day of the month from 1 to 12.</summary>
    private static BillHistory[] Histories(bool exchanged) => [.. Enumerable.Range(0, 60).Select(c => new BillHistory(
        "c" + c,
        [.. Enumerable.Range(0, 15).Select(n =>
        {
            var date = new DateOnly(2010, 1, 1).AddMonths(4 * n).AddDays((c % 12) + (c % 3 == 0 ? n % 2 : 0));
            var day = BillCalendar.DayOf(date);
            return new Bill
            {
                Day = exchanged ? BillCalendar.Exchanged(day) : day, Months = 4, Meter = 1000 + c, Factor = 1, Kwh = 100,
                IndexFrom = n * 100, IndexTo = (n * 100) + 100,
            };
        })]))];

    private static int Day(int year, int month, int day) => BillCalendar.DayOf(new(year, month, day));
}
