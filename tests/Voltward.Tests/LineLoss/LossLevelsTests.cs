using Voltward.App.LineLoss;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class LossLevelsTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Supplied_is_sold_and_lost_at_every_level(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            foreach (var (code, name, path) in new[] { ("1", "市", "/1/"), ("2", "县", "/1/2/") }) await work.ExecuteAsync("insert into organisation values (@code, null, @name, @path)", new { code, name, path });
            await work.ExecuteAsync("insert into analysis_run (run_id, as_of, window_from, window_to, started_at, state, data_id) values ('R1', '2026-01-02', '2026-01-01', '2026-01-02', '2026-01-03T00:00:00.0000000Z', 'done', 'x')");
            await work.ExecuteAsync("insert into feeder (feeder_no, name, voltage_v, org_path, valid_from, known_from, source) values ('F1', 'F1', 10000, '/1/2/', '2020-01-01', @known, 'test')", new { known = work.Now.AddDays(-1) });
            foreach (var (area, feeder, supplied, sold) in new[] { ("T1", "F1", 390L, 380L), ("T2", "F1", 170L, 165L), ("T3", null, 100L, 96L) })
            {
                var row = new { area, feeder, supplied, sold, loss = supplied - sold, known = work.Now.AddDays(-1) };
                await work.ExecuteAsync("insert into transformer_area (area_no, name, feeder_no, org_path, supply_meter_class, valid_from, known_from, source) values (@area, @area, @feeder, '/1/2/', '0.5S', '2020-01-01', @known, 'test')", row);
                await work.ExecuteAsync("insert into area_loss (run_id, area_no, org_path, window_from, window_to, supplied_wh, sold_wh, loss_wh, technical_wh, low_wh, high_wh, state, incomplete_days, customers) values ('R1', @area, '/1/2/', '2026-01-01', '2026-01-02', 0, 0, 0, 0, 0, 0, 'normal', 0, 1)", row);
                await work.ExecuteAsync("insert into area_loss_day (run_id, area_no, day, supplied_wh, sold_wh, loss_wh, state) values ('R1', @area, '2026-01-01', @supplied, @sold, @loss, 'ok')", row);
                await work.ExecuteAsync("insert into area_loss_day (run_id, area_no, day, supplied_wh, sold_wh, loss_wh, state) values ('R1', @area, '2026-01-02', 999, 1, 998, 'incomplete')", row);
            }

            // The feeder of FeederBalance's worked example with solar feed-in: 650 in, 610 out, 40 lost, of it 25 on the feeder itself.
            await work.ExecuteAsync("insert into feeder_loss_day (run_id, feeder_no, day, supplied_wh, sold_wh, loss_wh, own_loss_wh, areas_wh, areas, state) values ('R1', 'F1', '2026-01-01', 650, 610, 40, 25, 355, 2, 'ok')");
            await work.ExecuteAsync("insert into feeder_loss_day (run_id, feeder_no, day, supplied_wh, sold_wh, loss_wh, own_loss_wh, areas_wh, areas, state) values ('R1', 'F1', '2026-01-02', 1, 1, 0, 0, 0, 2, 'incomplete')");
            await work.CommitAsync("test.losses", "x", stop: Stop);
        }

        Assert.True((await new LossLevels(store.Database).RunAsync(Actor.System, Stop)).Succeeded(out var report, out _));
        Assert.Equal([("0.4", 660L, 641L, 19L), ("10", 380L, 355L, 25L)], report.Voltages.Select(v => (v.Name, v.SuppliedWh, v.SoldWh, v.LossWh)));
        // The feeder with all below it, and the area that belongs to no feeder: 650 + 100 in, 610 + 96 out.
        Assert.Equal([("市", 750L, 706L, 44L), ("县", 750L, 706L, 44L)], report.Regions.Select(v => (v.Name, v.SuppliedWh, v.SoldWh, v.LossWh)));
        Assert.All(report.Voltages.Concat(report.Regions), l => Assert.Equal(l.SuppliedWh, l.SoldWh + l.LossWh));
        Assert.All(report.Regions, l => Assert.Equal((2, 4), (l.CompleteDays, l.Days)));
    }
}
