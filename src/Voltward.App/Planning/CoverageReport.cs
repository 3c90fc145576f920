using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>
/// The promise of coverage (覆盖承诺): customers with a cycle who are unseen for longer than promised, each with the order that will see to them or the reason why there is none.
/// </summary>
public sealed class CoverageReport(Database database, InspectionShelf rules)
{
    /// <param name="Customers">Customers with a cycle.</param>
    /// <param name="Due">Of them past their due day.</param>
    /// <param name="Broken">Unseen for longer than promised, longest first.</param>
    public sealed record View(int Customers, int Due, IReadOnlyList<Row> Broken)
    {
        /// <summary>Of them without an order.</summary>
        public int Unplanned => Broken.Count(b => b.OrderNo is null);
    }

    /// <param name="CustomerNo">The customer.</param>
    /// <param name="Cycle">Class of the cycle.</param>
    /// <param name="LastDone">Last completed inspection, or null.</param>
    /// <param name="DueOn">Day it was due.</param>
    /// <param name="OrderNo">The order that stands for it, or null.</param>
    /// <param name="Why">Without an order: why.</param>
    public sealed record Row(string CustomerNo, string Cycle, DateOnly? LastDone, DateOnly DueOn, string? OrderNo, Words? Why);

    public async Task<Outcome<View>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager, Role.Auditor, Role.System)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager, Role.Auditor);
        await using var look = await database.LookAsync(actor, stop);
        var today = CompanyTime.Day(look.Now);
        var inputs = await look.LoadInputsAsync(PlanWeek.Of(today));
        var terms = rules.Cycles(today);
        var due = inputs.Customers.Values.Select(c => (Customer: c, Cycle: terms.Of(c.Facts))).Where(c => c.Cycle.Months is not null)
            .Select(c => (c.Customer, c.Cycle, On: InspectionCycles.DueOn(c.Cycle, c.Customer.LastDone, c.Customer.Since)!.Value)).ToList();
        var broken = due.Where(d => d.On.AddMonths(terms.PromiseLateMonths) <= today).OrderBy(d => d.On).ThenBy(d => d.Customer.CustomerNo, StringComparer.Ordinal).ToList();
        // Orders by lot are left out: they would tell a planner whom the lot drew.
        var orders = (await look.QueryAsync<Known>(
            """
            select o.customer_no as CustomerNo, max(o.order_no) as OrderNo from work_order o
            where o.customer_no is not null and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned') and @@lot(o) and @@opened(o) and @@scope(o.org_path) group by o.customer_no
            """)).ToDictionary(o => o.CustomerNo, o => o.OrderNo);
        var left = (await look.QueryAsync<Known>(
            """
            select q.customer_no as CustomerNo, q.why_zh as WhyZh, q.why_en as WhyEn from plan_candidate q
            where q.chosen = 0 and q.source <> 'random' and q.customer_no is not null and @@scope(q.org_path)
              and q.plan_id = (select p.plan_id from inspection_plan p where p.state <> 'withdrawn' order by p.made_at desc, p.plan_id desc limit 1)
            """)).GroupBy(k => k.CustomerNo).ToDictionary(g => g.Key, g => new Words(g.First().WhyZh, g.First().WhyEn));
        return new View(due.Count, due.Count(d => d.On <= today), [.. broken.Select(d => Of(d, orders, left))]);
    }

    private static Row Of((PlannableCustomer Customer, InspectionCycle Cycle, DateOnly On) due, Dictionary<string, string> orders, Dictionary<string, Words> left)
    {
        var no = due.Customer.CustomerNo;
        var order = orders.GetValueOrDefault(no);
        Words? why = order is not null ? null : left.TryGetValue(no, out var given) ? given : new Words("尚未编入计划：超出承诺的份额已满，或计划尚未编制", "not in a plan yet: the share for broken promises is full, or no plan was made since");
        return new(no, due.Cycle.Key, due.Customer.LastDone, due.On, order, why);
    }

    private sealed class Known
    {
        public string CustomerNo { get; init; } = "";

        public string OrderNo { get; init; } = "";

        public string WhyZh { get; init; } = "";

        public string WhyEn { get; init; } = "";
    }
}
