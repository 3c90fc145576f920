using Voltward.Analytics.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>How well each inspector finds each type of seeded defect (检出率), with interval; the weak skills say what to train.</summary>
public sealed class SkillReport(Database database)
{
    /// <param name="Faced">Seeded defects faced by anybody.</param>
    /// <param name="Skills">By inspector and type of defect.</param>
    public sealed record View(int Faced, IReadOnlyList<Skill> Skills)
    {
        /// <summary>Inspector → types of defect to be trained.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<string>> ToTrain =>
            Skills.Where(s => s.Weak).GroupBy(s => s.Inspector).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(s => s.DefectType)]);
    }

    public async Task<Outcome<View>> RunAsync(DateOnly from, DateOnly until, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Trainer, Role.Reviewer, Role.Manager)) return AccessProblems.RoleMissing(Role.Trainer, Role.Reviewer, Role.Manager);
        if (until < from) return QualityProblems.PeriodSenseless;
        await using var look = await database.LookAsync(actor, stop);
        // An item left undone or not possible was not faced. Both inspectors of a visit answer for it together.
        var faced = await look.QueryAsync<FacedRow>(
            """
            select d.seed_id as SeedId, d.defect_type as DefectType, i.person_id as PersonId, x.failed as Failed
            from seeded_defect d
            join work_order o on o.customer_no = d.customer_no and o.day >= d.planted_from and o.day <= d.planted_until
            join visit v on v.order_no = o.order_no and v.state = 'accepted'
            join visit_inspector i on i.visit_id = v.visit_id and i.counted = 1
            join visit_item x on x.visit_id = v.visit_id and x.item_code = d.item_code and x.answer in ('ok', 'fail')
            where o.day >= @from and o.day <= @until and @@scope(d.org_path)
            """,
            new { from, until });
        var counts = faced.GroupBy(f => (f.PersonId, f.DefectType)).Select(g => new SkillCount(g.Key.PersonId, g.Key.DefectType, g.Count(f => f.Failed == 1), g.Count())).ToList();
        return new View(faced.Select(f => f.SeedId).Distinct().Count(), SkillTest.Of(counts));
    }

    private sealed class FacedRow
    {
        public string SeedId { get; init; } = "";

        public string DefectType { get; init; } = "";

        public string PersonId { get; init; } = "";

        public long Failed { get; init; }
    }
}
