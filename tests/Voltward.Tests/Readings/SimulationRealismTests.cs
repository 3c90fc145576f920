using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>Aggregates that published sets of household readings show, with room for the wide priors.</summary>
public sealed class SimulationRealismTests
{
    private static readonly SimulatedCompany Company = SimulatedCompany.Shared;

    private static readonly double[][] Households = [.. Company.Rows("""
        select point, list(import_kwh order by day) from readings_daily r join usage_points u on u.usage_point_no = r.point
        join customers c using (customer_no) where customer_class = 'resident' group by 1 order by 1
        """).Select(r => ((IEnumerable<double>)r[1]!).ToArray()).Where(d => d.Length > 40)];

    [Fact]
    public void A_household_uses_a_few_kilowatt_hours_a_day()
    {
        var means = Households.Select(h => h.Average()).Order().ToArray();
        Assert.InRange(means[means.Length / 2], 3, 13);
        Assert.InRange(means[(int)(means.Length * 0.95)] / means[means.Length / 2], 1.8, 6);
    }

    [Fact]
    public void Days_of_one_household_scatter_as_published_households_do()
    {
        var variation = Households.Where(h => h.Average() > 1).Select(h => Spread(h) / h.Average()).Order().ToArray();
        Assert.InRange(variation[variation.Length / 2], 0.25, 0.6);
        Assert.InRange(variation[(int)(variation.Length * 0.9)], 0.45, 1.3);
    }

    [Fact]
    public void Readings_a_week_apart_are_alike_but_not_equal()
    {
        var alike = Households.Where(h => h.Average() > 1).Select(h => Correlation(h[..^7], h[7..])).Order().ToArray();
        Assert.InRange(alike[alike.Length / 2], 0.02, 0.7);
    }

    [Fact]
    public void Some_days_are_zero_and_some_homes_are_empty()
    {
        var zeros = Households.Sum(h => h.Count(v => v < 0.05)) / (double)Households.Sum(h => h.Length);
        Assert.InRange(zeros, 0.003, 0.08);
    }

    [Fact]
    public void Between_one_and_five_per_cent_of_the_readings_are_missing()
    {
        var rows = SimulatedCompany.Number(Company.Rows("select count(*) from readings_daily r join usage_points u on u.usage_point_no = r.point")[0][0]);
        var missing = 1 - (rows / (Company.Summary.Customers * Company.Summary.Days));
        Assert.InRange(missing, 0.008, 0.06);
    }

    [Fact]
    public void Technical_loss_of_the_areas_lies_where_low_voltage_networks_lie()
    {
        var losses = Company.Areas.Select(a => SimulatedCompany.Sum(a.GetProperty("technicalKwh")) / SimulatedCompany.Sum(a.GetProperty("suppliedKwh"))).Order().ToArray();
        Assert.InRange(losses[losses.Length / 2], 0.012, 0.055);
        Assert.InRange(losses[^1], 0.02, 0.16);
        Assert.InRange(losses[0], 0.002, 0.03);
    }

    [Fact]
    public void Voltages_stay_near_their_rating()
    {
        var row = Company.Rows("""
            select quantile_cont(v72, 0.001), quantile_cont(v72, 0.5), quantile_cont(v72, 0.999) from curves
            where quantity = 'U' and v72 > 60
            """)[0];
        Assert.InRange(SimulatedCompany.Number(row[0]), 165, 229);
        Assert.InRange(SimulatedCompany.Number(row[1]), 215, 240);
        Assert.InRange(SimulatedCompany.Number(row[2]), 225, 253);
    }

    [Fact]
    public void Curves_and_quarter_hours_and_days_tell_the_same_story()
    {
        var row = Company.Rows($"""
            with i as (select point, day, {Slots("coalesce({0}, 'nan'::float)", " + ")} as kwh from readings_interval where direction = 'import'),
            p as (select point, day, sum({Slots("coalesce({0}, 'nan'::float)", " + ")}) / 4 as kwh from curves where quantity = 'P' group by 1, 2)
            select max(abs(i.kwh - d.import_kwh)), quantile_cont(abs(p.kwh - d.import_kwh) / d.import_kwh, 0.5)
            from i join readings_daily d using (point, day) join p using (point, day)
            where not isnan(i.kwh) and not isnan(p.kwh) and d.import_kwh > 2
            """)[0];
        Assert.InRange(SimulatedCompany.Number(row[0]), 0, 0.1);
        Assert.InRange(SimulatedCompany.Number(row[1]), 0, 0.02);
    }

    [Fact]
    public void The_index_of_a_bill_is_that_of_the_next_bill_and_its_difference_is_the_energy()
    {
        var row = Company.Rows("""
            select count(*), count(*) filter (index_from is not null and index_from <> last_to),
                count(*) filter (abs((index_to - index_from) * multiplying_factor - energy_kwh) > 0.011 * multiplying_factor)
            from (select *, lag(index_to) over (partition by customer_no order by period_from) last_to from bills)
            """)[0];
        Assert.InRange(SimulatedCompany.Number(row[0]) / Company.Summary.Customers, 11.5, 14.5);
        Assert.Equal([0d, 0d], row[1..].Select(SimulatedCompany.Number));
    }

    [Fact]
    public void A_bill_of_the_window_is_the_sum_of_its_daily_readings()
    {
        var row = Company.Rows("""
            with d as (select u.customer_no, sum(import_kwh) kwh, count(*) n from readings_daily r join usage_points u on u.usage_point_no = r.point
            where day >= date '2026-10-01' group by 1)
            select count(*), max(abs(b.energy_kwh - d.kwh)) from bills b join d using (customer_no) where b.period_from = date '2026-10-01' and d.n = 31
            """)[0];
        Assert.True(SimulatedCompany.Number(row[0]) > 1000);
        Assert.InRange(SimulatedCompany.Number(row[1]), 0, 0.05);
    }

    private static string Slots(string each, string join) =>
        string.Join(join, Enumerable.Range(1, 96).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, each, FormattableString.Invariant($"v{i:D2}"))));

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var product = a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum();
        return product / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }
}
