using Voltward.App.Storage;
using Voltward.Domain.Units;

namespace Voltward.App.Cases;

/// <summary>SQL of payments.</summary>
internal static class PaymentStore
{
    public static Task<PaymentRow?> FindPaymentAsync(this Session session, string receiptNo, string money) => session.FindAsync<PaymentRow>(
        "select case_no as CaseNo, amount_fen as AmountFen from payment where receipt_no = @receiptNo and money = @money", new { receiptNo, money });

    /// <summary>Paid so far by kind of money, fen.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> PaidAsync(this Session session, string caseNo) =>
        (await session.QueryAsync<SumRow>(
            "select money as Money, cast(sum(amount_fen) as bigint) as Fen from payment where case_no = @caseNo group by money", new { caseNo }))
        .ToDictionary(r => r.Money, r => r.Fen);

    /// <summary>Writes a payment; false when its receipt was used meanwhile.</summary>
    public static async Task<bool> AddPaymentAsync(this Work work, string caseNo, string money, Yuan amount, DateOnly paidOn, string receiptNo) => 1 == await work.ExecuteAsync(
        """
        insert into payment (payment_id, case_no, money, amount_fen, paid_on, receipt_no, taken_by, taken_at)
        values (@id, @caseNo, @money, @fen, @paidOn, @receiptNo, @actor, @at) on conflict (receipt_no, money) do nothing
        """,
        new { id = Guid.CreateVersion7(work.Now).ToString("n"), caseNo, money, fen = amount.Fen, paidOn, receiptNo, actor = work.Actor.PersonId, at = work.Now });

    private sealed class SumRow
    {
        public string Money { get; init; } = "";

        public long Fen { get; init; }
    }
}

/// <summary>A payment as stored.</summary>
internal sealed class PaymentRow
{
    public string CaseNo { get; init; } = "";

    public long AmountFen { get; init; }
}
