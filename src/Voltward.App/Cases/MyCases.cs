using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases;

/// <summary>The customer's own cases (我的案件): evidence, calculation, rights and deadlines, without anything of other people.</summary>
public sealed class MyCases(Database database, CasePage cases, VisitPage visits, ClockList clocks)
{
    /// <summary>The cases of the customer this account speaks for, the newest first.</summary>
    public async Task<IReadOnlyList<MyCaseRow>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Customer)) return [];
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<MyCaseRow>(
            """
            select i.case_no as CaseNo, i.kind as Kind, i.state as State, i.opened_at as OpenedAt from inspection_case i
            join customer_account a on a.customer_no = i.customer_no where a.person_id = @me and @@scope(i.org_path) order by i.opened_at desc
            """,
            new { me = actor.PersonId });
    }

    /// <summary>One of them; null when it is not the customer's own.</summary>
    public async Task<MyCaseView?> FindAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        if (await look.OwnCaseAsync(caseNo) is not { } held) return null;
        var view = (await cases.RunAsync(caseNo, actor, stop))!;
        var visit = (await visits.RunAsync(view.Row.VisitId, actor, stop))!;
        var hide = await OthersAsync(look, held);
        string Mask(string text) => Masking.Others(text, [held.CustomerNo!, caseNo], hide);
        var told = held.CurrentState is CaseState.NoticeServed or CaseState.Disputed or CaseState.Paid or CaseState.Closed;
        var settlement = told ? view.Settlements.FirstOrDefault(s => s.State == "approved") : null;
        return new(
            view.Row.CaseNo, view.Row.Kind, held.CurrentState, visit.Row.StartedAt, view.Row.ConductFrom, view.Row.ConductTo, Mask(view.Row.Description),
            [.. visit.Inspectors.Where(i => i.Counted == 1).Select(i => i.Name ?? i.PersonId)],
            view.Row.VisitId, [.. visit.Photos.Select(p => new MyPhoto(p.N, p.Shot, p.TakenAt, p.Sha256))],
            [.. visit.Measurements.Select(m => new MyFigure(m.Quantity, m.Phase, m.Value, m.Unit))], visit.Row.ContentSha256,
            [.. view.Pack.Tested.GroupBy(t => t.Explanation).Select(g => g.Last()).Select(t => new MyTest(t.Explanation, t.Excluded == 1, Mask(t.Grounds)))],
            settlement, [.. view.Documents.Where(d => d.ServedAt is not null || (told && d.Kind == "settlement-sheet"))], view.Payments,
            [.. view.Disputes.Select(d => new MyDispute(d.Item, d.Reason, d.RaisedAt, d.Answer is null ? null : Mask(d.Answer), d.Upheld))],
            await LaboratoriesAsync(look), await look.ScalarAsync<string>("select laboratory_no from laboratory_choice where case_no = @caseNo", new { caseNo }),
            await look.PlanAsync(caseNo), told ? await look.OwedAsync(caseNo) : default,
            (await clocks.RunAsync(actor, stop, caseNo)).Succeeded(out var running, out _) ? [.. running.Clocks.Select(c => c.Clock)] : []);
    }

    /// <summary>Names of everybody else in the area: none of them belongs into what this customer reads.</summary>
    private static async Task<IReadOnlyList<string>> OthersAsync(Look look, CaseRow held) => await look.QueryAsync<string>(
        """
        select distinct c.name from customer c join usage_point u on u.customer_no = c.customer_no
        where u.area_no in (select o.area_no from usage_point o where o.customer_no = @CustomerNo) and c.customer_no <> @CustomerNo and @@scope(c.org_path)
          and c.name not in (select m.name from customer m where m.customer_no = @CustomerNo)
        """,
        new { held.CustomerNo });

    private static Task<IReadOnlyList<LaboratoryRow>> LaboratoriesAsync(Look look) => look.QueryAsync<LaboratoryRow>(
        "select laboratory_no as LaboratoryNo, name as Name, authorisation_no as AuthorisationNo, place as Place, valid_to as ValidTo from laboratory where valid_from <= @today and valid_to >= @today order by name",
        new { today = CompanyTime.Day(look.Now) });
}

/// <summary>SQL of the customer's side.</summary>
internal static class MyCaseStore
{
    /// <summary>The case when it is the customer's own; else null.</summary>
    public static async Task<CaseRow?> OwnCaseAsync(this Session session, string caseNo) => session.Actor.Is(Role.Customer) && await session.ScalarAsync<long>(
        "select count(*) from inspection_case i join customer_account a on a.customer_no = i.customer_no where i.case_no = @caseNo and a.person_id = @me and @@scope(i.org_path)",
        new { caseNo, me = session.Actor.PersonId }) > 0 ? await session.FindCaseAsync(caseNo) : null;

