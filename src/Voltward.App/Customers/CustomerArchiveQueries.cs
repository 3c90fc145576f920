namespace Voltward.App.Customers;

/// <summary>SQL of the archive of one customer (<c>@no</c>) on a day (<c>@day</c>) as believed at an instant (<c>@known</c>).</summary>
internal static class CustomerArchiveQueries
{
    public const string Versions =
        """
        select c.customer_no as CustomerNo, c.name as Name, c.customer_class as CustomerClass, c.industry as Industry,
               c.address as Address, c.phone as Phone, c.important_class as ImportantClass, o.name as Organisation,
               c.valid_from as ValidFrom, c.valid_to as ValidTo, c.known_from as KnownFrom, c.known_to as KnownTo, c.source as Source
        from customer c left join organisation o on o.org_path = c.org_path
        where c.customer_no = @no and @@scope(c.org_path)
        order by c.known_from desc, c.valid_from desc
        """;

    public const string Agreements =
        """
        select g.agreement_no as AgreementNo, g.tariff_category as TariffCategory, g.two_part as TwoPart, g.contracted_va as ContractedVa,
               g.voltage_v as VoltageV, g.penalty_multiple_milli as PenaltyMultipleMilli, g.feed_in as FeedIn, g.valid_from as ValidFrom
        from agreement g
        where g.customer_no = @no and g.valid_from <= @day and g.valid_to > @day and g.known_from <= @known and g.known_to > @known
        order by g.agreement_no
        """;

    public const string Points =
        """
        select u.usage_point_no as UsagePointNo, u.area_no as AreaNo, a.name as AreaName, u.phase as Phase, u.meter_box as MeterBox,
               u.valid_from as ValidFrom
        from usage_point u
        left join transformer_area a on a.area_no = u.area_no and a.valid_from <= @day and a.valid_to > @day
            and a.known_from <= @known and a.known_to > @known
        where u.customer_no = @no and u.valid_from <= @day and u.valid_to > @day and u.known_from <= @known and u.known_to > @known
          and @@scope(u.org_path)
        order by u.usage_point_no
        """;

    // Assets are shown with everything that was installed before the day, since a past exchange explains a break in the curve.
    public const string Meters =
        $"""
        select m.meter_no as MeterNo, m.usage_point_no as UsagePointNo, m.model as Model, m.accuracy_class as AccuracyClass,
               m.wiring as Wiring, m.rated_voltage_mv as RatedVoltageMv, m.calibrated_current_ma as CalibratedCurrentMa,
               m.maximum_current_ma as MaximumCurrentMa, m.multiplying_factor_milli as MultiplyingFactorMilli,
               m.valid_from as ValidFrom, m.valid_to as ValidTo
        from meter_installation m where m.usage_point_no in {OwnPoints} and m.valid_from <= @day
          and m.known_from <= @known and m.known_to > @known
        order by m.valid_from desc, m.meter_no
        """;

    public const string Transformers =
        $"""
        select t.asset_no as AssetNo, t.kind as Kind, t.phase as Phase, t.ratio_primary as RatioPrimary, t.ratio_secondary as RatioSecondary,
               t.accuracy_class as AccuracyClass, t.valid_from as ValidFrom, t.valid_to as ValidTo
        from instrument_transformer t where t.usage_point_no in {OwnPoints} and t.valid_from <= @day
          and t.known_from <= @known and t.known_to > @known
        order by t.valid_from desc, t.kind, t.phase
        """;

    public const string Seals =
        $"""
        select s.seal_no as SealNo, s.position as Position, s.applied_by as AppliedBy, s.removed_by as RemovedBy,
               s.removal_reason as RemovalReason, s.valid_from as ValidFrom, s.valid_to as ValidTo
        from seal s where s.usage_point_no in {OwnPoints} and s.valid_from <= @day and s.known_from <= @known and s.known_to > @known
        order by s.valid_from desc, s.position
        """;

    public const string PastOrders =
        $"""
        select w.order_no as OrderNo, w.kind as Kind, w.done_on as DoneOn, w.outcome as Outcome, w.outcome_kind as OutcomeKind,
               w.found_wh as FoundWh, w.detail as Detail
        from past_work_order w where (w.customer_no = @no or w.usage_point_no in {OwnPoints}) and w.done_on <= @day
        order by w.done_on desc, w.order_no limit 200
        """;

    private const string OwnPoints = "(select x.usage_point_no from usage_point x where x.customer_no = @no)";
}
