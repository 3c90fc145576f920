using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Inspections;

/// <summary>One field order as the company keeps it.</summary>
internal sealed record FieldOrder(string No, Customer Customer, string Kind, DateOnly On, PastVisit? Visit, string Detail);

/// <summary>Work orders of history and window, and the seals they broke and set.</summary>
internal static class OrderFiles
{
    /// <summary>All orders, by day.</summary>
    public static List<FieldOrder> Orders(Town town, PastInspections past)
    {
        var orders = new List<FieldOrder>();
        foreach (var visit in past.Visits)
        {
            orders.Add(new FieldOrder(visit.OrderNo, visit.Customer, "inspection", town.Season.Date(visit.Day), visit, $"检查人：{visit.First.Name}、{visit.Second.Name}"));
        }

        foreach (var customer in town.Customers) Routine(town, customer, orders);
        return [.. orders.OrderBy(o => o.On).ThenBy(o => o.No, StringComparer.Ordinal)];
    }

    public static SmallTable File(IReadOnlyList<FieldOrder> orders)
    {
        var table = new SmallTable("work-orders", "order_no", "usage_point_no", "customer_no", "kind", "done_on", "outcome", "outcome_kind", "found_kwh", "detail");
        foreach (var o in orders)
        {
            table.Add(o.No, o.Customer.UsagePointNo, o.Customer.CustomerNo, o.Kind, o.On, o.Visit?.Outcome, o.Visit?.OutcomeKind, o.Visit?.FoundKwh, o.Detail);
        }

        return table;
    }

    /// <summary>Two seals at each meter; orders that open a meter replace them.</summary>
    public static SmallTable Seals(Town town, IReadOnlyList<FieldOrder> orders)
    {
        var table = new SmallTable("seals", "seal_no", "usage_point_no", "position", "applied_by", "removed_by", "removal_reason", "valid_from", "valid_to");
        var opened = orders.Where(o => o.Kind is "maintenance" or "meter-swap").ToLookup(o => o.Customer);
        foreach (var customer in town.Customers.OrderBy(c => c.CustomerNo, StringComparer.Ordinal))
        {
            if (customer.AgreedKwh is not null) continue;
            foreach (var position in customer.Factor > 1f ? new[] { "meter-cover", "terminal", "ct-box" } : ["meter-cover", "terminal"])
            {
                Chain(table, customer, position, opened[customer], town.Seed);
            }
        }

        return table;
    }

    private static void Chain(SmallTable table, Customer customer, string position, IEnumerable<FieldOrder> opened, ulong seed)
    {
        var from = customer.Since;
        foreach (var order in opened)
        {
            if (position == "ct-box" || order.On <= from) continue;
            table.Add(Number(seed, table.Rows), customer.UsagePointNo, position, "计量班", "计量班", order.Kind == "meter-swap" ? "换表" : "检修", from, order.On);
            from = order.On;
        }

        table.Add(Number(seed, table.Rows), customer.UsagePointNo, position, "计量班", null, null, from, null);
    }

    /// <summary>Steps of one prime in the ring of another visit each number once: no two seals are alike, and neighbours look unrelated.</summary>
    private static string Number(ulong seed, int n) => FormattableString.Invariant($"F{((seed % 999_999_937) + ((ulong)n * 618_033_989)) % 999_999_937:D9}");

    private static void Routine(Town town, Customer customer, List<FieldOrder> orders)
    {
        if (customer.AgreedKwh is not null) return;
        var chance = Chance.For(town.Seed, Purpose.Archive, customer.Index, 1);
        var n = 0;
        void Add(string kind, int day, string detail)
        {
            if (day < 0 || day >= town.Season.Total) return;
            orders.Add(new FieldOrder(FormattableString.Invariant($"GD{customer.UsagePointNo[3..]}{++n}"), customer, kind, town.Season.Date(day), null, detail));
        }

        if (chance.Happens(0.05f * town.Season.Total / 365f)) Add("maintenance", chance.Below(town.Season.Total), chance.Pick(["更换开关", "接线检查", "表箱维护", "通信模块更换"]));
        if (customer.Twin is not { } twin) return;
        if (twin.Kind == TwinKind.MeterSwapGap) Add("meter-swap", twin.Onset, "轮换");
        if (twin.Kind == TwinKind.CoverService && chance.Happens(0.7f)) Add("maintenance", twin.Onset, "开盖检查");
        if (twin.Kind == TwinKind.Outage) Add("disconnection", twin.Onset, "欠费停电");
        if (twin.Kind is TwinKind.StuckMeter or TwinKind.DeadPhase or TwinKind.ClockFault && twin.End < town.Season.Total) Add("maintenance", twin.End, "故障处理");
        if (twin.Kind == TwinKind.PvInstallation) Add("installation", twin.Onset, "光伏并网");
    }
}
