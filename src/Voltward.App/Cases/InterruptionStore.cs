using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Cases;

namespace Voltward.App.Cases;

/// <summary>SQL that writes and finds interruptions of supply.</summary>
internal static class InterruptionStore
{
    public static Task<InterruptionRow?> FindInterruptionAsync(this Session session, string number) => session.FindAsync<InterruptionRow>(
        """
        select interruption_no as InterruptionNo, case_no as CaseNo, customer_no as CustomerNo, org_path as OrgPath, place as Place, ground as GroundName,
               high_risk as HighRisk, continuous_producer as ContinuousProducer, state as State, proposed_by as ProposedBy, planned_at as PlannedAt,
               interrupted_at as InterruptedAt, cause_removed_at as CauseRemovedAt, restore_due_at as RestoreDueAt
        from interruption where interruption_no = @number and @@scope(org_path)
        """,
        new { number });

    /// <summary>The row held until this unit of work ends.</summary>
    public static async Task<InterruptionRow?> TakeInterruptionAsync(this Work work, string number)
    {
        await work.ExecuteAsync("update interruption set state = state where interruption_no = @number", new { number });
        return await work.FindInterruptionAsync(number);
    }

    public static async Task<string> AddInterruptionAsync(this Work work, ProposeInterruption.Request request, string orgPath)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"interruption-{year}"));
        var number = string.Create(CultureInfo.InvariantCulture, $"TD-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into interruption (interruption_no, case_no, customer_no, org_path, place, ground, high_risk, continuous_producer, state, reason, proposed_by, proposed_at)
            values (@number, @CaseNo, @CustomerNo, @orgPath, @Place, @ground, @highRisk, @continuous, 'Proposed', @Reason, @actor, @at)
            """,
            new
            {
                number,
                request.CaseNo,
                request.CustomerNo,
                orgPath,
                request.Place,
                ground = request.Ground.ToString(),
                highRisk = request.HighRisk ? 1L : 0L,
                continuous = request.ContinuousProducer ? 1L : 0L,
                request.Reason,
                actor = work.Actor.PersonId,
                at = work.Now,
            });
        return number;
    }

    public static Task AddProofAsync(this Work work, string number, RecordCutProof.Request proof) => work.ExecuteAsync(
        """
        insert into interruption_proof (interruption_no, n, step, item, happened_at, recorded_at, actor, reference, detail, for_person)
        select @number, coalesce(max(n), 0) + 1, @step, @Item, @happened, @now, @actor, @Reference, @Detail, @forPerson from interruption_proof where interruption_no = @number
        """,
        new { number, step = proof.Step.ToString(), proof.Item, happened = proof.At ?? work.Now, now = work.Now, actor = work.Actor.PersonId, proof.Reference, proof.Detail, forPerson = work.Actor.Borrows(InterruptionStates.Taker(proof.Step))?.From });

    /// <summary>Everything on file for the gates: the archive, the accepted visit of the case, its documents and the recorded proofs.</summary>
    public static async Task<CutFile> CutFileAsync(this Session session, InterruptionRow row, int leastPhotos, DateTimeOffset now)
    {
        var proofs = await session.QueryAsync<ProofRow>(
            "select step as Step, item as Item, happened_at as At, actor as Actor, reference as Reference, detail as Detail, for_person as ForPerson from interruption_proof where interruption_no = @number order by n",
            new { number = row.InterruptionNo });
        ProofRow? Last(InterruptionStep step) => proofs.LastOrDefault(p => p.Step == step.ToString());
        ServedNotice? Notice(InterruptionStep step) => Last(step) is { } p ? new(p.At, p.Reference) : null;
        var customer = await CustomerAsync(session, row.CustomerNo, now);
        var urged = Last(InterruptionStep.Urge);
        return new CutFile
        {
            Ground = row.Ground().Ground,
            Customer = new(customer?.CustomerClass == "resident", customer?.ImportantClass is not null, row.HighRisk == 1, row.ContinuousProducer == 1),
            ProposedBy = row.ProposedBy,
            PlannedAt = row.PlannedAt,
            Inspectors = await InspectorsAsync(session, row.CaseNo),
            IdentityShown = await IdentityShownAsync(session, row.CaseNo),
            Evidence = [.. proofs.Where(p => p.Step == nameof(InterruptionStep.AddEvidence)).Select(p => p.Item!), .. await session.ProvedItemsAsync(row.CaseNo, leastPhotos), .. await FiledAsync(session, row.CaseNo)],
            InnocentTested = [.. proofs.Where(p => p.Step == nameof(InterruptionStep.TestInnocent)).Select(p => p.Item!), .. await ExcludedAsync(session, row.CaseNo)],
            OverdueDays = DateOnly.TryParseExact(urged?.Detail, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
                ? CompanyTime.Day(now).DayNumber - due.DayNumber
                : null,
            Urged = urged is not null,
            Risks = [.. proofs.Where(p => p.Step == nameof(InterruptionStep.CheckRisks)).GroupBy(p => p.Item!).Select(g => Risk(g.Last()))],
            Approval = Last(InterruptionStep.Approve) is { } approval ? new(approval.Actor, approval.At, IsHeadOfUnit: true, approval.ForPerson) : null,
            Notice = Notice(InterruptionStep.ServeNotice),
            AuthorityCopy = Last(InterruptionStep.CopyAuthority)?.Reference,
            AuthorityConsent = Last(InterruptionStep.RecordConsent)?.Reference,
            SecondNotice = Notice(InterruptionStep.NotifyAgain),
            DisputeOpen = await session.ScalarAsync<long>("select count(*) from case_dispute where case_no = @CaseNo and answer is null", new { row.CaseNo }) > 0,
            InstalmentsKept = row.CaseNo is not null && await session.PlanAsync(row.CaseNo) is { Kept: true },
        };
    }

    /// <summary>Whether somebody is an inspector of the company today.</summary>
    public static async Task<bool> IsInspectorAsync(this Work work, string personId) => await work.ScalarAsync<long>(
        """
        select count(*) from person p join person_role r on r.person_id = p.person_id
        where p.person_id = @personId and p.active = 1 and r.role = @role and r.valid_from <= @today and r.valid_to > @today
        """,
        new { personId, role = nameof(Domain.Access.Role.Inspector), today = CompanyTime.Day(work.Now) }) > 0;

    public static Task<CustomerRow?> CustomerAsync(Session session, string customerNo, DateTimeOffset now) => session.FindAsync<CustomerRow>(
        """
        select customer_class as CustomerClass, important_class as ImportantClass, org_path as OrgPath from customer
        where customer_no = @customerNo and valid_from <= @today and valid_to > @today and known_from <= @now and known_to > @now and @@scope(org_path)
        """,
        new { customerNo, today = CompanyTime.Day(now), now });

    /// <summary>What was answered of a risk; a detail that cannot be read counts as a load that is there and not secured.</summary>
    private static RiskAnswer Risk(ProofRow proof) => RiskDetail.Read(proof.Detail) is { } told ? new(proof.Item!, told.Present, told.Secured) : new(proof.Item!, true);

    private static async Task<IReadOnlyList<string>> InspectorsAsync(Session session, string? caseNo) => caseNo is null ? [] : await session.QueryAsync<string>(
        """
        select distinct i.person_id from inspection_case c join finding f on f.finding_id = c.finding_id join visit v on v.visit_id = f.visit_id
        join visit_inspector i on i.visit_id = v.visit_id
        where c.case_no = @caseNo and v.state = 'accepted' and i.counted = 1 order by i.person_id
        """,
        new { caseNo });

    private static async Task<bool> IdentityShownAsync(Session session, string? caseNo) => caseNo is not null && await session.ScalarAsync<long>(
        """
        select count(*) from inspection_case c join finding f on f.finding_id = c.finding_id join visit v on v.visit_id = f.visit_id
        where c.case_no = @caseNo and v.state = 'accepted' and v.identity_shown_at is not null
        """,
        new { caseNo }) > 0;

    private static async Task<IEnumerable<string>> FiledAsync(Session session, string? caseNo) =>
        caseNo is null ? [] : (await session.FiledAsync(caseNo)).Select(f => f.Item);

    /// <summary>Innocent explanations that the case file excludes; of several tests of one, the latest counts.</summary>
    private static async Task<IEnumerable<string>> ExcludedAsync(Session session, string? caseNo) =>
        caseNo is null ? [] : (await session.TestedAsync(caseNo)).GroupBy(t => t.Explanation).Where(g => g.Last().Excluded == 1).Select(g => g.Key);
}
