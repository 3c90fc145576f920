using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>Models that see only what should tell nothing must score like chance (detection reference 12.1 and 13.1).</summary>
public sealed class SimulationProbeTests
{
    private static readonly SimulatedCompany Company = SimulatedCompany.Large;
    private static readonly HashSet<string> Thieves = [.. Company.Thefts.Select(t => t.GetProperty("customer").GetString()!)];

    [Fact]
    public void The_customer_number_tells_nothing() => Chance(Company.Numbers("select customer_no, cast(customer_no as double) from customers"));

    [Fact]
    public void The_usage_point_and_meter_numbers_tell_nothing()
    {
        Chance(Company.Numbers("select customer_no, cast(usage_point_no as double) from usage_points"));
        Chance(Company.Numbers("select u.customer_no, min(cast(m.meter_no as double)) from meters m join usage_points u using (usage_point_no) group by 1"));
    }

    [Fact]
    public void The_order_in_the_files_tells_nothing()
    {
        Chance(Company.Numbers("select customer_no, row_number() over () from customers"));
        Chance(Company.Numbers("""
            select u.customer_no, min(r.n) from (select point, row_number() over () n from readings_daily) r
            join usage_points u on u.usage_point_no = r.point group by 1
            """));
    }

    [Fact]
    public void Missing_readings_tell_nothing()
    {
        Chance(Company.Numbers("select u.customer_no, count(*) from readings_daily r join usage_points u on u.usage_point_no = r.point group by 1"));
        Chance(Company.Numbers("""
            select u.customer_no, sum(case when v10 is null then 1 else 0 end + case when v50 is null then 1 else 0 end + case when v90 is null then 1 else 0 end)
            from readings_interval r join usage_points u on u.usage_point_no = r.point where direction = 'import' group by 1
            """));
    }

    [Theory]
    [InlineData("customers", "customer_class")]
    [InlineData("agreements", "tariff_category || two_part || feed_in")]
    [InlineData("agreements", "contracted_kva")]
    [InlineData("usage_points", "phase")]
    [InlineData("meters join usage_points using (usage_point_no)", "model || accuracy_class || wiring || maximum_current_a")]
    [InlineData("customers", "valid_from")]
    public void Metadata_tell_nothing(string table, string column)
    {
        // The best a model can do with one column: the share of thieves with this value in the other half of the town.
        var values = Company.Rows($"select customer_no, cast({column} as varchar) from {table}").DistinctBy(r => r[0])
            .Select(r => (Customer: (string)r[0]!, Value: (r[1] as string) ?? "", Half: ((string)r[0]!)[^1] % 2)).ToArray();
        var groups = values.ToLookup(v => (v.Half, v.Value));
        var prior = Thieves.Count / (double)values.Length;
        double Share(int half, string value) => (groups[(half, value)].Count(v => Thieves.Contains(v.Customer)) + (20 * prior)) / (groups[(half, value)].Count() + 20);
        var known = values.Select(v => (Half: 1 - v.Half, v.Value)).Distinct().ToDictionary(k => k, k => Share(k.Half, k.Value));
        foreach (var half in new[] { 0, 1 }) Chance(values.Where(v => v.Half == half).ToDictionary(v => v.Customer, v => known[(1 - half, v.Value)]));
    }

    [Fact]
    public void Whether_a_customer_is_read_every_quarter_hour_or_with_curves_tells_nothing()
    {
        Chance(Company.Numbers("select customer_no, case when usage_point_no in (select point from readings_interval) then 1.0 else 0 end from usage_points"));
        Chance(Company.Numbers("select customer_no, case when usage_point_no in (select point from curves) then 1.0 else 0 end from usage_points"));
    }

    [Fact]
    public void A_probe_that_sees_the_truth_is_told_from_chance() =>
        Assert.True(Math.Abs(Auc(Company.Numbers("select customer_no, 0.0 from customers").ToDictionary(c => c.Key, c => Thieves.Contains(c.Key) ? 1.0 : 0.0)) - 0.5) > Band(Thieves.Count));

    /// <summary>
    /// Under the null the standard error of the AUC is about 0.29 / √positives. Thieves come in streets, which share area, order and
    /// gaps, so they count for about half as many; the band is 2.6 standard errors wide, twenty probes being made.
    /// </summary>
    private static double Band(int positives) => 2.6 * 0.29 / Math.Sqrt(positives / 2.0);

    private static void Chance(Dictionary<string, double> scores)
    {
        var positives = Thieves.Count(scores.ContainsKey);
        Assert.True(positives > 30, "too few thieves to probe with");
        Assert.InRange(Auc(scores), 0.5 - Band(positives), 0.5 + Band(positives));
    }

    private static double Auc(Dictionary<string, double> scores)
    {
        var ranked = scores.OrderBy(s => s.Value).ToArray();
        var (sum, positives) = (0.0, 0);
        for (var i = 0; i < ranked.Length;)
        {
            var j = i;
            while (j < ranked.Length && ranked[j].Value == ranked[i].Value) j++;
            var rank = (i + j + 1) / 2.0;
            var here = Enumerable.Range(i, j - i).Count(k => Thieves.Contains(ranked[k].Key));
            (sum, positives, i) = (sum + (rank * here), positives + here, j);
        }

        return (sum - (positives * (positives + 1) / 2.0)) / (positives * (double)(ranked.Length - positives));
    }
}
