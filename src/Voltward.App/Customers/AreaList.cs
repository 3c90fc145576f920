using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Customers;

/// <summary>The transformer areas of the archive as it stands today (台区档案).</summary>
public sealed class AreaList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select a.area_no as AreaNo, a.name as Name, a.feeder_no as FeederNo, f.name as FeederName, o.name as Organisation,
                   a.capacity_va as CapacityVa, a.supply_meter_class as SupplyMeterClass, a.supply_meter_side as SupplyMeterSide,
                   (select count(*) from usage_point u
                    where u.area_no = a.area_no and u.known_to > @now and u.valid_from <= @today and u.valid_to > @today) as Points
            """,
        From =
            """
            from transformer_area a
            left join feeder f on f.feeder_no = a.feeder_no and f.known_to > @now and f.valid_from <= @today and f.valid_to > @today
            left join organisation o on o.org_path = a.org_path
            where a.known_to > @now and a.valid_from <= @today and a.valid_to > @today and @@scope(a.org_path)
            """,
        SearchIn = ["a.area_no", "a.name", "a.feeder_no", "f.name"],
        Filters = new Dictionary<string, string> { ["feeder"] = "a.feeder_no = @value" },
        Sorts = new Dictionary<string, string>
        {
            ["area"] = "a.area_no",
            ["feeder"] = "a.feeder_no",
            ["capacity"] = "a.capacity_va",
            ["points"] = "Points",
            ["org"] = "o.name",
        },
        Order = "a.area_no",
        Key = "a.area_no",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    public sealed class Row
    {
        public string AreaNo { get; init; } = "";

        public string Name { get; init; } = "";

        public string? FeederNo { get; init; }

        public string? FeederName { get; init; }

        public string? Organisation { get; init; }

        public long? CapacityVa { get; init; }

        public string? SupplyMeterClass { get; init; }

        public string SupplyMeterSide { get; init; } = "";

        public long Points { get; init; }
    }
}
