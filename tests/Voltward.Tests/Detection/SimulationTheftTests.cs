using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;
using Voltward.Tests.Readings;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class SimulationTheftTests
{
    private static readonly SimulatedCompany Company = SimulatedCompany.Shared;

    [Fact]
    public void Every_kind_of_theft_is_planted_and_has_its_innocent_twin()
    {
        foreach (var kind in Enum.GetValues<TheftKind>())
        {
            Assert.True(Company.Summary.Thefts.GetValueOrDefault(Kebab.Of(kind)) > 0, $"no {kind}");
            Assert.Contains(TwinTable.Of(kind), t => Company.Summary.Twins.GetValueOrDefault(Kebab.Of(t)) > 0);
        }
    }

    [Fact]
    public void There_are_at_least_as_many_innocent_twins_as_thefts() =>
        Assert.True(Company.Summary.Twins.Values.Sum() >= Company.Summary.Thefts.Values.Sum());

    [Fact]
    public void Between_one_and_four_per_cent_steal_in_the_window() =>
        Assert.InRange(Company.Thefts.Count() / (double)Company.Summary.Customers, 0.01, 0.04);

    [Fact]
    public void Thieves_live_in_streets()
    {
        // Of thieves, far more have another thief in the same meter box than of the honest.
        var thieves = Company.Thefts.Select(t => t.GetProperty("customer").GetString()!).ToHashSet();
        var boxes = Company.Rows("select customer_no, meter_box from usage_points").Select(r => (Customer: (string)r[0]!, Box: (string)r[1]!)).ToArray();
        var inBox = boxes.GroupBy(b => b.Box).ToDictionary(g => g.Key, g => g.Count(b => thieves.Contains(b.Customer)));
        var ofThieves = boxes.Where(b => thieves.Contains(b.Customer)).Average(b => inBox[b.Box] > 1 ? 1.0 : 0);
        var ofOthers = boxes.Where(b => !thieves.Contains(b.Customer)).Average(b => inBox[b.Box] > 0 ? 1.0 : 0);
        Assert.True(ofThieves > 1.3 * ofOthers, $"{ofThieves} against {ofOthers}");
    }

    [Fact]
    public void Kinds_that_are_held_out_are_not_planted()
    {
        var options = new SimulationOptions
        {
            Seed = 5,
            Customers = 900,
            Days = 3,
            HeldOut = [TheftKind.Scale, TheftKind.ApplianceBypass, TheftKind.DirectHook],
            HeldOutTwins = [TwinKind.Vacancy, TwinKind.TenantChange],
        };
        var company = SimulatedCompany.Make(options);
        Assert.NotEmpty(company.Summary.Thefts);
        Assert.Empty(company.Summary.Thefts.Keys.Intersect(["scale", "appliance-bypass", "direct-hook"]));
        Assert.Empty(company.Summary.Twins.Keys.Intersect(["vacancy", "tenant-change"]));
    }

    [Fact]
    public void A_bypass_leaves_the_readings_as_they_are_but_pulls_down_the_voltage()
    {
        var options = new SimulationOptions { Seed = 12, Customers = 260, Days = 14, TheftShare = 0.06f, Kinds = [TheftKind.ApplianceBypass], Twins = [], CurveShare = 1f, IntervalShare = 1f };
        var (with, without) = (Traces(options, steal: true), Traces(options, steal: false));
        var drops = new List<double>();
        foreach (var (stolen, honest) in with.Zip(without))
        {
            foreach (var customer in stolen.Area.Customers.Where(c => c.Theft is not null && stolen.UnregisteredKwh[c.Number].Sum() > 0))
            {
                // But for rare quarter hours in which the voltage is so low that appliances no longer draw their power.
                var changed = honest.Import[customer.Number].Zip(stolen.Import[customer.Number]).Count(kwh => Math.Abs(kwh.First - kwh.Second) > 1e-5);
                Assert.InRange(changed, 0, 0.005 * honest.Import[customer.Number].Length);
                var lane = customer.ThreePhase ? customer.Theft!.Phase * 4 : 0;
                for (var day = 0; day < options.Days; day++)
                {
                    if (stolen.UnregisteredKwh[customer.Number][day] < 1) continue;
                    var slots = Enumerable.Range(day * 96, 96);
                    drops.Add(slots.Average(t => honest.Curves[customer.Number][lane][t] - stolen.Curves[customer.Number][lane][t]));
                }
            }
        }

        Assert.True(drops.Count > 20);
        Assert.True(drops.Average() > 0.15, $"mean drop {drops.Average()} V");
        // Another thief on another phase can lift this phase by way of the neutral, but seldom by as much.
        Assert.True(drops.Count(d => d > 0) > 0.9 * drops.Count, $"{drops.Count(d => d > 0)} of {drops.Count}");
    }

    [Fact]
    public void Stolen_energy_of_the_truth_is_what_the_files_lack()
    {
        // Energy thieves take against what their own quarter hours show, kind by kind, for kinds that act on the register.
        foreach (var theft in Company.Thefts)
        {
            var kwh = SimulatedCompany.Sum(theft.GetProperty("kwhPerDay"));
            Assert.InRange(kwh - theft.GetProperty("stolenKwh").GetDouble(), -0.2, 0.2);
            if (theft.GetProperty("kind").GetString() is "capacity-fraud" or "clock-shift") Assert.Equal(0, kwh);
        }
    }

    [Fact]
    public void Labels_come_from_people_who_overlook_invent_and_warn()
    {
        var visits = Company.Truth.GetProperty("inspections").EnumerateArray().ToArray();
        var conduct = visits.CountBy(v => v.GetProperty("conduct").GetString()!).ToDictionary();
        Assert.True(conduct["overlooked"] > 0);
        var caught = visits.Count(v => v.GetProperty("outcome").GetString() == "theft" && v.GetProperty("conduct").GetString() == "honest");
        var missed = conduct["overlooked"] + conduct.GetValueOrDefault("leaked");
        Assert.InRange(missed / (double)(missed + caught), 0.05, 0.3);
        var orders = Company.Rows("select order_no, outcome from work_orders where kind = 'inspection'").ToDictionary(r => (string)r[0]!, r => (string)r[1]!);
        Assert.Equal(visits.Length, orders.Count);
        Assert.All(visits, v => Assert.Equal(v.GetProperty("outcome").GetString(), orders[v.GetProperty("order").GetString()!]));
    }

    [Fact]
    public void Many_thefts_leave_no_event_and_many_events_are_innocent()
    {
        var opened = Company.Rows("select distinct u.customer_no from events e join usage_points u on u.usage_point_no = e.point where code in ('cover-open', 'terminal-open', 'magnetic-field')")
            .Select(r => (string)r[0]!).ToHashSet();
        var thieves = Company.Thefts.Select(t => t.GetProperty("customer").GetString()!).ToArray();
        Assert.InRange(thieves.Count(opened.Contains) / (double)thieves.Length, 0.1, 0.6);
        Assert.True(opened.Except(thieves).Count() > opened.Intersect(thieves).Count());
    }

    private static List<AreaTrace> Traces(SimulationOptions options, bool steal)
    {
        var town = SyntheticUtility.Build(options);
        foreach (var customer in town.Customers.Where(c => !steal && c.Theft is not null)) customer.Theft = null;
        return [.. town.Areas.Select(a => new AreaRun(town, a).Run())];
    }
}
