using System.Globalization;
using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>SQL that writes and finds cases.</summary>
internal static class CaseStore
{
    public static Task<CaseRow?> FindCaseAsync(this Session session, string caseNo) => session.FindAsync<CaseRow>(
        """
        select c.case_no as CaseNo, c.finding_id as FindingId, c.customer_no as CustomerNo, c.area_no as AreaNo, c.org_path as OrgPath,
               c.kind as Kind, c.rule_id as RuleId, c.state as State, c.conduct_from as ConductFrom, c.conduct_to as ConductTo,
               c.facts as Facts, c.legal_review as LegalReview, c.opened_by as OpenedBy, f.method as Method, v.started_at as VisitedAt
        from inspection_case c join finding f on f.finding_id = c.finding_id join visit v on v.visit_id = f.visit_id
        where c.case_no = @caseNo and @@scope(c.org_path)
        """,
        new { caseNo });

    /// <summary>The case with its row held until this unit of work ends: two steps in one case never run side by side.</summary>
    public static async Task<CaseRow?> TakeCaseAsync(this Work work, string caseNo)
    {
        await work.ExecuteAsync("update inspection_case set state = state where case_no = @caseNo", new { caseNo });
        return await work.FindCaseAsync(caseNo);
    }

    public static async Task<string> AddCaseAsync(this Work work, Inspections.FindingRow finding)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"case-{year}"));
        var caseNo = string.Create(CultureInfo.InvariantCulture, $"AJ-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into inspection_case (case_no, finding_id, customer_no, area_no, org_path, kind, rule_id, state, opened_at, opened_by)
            values (@caseNo, @FindingId, @CustomerNo, @AreaNo, @OrgPath, @Kind, @RuleId, @state, @at, @actor)
            """,
            new
            {
                caseNo,
                finding.FindingId,
                finding.CustomerNo,
                finding.AreaNo,
                finding.OrgPath,
                finding.Kind,
                finding.RuleId,
                state = nameof(CaseState.Opened),
                at = work.Now,
                actor = work.Actor.PersonId,
            });
        return caseNo;
    }

    /// <summary>
    /// Takes a step: the transition, the duty and its separation from the others' are checked and written in this transaction.
    /// Null when done, else the refusal.
    /// </summary>
    public static async Task<Problem?> StepAsync(this Work work, CaseRow held, CaseEvent happened, Duty? duty, string? note = null)
    {
        if (!CaseStates.Next(held.CurrentState, happened).Succeeded(out var next, out var refused)) return refused;
        if (await work.NoteStepAsync(held.CaseNo, happened.ToString(), duty, note) is { } taken) return taken;
        return 1 == await work.ExecuteAsync(
            """
            update inspection_case set state = @next,
                closed_at = case when @next in ('Closed', 'Dropped') then @at else closed_at end,
                close_reason = case when @next in ('Closed', 'Dropped') then @note else close_reason end
            where case_no = @CaseNo and state = @State
            """,
            new { next = next.ToString(), at = work.Now, note, held.CaseNo, held.State }) ? null : CaseFlowProblems.ChangedMeanwhile(held.CaseNo);
    }

    /// <summary>Notes a step without a change of state; the duty is checked all the same.</summary>
    public static async Task<Problem?> NoteStepAsync(this Work work, string caseNo, string step, Duty? duty, string? note)
    {
        var done = await work.DutiesAsync(caseNo);
        if (duty is { } wanted && !DutyRules.MayTake(wanted, DutyRules.People(wanted, work.Actor), done).Succeeded(out _, out var refused)) return refused;
        var borrowed = duty is { } taking ? work.Actor.Borrows(DutyRules.RoleOf(taking)) : null;
        await work.ExecuteAsync(
            """
            insert into case_step (case_no, n, step, duty, actor, at, note, for_person, grant_id)
            select @caseNo, coalesce(max(n), 0) + 1, @step, @duty, @actor, @at, @note, @forPerson, @grantId from case_step where case_no = @caseNo
            """,
            new { caseNo, step, duty = duty is { } d ? DutyRules.Word(d) : null, actor = work.Actor.PersonId, at = work.Now, note, forPerson = borrowed?.From, grantId = borrowed?.GrantId });
        return null;
    }

    /// <summary>Every duty performed so far.</summary>
    public static async Task<IReadOnlyList<DutyDone>> DutiesAsync(this Session session, string caseNo) =>
        [.. (await session.QueryAsync<StepRow>(
            """
            select n, duty as Duty, actor as Actor from case_step where case_no = @caseNo and duty is not null
            union all
            select n, duty as Duty, for_person as Actor from case_step where case_no = @caseNo and duty is not null and for_person is not null
            order by 1
            """,
            new { caseNo })).Select(s => new DutyDone(DutyRules.Parse(s.Duty)!.Value, s.Actor))];

    /// <summary>Steps taken in an emergency that nobody has approved: the case cannot be closed with one.</summary>
    public static Task<IReadOnlyList<string>> UnapprovedAsync(this Session session, string caseNo) => session.QueryAsync<string>(
        """
        select distinct s.step from case_step s join borrowed_role b on b.grant_id = s.grant_id
        where s.case_no = @caseNo and b.kind = 'glass' and b.approved_by is null order by s.step
        """,
        new { caseNo });

    public static Task SetFactsAsync(this Work work, string caseNo, (DateOnly? From, DateOnly? To) conduct, string facts) => work.ExecuteAsync(
        "update inspection_case set conduct_from = @From, conduct_to = @To, facts = @facts where case_no = @caseNo",
        new { caseNo, conduct.From, conduct.To, facts });

    public static Task SetLegalReviewAsync(this Work work, string caseNo, string review) =>
        work.ExecuteAsync("update inspection_case set legal_review = @review where case_no = @caseNo", new { caseNo, review });

    /// <summary>Writes a new version of the settlement; earlier ones that were not approved are superseded.</summary>
    public static async Task<long> AddSettlementAsync(this Work work, string caseNo, DeterminationInput input, Determination result)
    {
        await work.ExecuteAsync(
            "update settlement set state = 'superseded' where case_no = @caseNo and state in ('calculated', 'approved')", new { caseNo });
        var version = await work.NextAsync($"settlement-{caseNo}");
        await work.ExecuteAsync(
            """
            insert into settlement (settlement_id, case_no, version, rule_id, rule_set, inputs, result, lines, blocked, energy_wh, charge_fen,
                penalty_fen, state, calculated_by, calculated_at)
            values (@id, @caseNo, @version, @Rule, @RuleSet, @inputs, @result, @lines, @blocked, @energy, @charge, @penalty, 'calculated', @actor, @at)
            """,
            new
            {
                id = string.Create(CultureInfo.InvariantCulture, $"{caseNo}-{version}"),
                caseNo,
                version,
                input.Rule,
                input.RuleSet,
                inputs = input.Inputs.GetRawText(),
                result = result.Result.ToJsonString(CaseText.Json),
                lines = JsonSerializer.Serialize(result.Lines, CaseText.Json),
                blocked = result.Blocked is null ? null : JsonSerializer.Serialize(result.Blocked, CaseText.Json),
                energy = result.Energy?.WattHours,
                charge = result.Due?.Charge.Amount.Fen,
                penalty = result.Due?.Penalty?.Amount.Fen,
                actor = work.Actor.PersonId,
                at = work.Now,
            });
        return version;
    }

    public static Task AddDisputeAsync(this Work work, string caseNo, string item, string reason) => work.ExecuteAsync(
        """
        insert into case_dispute (case_no, n, item, reason, raised_at, recorded_by)
        select @caseNo, coalesce(max(n), 0) + 1, @item, @reason, @at, @actor from case_dispute where case_no = @caseNo
        """,
        new { caseNo, item, reason, at = work.Now, actor = work.Actor.PersonId });

    /// <summary>The latest settlement in one of the states.</summary>
    public static Task<SettlementRow?> SettlementAsync(this Session session, string caseNo, string state) => session.FindAsync<SettlementRow>(
        """
        select settlement_id as SettlementId, version as Version, blocked as Blocked, energy_wh as EnergyWh, charge_fen as ChargeFen,
               penalty_fen as PenaltyFen, state as State, calculated_by as CalculatedBy
        from settlement where case_no = @caseNo and state = @state order by version desc limit 1
        """,
        new { caseNo, state });

    /// <summary>Records the review of a settlement; false when it was reviewed meanwhile.</summary>
    public static async Task<bool> ReviewSettlementAsync(this Work work, string settlementId, bool approved, string? note) => 1 == await work.ExecuteAsync(
        """
        update settlement set state = @state, reviewed_by = @actor, reviewed_at = @at, review_note = @note
        where settlement_id = @settlementId and state = 'calculated' and (@approved = 0 or blocked is null)
        """,
        new { settlementId, state = approved ? "approved" : "returned", approved = approved ? 1L : 0L, actor = work.Actor.PersonId, at = work.Now, note });

    private sealed class StepRow
    {
        public string Duty { get; init; } = "";

        public string Actor { get; init; } = "";
    }
}

/// <summary>A case as stored, with what its finding says.</summary>
internal sealed class CaseRow
{
    public string CaseNo { get; init; } = "";

    public string FindingId { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public string RuleId { get; init; } = "";

    public string State { get; init; } = "";

    public DateOnly? ConductFrom { get; init; }

    public DateOnly? ConductTo { get; init; }

    public string? Facts { get; init; }

    public string? LegalReview { get; init; }

    public string OpenedBy { get; init; } = "";

    public string? Method { get; init; }

    public DateTimeOffset VisitedAt { get; init; }

    public CaseState CurrentState => Enum.Parse<CaseState>(State);

    /// <summary>Business day of the visit that found it.</summary>
    public DateOnly FoundOn => CompanyTime.Day(VisitedAt);
}

internal sealed class SettlementRow
{
    public string SettlementId { get; init; } = "";

    public long Version { get; init; }

    public string? Blocked { get; init; }

    public long? EnergyWh { get; init; }

    public long? ChargeFen { get; init; }

    public long? PenaltyFen { get; init; }

    public string State { get; init; } = "";

    public string CalculatedBy { get; init; } = "";
}