    /// <summary>What is still owed of both kinds of money together; parts of a plan are not split by kind.</summary>
    public static async Task<Yuan> OwedAsync(this Session session, string caseNo)
    {
        var settlement = await session.SettlementAsync(caseNo, "approved");
        var paid = await session.PaidAsync(caseNo);
        return Yuan.FromFen((settlement?.ChargeFen ?? 0) + (settlement?.PenaltyFen ?? 0) - paid.Values.Sum());
    }

    /// <summary>The latest instalment plan of a case with its parts; null when there is none.</summary>
    public static async Task<PlanView?> PlanAsync(this Session session, string caseNo)
    {
        var plan = await session.FindAsync<PlanRow>(
            """
            select plan_no as PlanNo, state as State, reason as Reason, asked_at as AskedAt, answered_at as AnsweredAt, answer as Answer
            from instalment_plan where case_no = @caseNo order by asked_at desc, plan_no desc limit 1
            """,
            new { caseNo });
        if (plan is null) return null;
        var parts = await session.QueryAsync<PartRow>("select due_on as DueOn, amount_fen as AmountFen from instalment where plan_no = @PlanNo order by n", new { plan.PlanNo });
        IReadOnlyList<Instalment> instalments = [.. parts.Select(p => new Instalment(p.DueOn, Yuan.FromFen(p.AmountFen)))];
        var since = plan.AnsweredAt is { } at
            ? await session.ScalarAsync<long>("select cast(coalesce(sum(amount_fen), 0) as bigint) from payment where case_no = @caseNo and taken_at >= @at", new { caseNo, at })
            : 0;
        return new(plan.PlanNo, plan.State, plan.Reason, instalments, plan.Answer, plan.State == "approved" && InstalmentRules.IsKept(instalments, Yuan.FromFen(since), CompanyTime.Day(session.Now)));
    }

    private sealed class PlanRow
    {
        public string PlanNo { get; init; } = "";

        public string State { get; init; } = "";

        public string Reason { get; init; } = "";

        public DateTimeOffset AskedAt { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public string? Answer { get; init; }
    }

    private sealed class PartRow
    {
        public DateOnly DueOn { get; init; }

        public long AmountFen { get; init; }
    }
}

/// <summary>An instalment plan.</summary>
/// <param name="PlanNo">Number.</param>
/// <param name="State">asked approved refused.</param>
/// <param name="Reason">The customer's reason.</param>
/// <param name="Parts">Parts in order.</param>
/// <param name="Answer">What the customer was told.</param>
/// <param name="Kept">Whether it is approved and kept.</param>
public sealed record PlanView(string PlanNo, string State, string Reason, IReadOnlyList<Instalment> Parts, string? Answer, bool Kept);

/// <summary>A case on the customer's list.</summary>
public sealed class MyCaseRow
{
    public string CaseNo { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }
}

/// <summary>A metering laboratory whose authorisation is in force.</summary>
public sealed class LaboratoryRow
{
    public string LaboratoryNo { get; init; } = "";

    public string Name { get; init; } = "";

    public string AuthorisationNo { get; init; } = "";

    public string Place { get; init; } = "";

    public DateOnly ValidTo { get; init; }
}

/// <summary>A photo of the customer's own premises.</summary>
public sealed record MyPhoto(long N, string Shot, DateTimeOffset? TakenAt, string Sha256);

/// <summary>A measurement.</summary>
public sealed record MyFigure(string Quantity, string? Phase, double Value, string Unit);

/// <summary>An innocent explanation with what came of testing it.</summary>
public sealed record MyTest(string Explanation, bool Excluded, string Grounds);

/// <summary>What the customer contests, with the answer.</summary>
public sealed record MyDispute(string Item, string Reason, DateTimeOffset RaisedAt, string? Answer, long? Upheld);

/// <summary>A case as its customer sees it.</summary>
public sealed record MyCaseView(
    string CaseNo,
    string Kind,
    CaseState State,
    DateTimeOffset FoundAt,
    DateOnly? ConductFrom,
    DateOnly? ConductTo,
    string Description,
    IReadOnlyList<string> Inspectors,
    string VisitId,
    IReadOnlyList<MyPhoto> Photos,
    IReadOnlyList<MyFigure> Measurements,
    string? RecordSha256,
    IReadOnlyList<MyTest> Tests,
    SettlementView? Settlement,
    IReadOnlyList<DocumentRow> Documents,
    IReadOnlyList<PaidRow> Payments,
    IReadOnlyList<MyDispute> Disputes,
    IReadOnlyList<LaboratoryRow> Laboratories,
    string? Laboratory,
    PlanView? Plan,
    Yuan Owed,
    IReadOnlyList<LegalClock> Clocks);
