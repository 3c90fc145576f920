using Voltward.Domain.Customers;

namespace Voltward.App.Readings.Import;

/// <summary>The tables of docs/formats.md sections 1 and 2, in the order in which they are imported.</summary>
internal static class CompanyTables
{
    private static readonly ColumnShape From = new("valid_from", ColumnKind.Day, "valid_from") { Required = true };
    private static readonly ColumnShape To = new("valid_to", ColumnKind.Day, "valid_to") { Default = "9999-12-31" };

    /// <summary>Every table by its name.</summary>
    public static IReadOnlyList<TableShape> All { get; } = [.. Archive(), .. Readings()];

    public static TableShape? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    private static IEnumerable<TableShape> Archive() =>
    [
        Table("organisations", "organisation", Code("org_code", true), Code("parent_code"), Text("name", true)),
        Table("feeders", "feeder", Code("feeder_no", true), Text("name", true), Text("substation"), Whole("voltage_v", true), Code("org_code", true), From, To),
        Table(
            "areas",
            "transformer_area",
            Code("area_no", true),
            Text("name", true),
            Code("feeder_no"),
            Code("org_code", true),
            Scaled("capacity_kva", "capacity_va"),
            Scaled("no_load_loss_kw", "no_load_loss_w"),
            Scaled("load_loss_kw", "load_loss_w"),
            Choice("supply_meter_side", "LV", "LV", "MV"),
            Choice("supply_meter_class", null, "0.2S", "0.5S", "1", "2"),
            Scaled("multiplying_factor", "multiplying_factor_milli") with { Default = "1" },
            Number("longitude"),
            Number("latitude"),
            From,
            To),
        Table(
            "customers",
            "customer",
            Code("customer_no", true),
            Text("name", true),
            Choice("customer_class", null, [.. CustomerCodes.Classes]) with { Required = true },
            Text("industry"),
            Text("address"),
            Text("phone"),
            Choice("important_class", null, [.. CustomerCodes.Importance]),
            Code("org_code", true),
            From,
            To),
        Table(
            "agreements",
            "agreement",
            Code("customer_no", true),
            Code("agreement_no", true),
            Text("tariff_category", true),
            YesNo("two_part"),
            Scaled("contracted_kva", "contracted_va"),
            Whole("voltage_v", false),
            Scaled("penalty_multiple", "penalty_multiple_milli"),
            YesNo("feed_in"),
            From,
            To),
        Table(
            "usage-points",
            "usage_point",
            Code("usage_point_no", true),
            Code("customer_no", true),
            Code("area_no"),
            Choice("phase", null, "A", "B", "C", "ABC"),
            Text("meter_box"),
            Number("service_drop_m") with { MayBeNegative = false },
            Number("longitude"),
            Number("latitude"),
            From,
            To),
        Table(
            "meters",
            "meter_installation",
            Code("meter_no", true),
            Code("usage_point_no", true),
            Text("model"),
            Choice("accuracy_class", null, "0.2S", "0.5S", "1", "2"),
            Choice("wiring", "1P2W", "1P2W", "3P3W", "3P4W"),
            Scaled("rated_voltage_v", "rated_voltage_mv"),
            Scaled("calibrated_current_a", "calibrated_current_ma"),
            Scaled("maximum_current_a", "maximum_current_ma"),
            Scaled("multiplying_factor", "multiplying_factor_milli") with { Default = "1" },
            From,
            To),
        Table(
            "instrument-transformers",
            "instrument_transformer",
            Code("asset_no", true),
            Code("usage_point_no", true),
            Choice("kind", null, "CT", "PT") with { Required = true },
            Text("phase"),
            Half("ratio_primary"),
            Half("ratio_secondary"),
            Text("accuracy_class"),
            From,
            To),
        Table(
            "seals",
            "seal",
            Code("seal_no", true),
            Code("usage_point_no", true),
            Choice("position", null, "meter-cover", "terminal", "box", "ct-box", "joint-box") with { Required = true },
            Text("applied_by"),
            Text("removed_by"),
            Text("removal_reason"),
            From,
            To),
        Table(
            "work-orders",
            "past_work_order",
            Code("order_no", true),
            Code("usage_point_no"),
            Code("customer_no"),
            Choice("kind", null, "maintenance", "meter-swap", "installation", "inspection", "disconnection") with { Required = true },
            new("done_on", ColumnKind.Day, "done_on") { Required = true, Past = true },
            Choice("outcome", null, "theft", "breach", "hazard", "meter-fault", "nothing", "no-access"),
            Text("outcome_kind"),
            Scaled("found_kwh", "found_wh"),
            Text("detail")),
    ];

