using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Trail;

/// <summary>The list of who did what (操作留痕).</summary>
internal sealed class TrailTable(TrailList trail, Texts t) : OfficeList<TrailList.Row>
{
    public override string Path => "/trail";

    public override string Title => "操作留痕";

    public override string SearchHint => "人员、对象、动作";

    public override IReadOnlyList<Column<TrailList.Row>> Columns =>
    [
        new("at", "时间", r => r.At) { Leads = true, Text = r => Figures.Instant(r.At) },
        new("actor", "人员", r => r.ActorName ?? (r.Actor == "system" ? t["系统"] : r.Actor)),
        new("action", "动作", r => t[TrailWords.Action(r.Action)]),
        new("subject", "对象", r => r.Subject) { Cell = r => TrailWords.Href(r.Subject) is { } href ? Cells.Link(href, r.Subject) : Cells.Plain(r.Subject) },
        new("detail", "变更内容", r => TrailWords.Readable(r.Detail)) { Sorts = false, Say = true },
        new("seq", "序号", r => r.Seq) { Figure = true, Wide = true },
        new("hash", "链值", r => r.Hash) { Sorts = false, Wide = true, Text = r => r.Hash[..12] },
    ];

    public override Task<ListPage<TrailList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => trail.RunAsync(request, actor, stop);

    public override string? Href(TrailList.Row row) => null;
}
