using System.Globalization;
using System.Text.Json;
using Voltward.Analytics.LineLoss;
using Voltward.App.Detection;
using Voltward.App.Storage;
using Voltward.Domain.LineLoss;

namespace Voltward.App.LineLoss;

/// <summary>SQL of line-loss inspection orders.</summary>
internal static class LossOrderStore
{
    public static Task<string?> OpenOrderOfAsync(this Session session, string areaNo) => session.ScalarAsync<string>(
        "select l.order_no from loss_order l where l.area_no = @areaNo and l.state = 'open' and @@scope(l.org_path)", new { areaNo });

    /// <summary>An open order with its row held until this unit of work ends; null when there is none.</summary>
    public static async Task<OrderRow?> TakeOpenOrderAsync(this Work work, string orderNo)
    {
        await work.ExecuteAsync("update loss_order set state = state where order_no = @orderNo", new { orderNo });
        return await work.FindAsync<OrderRow>(
            "select l.order_no as OrderNo, l.area_no as AreaNo from loss_order l where l.order_no = @orderNo and l.state = 'open' and @@scope(l.org_path)",
            new { orderNo });
    }

    public static async Task<string> AddOrderAsync(this Work work, AreaFactsRow area, OpenLossOrder.Request request, IReadOnlyList<DiagnosisBranch> tree)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"loss-order-{year}"));
        var orderNo = string.Create(CultureInfo.InvariantCulture, $"XS-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into loss_order (order_no, area_no, org_path, run_id, state, owner, due, opened_at, opened_by)
            values (@orderNo, @AreaNo, @OrgPath, @RunId, 'open', @Owner, @due, @at, @by)
            """,
            new { orderNo, request.AreaNo, area.OrgPath, area.RunId, request.Owner, due = request.Due, at = work.Now, by = work.Actor.PersonId });
        await work.ExecuteManyAsync(
            "insert into loss_order_step (order_no, n, suspect, strength, customers) values (@orderNo, @n, @suspect, @Strength, @customers)",
            tree.Select((b, k) => new { orderNo, n = k + 1, suspect = b.Suspect.ToString(), b.Strength, customers = JsonSerializer.Serialize(b.Customers) }));
        return orderNo;
    }

    public static Task<int> RecordAsync(this Work work, RecordLossFinding.Request request, string? bookingId) => work.ExecuteAsync(
        """
        update loss_order_step set finding = @finding, evidence = @Evidence, booking_id = coalesce(@bookingId, booking_id), found_at = @at, found_by = @by
        where order_no = @OrderNo and n = @Step
        """,
        new { finding = request.Confirmed ? "confirmed" : "cleared", request.Evidence, bookingId, at = work.Now, by = work.Actor.PersonId, request.OrderNo, request.Step });

    public static Task<int> CloseOrderAsync(this Work work, string orderNo, LossLedger rest) => work.ExecuteAsync(
        """
        update loss_order set state = 'closed', closed_at = @at, closed_by = @by, unexplained_wh = @UnexplainedWh,
            unexplained_low_wh = @UnexplainedLowWh, unexplained_high_wh = @UnexplainedHighWh
        where order_no = @orderNo and state = 'open'
        """,
        new { orderNo, at = work.Now, by = work.Actor.PersonId, rest.UnexplainedWh, rest.UnexplainedLowWh, rest.UnexplainedHighWh });

    /// <summary>What the latest analysis says of an area; null when it says nothing.</summary>
    public static async Task<AreaFactsRow?> AreaFactsAsync(this Session session, string areaNo)
    {
        var row = await session.FindAsync<AreaFactsRow>(
            $"""
            select l.run_id as RunId, l.org_path as OrgPath, l.supplied_wh as SuppliedWh, l.loss_wh as LossWh, l.technical_wh as TechnicalWh, l.z as Z,
                l.incomplete_days as IncompleteDays,
                (select count(*) from usage_point p where p.area_no = l.area_no and p.known_to > @now
                    and not exists (select 1 from meter_installation m where m.usage_point_no = p.usage_point_no and m.known_to > @now)) as Unmetered
            from area_loss l where l.run_id = {AreaLossList.LatestRun} and l.area_no = @areaNo and @@scope(l.org_path)
            """,
            new { areaNo, now = session.Now });
        if (row is null) return null;
        row.Days = await session.QueryAsync<DayShare>(
            "select d.loss_wh as LossWh, d.supplied_wh as SuppliedWh from area_loss_day d where d.run_id = @RunId and d.area_no = @areaNo and d.state = 'ok' and d.supplied_wh > 0",
            new { row.RunId, areaNo });
        row.Leads = await session.QueryAsync<LeadRow>(
            """
            select coalesce(l.customer_no, '') as Customer, l.kind as Kind, r.code as Code, r.strength as Strength
            from lead l join lead_reason r on r.lead_id = l.lead_id
            where l.run_id = @RunId and l.area_no = @areaNo and @@scope(l.org_path) order by l.rank, r.n
            """,
            new { row.RunId, areaNo });
        return row;
    }

    internal sealed class OrderRow
    {
        public string OrderNo { get; init; } = "";

        public string AreaNo { get; init; } = "";
    }

    internal sealed class DayShare
    {
        public long LossWh { get; init; }

        public long SuppliedWh { get; init; }
    }

    internal sealed class LeadRow
    {
        public string Customer { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Code { get; init; } = "";

        public double Strength { get; init; }

        /// <summary>The cause that a reason of this lead speaks for.</summary>
        public LossSuspect Suspect => (Kind, Code) switch
        {
            (_, "supply-ratio") => LossSuspect.SupplyRatio,
            (_, "wrong-ratio" or "wrong-ratio-by-load") => LossSuspect.CustomerRatio,
            (_, "wrong-area" or "area-doubt" or "wrong-area-by-load" or "wrong-area-by-voltage") => LossSuspect.WrongArea,
            (LeadKinds.FileCorrection, _) => LossSuspect.PhaseOrClock,
            (LeadKinds.MeterFault, _) => LossSuspect.Meter,
            (LeadKinds.Safety, _) => LossSuspect.Technical,
            _ => LossSuspect.Theft,
        };
    }

    internal sealed class AreaFactsRow
    {
        public string RunId { get; init; } = "";

        public string OrgPath { get; init; } = "";

        public long SuppliedWh { get; init; }

        public long LossWh { get; init; }

        public long TechnicalWh { get; init; }

        public double? Z { get; init; }

        public long IncompleteDays { get; init; }

        public long Unmetered { get; init; }

        public IReadOnlyList<DayShare> Days { get; set; } = [];

        public IReadOnlyList<LeadRow> Leads { get; set; } = [];

        /// <summary>The cause tree of the area.</summary>
        public IReadOnlyList<DiagnosisBranch> Tree()
        {
            var rates = Days.Select(d => (double)d.LossWh / d.SuppliedWh).ToArray();
            var middle = Robust.Median(rates);
            var supplied = Math.Max(1, SuppliedWh);
            var facts = new DiagnosisFacts(
                (double)LossWh / supplied, (double)TechnicalWh / supplied, IncompleteDays / (double)Math.Max(1, IncompleteDays + Days.Count), Unmetered,
                Z ?? double.NaN, rates.Length == 0 ? double.NaN : Robust.Spread(rates, middle) / Math.Max(Math.Abs(middle), 0.001));
            return LossDiagnosis.Of(facts, [.. Leads.Where(l => l.Customer.Length > 0 || l.Suspect == LossSuspect.SupplyRatio).Select(l => new DiagnosisLead(l.Suspect, l.Customer, l.Strength))]);
        }
    }
}
