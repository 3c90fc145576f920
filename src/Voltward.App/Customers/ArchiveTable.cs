namespace Voltward.App.Customers;

/// <summary>A reference from one archive table to another: the value must exist there.</summary>
/// <param name="Column">Column that refers.</param>
/// <param name="Table">SQL table referred to; its first key column is meant.</param>
/// <param name="Code">Reason code when there is no such row.</param>
internal sealed record ArchiveReference(string Column, string Table, string Code);

/// <summary>A table of the archive: what names a row, what may not overlap in time, what it refers to.</summary>
/// <param name="Name">SQL table.</param>
/// <param name="Key">Columns that with <c>valid_from</c> name one dated row.</param>
/// <param name="Whole">Columns of the thing whose rows may not overlap in valid time; fewer than the key where one thing cannot be in two places.</param>
/// <param name="Columns">All columns but those of time and source, in order.</param>
internal sealed record ArchiveTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Whole, IReadOnlyList<string> Columns)
{
    public IReadOnlyList<ArchiveReference> References { get; init; } = [];

    /// <summary>Whether rows have valid_from and valid_to; past work orders happened on one day.</summary>
    public bool Dated { get; init; } = true;

    /// <summary>Whether the file names the organisation by its code; else the customer's is taken (usage points) or there is none.</summary>
    public bool HasOrgCode { get; init; }

    public bool HasOrgPath => Columns.Contains("org_path");

    public static IReadOnlyList<ArchiveTable> All { get; } =
    [
        new("feeder", ["feeder_no"], ["feeder_no"], ["feeder_no", "name", "substation", "voltage_v", "org_path"]) { HasOrgCode = true },
        new(
            "transformer_area", ["area_no"], ["area_no"],
            ["area_no", "name", "feeder_no", "org_path", "capacity_va", "no_load_loss_w", "load_loss_w", "supply_meter_side", "supply_meter_class", "multiplying_factor_milli", "longitude", "latitude"])
        {
            HasOrgCode = true,
            References = [new("feeder_no", "feeder", "customer.feeder-unknown")],
        },
        new(
            "customer", ["customer_no"], ["customer_no"],
            ["customer_no", "name", "customer_class", "industry", "address", "phone", "important_class", "org_path"])
        {
            HasOrgCode = true,
        },
        new(
            "agreement", ["customer_no", "agreement_no"], ["customer_no", "agreement_no"],
            ["customer_no", "agreement_no", "tariff_category", "two_part", "contracted_va", "voltage_v", "penalty_multiple_milli", "feed_in"])
        {
            References = [new("customer_no", "customer", "customer.customer-unknown")],
        },
        new(
            "usage_point", ["usage_point_no"], ["usage_point_no"],
            ["usage_point_no", "customer_no", "area_no", "phase", "meter_box", "service_drop_m", "longitude", "latitude", "org_path"])
        {
            References = [new("customer_no", "customer", "customer.customer-unknown"), new("area_no", "transformer_area", "customer.area-unknown")],
        },
        new(
            "meter_installation", ["meter_no", "usage_point_no"], ["meter_no"],
            ["meter_no", "usage_point_no", "model", "accuracy_class", "wiring", "rated_voltage_mv", "calibrated_current_ma", "maximum_current_ma", "multiplying_factor_milli"])
        {
            References = [new("usage_point_no", "usage_point", "customer.point-unknown")],
        },
        new(
            "instrument_transformer", ["asset_no", "usage_point_no"], ["asset_no"],
            ["asset_no", "usage_point_no", "kind", "phase", "ratio_primary", "ratio_secondary", "accuracy_class"])
        {
            References = [new("usage_point_no", "usage_point", "customer.point-unknown")],
        },
        new(
            "seal", ["seal_no", "usage_point_no"], ["seal_no"],
            ["seal_no", "usage_point_no", "position", "applied_by", "removed_by", "removal_reason"])
        {
            References = [new("usage_point_no", "usage_point", "customer.point-unknown")],
        },
        new(
            "past_work_order", ["order_no"], ["order_no"],
            ["order_no", "usage_point_no", "customer_no", "kind", "done_on", "outcome", "outcome_kind", "found_wh", "detail"])
        {
            Dated = false,
        },
    ];

    public static ArchiveTable Find(string name) => All.First(t => t.Name == name);

    /// <summary>Columns that name one row of current belief.</summary>
    public IReadOnlyList<string> RowKey => Dated ? [.. Key, "valid_from"] : Key;

    /// <summary>Columns a change writes, besides known_from, known_to and source.</summary>
    public IReadOnlyList<string> Written => field ??= Dated ? [.. Columns, "valid_from", "valid_to"] : Columns;
}
