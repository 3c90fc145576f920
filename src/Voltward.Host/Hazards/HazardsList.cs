using Voltward.App.Hazards;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Hazards;

/// <summary>The register of hazards (隐患台账).</summary>
internal sealed class HazardsList(HazardList hazards, Texts t) : OfficeList<HazardList.Row>
{
    public override string Path => "/hazards";

    public override string Title => "隐患台账";

    public override string SearchHint => "编号、客户、隐患";

    public override IReadOnlyList<Column<HazardList.Row>> Columns =>
    [
        new("hazard", "编号", r => r.HazardId) { Leads = true },
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo) { Cell = r => Cells.Named(r.CustomerName, r.CustomerNo ?? r.AreaNo) },
        new("what", "隐患", r => r.Description) { Sorts = false, Say = true },
        new("level", "等级", r => t[HazardWords.Level(r.Level)]),
        new("state", "状态", r => t[HazardWords.State(r)]) { Cell = r => Cells.State(HazardWords.Tone(r), t[HazardWords.State(r)]) },
        new("due", "整改期限", r => r.DueOn) { Figure = true, Text = r => Figures.Day(r.DueOn) },
        new("found", "发现日", r => r.FoundOn) { Figure = true, Wide = true, Sorts = false, Text = r => Figures.Day(r.FoundOn) },
        new("rechecks", "复验次数", r => r.Rechecks) { Figure = true, Wide = true, Sorts = false },
    ];

    public override Task<ListPage<HazardList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => hazards.RunAsync(request, actor, stop);

    public override string? Href(HazardList.Row row) => $"/hazards/{Uri.EscapeDataString(row.HazardId)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("level", "等级", [.. HazardWords.Levels.Select(l => (l, t[HazardWords.Level(l)]))]),
        new("overdue", "期限", [("1", t["仅超期"])]),
    ]);
}
