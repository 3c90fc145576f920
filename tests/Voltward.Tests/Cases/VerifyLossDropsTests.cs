using Voltward.Analytics.LineLoss;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

public sealed class VerifyLossDropsTests
{
    private static readonly DateOnly Last = new(2026, 12, 31);
    private static readonly DateOnly First = Last.AddDays(-89);

    [Theory]
    [InlineData(Engine.Sqlite, 30, DropVerdict.Absent, "Opened")]
    [InlineData(Engine.Postgres, 30, DropVerdict.Absent, "Opened")]
    [InlineData(Engine.Sqlite, 8, DropVerdict.Confirmed, "Closed")]
    public async Task A_closed_case_comes_back_when_the_loss_of_its_area_did_not_fall(Engine engine, int after, DropVerdict verdict, string state)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var visit = await Records.AcceptedAsync(town, "1001");
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, Person("hecha", Role.Investigator), Stop));
        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            // 20 kWh a day for 100 days were claimed and paid.
            await work.ExecuteAsync("update inspection_case set state = 'Closed', conduct_from = '2026-08-01', conduct_to = '2026-11-08' where case_no = @caseNo", new { caseNo });
            await work.ExecuteAsync(
                """
                insert into settlement (settlement_id, case_no, version, rule_id, rule_set, inputs, result, lines, energy_wh, state, calculated_by, calculated_at)
                values ('S1', @caseNo, 1, 'THF', 'CN-2024', '{}', '{}', '[]', 2000000, 'approved', 'x', @at)
                """,
                new { caseNo, at = work.Now });
            await RunAsync(work, after);
            await work.CommitAsync("test.losses", "x", stop: Stop);
        }

        var look = Assert.Single(Ok(await town.Use<VerifyLossDrops>().RunAsync(Actor.System, Stop)));
        Assert.Equal((verdict, 20.0, 9), (look.Drop.Verdict, look.ClaimedKwhPerDay, look.Drop.Controls));
        await using var see = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(state, await see.ScalarAsync<string>("select state from inspection_case where case_no = @caseNo", new { caseNo }));
        Assert.Empty(Ok(await town.Use<VerifyLossDrops>().RunAsync(Actor.System, Stop)));
    }

    /// <summary>Nine restless neighbours, and area T1 with 30 kWh a day above its technical loss, that goes to <paramref name="after"/>.</summary>
    private static async Task RunAsync(Work work, int after)
    {
        await work.ExecuteAsync(
            """
            insert into analysis_run (run_id, as_of, window_from, window_to, started_at, finished_at, state, data_id, areas)
            values ('R9', @Last, @First, @Last, '2027-01-01T00:00:00.0000000Z', '2027-01-01T00:10:00.0000000Z', 'done', 'x', 10)
            """,
            new { First, Last });
        var found = new DateOnly(2026, 11, 24);
        foreach (var area in Enumerable.Range(1, 10))
        {
            await work.ExecuteAsync(
                """
                insert into area_loss (run_id, area_no, org_path, window_from, window_to, supplied_wh, sold_wh, loss_wh, technical_wh, low_wh, high_wh, state, incomplete_days, customers)
                values ('R9', @no, '/1/', @First, @Last, 90000000, 1, 1, 1, 1, 1, 'normal', 0, 50)
                """,
                new { no = $"T{area}", First, Last });
            await work.ExecuteManyAsync(
                "insert into area_loss_day (run_id, area_no, day, supplied_wh, sold_wh, loss_wh, technical_wh, state) values ('R9', @no, @day, 1000000, 1, @loss, 40000, 'ok')",
                Enumerable.Range(0, 90).Select(d =>
                {
                    var day = First.AddDays(d);
                    var wave = (((d * 7) + (area * 13)) % 11) - 5;
                    return new { no = $"T{area}", day, loss = 40_000L + (wave * 400) + (area == 1 ? (day > found ? after : 30) * 1000L : 0) };
                }));
        }
    }
}