    private static IEnumerable<TableShape> Readings() =>
    [
        new("readings-daily", TargetKind.Lake, "energy",
        [
            Code("point", true),
            Day("day"),
            Energy("import_kwh", "import_wh"),
            Energy("export_kwh", "export_wh"),
            Choice("quality", "measured", "measured", "estimated", "corrected"),
        ])
        { Subject = "point" },
        new("readings-interval", TargetKind.Interval, "interval",
        [
            Code("point", true),
            Day("day"),
            Whole("minutes", true),
            Choice("direction", "import", "import", "export"),
            Choice("quality", "measured", "measured", "estimated", "corrected"),
            Text("slot_quality"),
        ])
        { Subject = "point" },
        new("readings-slots", TargetKind.IntervalSlots, "interval",
        [
            Code("point", true),
            new("at", ColumnKind.Instant, "at") { Required = true, Past = true },
            Whole("minutes", true),
            Energy("kwh", "wh"),
            Choice("direction", "import", "import", "export"),
            Choice("quality", "measured", "measured", "estimated", "corrected"),
        ])
        { Subject = "point" },
        new("curves", TargetKind.Curve, "curve",
        [
            Code("point", true),
            Day("day"),
            Choice("phase", null, "A", "B", "C") with { Required = true },
            Choice("quantity", null, "U", "I", "P", "Q") with { Required = true },
        ])
        { Subject = "point" },
        new("events", TargetKind.Lake, "event",
        [
            Code("point", true),
            Code("meter_no") with { Target = "meter" },
            Choice(
                "code", null, "cover-open", "terminal-open", "magnetic-field", "voltage-loss", "current-loss", "phase-failure", "reverse-power",
                "clock-set", "parameter-set", "power-down", "over-current", "unbalance", "neutral-current", "clock-fault") with { Required = true },
            new("at", ColumnKind.Instant, "at") { Required = true, Past = true },
            new("until", ColumnKind.Instant, "until"),
            Text("phase") with { Default = "" },
            Text("detail"),
        ])
        { Subject = "point" },
        new("bills", TargetKind.Lake, "bill", [.. Bill()]) { Subject = "customer_no" },
        new("weather", TargetKind.Lake, "weather",
        [
            Code("org_code", true) with { Target = "org" },
            Day("day"),
            Number("mean_c") with { Required = true },
        ]),
    ];

    private static IEnumerable<ColumnShape> Bill() =>
    [
        Code("customer_no", true) with { Target = "customer" },
        Code("bill_no", true),
        Choice("kind", "ELEC", "ELEC", "GAS"),
        new("billed_on", ColumnKind.Day, "billed_on") { Past = true },
        new("period_from", ColumnKind.Day, "period_from") { Required = true },
        new("period_to", ColumnKind.Day, "period_to") { Required = true },
        Whole("months", false),
        Code("meter_no") with { Target = "meter" },
        Scaled("index_from", "index_from"),
        Scaled("index_to", "index_to"),
        Scaled("multiplying_factor", "factor_milli") with { Default = "1" },
        Scaled("energy_kwh", "energy_wh") with { Required = true, MayBeNegative = true },
        Scaled("amount_yuan", "amount_fen") with { Scale = 100, MayBeNegative = true },
        Text("tariff_category") with { Target = "tariff" },
        Text("read_type"),
        Text("status"),
        Text("remark"),
        Energy("level1_kwh", "level1_wh"),
        Energy("level2_kwh", "level2_wh"),
        Energy("level3_kwh", "level3_wh"),
        Energy("level4_kwh", "level4_wh"),
    ];

    private static TableShape Table(string name, string target, params ColumnShape[] columns) => new(name, TargetKind.Archive, target, columns);

    private static ColumnShape Code(string name, bool required = false) => new(name, ColumnKind.Code, name) { Required = required };

    private static ColumnShape Text(string name, bool required = false) => new(name, ColumnKind.Text, name) { Required = required };

    private static ColumnShape Choice(string name, string? value, params string[] choices) => new(name, ColumnKind.Choice, name) { Default = value, Choices = choices };

    private static ColumnShape Day(string name) => new(name, ColumnKind.Day, name) { Required = true, Past = true };

    private static ColumnShape Whole(string name, bool required) => new(name, ColumnKind.Whole, name) { Required = required };

    private static ColumnShape Scaled(string name, string target) => new(name, ColumnKind.Scaled, target);

    /// <summary>Rated currents such as 12.5 A exist: counted in halves, and reduced to whole numbers together with the other side of the ratio.</summary>
    private static ColumnShape Half(string name) => new(name, ColumnKind.Scaled, name) { Required = true, Scale = 2, Exact = true };

    private static ColumnShape Energy(string name, string target) => new(name, ColumnKind.Scaled, target);

    private static ColumnShape Number(string name) => new(name, ColumnKind.Number, name) { MayBeNegative = true };

    private static ColumnShape YesNo(string name) => new(name, ColumnKind.YesNo, name) { Default = "0" };
}
