using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Every legal clock that runs (法定时限): started and stopped by what happened, its length from the dated rules, working days by the official calendar.</summary>
public sealed class ClockList(Database database)
{
    /// <param name="Clock">The clock.</param>
    /// <param name="Level">How far it has run.</param>
    /// <param name="Watchers">Roles that have to see it.</param>
    /// <param name="Reason">Why it was missed; null: not given.</param>
    public sealed record Running(LegalClock Clock, ClockLevel Level, IReadOnlyList<Role> Watchers, string? Reason);

    /// <summary>Those inside the person's part, the nearest end first; refusals when the rule data lack a length.</summary>
    public async Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken stop, string? caseNo = null)
    {
        await using var look = await database.LookAsync(actor, stop);
        if (!ClockLaw.On(CompanyTime.Day(look.Now)).Succeeded(out var law, out var problem)) return problem;
        var reasons = (await look.QueryAsync<ReasonRow>("select kind as Kind, subject as Subject, due_at as DueAt, reason as Reason from clock_reason"))
            .ToDictionary(r => (r.Kind, r.Subject, r.DueAt), r => r.Reason);
        var clocks = new List<LegalClock>();
        clocks.AddRange(await DisputesAsync(look, law, caseNo));
        clocks.AddRange(await InterruptionsAsync(look, law, caseNo));
        clocks.AddRange(await ClaimsAsync(look, law, caseNo));
        if (caseNo is null) clocks.AddRange(await OthersAsync(look));
        return new Answer([.. clocks.OrderBy(c => c.DueAt).Select(c =>
        {
            var level = ClockRules.Level(c, look.Now, law.Shares);
            return new Running(c, level, ClockRules.Watchers(c.Kind, level), reasons.GetValueOrDefault((c.Kind.ToString(), c.Subject, c.DueAt)));
        })]);
    }

    /// <param name="Clocks">Clocks, the nearest end first.</param>
    public sealed record Answer(IReadOnlyList<Running> Clocks)
    {
        /// <summary>Missed ones without a reason: they count against the unit until somebody explains them.</summary>
        public int Unexplained => Clocks.Count(c => c.Level == ClockLevel.Missed && c.Reason is null);
    }

    private static async Task<IEnumerable<LegalClock>> DisputesAsync(Look look, ClockLaw law, string? caseNo) =>
        from row in await look.QueryAsync<StartRow>(
            """
            select 'case/' || d.case_no as Subject, d.raised_at as StartedAt from case_dispute d join inspection_case i on i.case_no = d.case_no
            where d.answer is null and @@scope(i.org_path) and (@caseNo is null or i.case_no = @caseNo)
            """,
            new { caseNo })
        select new LegalClock(
            ClockKind.DisputeAnswer, row.Subject, row.StartedAt, ClockRules.AfterWorkingDays(row.StartedAt, law.AnswerDays, Holidays.WorkDays, CompanyTime.Offset), law.AnswerSource.Basis, law.AnswerSource.Certainty);

    private static async Task<IEnumerable<LegalClock>> InterruptionsAsync(Look look, ClockLaw law, string? caseNo)
    {
        var rows = await look.QueryAsync<CutRow>(
            """
            select 'interruption/' || t.interruption_no as Subject, t.state as State, t.planned_at as PlannedAt, t.cause_removed_at as CauseRemovedAt, t.restore_due_at as RestoreDueAt,
                   (select max(p.happened_at) from interruption_proof p where p.interruption_no = t.interruption_no and p.step = 'ServeNotice') as NoticeAt,
                   (select max(p.happened_at) from interruption_proof p where p.interruption_no = t.interruption_no and p.step = 'NotifyAgain') as SecondAt
            from interruption t where t.state in ('Proposed', 'Ordered', 'CauseRemoved') and @@scope(t.org_path) and (@caseNo is null or t.case_no = @caseNo)
            """,
            new { caseNo });
        var clocks = new List<LegalClock>();
        foreach (var row in rows)
        {
            if (row is { State: "CauseRemoved", CauseRemovedAt: { } gone, RestoreDueAt: { } due }) clocks.Add(new(ClockKind.Restoration, row.Subject, gone, due, law.RestoreSource.Basis, law.RestoreSource.Certainty));
            if (row is { State: "Proposed" or "Ordered", PlannedAt: { } cut, NoticeAt: { } served, SecondAt: null } && law.SecondMinutes is { } minutes)
                clocks.Add(new(ClockKind.SecondNotice, row.Subject, served, cut.AddMinutes(-minutes), law.SecondSource.Basis, law.SecondSource.Certainty));
        }

        return clocks;
    }

    /// <summary>The claim runs from the service of the notice; each notice served is a demand and starts it again.</summary>
    private static async Task<IEnumerable<LegalClock>> ClaimsAsync(Look look, ClockLaw law, string? caseNo) =>
        from row in await look.QueryAsync<StartRow>(
            """
            select 'case/' || i.case_no as Subject, max(d.served_at) as StartedAt from inspection_case i join case_document d on d.case_no = i.case_no
            where d.served_at is not null and i.state in ('NoticeServed', 'Disputed') and @@scope(i.org_path) and (@caseNo is null or i.case_no = @caseNo)
            group by i.case_no
            """,
            new { caseNo })
        select new LegalClock(ClockKind.ClaimExpiry, row.Subject, row.StartedAt, row.StartedAt.AddYears(law.ClaimYears), law.ClaimSource.Basis, law.ClaimSource.Certainty);

    private static async Task<IEnumerable<LegalClock>> OthersAsync(Look look)
    {
        var hazards = await look.QueryAsync<HazardRow>(
            "select 'hazard/' || h.hazard_id as Subject, h.found_on as FoundOn, h.due_on as DueOn from hazard h where h.state <> 'closed' and @@scope(h.org_path) and @@blind(h.visit_id)");
        var grants = await look.QueryAsync<GrantEndRow>(
            """
            select 'grant/' || b.grant_id as Subject, b.valid_from as StartedAt, b.valid_to as DueAt from borrowed_role b join person p on p.person_id = b.person_id
            where b.kind = 'glass' and b.approved_by is null and b.ended_at is null and @@scope(p.org_path)
            """);
        return [
            .. hazards.Select(h => new LegalClock(ClockKind.HazardDue, h.Subject, Midnight(h.FoundOn), Midnight(h.DueOn.AddDays(1)), "企业参数 Hazard.DueDays", "MEM-M")),
            .. grants.Select(g => new LegalClock(ClockKind.EmergencyApproval, g.Subject, g.StartedAt, g.DueAt, "企业规定", "MEM-M")),
        ];
    }

    private static DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), CompanyTime.Offset).ToUniversalTime();

    private sealed class ReasonRow
    {
        public string Kind { get; init; } = "";

        public string Subject { get; init; } = "";

        public DateTimeOffset DueAt { get; init; }

        public string Reason { get; init; } = "";
    }

    private sealed class StartRow
    {
        public string Subject { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }
    }

    private sealed class GrantEndRow
    {
        public string Subject { get; init; } = "";

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset DueAt { get; init; }
    }

    private sealed class HazardRow
    {
        public string Subject { get; init; } = "";

        public DateOnly FoundOn { get; init; }

        public DateOnly DueOn { get; init; }
    }

    private sealed class CutRow
    {
        public string Subject { get; init; } = "";

        public string State { get; init; } = "";

        public DateTimeOffset? PlannedAt { get; init; }

        public DateTimeOffset? CauseRemovedAt { get; init; }

        public DateTimeOffset? RestoreDueAt { get; init; }

        public DateTimeOffset? NoticeAt { get; init; }

        public DateTimeOffset? SecondAt { get; init; }
    }
}

