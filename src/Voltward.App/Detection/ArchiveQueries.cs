using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>The archive as the analysis needs it: what was true up to the decision day, by today's belief.</summary>
internal static class ArchiveQueries
{
    /// <summary>Areas that existed on at least one of the days; the latest row of each.</summary>
    public static Task<IReadOnlyList<AreaRow>> AreasAsync(Session session, DateOnly from, DateOnly asOf) => session.QueryAsync<AreaRow>(
        """
        select area_no as AreaNo, feeder_no as FeederNo, org_path as OrgPath, capacity_va as CapacityVa, no_load_loss_w as NoLoadLossW, load_loss_w as LoadLossW,
            supply_meter_side as Side, supply_meter_class as Class, multiplying_factor_milli as FactorMilli,
            longitude as Longitude, latitude as Latitude, valid_from as ValidFrom
        from transformer_area
        where known_to > @now and valid_from <= @asOf and valid_to > @from
        order by area_no, valid_from
        """,
        new { now = session.Now, from, asOf });

    /// <summary>A usage point in the middle of the archive; empty when there is none.</summary>
    public static async Task<string> MiddlePointAsync(Session session) =>
        await session.ScalarAsync<string>("select usage_point_no from usage_point order by usage_point_no limit 1 offset (select count(*) / 2 from usage_point)") ?? "";

    /// <summary>A customer in the middle of the archive; empty when there is none.</summary>
    public static async Task<string> MiddleCustomerAsync(Session session) =>
        await session.ScalarAsync<string>("select customer_no from customer order by customer_no limit 1 offset (select count(*) / 2 from customer)") ?? "";

    /// <summary>Stays of usage points in areas (户变关系), with the customer of the time.</summary>
    public static Task StaysAsync(Session session, (DateOnly From, DateOnly AsOf) days, Half half, Action<StayRow> use) => session.EachAsync(
        $"""
        select p.usage_point_no as Point, p.customer_no as Customer, coalesce(p.area_no, '') as AreaNo, coalesce(p.phase, '') as Phase, coalesce(p.meter_box, '') as MeterBox,
            p.service_drop_m as ServiceDropM, p.org_path as OrgPath, p.valid_from as ValidFrom, p.valid_to as ValidTo
        from usage_point p
        where p.usage_point_no {half.Side} @middle and p.known_to > @now and p.valid_from <= @asOf and p.valid_to > @from
        order by p.usage_point_no, p.valid_from
        """,
        new { middle = half.Middle, now = session.Now, from = days.From, asOf = days.AsOf },
        row => use(new StayRow(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? double.NaN : row.GetDouble(5), row.GetString(6),
            row.GetString(7), row.GetString(8))));

    public static Task CustomersAsync(Session session, DateOnly asOf, Half half, Action<CustomerRow> use) => session.EachAsync(
        $"""
        select c.customer_no as Customer, c.customer_class as Class
        from customer c
        where c.customer_no {half.Side} @middle and c.known_to > @now and c.valid_from <= @asOf
        order by c.customer_no, c.valid_from
        """,
        new { middle = half.Middle, now = session.Now, asOf },
        row => use(new CustomerRow(row.GetString(0), row.GetString(1), double.NaN, false, "")));

    /// <summary>Agreements by customer, the latest last; apart from the customers, for a join looks each of a million up.</summary>
    public static Task AgreementsAsync(Session session, DateOnly asOf, Half half, Action<AgreementRow> use) => session.EachAsync(
        $"""
        select a.customer_no as Customer, a.contracted_va as ContractedVa, a.feed_in as FeedIn, a.tariff_category as Tariff
        from agreement a
        where a.customer_no {half.Side} @middle and a.known_to > @now and a.valid_from <= @asOf
        order by a.customer_no, a.valid_from
        """,
        new { middle = half.Middle, now = session.Now, asOf },
        row => use(new AgreementRow(row.GetString(0), row.IsDBNull(1) ? double.NaN : row.GetInt64(1) / 1000.0, row.GetInt64(2) == 1, row.GetString(3))));

