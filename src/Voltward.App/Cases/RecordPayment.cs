using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases;

/// <summary>Which money a payment is: the two kinds never meet in one sum.</summary>
public enum PaidMoney
{
    /// <summary>补交电费.</summary>
    BackBilledCharge,

    /// <summary>违约使用电费.</summary>
    PenaltyCharge,
}

/// <summary>Records a payment (收费): one kind of money, never more than is owed of it. The same receipt again changes nothing.</summary>
public sealed class RecordPayment(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Money">Which of the two kinds.</param>
    /// <param name="AmountYuan">Amount, yuan, at most two decimals.</param>
    /// <param name="PaidOn">Day of the payment.</param>
    /// <param name="ReceiptNo">Number of the receipt; one receipt may hold both kinds.</param>
    public sealed record Request(string CaseNo, PaidMoney Money, decimal AmountYuan, DateOnly PaidOn, string ReceiptNo);

    /// <param name="ChargeOwed">What is still owed of the back-billed charge.</param>
    /// <param name="PenaltyOwed">What is still owed of the penalty charge.</param>
    /// <param name="PaidInFull">Whether everything is paid.</param>
    public sealed record Recorded(Yuan ChargeOwed, Yuan PenaltyOwed, bool PaidInFull);

    public async Task<Outcome<Recorded>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Cashier)) return AccessProblems.RoleMissing(Role.Cashier);
        if (string.IsNullOrWhiteSpace(request.ReceiptNo)) return CaseFlowProblems.TextMissing("receiptNo");
        var amount = Yuan.Rounded(request.AmountYuan);
        if (amount.Value != request.AmountYuan || amount.Value <= 0) return CaseFlowProblems.AmountNotPositive;
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        var money = request.Money.Code();
        if (await work.FindPaymentAsync(request.ReceiptNo, money) is { } known)
        {
            return known.CaseNo == held.CaseNo && known.AmountFen == amount.Fen ? await StandAsync(work, held.CaseNo) : CaseFlowProblems.ReceiptUsed(request.ReceiptNo);
        }

        if (held.CurrentState != CaseState.NoticeServed) return CaseStates.Next(held.CurrentState, CaseEvent.PayInFull).Problem ?? CaseFlowProblems.ChangedMeanwhile(held.CaseNo);
        var before = await StandAsync(work, held.CaseNo);
        var owed = request.Money == PaidMoney.BackBilledCharge ? before.ChargeOwed : before.PenaltyOwed;
        if (amount.Fen > owed.Fen) return CaseFlowProblems.MoreThanOwed(owed.Value);
        if (!await work.AddPaymentAsync(held.CaseNo, money, amount, request.PaidOn, request.ReceiptNo)) return CaseFlowProblems.ReceiptUsed(request.ReceiptNo);
        var after = await StandAsync(work, held.CaseNo);
        var refused = after.PaidInFull
            ? await work.StepAsync(held, CaseEvent.PayInFull, Duty.Collect, request.ReceiptNo)
            : await work.NoteStepAsync(held.CaseNo, "Pay", Duty.Collect, request.ReceiptNo);
        if (refused is not null) return refused;
        await work.CommitAsync("case.paid", $"case/{held.CaseNo}", new { money, amountFen = amount.Fen, request.ReceiptNo, after.PaidInFull }, stop: stop);
        return after;
    }

    private static async Task<Recorded> StandAsync(Session session, string caseNo)
    {
        var settlement = await session.SettlementAsync(caseNo, "approved");
        var paid = await session.PaidAsync(caseNo);
        var charge = (settlement?.ChargeFen ?? 0) - paid.GetValueOrDefault(PaidMoney.BackBilledCharge.Code());
        var penalty = (settlement?.PenaltyFen ?? 0) - paid.GetValueOrDefault(PaidMoney.PenaltyCharge.Code());
        return new(Yuan.FromFen(charge), Yuan.FromFen(penalty), settlement is not null && charge == 0 && penalty == 0);
    }
}