/// <summary>Says why a clock was missed (说明超期原因). It stays missed in the indicators.</summary>
public sealed class ExplainClock(Database database, ClockList clocks)
{
    public sealed record Request(ClockKind Kind, string Subject, string Reason);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        if (!(await clocks.RunAsync(actor, stop)).Succeeded(out var all, out var problem)) return problem;
        var missed = all.Clocks.FirstOrDefault(c => c.Clock.Kind == request.Kind && c.Clock.Subject == request.Subject && c.Level == ClockLevel.Missed);
        if (missed is null) return ClockProblems.NotMissed(request.Subject);
        if (!actor.Is([.. missed.Watchers])) return AccessProblems.RoleMissing([.. missed.Watchers]);
        await using var work = await database.BeginAsync(actor, stop);
        await work.ExecuteAsync(
            """
            insert into clock_reason (kind, subject, due_at, reason, given_by, given_at) values (@kind, @Subject, @due, @Reason, @actor, @at)
            on conflict (kind, subject, due_at) do nothing
            """,
            new { kind = request.Kind.ToString(), request.Subject, due = missed.Clock.DueAt, request.Reason, actor = actor.PersonId, at = work.Now });
        await work.CommitAsync("case.clock-explained", request.Subject, new { kind = request.Kind.ToString() }, stop: stop);
        return new Done();
    }
}

