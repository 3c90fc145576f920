using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Everything about one case (案件详情): timeline, steps, settlements with their lines, documents, payments, disputes, and what comes next.</summary>
public sealed class CasePage(Database database, Determine determine)
{
    /// <summary>Null when there is no such case inside the person's part.</summary>
    public async Task<CaseView?> RunAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var row = await look.FindAsync<CaseList.Row>(
            $"{CaseList.Columns} {CaseList.Joined} where i.case_no = @caseNo and @@scope(i.org_path) and @@blind(f.visit_id)",
            new { caseNo, now = look.Now, today = CompanyTime.Day(look.Now) });
        if (row is null) return null;
        var held = (await look.FindCaseAsync(caseNo))!;
        var steps = await look.QueryAsync<CaseStepRow>(
            """
            select s.step as Step, s.duty as Duty, s.actor as Actor, p.name as ActorName, s.at as At, s.note as Note
            from case_step s left join person p on p.person_id = s.actor where s.case_no = @caseNo order by s.n
            """,
            new { caseNo });
        var settlements = (await look.QueryAsync<SettlementView.Stored>(
            """
            select version as Version, rule_id as RuleId, state as State, energy_wh as EnergyWh, charge_fen as ChargeFen, penalty_fen as PenaltyFen,
                   inputs as Inputs, result as Result, lines as Lines, blocked as Blocked, calculated_by as CalculatedBy, calculated_at as CalculatedAt,
                   reviewed_by as ReviewedBy, reviewed_at as ReviewedAt, review_note as ReviewNote
            from settlement where case_no = @caseNo order by version desc
            """,
            new { caseNo })).Select(SettlementView.Of).ToList();
        if (!(await look.PackAsync(held)).Succeeded(out var pack, out var broken)) throw new InvalidOperationException(broken.Code);
        return new(
            row, held.Facts, held.LegalReview, await CaseTimeline.LoadAsync(look, row), steps, settlements,
            await DocumentsAsync(look, caseNo), await PaymentsAsync(look, caseNo), await DisputesAsync(look, caseNo),
            pack, Next(held.CurrentState, settlements.FirstOrDefault(), row, pack, await look.DutiesAsync(caseNo), actor),
            CriminalSide.Of(row.Kind, settlements.FirstOrDefault(s => s.State is "calculated" or "approved")?.Inputs, determine));
    }

    private static Task<IReadOnlyList<DocumentRow>> DocumentsAsync(Session look, string caseNo) => look.QueryAsync<DocumentRow>(
        """
        select document_id as DocumentId, kind as Kind, number as Number, sha256 as Sha256, bytes as Bytes, media_type as MediaType, made_by as MadeBy,
               made_at as MadeAt, served_at as ServedAt, served_how as ServedHow, served_proof as ServedProof
        from case_document where case_no = @caseNo order by made_at, document_id
        """,
        new { caseNo });

    private static Task<IReadOnlyList<PaidRow>> PaymentsAsync(Session look, string caseNo) => look.QueryAsync<PaidRow>(
        "select money as Money, amount_fen as AmountFen, paid_on as PaidOn, receipt_no as ReceiptNo, taken_by as TakenBy from payment where case_no = @caseNo order by taken_at, money",
        new { caseNo });

    private static Task<IReadOnlyList<DisputeRow>> DisputesAsync(Session look, string caseNo) => look.QueryAsync<DisputeRow>(
        """
        select item as Item, reason as Reason, raised_at as RaisedAt, recorded_by as RecordedBy, answer as Answer, upheld as Upheld,
               answered_at as AnsweredAt, answered_by as AnsweredBy
        from case_dispute where case_no = @caseNo order by n
        """,
        new { caseNo });

    /// <summary>The lawful steps, each with what still stands in its way and whether this person may take it.</summary>
    private static IReadOnlyList<PossibleStep> Next(
        CaseState state, SettlementView? settlement, CaseList.Row row, CasePack pack, IReadOnlyList<DutyDone> done, Actor actor) =>
        [.. CaseNext.From(state).Select(step => new PossibleStep(step, [.. Misses(step.Step, settlement, row), .. Lacks(step.Step, pack)], MayTake(step, done, actor)))];

    /// <summary>What the evidence pack and the innocent explanations still hold against a step.</summary>
    private static IEnumerable<Words> Lacks(CaseEvent step, CasePack pack) => step switch
    {
        CaseEvent.Investigate => pack.Refuse(PackStage.OnSite) is { } refused ? [refused.Text] : [],
        CaseEvent.Approve => pack.Refuse(PackStage.Confirmed) is { } refused ? [refused.Text] : [],
        CaseEvent.Close => pack.Refuse(PackStage.NoticeServed) is { } refused ? [refused.Text] : [],
        _ => [],
    };

    private static List<Words> Misses(CaseEvent step, SettlementView? settlement, CaseList.Row row)
    {
        var misses = new List<Words>();
        if (step == CaseEvent.Approve && settlement?.Blocked is { } blocked) misses.Add(blocked.Text);
        if (step == CaseEvent.PayInFull && settlement is not null)
        {
            var (charge, penalty) = ((settlement.ChargeFen ?? 0) - row.ChargePaidFen, (settlement.PenaltyFen ?? 0) - row.PenaltyPaidFen);
            if (charge > 0) misses.Add(new($"补交电费尚欠 {charge / 100m:0.00} 元", $"{charge / 100m:0.00} yuan of the back-billed charge is owed"));
            if (penalty > 0) misses.Add(new($"违约使用电费尚欠 {penalty / 100m:0.00} 元", $"{penalty / 100m:0.00} yuan of the penalty charge is owed"));
        }

        return misses;
    }

    /// <summary>Null when the person may take it, else why not.</summary>
    private static Problem? MayTake(NextStep step, IReadOnlyList<DutyDone> done, Actor actor)
    {
        if (!actor.Is(step.Role)) return AccessProblems.RoleMissing(step.Role);
        if (step.Step is CaseEvent.Uphold or CaseEvent.Recalculate && DutyRules.People(Duty.Review, actor) is var people && done.Any(d => people.Contains(d.PersonId))) return CaseFlowProblems.PartTakerAnswers;
        return step.Duty is { } duty ? DutyRules.MayTake(duty, DutyRules.People(duty, actor), done).Problem : null;
    }
}

/// <summary>A case as its page shows it.</summary>
public sealed record CaseView(
    CaseList.Row Row,
    string? Facts,
    string? LegalReview,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<CaseStepRow> Steps,
    IReadOnlyList<SettlementView> Settlements,
    IReadOnlyList<DocumentRow> Documents,
    IReadOnlyList<PaidRow> Payments,
    IReadOnlyList<DisputeRow> Disputes,
    CasePack Pack,
    IReadOnlyList<PossibleStep> Next,
    CriminalSide? Criminal);

/// <summary>A step that the law allows now.</summary>
/// <param name="Step">The step with its role and duty.</param>
/// <param name="Misses">What still stands in its way; empty when nothing does.</param>
/// <param name="NotYou">Why this person may not take it; null when the person may.</param>
public sealed record PossibleStep(NextStep Step, IReadOnlyList<Words> Misses, Problem? NotYou);
