using Voltward.Analytics.Inspections;
using Voltward.Analytics.Planning;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Planning;

/// <summary>
/// What visit, letter and remote check changed against doing nothing (干预效果): rise of the customer's daily energy over the neighbours' course, from
/// the sixty days before the draw to the watched days after, as drawn and not as carried out.
/// </summary>
public sealed class ArmReport(Database database, AroundVisits loads)
{
    private const int Before = 60;

    /// <summary>Days after the draw that are not counted: the treatment needs time to arrive.</summary>
    private const int Settling = 14;

    /// <param name="Arm">visit letter remote.</param>
    /// <param name="Plain">By the inverse chances alone, kWh a day per customer against nothing.</param>
    /// <param name="Robust">Doubly robust.</param>
    public sealed record Effect(string Arm, Estimate Plain, Estimate Robust);

    /// <param name="Customers">Drawn.</param>
    /// <param name="Judged">With enough readings before and after.</param>
    /// <param name="Effects">Per arm; empty when too few can be judged.</param>
    /// <param name="Qini">kWh a day per customer gained when the first tenth, two tenths … are visited in order of the forecast gain.</param>
    public sealed record View(int Customers, int Judged, IReadOnlyList<Effect> Effects, IReadOnlyList<double> Qini);

    public async Task<Outcome<View>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager, Role.Analyst)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager, Role.Analyst);
        IReadOnlyList<MemberRow> members;
        Dictionary<string, string> areas;
        await using (var look = await database.LookAsync(actor, stop))
        {
            members = await look.QueryAsync<MemberRow>(
                """
                select m.customer_no as CustomerNo, m.arm as Arm, m.chance_visit as ChanceVisit, m.chance_letter as ChanceLetter,
                       m.chance_remote as ChanceRemote, m.chance_none as ChanceNone, m.probability as Probability, m.wh_per_day as WhPerDay,
                       d.drawn_at as DrawnAt, d.watch_until as WatchUntil, l.usage_point_no as Point
                from arm_member m join arm_draw d on d.draw_id = m.draw_id join lead l on l.lead_id = m.lead_id
                where l.usage_point_no is not null and d.watch_until < @today and @@scope(m.org_path) order by m.customer_no, m.draw_id
                """,
                new { today = CompanyTime.Day(look.Now) });
            areas = (await look.QueryAsync<MemberArea>(
                "select usage_point_no as Point, area_no as AreaNo from usage_point where known_to > @now and valid_to > @today and area_no is not null and @@scope(org_path)",
                new { now = look.Now, today = CompanyTime.Day(look.Now) })).DistinctBy(p => p.Point).ToDictionary(p => p.Point, p => p.AreaNo);
        }

        if (members.Count == 0) return new View(0, 0, [], []);
        var drawn = await OutcomesAsync(members, areas, stop);
        if (drawn.Count < 20) return new View(members.Count, drawn.Count, [], []);
        var effect = ArmEffect.Of(drawn, DrawArms.Arms.Count);
        const int None = 3;
        return new View(
            members.Count, drawn.Count,
            [.. Enumerable.Range(0, None).Select(a => new Effect(DrawArms.Arms[a], effect.Plain(a, None), effect.Robust(a, None)))],
            effect.Qini(effect.ByGain(0, None), 0, None));
    }

    private async Task<List<DrawnArm>> OutcomesAsync(IReadOnlyList<MemberRow> members, Dictionary<string, string> areas, CancellationToken stop)
    {
        var wanted = members.Select(m => m.Point).ToHashSet();
        var near = wanted.Select(p => areas.GetValueOrDefault(p)).OfType<string>().ToHashSet();
        var groups = areas.Where(a => near.Contains(a.Value)).ToDictionary();
        foreach (var point in wanted.Where(p => !groups.ContainsKey(p))) groups[point] = "";
        var first = members.Min(m => m.Day).AddDays(-Before);
        var courses = await loads.CoursesAsync(groups, wanted, first, members.Max(m => m.WatchUntil).DayNumber - first.DayNumber + 1, stop);
        var drawn = new List<DrawnArm>();
        foreach (var m in members)
        {
            var at = m.Day.DayNumber - first.DayNumber;
            var before = Mean(courses[m.Point], at - Before, at);
            var after = Mean(courses[m.Point], at + Settling, m.WatchUntil.DayNumber - first.DayNumber + 1);
            if (double.IsNaN(before) || double.IsNaN(after)) continue;
            drawn.Add(new([m.Probability ?? 0, (m.WhPerDay ?? 0) / 1e3, before], m.Index, [m.ChanceVisit, m.ChanceLetter, m.ChanceRemote, m.ChanceNone], after - before));
        }

        return drawn;
    }

    private static double Mean(double[] daily, int from, int to)
    {
        var some = daily[Math.Max(0, from)..Math.Max(0, Math.Min(to, daily.Length))].Where(v => !double.IsNaN(v)).ToList();
        return some.Count < 14 ? double.NaN : some.Average();
    }

    private sealed class MemberRow
    {
        public string CustomerNo { get; init; } = "";

        public string Arm { get; init; } = "";

        public double ChanceVisit { get; init; }

        public double ChanceLetter { get; init; }

        public double ChanceRemote { get; init; }

        public double ChanceNone { get; init; }

        public double? Probability { get; init; }

        public long? WhPerDay { get; init; }

        public DateTimeOffset DrawnAt { get; init; }

        public DateOnly WatchUntil { get; init; }

        public string Point { get; init; } = "";

        public DateOnly Day => CompanyTime.Day(DrawnAt);

        public int Index => DrawArms.Arms.ToList().IndexOf(Arm);
    }

    private sealed class MemberArea
    {
        public string Point { get; init; } = "";

        public string AreaNo { get; init; } = "";
    }
}
