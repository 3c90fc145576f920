using System.Globalization;
using Voltward.Analytics.Detection;

namespace Voltward.Benchmarks;

/// <summary>
/// The features of <see cref="DailyFeatureNames"/> as one SQL query over a long table <c>reading (c, t, x)</c>, sorted by customer and
/// day, with a row (x null) for a missing reading: what somebody who knows DuckDB would write.
/// </summary>
internal static class DailyFeatureSql
{
    private static readonly int[] Lengths = [7, 14, 28, 56, 84, 168];

    public const string Macros =
        "create or replace macro ratio(a, b) as a / (case when b < 0 then 0 else b end + 0.01)";

    /// <summary>Query of all features of the customers from <paramref name="low"/> to <paramref name="high"/>, in order of names after c.</summary>
    public static string Query(int days, int weekday, int low, int high) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        with d as (
            select c, t, x::double as x, lag(x) over w as p, lag(x, 7) over w as q
            from reading where c between {low} and {high} window w as (partition by c order by t)),
        zero as ({Runs("x <= 0.01", days)}), gap as ({Runs("x is null", days)}), again as ({Runs("x = p and x > 0.01", days)}),
        base as (select c, {Base(days, weekday)} from d group by c),
        week as (select c, t // 7 as k, count(x) as n, coalesce(sum(x), 0) as s from d group by c, k),
        mark as (select c, k, coalesce(sum(n) over b, 0) as n, coalesce(sum(s) over b, 0) as s from week
            window b as (partition by c order by k rows between unbounded preceding and 1 preceding)),
        wide as (select m.c, k, m.n, m.s, lag(m.n, 4) over o as n0, lag(m.s, 4) over o as s0,
                lead(m.n, 4, b.n) over o as n1, lead(m.s, 4, b.s) over o as s1, b.n as total, b.s as sum
            from mark m join base b using (c) window o as (partition by m.c order by k)),
        step as (select c, k, ratio((s1 - s) / nullif(n1 - n, 0), (s - s0) / nullif(n - n0, 0)) as r,
                s / nullif(n, 0) as before, (sum - s) / nullif(total - n, 0) as after, n * (total - n) / nullif(total, 0) as weight
            from wide where k between 4 and {(days - 28) / 7}),
        turn as (select c, coalesce(max((after - before) ^ 2 * weight), 0) as q,
                coalesce(arg_max(ratio(after, before), (after - before) ^ 2 * weight), 1) as ratio,
                coalesce(arg_max({days} - 7 * k, (after - before) ^ 2 * weight), 0) as age,
                min(r) as fall, coalesce(arg_min({days} - 7 * k, r), 0) as fall_age, max(r) as rise from step group by c),
        half as (select c, ratio((sum - s) / nullif(total - n, 0), s / nullif(n, 0)) as ratio from wide where k = {days / 2 / 7})
        select b.c, {Final(days)}
        from base b left join zero z using (c) left join gap g using (c) left join again a using (c) left join turn using (c) left join half using (c)
        order by b.c
        """);

    private static string Runs(string condition, int days) =>
        $"select c, count(*) as runs, max(len) as longest, max(case when last = {days - 1} then len end) as current from ("
        + $"select c, t - i as g, count(*) as len, max(t) as last from (select c, t, row_number() over (partition by c order by t) as i from d where {condition}) group by c, g) group by c";

    private static string Base(int days, int weekday)
    {
        var parts = new List<string>
        {
            "count(x) as n", "sum(x) as s", "avg(x) as mean", "stddev_pop(x) as sd", "avg(x * x) as m2", "avg(x * x * x) as m3", "kurtosis_pop(x) + 3 as kurtosis",
            "min(x) as low", "max(x) as high", "regr_slope(x, t) as slope", "corr(x, t) as trend", "count(*) filter (x <= 0.01) as zeros", "count(*) filter (x < 0) as negatives",
            "count(*) filter (x = p and x > 0.01) as repeats", "avg(abs(x - p)) as change", "sqrt(avg((x - p) ^ 2)) as change2", "greatest(max(p - x), 0) as fall",
            "greatest(max(x - p), 0) as rise", "count(*) filter (x < p) as falls", "count(x - p) as pairs", "count(*) filter (2 * x < p and p > 0.01) as halvings",
            "count(*) filter (2 * p < x and p > 0.01) as doublings", "avg(x * p) as product1", "avg(x + p) filter (x is not null and p is not null) as sum1",
            "avg(x * q) as product7", "avg(x + q) filter (x is not null and q is not null) as sum7",
            $"avg(x) filter ((t + {weekday}) % 7 >= 5) as weekend", $"avg(x) filter ((t + {weekday}) % 7 < 5) as workday",
        };
        for (var day = 0; day < 7; day++) parts.Add($"avg(x) filter ((t + {weekday}) % 7 = {day}) as day{day}");
        foreach (var w in Lengths)
        {
            parts.Add($"avg(x) filter (t >= {days - w}) as mean{w}");
            parts.Add($"avg(x) filter (t >= {days - (2 * w)} and t < {days - w}) as before{w}");
        }

        foreach (var w in (int[])[28, 84])
        {
            parts.Add($"stddev_pop(x) filter (t >= {days - w}) as sd{w}");
            parts.Add($"count(x) filter (t >= {days - w}) as n{w}");
            parts.Add($"count(*) filter (x <= 0.01 and t >= {days - w}) as zeros{w}");
            parts.Add($"avg(x) filter (t >= {days - 364 - w} and t < {days - 364}) as year{w}");
        }

        for (var month = 0; month < 13; month++) parts.Add($"avg(x) filter (t >= {days - (28 * (month + 1))} and t < {days - (28 * month)}) as month{month}");
        return string.Join(", ", parts);
    }

    private static string Final(int days)
    {
        var weekdays = string.Join(", ", Enumerable.Range(0, 7).Select(d => $"day{d}"));
        var months = string.Join(", ", Enumerable.Range(0, days / 28 < 13 ? days / 28 : 13).Select(m => $"month{m}"));
        string Long(int needed, string sql) => needed <= days ? sql : "null";
        string[] features =
        [
            "n", $"1 - n / {days}", "mean", "sd", "ratio(sd, mean)", "(m3 - 3 * mean * m2 + 2 * mean ^ 3) / (sd ^ 3 + 1e-9)", "kurtosis", "low", "high", "ratio(high, mean)", "slope", "trend",
            "zeros", "zeros / n", "coalesce(z.runs, 0)", "coalesce(z.longest, 0)", "coalesce(z.current, 0)", "coalesce(g.runs, 0)", "coalesce(g.longest, 0)", "coalesce(g.current, 0)", "negatives",
            "repeats", "coalesce(a.longest, 0)",
            "change", "change2", "ratio(change, mean)", "b.fall", "b.rise", "falls / pairs", "halvings", "doublings",
            "(product1 - mean * sum1 + mean ^ 2) / (sd ^ 2 + 1e-9)", "(product7 - mean * sum7 + mean ^ 2) / (sd ^ 2 + 1e-9)",
            "ratio(weekend, workday)", $"ratio(greatest({weekdays}) - least({weekdays}), mean)",
            .. Lengths.Select(w => Long(w, $"mean{w}")), .. Lengths.Select(w => Long(2 * w, $"ratio(mean{w}, before{w})")),
            "sd28", "sd84", "ratio(sd28, sd)", "ratio(sd84, sd)", "1 - n28 / 28", "1 - n84 / 84", "zeros28 / n28", "zeros84 / n84",
            $"least({months})", $"greatest({months})", $"ratio(greatest({months}) - least({months}), mean)", $"ratio(mean28, greatest({months}))",
            Long(392, "ratio(mean28, year28)"), Long(448, "ratio(mean84, year84)"), "half.ratio",
            "turn.q / (sd ^ 2 + 0.01)", "turn.ratio", "turn.age", "turn.fall", "fall_age", "turn.rise",
        ];
        return string.Join(", ", features.Select((f, i) => $"({f})::float as \"{DailyFeatureNames.All[i]}\""));
    }
}
