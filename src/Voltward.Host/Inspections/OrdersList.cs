using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>The list of work orders with where each stands on site (现场).</summary>
internal sealed class OrdersList(OrderList orders, Texts t) : OfficeList<OrderList.Row>
{
    public override string Path => "/orders";

    public override string Title => "工作单";

    public override string SearchHint => "工单号、客户、台区";

    public override IReadOnlyList<Column<OrderList.Row>> Columns =>
    [
        new("order", "工单号", r => r.OrderNo) { Leads = true },
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo) { Cell = r => r.IsHidden ? Cells.State("muted", t["随机抽检"]) : Cells.Named(r.CustomerName ?? r.AreaName, r.CustomerNo ?? r.AreaNo) },
        new("name", "名称", r => r.CustomerName ?? r.AreaName) { Extra = true, Sorts = false },
        new("kind", "类型", r => t[OrderWords.Kind(r.Kind)]),
        new("day", "日期", r => r.Day) { Figure = true, Text = r => Figures.Day(r.Day) },
        new("crew", "班组", r => r.CrewName ?? r.CrewId),
        new("people", "检查员", r => People(r)) { Sorts = false, Wide = true },
        new("state", "状态", r => t[OrderWords.State(r.State)]) { Cell = r => Cells.State(OrderWords.Tone(r.State), t[OrderWords.State(r.State)]) },
        new("finding", "结论", r => r.Finding is null ? null : t[OrderWords.Finding(r.Finding)]) { Sorts = false },
        new("value", "预期净值", r => r.ValueFen / 100m) { Figure = true, Unit = "元", Wide = true, Text = r => Figures.Yuan(r.ValueFen) },
        new("minutes", "工时", r => r.Minutes) { Figure = true, Unit = "分", Wide = true, Sorts = false },
        new("due", "到期日", r => r.DueOn) { Figure = true, Wide = true, Text = r => Figures.Day(r.DueOn) },
        new("area", "台区", r => r.AreaName ?? r.AreaNo) { Extra = true },
        new("address", "用电地址", r => r.Address) { Extra = true, Sorts = false },
    ];

    public static string? People(OrderList.Row row) =>
        row.Inspector1 is null ? null : string.Join("、", ((string?[])[row.Inspector1Name ?? row.Inspector1, row.Inspector2Name ?? row.Inspector2]).OfType<string>());

    public override Task<ListPage<OrderList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => orders.RunAsync(request, actor, stop);

    public override string? Href(OrderList.Row row) => $"/orders/{Uri.EscapeDataString(row.OrderNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("state", "状态", [.. OrderWords.States.Select(s => (s, t[OrderWords.State(s)]))]),
        new("kind", "类型", [.. OrderWords.Kinds.Select(k => (k, t[OrderWords.Kind(k)]))]),
        new("open", "范围", [("1", t["仅未完成"])]),
    ]);
}
