using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Inspections;

/// <summary>Names for the codes that figures of quality are counted by (质量统计所用名称).</summary>
public sealed class QualityNames(Database database, InspectionShelf rules)
{
    /// <param name="People">Person → name.</param>
    /// <param name="Crews">Crew → name.</param>
    /// <param name="Areas">Transformer area → name.</param>
    /// <param name="Items">Item of a checklist → what is asked, in the words of the latest list that has it.</param>
    public sealed record View(IReadOnlyDictionary<string, string> People, IReadOnlyDictionary<string, string> Crews, IReadOnlyDictionary<string, string> Areas, IReadOnlyDictionary<string, Words> Items);

    public async Task<View> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return new(
            Named(await look.QueryAsync<Row>("select person_id as Code, name as Name from person")),
            Named(await look.QueryAsync<Row>("select crew_id as Code, name as Name from crew where @@scope(org_path)")),
            Named(await look.QueryAsync<Row>("select area_no as Code, name as Name from transformer_area where known_to > @now and @@scope(org_path) order by valid_from desc", new { now = look.Now })),
            rules.Checklists.Values.OrderByDescending(c => c.EffectiveFrom).SelectMany(c => c.Items).DistinctBy(i => i.Code).ToDictionary(i => i.Code, i => i.Text));
    }

    private static Dictionary<string, string> Named(IReadOnlyList<Row> rows) => rows.DistinctBy(r => r.Code).ToDictionary(r => r.Code, r => r.Name);

    private sealed class Row
    {
        public string Code { get; init; } = "";

        public string Name { get; init; } = "";
    }
}
