using Voltward.App.Storage;
using Voltward.Domain.Planning;
using Voltward.Domain.Units;

namespace Voltward.App.Planning;

/// <summary>Something that waits for a look on site: an accepted tip, an open finding of the audit.</summary>
internal sealed class OpenAsk
{
    /// <summary>tip, audit-finding.</summary>
    public string Source { get; init; } = "";

    public string Id { get; init; } = "";

    /// <summary>Key of the policy: tip-theft, tip-danger, tip-other, audit-finding.</summary>
    public string Key { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public DateOnly DueOn { get; init; }

    /// <summary>What the crew is told to look at; null when nothing special.</summary>
    public string? Focus { get; init; }
}

/// <summary>What a kind of specific check weighs in a plan.</summary>
/// <param name="Probability">Chance that it leads to a recovery.</param>
/// <param name="WhPerDay">Energy of a day at stake, Wh.</param>
/// <param name="SafetyPoints">Safety points.</param>
/// <param name="Must">Whether the plan must hold it from the first week on; every one must be held in the week it is due.</param>
public sealed record SpecificCheck(decimal Probability, long WhPerDay, double SafetyPoints, bool Must);

/// <summary>
/// Accepted tips and open findings of the audit as candidates, one per customer or area (举报与稽查问题). A crew reads "specific check" and what to look at, never
/// where it comes from.
/// </summary>
internal sealed record AskedVisits(Subject Subject, IReadOnlyList<OpenAsk> Asks)
{
    /// <summary>Reason of the scope as the crew reads it.</summary>
    public const string ReasonCode = "specific-check";

    public DateOnly DueOn => Asks[0].DueOn;

    /// <summary>What the crew is told to look at; null when nothing special.</summary>
    public string? Note => Asks.Select(a => a.Focus).OfType<string>().Distinct().ToList() is { Count: > 0 } focus ? string.Join('；', focus) : null;

    public IEnumerable<(string Source, string Id)> Bound => Asks.Select(a => (a.Source, a.Id));

    public string CandidateId => Subject.CustomerNo is null ? "A:" + Subject.AreaNo : "C:" + Subject.CustomerNo;

    public string Kind => Subject.CustomerNo is null ? "area-visit" : "customer-visit";

    /// <summary>Those whose customer or area has no unfinished order; the others wait for its end, as leads do.</summary>
    public static IEnumerable<AskedVisits> Of(PlanInputs inputs) => inputs.Asks
        .Where(a => a.CustomerNo is null ? !inputs.BusyAreas.Contains(a.AreaNo!) : !inputs.BusyCustomers.Contains(a.CustomerNo) && inputs.Customers.ContainsKey(a.CustomerNo))
        .GroupBy(a => (a.CustomerNo, AreaNo: a.CustomerNo is null ? a.AreaNo : null))
        .Select(g => new AskedVisits(g.Key.CustomerNo is { } no ? Subject.Of(inputs.Customers[no]) : Subject.Area(g.Key.AreaNo, g.First().OrgPath), Sorted(g)));

    /// <summary>What waits for a look at one customer or area; null when nothing.</summary>
    public static async Task<AskedVisits?> OfAsync(Session session, Subject subject, PlanWeek week)
    {
        var asks = Sorted((await LoadAsync(session, week)).Where(a => a.CustomerNo == subject.CustomerNo && (a.CustomerNo is not null || a.AreaNo == subject.AreaNo)));
        return asks.Count == 0 ? null : new(subject, asks);
    }

    private static List<OpenAsk> Sorted(IEnumerable<OpenAsk> asks) => [.. asks.OrderBy(a => a.DueOn).ThenBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>Gives a plain candidate of the subject its value, its duty and what it settles. Two tips of one customer weigh as the heavier one.</summary>
    public Candidate Dress(Candidate plain, PlanningPolicy policy, PlanWeek week)
    {
        var checks = Asks.Select(a => policy.SpecificChecks.GetValueOrDefault(a.Key, new(0, 0, 0, false))).ToList();
        var best = checks.MaxBy(c => c.Probability * c.WhPerDay)!;
        var value = new OrderValue(
            best.Probability, KilowattHours.FromWattHours(best.WhPerDay * policy.ClaimDays.WhenOnsetUnknown), new(policy.PriceOf(Subject.Facts.CustomerClass)), policy.Recovery,
            Yuan.Rounded(policy.CostOf(plain.Minutes)));
        return plain with
        {
            Marks = [.. Asks.Select(a => a.Source).Distinct()],
            Asks = [.. Bound],
            Value = value,
            ValueFen = value.Net().Fen,
            SafetyPoints = checks.Max(c => c.SafetyPoints),
            Must = checks.Exists(c => c.Must) || DueOn <= week.Sunday,
            DueOn = DueOn,
            ReasonCode = ReasonCode,
            Note = Note,
        };
    }

    /// <summary>What waits for a visit and is bound to no unfinished order but drafts that this plan replaces.</summary>
    public static Task<IReadOnlyList<OpenAsk>> LoadAsync(Session session, PlanWeek week)
    {
        const string Free =
            """
            not exists (select 1 from order_ask k join work_order o on o.order_no = k.order_no
                where k.source = @@source and k.source_id = @@id and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned')
                  and not (o.state = 'draft' and o.plan_id in (select p.plan_id from inspection_plan p where p.week = @week and p.state = 'draft' and @@scope(p.org_path))))
            """;
        static string Of(string source, string id) => Free.Replace("@@source", $"'{source}'", StringComparison.Ordinal).Replace("@@id", id, StringComparison.Ordinal);
        return session.QueryAsync<OpenAsk>(
            $"""
            select 'tip' as Source, t.tip_no as Id, 'tip-' || t.kind as Key, t.customer_no as CustomerNo, t.area_no as AreaNo, t.org_path as OrgPath, t.visit_by as DueOn, t.focus as Focus
            from tip_off t where t.state = 'accepted' and @@scope(t.org_path) and {Of("tip", "t.tip_no")}
            union all
            select 'audit-finding', f.finding_no, 'audit-finding', f.customer_no, f.area_no, f.org_path, f.due_on, f.wanted
            from audit_finding f where f.state = 'open' and @@scope(f.org_path) and {Of("audit-finding", "f.finding_no")}
            order by 2
            """,
            new { week = week.ToString() });
    }
}
