using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Customers;

/// <summary>The customers of the archive as it stands today (客户档案).</summary>
public sealed class CustomerList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select c.customer_no as CustomerNo, c.name as Name, c.customer_class as CustomerClass, c.industry as Industry,
                   c.address as Address, c.important_class as ImportantClass, o.name as Organisation,
                   u.usage_point_no as UsagePointNo, u.area_no as AreaNo, a.name as AreaName, u.phase as Phase,
                   g.tariff_category as TariffCategory, g.contracted_va as ContractedVa
            """,
        From =
            """
            from customer c
            left join usage_point u on u.usage_point_no = (
                select min(x.usage_point_no) from usage_point x
                where x.customer_no = c.customer_no and x.known_to > @now and x.valid_from <= @today and x.valid_to > @today)
                and u.known_to > @now and u.valid_from <= @today and u.valid_to > @today
            left join transformer_area a on a.area_no = u.area_no and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today
            left join agreement g on g.customer_no = c.customer_no and g.known_to > @now and g.valid_from <= @today and g.valid_to > @today
                and g.agreement_no = (
                select min(y.agreement_no) from agreement y
                where y.customer_no = c.customer_no and y.known_to > @now and y.valid_from <= @today and y.valid_to > @today)
            left join organisation o on o.org_path = c.org_path
            where c.known_to > @now and c.valid_from <= @today and c.valid_to > @today and @@scope(c.org_path)
            """,
        SearchIn = ["c.customer_no", "c.name", "c.address", "u.area_no", "u.usage_point_no"],
        Filters = new Dictionary<string, string>
        {
            ["class"] = "c.customer_class = @value",
            ["area"] = "u.area_no = @value",
            ["important"] = "c.important_class is not null",
        },
        Sorts = new Dictionary<string, string>
        {
            ["customer"] = "c.customer_no",
            ["name"] = "c.name",
            ["class"] = "c.customer_class",
            ["address"] = "c.address",
            ["area"] = "u.area_no",
            ["tariff"] = "g.tariff_category",
            ["capacity"] = "g.contracted_va",
            ["org"] = "o.name",
        },
        Order = "c.customer_no",
        Key = "c.customer_no",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    public sealed class Row
    {
        public string CustomerNo { get; init; } = "";

        public string Name { get; init; } = "";

        public string CustomerClass { get; init; } = "";

        public string? Industry { get; init; }

        public string? Address { get; init; }

        public string? ImportantClass { get; init; }

        public string? Organisation { get; init; }

        public string? UsagePointNo { get; init; }

        public string? AreaNo { get; init; }

        public string? AreaName { get; init; }

        public string? Phase { get; init; }

        public string? TariffCategory { get; init; }

        public long? ContractedVa { get; init; }
    }
}
