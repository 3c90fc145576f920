using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Service;

/// <summary>The desk of tips (举报台账).</summary>
internal sealed class TipsList(TipList tips, Texts t) : OfficeList<TipLine>
{
    public override string Path => "/tips";

    public override string Title => "举报台账";

    public override string SearchHint => "编号、地点、内容、户号";

    public override IReadOnlyList<Column<TipLine>> Columns =>
    [
        new("tip", "编号", r => r.TipNo) { Leads = true },
        new("kind", "类别", r => t[TipWords.Kind(r.Kind)]),
        new("place", "地点", r => r.Place.Length > 0 ? r.Place : r.LabelNo) { Sorts = false, Say = true },
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo) { Cell = r => Cells.Named(r.CustomerName, r.CustomerNo ?? r.AreaNo ?? Figures.Nothing) },
        new("received", "收到日期", r => r.ReceivedOn) { Figure = true, Text = r => Figures.Day(r.ReceivedOn) },
        new("decide", "处理期限", r => r.DecideBy) { Figure = true, Text = r => Figures.Day(r.DecideBy) },
        new("state", "状态", r => t[TipWords.Standing(r)]) { Cell = r => Cells.State(TipWords.Tone(r), t[TipWords.Standing(r)]) },
        new("result", "核查结果", r => r.State == "visited" ? t[TipWords.Result(r.Result)] : null) { Sorts = false },
    ];

    public override Task<ListPage<TipLine>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => tips.RunAsync(request, actor, stop);

    public override string? Href(TipLine row) => $"/tips/{Uri.EscapeDataString(row.TipNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("kind", "类别", [.. TipWords.Kinds.Select(k => (k, t[TipWords.Kind(k)]))]),
        new("state", "状态", [.. TipWords.States.Select(s => (s, t[TipWords.State(s)]))]),
        new("overdue", "期限", [("1", t["仅超期"])]),
    ]);
}
