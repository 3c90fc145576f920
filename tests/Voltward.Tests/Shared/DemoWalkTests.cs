using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Voltward.Domain.Access;
using Voltward.Host.Shared;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Shared;

public sealed class DemoWalkTests
{
    [Fact]
    public async Task The_walk_visits_finds_what_the_truth_says_and_takes_cases_to_different_states_by_different_people()
    {
        await using var town = await WithoutCrewsAsync();
        var customers = Enumerable.Range(1001, 14).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var no in customers) await town.CustomerAsync(no, $"T{no[^1]}");
        await town.LeadsAsync([.. customers.Select((no, i) => (no, 0.9 - (0.03 * i), 15_000L))]);
        var truth = Path.Combine(town.Store.Folder.Root, "truth.json");
        await File.WriteAllTextAsync(truth, JsonSerializer.Serialize(new
        {
            thefts = customers.Take(4).Select((no, i) => new { customer = no, kind = i == 1 ? "magnet" : "full-bypass", onset = "2026-09-01", inWindow = true }),
            twins = new[] { new { customer = customers[5], kind = "slow-meter", faultKwh = 12.5 } },
            archiveErrors = new[] { new { customer = customers[6], field = "area" } },
        }), Stop);

        await using var services = new ServiceCollection().AddVoltward(town.Store.Folder.Root, null).BuildServiceProvider();
        var counts = Ok(await new DemoWalk(services).RunAsync(truth, Stop));
        Assert.True(counts is { Orders: > 5, Visits: > 5, Cases: >= 3, RecoveredKwh: > 0 }, counts.ToString());

        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.True(await look.ScalarAsync<long>("select count(distinct state) from inspection_case") >= 3);
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from inspection_case c where c.state = 'Closed' and exists (select 1 from case_document d where d.case_no = c.case_no and d.kind = 'theft-notice' and d.served_at is not null)"));
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from case_step a join case_step b on a.case_no = b.case_no and a.actor = b.actor and a.duty <> b.duty"));
        Assert.Equal(counts.Visits, await look.ScalarAsync<long>("select count(*) from visit where state = 'accepted' and void_reasons = '[]'"));
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from visit where flags like '%clock%' or flags like '%safety%'"));
        foreach (var sha in await look.QueryAsync<string>("select distinct sha256 from visit_photo")) Assert.True(File.Exists(Path.Combine(town.Store.Folder.Evidence, sha[..2], sha)));
    }

    [Fact]
    public async Task Without_a_truth_every_visit_finds_nothing()
    {
        await using var town = await WithoutCrewsAsync();
        foreach (var no in (string[])["1001", "1002"]) await town.CustomerAsync(no);
        await town.LeadsAsync(("1001", 0.9, 15_000), ("1002", 0.8, 15_000));
        await using var services = new ServiceCollection().AddVoltward(town.Store.Folder.Root, null).BuildServiceProvider();
        var counts = Ok(await new DemoWalk(services).RunAsync(null, Stop));
        Assert.Equal((2, 0, 0.0), (counts.Visits, counts.Cases, counts.RecoveredKwh));
    }

    private static async Task<FlowTown> WithoutCrewsAsync()
    {
        var town = await OpenAsync(Engine.Sqlite);
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync("update crew set active = 0");
        await work.CommitAsync("crew.saved", "crew", stop: Stop);
        return town;
    }
}
