using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.LineLoss;

/// <summary>The feeders of an organisation (馈线), and one of them with its balance day by day.</summary>
public sealed class FeederQueries(Database database)
{
    private const string Columns =
        """
        select f.feeder_no as FeederNo, f.name as Name, f.substation as Substation, f.voltage_v as VoltageV,
               (select count(*) from transformer_area a
                where a.feeder_no = f.feeder_no and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today) as Areas
        """;

    private const string Current =
        "from feeder f where f.known_to > @now and f.valid_from <= @today and f.valid_to > @today and @@scope(f.org_path)";

    private static readonly ListSql Sql = new()
    {
        Select = Columns,
        From = Current,
        SearchIn = ["f.feeder_no", "f.name", "f.substation"],
        Sorts = new Dictionary<string, string> { ["feeder"] = "f.feeder_no", ["substation"] = "f.substation", ["voltage"] = "f.voltage_v" },
        Order = "f.feeder_no",
        Key = "f.feeder_no",
    };

    public async Task<ListPage<Row>> ListAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>Null when there is no such feeder inside the person's part.</summary>
    public async Task<Row?> RunAsync(string feederNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var feeder = await look.FindAsync<Row>(
            $"{Columns} {Current} and f.feeder_no = @feederNo", new { feederNo, now = look.Now, today = CompanyTime.Day(look.Now) });
        if (feeder is null) return null;
        feeder.Days = await look.QueryAsync<Day>(
            """
            select d.day as Date, d.supplied_wh as SuppliedWh, d.sold_wh as SoldWh, d.loss_wh as LossWh, d.areas as Areas, d.state as State
            from feeder_loss_day d
            where d.feeder_no = @feederNo and d.run_id = (
                select r.run_id from analysis_run r where r.state = 'done' and exists (select 1 from feeder_loss_day x where x.run_id = r.run_id)
                order by r.started_at desc, r.run_id desc limit 1)
            order by d.day
            """,
            new { feederNo });
        return feeder;
    }

    public sealed class Row
    {
        public string FeederNo { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Substation { get; init; }

        public long VoltageV { get; init; }

        public long Areas { get; init; }

        public IReadOnlyList<Day> Days { get; internal set; } = [];
    }

    public sealed class Day
    {
        public DateOnly Date { get; init; }

        public long? SuppliedWh { get; init; }

        public long? SoldWh { get; init; }

        public long? LossWh { get; init; }

        public long Areas { get; init; }

        public string State { get; init; } = "";
    }
}
