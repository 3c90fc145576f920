using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Readings;

/// <summary>The list of imports (导入记录).</summary>
internal sealed class ImportsList(ImportList imports, Texts t) : OfficeList<ImportList.Row>
{
    public override string Path => "/imports";

    public override string Title => "导入记录";

    public override string SearchHint => "文件、方案";

    public override IReadOnlyList<Column<ImportList.Row>> Columns =>
    [
        new("at", "完成时间", r => r.FinishedAt) { Leads = true, Text = r => Figures.Instant(r.FinishedAt) },
        new("profile", "导入方案", r => r.Profile),
        new("files", "文件", r => r.FileName) { Sorts = false },
        new("rows", "行数", r => r.Rows) { Figure = true, Text = r => Figures.Number(r.Rows) },
        new("loaded", "已载入", r => r.Loaded) { Figure = true, Sorts = false, Text = r => Figures.Number(r.Loaded) },
        new("flagged", "带标注", r => r.Flagged) { Figure = true, Sorts = false, Wide = true, Text = r => Figures.Number(r.Flagged) },
        new("rejected", "拒收", r => r.Rejected) { Figure = true, Text = r => Figures.Number(r.Rejected) },
        new("unchanged", "无变化", r => r.Unchanged) { Figure = true, Sorts = false, Wide = true, Text = r => Figures.Number(r.Unchanged) },
        new("actor", "人员", r => r.ActorName == "system" ? t["系统"] : r.ActorName) { Sorts = false, Wide = true },
    ];

    public override Task<ListPage<ImportList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => imports.RunAsync(request, actor, stop);

    public override string? Href(ImportList.Row row) => $"/imports/{Uri.EscapeDataString(row.ImportId)}";
}