    public static Task<IReadOnlyList<MeterRow>> MetersAsync(Session session, DateOnly asOf) => session.QueryAsync<MeterRow>(
        """
        select usage_point_no as Point, accuracy_class as Class, wiring as Wiring, rated_voltage_mv as RatedMv,
            calibrated_current_ma as CalibratedMa, maximum_current_ma as MaximumMa, multiplying_factor_milli as FactorMilli, valid_from as ValidFrom
        from meter_installation
        where known_to > @now and valid_from <= @asOf
        order by usage_point_no, valid_from
        """,
        new { now = session.Now, asOf });

    /// <summary>Work of our own that explains an opened cover, a swap or an interruption.</summary>
    public static Task<IReadOnlyList<OrderRow>> OrdersAsync(Session session, DateOnly from, DateOnly asOf) => session.QueryAsync<OrderRow>(
        """
        select o.usage_point_no as Point, o.customer_no as Customer, o.kind as Kind, o.done_on as DoneOn, o.outcome as Outcome
        from past_work_order o where o.done_on >= @from and o.done_on <= @asOf order by o.order_no
        """,
        new { from, asOf });

    public static Task<IReadOnlyList<OrganisationRow>> OrganisationsAsync(Session session) => session.QueryAsync<OrganisationRow>(
        "select org_code as Code, org_path as Path from organisation order by org_code");

    /// <summary>Customer and organisation of every usage point that is valid now.</summary>
    public static async Task<IReadOnlyDictionary<string, PointRow>> PointsAsync(Session session) =>
        (await session.QueryAsync<PointRow>(
            """
            select usage_point_no as Point, customer_no as Customer, org_path as OrgPath from usage_point
            where known_to = '9999-12-31T00:00:00.0000000Z' and valid_to = '9999-12-31' and @@scope(org_path) order by usage_point_no
            """)).GroupBy(r => r.Point).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>The numbers below <paramref name="Middle"/>, or those from it on.</summary>
    internal readonly record struct Half(string Middle, bool Upper)
    {
        public string Side => Upper ? ">=" : "<";
    }

    internal sealed class PointRow
    {
        public string Point { get; init; } = "";

        public string Customer { get; init; } = "";

        public string OrgPath { get; init; } = "/";
    }

    internal sealed class AreaRow
    {
        public string AreaNo { get; init; } = "";

        public string? FeederNo { get; init; }

        public string OrgPath { get; init; } = "/";

        public long? CapacityVa { get; init; }

        public long? NoLoadLossW { get; init; }

        public long? LoadLossW { get; init; }

        public string Side { get; init; } = "LV";

        public string? Class { get; init; }

        public long FactorMilli { get; init; }

        public double? Longitude { get; init; }

        public double? Latitude { get; init; }

        public DateOnly ValidFrom { get; init; }
    }

    /// <summary>A stay as it is stored, empty where a word is unknown; days as text, because millions of rows name a few of them.</summary>
    internal readonly record struct StayRow(
        string Point, string Customer, string AreaNo, string Phase, string MeterBox, double ServiceDropM, string OrgPath, string ValidFrom, string ValidTo);

    internal readonly record struct CustomerRow(string Customer, string Class, double ContractedKva, bool FeedIn, string Tariff);

    internal readonly record struct AgreementRow(string Customer, double ContractedKva, bool FeedIn, string Tariff);

    internal sealed class MeterRow
    {
        public string Point { get; init; } = "";

        public string? Class { get; init; }

        public string Wiring { get; init; } = "1P2W";

        public long? RatedMv { get; init; }

        public long? CalibratedMa { get; init; }

        public long? MaximumMa { get; init; }

        public long FactorMilli { get; init; }

        public DateOnly ValidFrom { get; init; }
    }

    internal sealed class OrderRow
    {
        public string? Point { get; init; }

        public string? Customer { get; init; }

        public string Kind { get; init; } = "";

        public DateOnly DoneOn { get; init; }

        public string? Outcome { get; init; }
    }

    internal sealed class OrganisationRow
    {
        public string Code { get; init; } = "";

        public string Path { get; init; } = "/";
    }
}
