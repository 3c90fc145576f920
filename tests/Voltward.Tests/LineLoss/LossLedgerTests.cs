using CsCheck;
using Voltward.Analytics.LineLoss;
using Voltward.Domain.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class LossLedgerTests
{
    private static readonly Gen<LossBooking> Booking =
        Gen.Select(Gen.Enum<LossCause>(), Gen.Long[-1_000_000_000, 1_000_000_000]).Select((cause, wh) => new LossBooking(cause, wh));

    /// <summary>B6: whatever is booked, and booked back, the account adds up to nothing, to the watt-hour.</summary>
    [Fact]
    public void Every_account_adds_up_to_zero() => Gen.Select(
        Gen.Long[-10_000_000_000, 10_000_000_000], Gen.Long[0, 1_000_000_000], Booking.Array[0, 12]).Sample((loss, technical, bookings) =>
    {
        var month = new MonthLoss(loss, loss - 5000, loss + 5000, technical, technical / 2, technical * 2);
        var ledger = LossLedger.Close(month, bookings);
        Assert.Equal(0, ledger.Sum);
        // Taking a booking back by its mirror image restores the account without it.
        var back = LossLedger.Close(month, [.. bookings, new LossBooking(LossCause.Theft, 777), new LossBooking(LossCause.Theft, -777)]);
        Assert.Equal(ledger.UnexplainedWh, back.UnexplainedWh);
        Assert.Equal(0, back.Sum);
    });

    /// <summary>Lost 900, technical 300, theft 450, a fault 100: 50 unexplained. Limits ±30 of the loss and ±40 of the heat make ±50.</summary>
    [Fact]
    public void What_nothing_explains_is_a_line_with_an_interval_from_both_limits()
    {
        var ledger = LossLedger.Close(new MonthLoss(900, 870, 930, 300, 260, 340), [new(LossCause.Theft, 450), new(LossCause.Meter, 100)]);
        Assert.Equal((50, 0, 100), (ledger.UnexplainedWh, ledger.UnexplainedLowWh, ledger.UnexplainedHighWh));
        Assert.True(ledger.IsExplained);
        Assert.False(LossLedger.Close(new MonthLoss(900, 870, 930, 300, 260, 340), []).IsExplained);
    }

    [Fact]
    public void Energy_spread_over_months_keeps_every_watt_hour() => Gen.Select(
        Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Int[0, 2000], Gen.Int[0, 1500]).Sample((wh, start, days) =>
    {
        var from = new DateOnly(2021, 1, 1).AddDays(start);
        var parts = LossSplit.ByMonth(wh, from, from.AddDays(days));
        Assert.Equal(wh, parts.Sum(p => p.Wh));
        Assert.Equal(parts.OrderBy(p => p.Month.First), parts);
        Assert.Equal(LossMonth.Of(from), parts[0].Month);
        Assert.Equal(LossMonth.Of(from.AddDays(days)), parts[^1].Month);
    });

    /// <summary>20 January to 10 March 2026: 12 + 28 + 10 days of 50; 1,001 Wh are 240, 560 and the remainder 201.</summary>
    [Fact]
    public void The_last_month_takes_the_remainder() => Assert.Equal(
        [(new LossMonth(2026, 1), 240L), (new LossMonth(2026, 2), 560L), (new LossMonth(2026, 3), 201L)],
        LossSplit.ByMonth(1001, new DateOnly(2026, 1, 20), new DateOnly(2026, 3, 10)));

    /// <summary>A third too little is recorded at every load: l' = 1 − (4/3)(1 − 0.04) is a gain of 28 %.</summary>
    [Fact]
    public void A_steady_offset_by_a_ratio_step_asks_for_the_ratio_first()
    {
        var facts = new DiagnosisFacts(1 - (1.25 * 0.97), 0.03, 0, 0, -9, 0.02);
        Assert.Equal(LossSuspect.SupplyRatio, LossDiagnosis.First(LossDiagnosis.Of(facts, []), 1)[0]);
        Assert.NotEqual(LossSuspect.SupplyRatio, LossDiagnosis.First(LossDiagnosis.Of(facts with { LossShare = 0.08, Z = 5 }, []), 1)[0]);
    }

    [Fact]
    public void Leads_bring_their_cause_and_their_customers_to_the_front_and_the_tree_keeps_its_order()
    {
        var tree = LossDiagnosis.Of(
            new DiagnosisFacts(0.06, 0.03, 0, 0, 4, 0.3),
            [new(LossSuspect.Meter, "C2", 0.6), new(LossSuspect.Meter, "C1", 0.9), new(LossSuspect.Theft, "C3", 0.2)]);
        Assert.Equal(Enum.GetValues<LossSuspect>(), tree.Select(b => b.Suspect));
        Assert.Equal([LossSuspect.Meter, LossSuspect.Theft], LossDiagnosis.First(tree, 2));
        Assert.Equal(["C1", "C2"], tree.Single(b => b.Suspect == LossSuspect.Meter).Customers);
    }
}