/// <summary>The dated lengths of the clocks, each with its source.</summary>
internal sealed record ClockLaw(int AnswerDays, int ClaimYears, int? SecondMinutes, (decimal First, decimal Second) Shares)
{
    private const string Nation = "CN";

    public (string Basis, string Certainty) AnswerSource { get; private init; }

    public (string Basis, string Certainty) ClaimSource { get; private init; }

    public (string Basis, string Certainty) SecondSource { get; private init; }

    public (string Basis, string Certainty) RestoreSource { get; private init; }

    public static Outcome<ClockLaw> On(DateOnly day)
    {
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        var found = new Dictionary<string, RuleTerms>();
        foreach (var rule in (string[])["CLOCK-DISPUTE", "CLOCK-CLAIM", "CLOCK-WARN", "CUT-5", "CUT-6"])
        {
            if (!RuleSelection.OnDay(shelf.Records, rule, [], Nation, day).Succeeded(out var terms, out problem)) return problem;
            found[rule] = terms;
        }

        decimal? Figure(string rule, string key) => decimal.TryParse(found[rule].Find(key), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
        if (Figure("CLOCK-DISPUTE", "answerWorkingDays") is not { } answer) return Lacks(found, "CLOCK-DISPUTE", "answerWorkingDays");
        if (Figure("CLOCK-CLAIM", "claimYears") is not { } years) return Lacks(found, "CLOCK-CLAIM", "claimYears");
        if (Figure("CLOCK-WARN", "firstShare") is not { } first || Figure("CLOCK-WARN", "secondShare") is not { } second) return Lacks(found, "CLOCK-WARN", "firstShare");
        return new ClockLaw((int)answer, (int)years, (int?)Figure("CUT-5", "secondNoticeMinutes"), (first, second))
        {
            AnswerSource = Source(found["CLOCK-DISPUTE"], "answerWorkingDays"),
            ClaimSource = Source(found["CLOCK-CLAIM"], "claimYears"),
            SecondSource = Source(found["CUT-5"], "secondNoticeMinutes"),
            RestoreSource = Source(found["CUT-6"], "restoreHours"),
        };
    }

    private static Problem Lacks(Dictionary<string, RuleTerms> found, string rule, string key) => RuleProblems.RecordIncomplete(found[rule].Foundation.RuleSetId, rule, key);

    private static (string Basis, string Certainty) Source(RuleTerms terms, string key)
    {
        var record = terms.Source(key);
        return ($"{record.LegalBasis} {record.ArticleNo}".TrimEnd(), terms.CertaintyOf(key));
    }
}
