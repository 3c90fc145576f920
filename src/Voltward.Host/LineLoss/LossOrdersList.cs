using Voltward.App.LineLoss;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.LineLoss;

/// <summary>The list of line-loss inspection orders (线损检查工单).</summary>
internal sealed class LossOrdersList(LossOrderList orders, Texts t) : OfficeList<LossOrderList.Row>
{
    public override string Path => "/loss-orders";

    public override string Title => "线损检查工单";

    public override string SearchHint => "编号、台区、责任人";

    public override IReadOnlyList<Column<LossOrderList.Row>> Columns =>
    [
        new("order", "编号", r => r.OrderNo) { Leads = true },
        new("area", "台区", r => r.AreaNo) { Cell = r => Cells.Named(r.AreaName, r.AreaNo) },
        new("state", "状态", r => t[LossOrderWords.State(r)]) { Cell = r => Cells.State(LossOrderWords.Tone(r), t[LossOrderWords.State(r)]) },
        new("first", "首要怀疑", r => Suspect(r.FirstSuspect)) { Sorts = false, Say = true },
        new("cause", "查实原因", r => Suspect(r.Confirmed)) { Sorts = false },
        new("steps", "已查步骤", r => $"{r.Found}/{r.Steps}") { Figure = true, Sorts = false },
        new("owner", "责任人", r => r.Owner),
        new("due", "期限", r => r.Due) { Figure = true, Text = r => Figures.Day(r.Due) },
        new("rest", "未查明电量", r => r.UnexplainedWh / 1000.0) { Figure = true, Unit = "kWh", Wide = true, Sorts = false, Text = r => Figures.Kwh(r.UnexplainedWh) },
    ];

    public override Task<ListPage<LossOrderList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => orders.RunAsync(request, actor, stop);

    public override string? Href(LossOrderList.Row row) => $"/loss-orders/{Uri.EscapeDataString(row.OrderNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("state", "状态", [("open", t["排查中"]), ("closed", t["已办结"])]),
        new("overdue", "期限", [("1", t["仅超期"])]),
    ]);

    private string Suspect(string? code) => code is null ? Figures.Nothing : t[LossOrderWords.Suspect(code)];
}
