using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Registers and watt-hours in a file of daily energy: noticed, said, put right, and an order to correct the file instead of a suspicion.</summary>
public sealed class MixedUnitsTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registers_and_watt_hours_become_orders_to_correct_the_file_and_nobody_is_suspected_for_them()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var town = new SmallUtility(areas: 6, customers: 20, days: 70, seed: 4);
        var register = 4200.0;
        for (var d = 0; d < town.Days; d++)
        {
            register += town.True[5][d];
            (town.Metered[5][d], town.Metered[47][d]) = (register, town.True[47][d] * 1000);
        }

        town.Metered[90][33] = 99_999;
        await town.WriteAsync(store);
        var report = AnalyseUtilityTests.Value(await AnalyseUtilityTests.Analyse(store).RunAsync(new(), Actor.System, Stop));
        Assert.Equal([("V1", 1), ("V2", 1), ("V3", 1)], report.Flagged.Select(f => (f.Key, f.Value)));

        var leads = AnalyseUtilityTests.Value(await new RunQueries(store.Database).RunAsync(null, all: false, Actor.System, Stop)).Leads;
        foreach (var (i, rule) in new[] { (5, "V1"), (47, "V2") })
        {
            var lead = leads.Single(l => l.Lead.Customer == SmallUtility.Customer(i));
            Assert.Equal((LeadKinds.FileCorrection, rule), (lead.Lead.Kind, lead.Reasons[0].Code));
            Assert.Contains("reading-on-meter", LeadRecipe.Checks(lead.Reasons.Select(r => r.Data)).Select(c => c.Code));
        }

        Assert.DoesNotContain(leads, l => l.Lead.Customer == SmallUtility.Customer(90) && l.Lead.Kind == LeadKinds.Theft);
        // The areas balance as if nothing had happened: about three per cent lost, on all but the days that have to be filled.
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        var rates = await look.QueryAsync<double>("select cast(loss_wh as double precision) / supplied_wh from area_loss_day where state = 'ok' order by 1");
        Assert.True(rates.Count > 6 * 60, $"{rates.Count}");
        Assert.InRange(rates[0], 0.005, 0.06);
        Assert.InRange(rates[^1], 0.01, 0.09);
    }
}
