using System.Globalization;
using Voltward.App.Access;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.Tests.Support;

/// <summary>
/// A small made-up town for tests of pages and lists: archive, losses, leads and readings whose figures are simple arithmetic of
/// the numbers of area, customer and day. It is no simulation and says nothing about real consumption.
/// </summary>
internal sealed partial class Town(Database database, DataFolder folder, int areas, int customersPerArea)
{
    public static readonly DateOnly From = new(2026, 8, 1);
    public static readonly DateOnly To = new(2026, 9, 29);
    private const string RunId = "run-1";

    public static int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Makes the town, with its people as in a demonstration.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        await new DemoPeople(database).RunAsync(Actor.System, stop);
        await using (var work = await database.BeginAsync(Actor.System, stop))
        {
            await ArchiveAsync(work);
            await LossesAsync(work);
            await LeadsAsync(work);
            await work.CommitAsync("test.town-made", "town", stop: stop);
        }

        await ReadingsAsync(stop);
    }

    public static string Area(int a) => string.Create(CultureInfo.InvariantCulture, $"TQ{a:0000}");

    public static string Customer(int a, int c) => string.Create(CultureInfo.InvariantCulture, $"35{a:0000}{c:00}");

    private static string Org(int a) => a % 2 == 0 ? "/3500/3501/" : "/3500/3502/";

    private static bool IsAbnormal(int a) => a % 5 == 2;

    private async Task ArchiveAsync(Work work)
    {
        foreach (var (code, parent, name, path) in new[] { ("3500", null, "临江供电公司", "/3500/"), ("3501", "3500", "城东供电所", "/3500/3501/"), ("3502", "3500", "城西供电所", "/3500/3502/") })
        {
            await work.ExecuteAsync("insert into organisation values (@code, @parent, @name, @path)", new { code, parent, name, path });
        }

        const string Dated = "valid_from, known_from, source) values ";
        const string Since = "'2020-01-01', '2020-01-01T00:00:00.0000000Z', 'test')";
        await work.ExecuteManyAsync(
            $"insert into feeder (feeder_no, name, substation, voltage_v, org_path, {Dated} (@no, @name, '滨河变', 10000, @org, {Since}",
            Enumerable.Range(0, 1 + (areas / 10)).Select(f => new { no = $"F{f:00}", name = $"滨河{f + 1:00}线", org = "/3500/" }));
        await work.ExecuteManyAsync(
            $"insert into transformer_area (area_no, name, feeder_no, org_path, capacity_va, no_load_loss_w, load_loss_w, supply_meter_class, {Dated} (@no, @name, @feeder, @org, 400000, 570, 4300, '0.5S', {Since}",
            Enumerable.Range(0, areas).Select(a => new { no = Area(a), name = $"临江路{a + 1}号台区", feeder = $"F{a / 10:00}", org = Org(a) }));
        var customers = from a in Enumerable.Range(0, areas) from c in Enumerable.Range(0, customersPerArea) select (a, c);
        var rows = customers.Select(x => new
        {
            no = Customer(x.a, x.c),
            point = "P" + Customer(x.a, x.c),
            name = x.c == 0 ? $"临江五金加工厂{x.a + 1}" : x.c == 1 ? "=便民超市" : $"居民{x.a + 1}-{x.c + 1}",
            kind = x.c == 0 ? "workshop" : x.c == 1 ? "shop" : "resident",
            address = $"临江路{x.a + 1}号{x.c + 1}室",
            org = Org(x.a),
            area = Area(x.a),
            phase = x.c == 0 ? "ABC" : "ABC".Substring(x.c % 3, 1),
            meter = $"M{Customer(x.a, x.c)}",
            seal = $"S{Customer(x.a, x.c)}",
            tariff = x.c < 2 ? "commercial" : "residential",
        }).ToList();
        await work.ExecuteManyAsync($"insert into customer (customer_no, name, customer_class, address, org_path, {Dated} (@no, @name, @kind, @address, @org, {Since}", rows);
        await work.ExecuteManyAsync($"insert into agreement (customer_no, agreement_no, tariff_category, contracted_va, voltage_v, {Dated} (@no, @no, @tariff, 8000, 220, {Since}", rows);
        await work.ExecuteManyAsync($"insert into usage_point (usage_point_no, customer_no, area_no, phase, meter_box, org_path, {Dated} (@point, @no, @area, @phase, 'B1', @org, {Since}", rows);
        await work.ExecuteManyAsync($"insert into meter_installation (meter_no, usage_point_no, model, accuracy_class, rated_voltage_mv, calibrated_current_ma, maximum_current_ma, {Dated} (@meter, @point, 'DDZY-1', '2', 220000, 5000, 60000, {Since}", rows);
        await work.ExecuteManyAsync($"insert into seal (seal_no, usage_point_no, position, applied_by, {Dated} (@seal, @point, 'terminal', '陈志强', {Since}", rows);
    }

    private async Task LossesAsync(Work work)
    {
        await work.ExecuteAsync(
            "insert into analysis_run (run_id, as_of, window_from, window_to, started_at, finished_at, state, data_id, customers, areas) values (@RunId, @To, @From, @To, @at, @at, 'done', 'x', @customers, @areas)",
            new { RunId, To, From, at = new DateTimeOffset(2026, 9, 30, 1, 0, 0, TimeSpan.Zero), customers = areas * customersPerArea, areas });
        var days = Enumerable.Range(0, Days).ToList();
        await work.ExecuteManyAsync(
            """
            insert into area_loss_day (run_id, area_no, day, supplied_wh, sold_wh, loss_wh, technical_wh, technical_low_wh, technical_high_wh, low_wh, high_wh, z, cusum, state)
            values ('run-1', @area, @day, @supplied, @sold, @loss, @technical, @tlow, @thigh, @low, @high, @z, @cusum, @state)
            """,
            from a in Enumerable.Range(0, areas)
            from d in days
            let supplied = Supplied(a, d)
            let loss = Loss(a, d)
            let technical = supplied * 3 / 100
            select new
            {
                area = Area(a),
                day = From.AddDays(d),
                supplied,
                sold = supplied - loss,
                loss,
                technical,
                tlow = technical * 8 / 10,
                thigh = technical * 12 / 10,
                low = loss - 4000,
                high = loss + 4000,
                z = (loss - technical) / 4000.0,
                cusum = IsAbnormal(a) ? Math.Max(0, d - 29) * 1.5 : d % 3 * 0.2,
                state = d == 10 + (a % 5) ? "incomplete" : "ok",
            });
        await work.ExecuteManyAsync(
            """
            insert into area_loss (run_id, area_no, org_path, window_from, window_to, supplied_wh, sold_wh, loss_wh, technical_wh, low_wh, high_wh, z, state, incomplete_days, onset, customers, abnormal_wh_per_day, spark)
            values ('run-1', @area, @org, @From, @To, @supplied, @sold, @loss, @technical, @low, @high, @z, @state, 1, @onset, @n, @abnormal, @spark)
            """,
            Enumerable.Range(0, areas).Select(a =>
            {
                var supplied = days.Sum(d => Supplied(a, d));
                var loss = days.Sum(d => Loss(a, d));
                return new
                {
                    area = Area(a),
                    org = Org(a),
                    From,
                    To,
                    supplied,
                    sold = supplied - loss,
                    loss,
                    technical = supplied * 3 / 100,
                    low = loss - 50_000,
                    high = loss + 50_000,
                    z = IsAbnormal(a) ? 4.0 + (a % 7) : 0.3,
                    state = IsAbnormal(a) ? a % 10 == 2 ? "serious" : "high" : "normal",
                    onset = IsAbnormal(a) ? From.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                    n = customersPerArea,
                    abnormal = IsAbnormal(a) ? 30_000L + (a % 7 * 1000) : 0L,
                    spark = $"[{string.Join(',', days.Select(d => d == 10 + (a % 5) ? "null" : (100.0 * Loss(a, d) / Supplied(a, d)).ToString("0.##", CultureInfo.InvariantCulture)))}]",
                };
            }));
    }

    private long Supplied(int a, int d) => customersPerArea * (6000L + (d * 37 % 11 * 150) + (a % 4 * 300));

    private long Loss(int a, int d) => (Supplied(a, d) * 3 / 100) + ((d * 13) + (a * 7)) % 9 * 300 + (IsAbnormal(a) && d >= 30 ? 30_000 + (a % 7 * 1000) : 0);

    private async Task LeadsAsync(Work work)
    {
        var rank = 0;
        foreach (var a in Enumerable.Range(0, areas).Where(IsAbnormal))
        {
            foreach (var c in (int[])[0, 3])
            {
                rank++;
                var (lead, customer, point, org) = ($"L{rank:0000}", Customer(a, c), "P" + Customer(a, c), Org(a));
                await work.ExecuteAsync(
                    """
                    insert into lead (lead_id, run_id, rank, subject_kind, customer_no, usage_point_no, area_no, org_path, kind, score, probability, low_wh_per_day, mid_wh_per_day, high_wh_per_day, onset, statistical_only, phases, causes, causes_open)
                    values (@lead, 'run-1', @rank, 'customer', @customer, @point, @area, @org, @kind, @score, @p, 12000, 21000, 29000, @onset, @only, null, 'vacancy wrong-area!-', 1)
                    """,
                    new { lead, rank, customer, point, area = Area(a), org, kind = c == 0 ? "theft-suspicion" : "bypass-suspicion", score = 95.0 - rank, p = Math.Max(0.1, 0.9 - (rank * 0.05)), onset = From.AddDays(30), only = c == 0 ? 0L : 1L });
                await work.ExecuteAsync("insert into lead_reason values (@lead, 1, 'loss-correlation', 'deficit', 0.8, '台区异常电量与该户少计电量同日同向变化，30 天中 26 天一致。', 'The abnormal energy of the area and the shortfall of this customer moved together on 26 of 30 days.', '{}')", new { lead });
                await work.ExecuteAsync("insert into lead_reason values (@lead, 2, 'cover-open', 'events', 0.6, '2026-08-31 14:05 电能表开盖，当日没有检修工单。', 'The meter cover was opened on 2026-08-31 14:05 without a work order that day.', '{}')", new { lead });
            }
        }

        await work.ExecuteManyAsync(
            "insert into customer_score (run_id, customer_no, score, probability, mid_wh_per_day) values ('run-1', @no, @score, @p, null)",
            from a in Enumerable.Range(0, areas) from c in Enumerable.Range(0, customersPerArea) select new { no = Customer(a, c), score = 10.0 + ((a + c) % 50), p = 0.01 });
    }
}
