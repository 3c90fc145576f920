using System.Text.Json;
using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;
using Xunit;

namespace Voltward.Tests.Readings;

public sealed class SimulationBalanceTests
{
    private static readonly SimulatedCompany Company = SimulatedCompany.Shared;

    [Fact]
    public void In_truth_each_area_takes_in_what_it_uses_and_loses_and_what_is_hooked_on()
    {
        foreach (var area in Company.Areas)
        {
            var supplied = SimulatedCompany.Sum(area.GetProperty("suppliedKwh")) - SimulatedCompany.Sum(area.GetProperty("exportedKwh"));
            var lost = SimulatedCompany.Sum(area.GetProperty("technicalKwh")) + (MediumSide(area) ? SimulatedCompany.Sum(area.GetProperty("transformerKwh")) : 0);
            var used = area.GetProperty("usedKwh").GetDouble() + Hooked(area);
            Assert.InRange(supplied - lost - used, -2e-4 * supplied, 2e-4 * supplied);
        }
    }

    [Fact]
    public void Registers_sold_what_was_used_but_for_theft_faults_wrong_ratios_and_meter_error()
    {
        // Registers run on through gaps, so the last complete month of bills holds every kWh of that month.
        var billed = Company.Numbers("""
            select u.area_no, sum(b.energy_kwh) from bills b join usage_points u using (customer_no)
            where b.period_from = date '2026-10-01' group by 1
            """);
        var daily = Company.Numbers("""
            select u.area_no, sum(r.import_kwh) from readings_daily r join usage_points u on u.usage_point_no = r.point
            where r.day >= date '2026-10-01' group by 1
            """);
        Assert.Equal(Company.Areas.Count(), billed.Count);
        foreach (var (area, kwh) in billed) Assert.InRange(daily[area] / kwh, 0.7, 1.0005);
    }

    [Fact]
    public void Supply_meters_report_the_truth_within_their_class()
    {
        var read = Company.Numbers("select point, sum(import_kwh) from readings_daily where point like 'A:%' group by 1");
        var days = Company.Numbers("select point, count(*) from readings_daily where point like 'A:%' group by 1");
        foreach (var area in Company.Areas)
        {
            var point = "A:" + area.GetProperty("area").GetString();
            if (days[point] < Company.Summary.Days) continue;
            Assert.InRange(read[point] / SimulatedCompany.Sum(area.GetProperty("suppliedKwh")), 0.987, 1.013);
        }
    }

    [Fact]
    public void Loss_from_the_files_is_technical_loss_plus_theft_and_faults_within_meter_error()
    {
        // Only areas whose archive is right and where all days of all points arrived.
        var sold = Company.Numbers("""
            select u.area_no, sum(r.import_kwh) from readings_daily r join usage_points u on u.usage_point_no = r.point group by 1
            """);
        var exported = Company.Numbers("select u.area_no, sum(coalesce(r.export_kwh, 0)) from readings_daily r join usage_points u on u.usage_point_no = r.point group by 1");
        var missing = Company.Numbers($"""
            select u.area_no, sum({Company.Summary.Days} - coalesce(n, 0)) from usage_points u
            left join (select point, count(*) n from readings_daily group by 1) on point = u.usage_point_no group by 1
            """);
        var errors = Company.Truth.GetProperty("archiveErrors").EnumerateArray().Select(e => e.GetProperty("customer").GetString()).ToHashSet();
        var wrong = Company.Truth.GetProperty("customers").EnumerateArray().Where(c => errors.Contains(c.GetProperty("customer").GetString()!))
            .Select(c => c.GetProperty("area").GetString()!).ToHashSet();
        var booked = Company.Truth.GetProperty("archiveErrors").EnumerateArray().Where(e => e.GetProperty("field").GetString() == "area").Select(e => e.GetProperty("booked").GetString()!);
        wrong.UnionWith(booked);
        foreach (var area in Company.Areas)
        {
            var no = area.GetProperty("area").GetString()!;
            if (wrong.Contains(no) || Solar(no)) continue;
            var supplied = SimulatedCompany.Sum(area.GetProperty("suppliedKwh")) - SimulatedCompany.Sum(area.GetProperty("exportedKwh"));
            var explained = SimulatedCompany.Sum(area.GetProperty("technicalKwh")) + SimulatedCompany.Sum(area.GetProperty("stolenKwh"))
                + SimulatedCompany.Sum(area.GetProperty("faultKwh")) + (MediumSide(area) ? SimulatedCompany.Sum(area.GetProperty("transformerKwh")) : 0);
            var share = missing[no] / (area.GetProperty("customers").GetInt32() * Company.Summary.Days);
            var loss = supplied + exported[no] - (sold[no] / (1 - share));
            // What is missing is made up by the mean, unmetered lamps and sites are off by their estimate: a few per cent.
            Assert.InRange((loss - explained) / supplied, -0.045, 0.045);
        }
    }

    [Fact]
    public void A_feeder_carries_its_areas_transformers_and_its_own_line()
    {
        foreach (var feeder in Company.Truth.GetProperty("feeders").EnumerateArray())
        {
            var no = feeder.GetProperty("feeder").GetString();
            var areas = Company.Areas.Where(a => a.GetProperty("feeder").GetString() == no);
            var below = areas.Sum(a => SimulatedCompany.Sum(a.GetProperty("suppliedKwh")) - SimulatedCompany.Sum(a.GetProperty("exportedKwh"))
                + (MediumSide(a) ? 0 : SimulatedCompany.Sum(a.GetProperty("transformerKwh"))));
            var into = SimulatedCompany.Sum(feeder.GetProperty("suppliedKwh")) - SimulatedCompany.Sum(feeder.GetProperty("lineKwh"));
            Assert.InRange(into / below, 0.999, 1.001);
        }
    }

    private static bool MediumSide(JsonElement area) => Sides.Value[area.GetProperty("area").GetString()!] == "MV";

    private static readonly Lazy<Dictionary<string, string>> Sides = new(() =>
        Company.Rows("select area_no, supply_meter_side from areas").ToDictionary(r => (string)r[0]!, r => (string)r[1]!));

    private static bool Solar(string area) => Company.Twins.Any(t => t.GetProperty("kind").GetString() == "pv-without-contract" && t.GetProperty("area").GetString() == area);

    private static double Hooked(JsonElement area) => Company.Truth.GetProperty("thefts").EnumerateArray()
        .Where(t => t.GetProperty("customer").ValueKind == JsonValueKind.Null && t.GetProperty("area").GetString() == area.GetProperty("area").GetString())
        .Sum(t => t.GetProperty("stolenKwh").GetDouble());

    /// <summary>A ratio booked ten times too small made the bills of the year before begin below zero, and the import refused them.</summary>
    [Fact]
    public void A_register_never_stood_below_zero_however_the_ratio_is_booked()
    {
        float[] past = [.. Enumerable.Repeat(100f, 365)];
        Assert.All(Enumerable.Range(0, 50), n => Assert.True(Bills.StartIndex(past, (50, 5), Chance.For(1, Purpose.Past, n)) >= 36_500 / 5.0));
    }
}
