using Voltward.App.Detection;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Customers;
using Voltward.Host.Customers;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary>The ranked list of leads (线索).</summary>
internal sealed class LeadsList(LeadList leads, Texts t) : OfficeList<LeadList.Row>
{
    private long _scale = 1;

    public override string Path => "/leads";

    public override string Title => "线索";

    public override string SearchHint => "客户、台区、理由";

    public override IReadOnlyList<Column<LeadList.Row>> Columns =>
    [
        new("rank", "排序", r => r.Rank) { Figure = true },
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo) { Leads = true, Cell = r => Cells.Named(r.CustomerName ?? r.AreaName, r.CustomerNo ?? r.AreaNo) },
        new("name", "名称", r => r.CustomerName ?? r.AreaName) { Extra = true },
        new("why", "理由", r => t[new Words(r.WhyZh ?? "", r.WhyEn ?? "")]) { Sorts = false, Say = true },
        new("kind", "性质", r => t[LeadWords.Kind(r.Kind)]),
        new("basis", "依据", r => t[r.StatisticalOnly == 1 ? "统计疑点" : "有计量证据"]) { Sorts = false, Cell = r => Cells.State(r.StatisticalOnly == 1 ? "due" : "", t[r.StatisticalOnly == 1 ? "统计疑点" : "有计量证据"]) },
        new("probability", "概率", r => r.Probability * 100) { Figure = true, Unit = "%", Text = r => Figures.Probability(r.Probability) },
        new("energy", "估算电量", r => r.MidWhPerDay / 1000.0) { Figure = true, Unit = "kWh/日", Text = r => Figures.Kwh(r.MidWhPerDay, 1) },
        new("low", "下限", r => r.LowWhPerDay / 1000.0) { Figure = true, Unit = "kWh/日", Extra = true, Sorts = false, Text = r => Figures.Kwh(r.LowWhPerDay, 1) },
        new("high", "上限", r => r.HighWhPerDay / 1000.0) { Figure = true, Unit = "kWh/日", Extra = true, Sorts = false, Text = r => Figures.Kwh(r.HighWhPerDay, 1) },
        new("range", "区间", r => null) { Picture = true, Sorts = false, Wide = true, Cell = r => LeadCells.Range(r.LowWhPerDay, r.MidWhPerDay, r.HighWhPerDay, _scale) },
        new("onset", "起始日", r => r.Onset) { Figure = true, Text = r => Figures.Day(r.Onset) },
        new("open", "待排除", r => r.InnocentOpen) { Figure = true, Wide = true },
        new("area", "台区", r => r.AreaNo) { Extra = true, Cell = r => Cells.Link($"/areas/{r.AreaNo}", r.AreaName ?? r.AreaNo) },
        new("state", "状态", r => t[LeadWords.State(r.State)]) { Cell = r => Cells.State(LeadWords.Tone(r.State), t[LeadWords.State(r.State)]) },
        new("class", "类别", r => t[CustomerWords.Class(r.CustomerClass)]) { Extra = true, Sorts = false },
        new("score", "评分", r => r.Score) { Figure = true, Extra = true, Text = r => Figures.Number(r.Score, 1) },
    ];

    public override async Task<ListPage<LeadList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        var page = await leads.RunAsync(request, actor, stop);
        // One scale for the page, so that the intervals compare; the widest few may run out of it.
        var highs = page.Rows.Select(r => r.HighWhPerDay ?? 0).Where(h => h > 0).Order().ToList();
        _scale = highs.Count == 0 ? 1 : Math.Max(1, highs[(int)(0.9 * (highs.Count - 1))]);
        return page;
    }

    public override string? Href(LeadList.Row row) => $"/leads/{Uri.EscapeDataString(row.LeadId)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("kind", "性质", [.. LeadWords.Kinds.Select(k => (k, t[LeadWords.Kind(k)]))]),
        new("state", "状态", [.. LeadWords.States.Select(s => (s, t[LeadWords.State(s)]))]),
        new("class", "类别", [.. CustomerCodes.Classes.Select(c => (c, t[CustomerWords.Class(c)]))]),
        new("basis", "依据", [("evidence", t["有计量证据"]), ("statistical", t["统计疑点"])]),
    ]);
}
