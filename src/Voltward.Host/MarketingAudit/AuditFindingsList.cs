using Voltward.App.MarketingAudit;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.MarketingAudit;

/// <summary>The register of findings of the audit (稽查问题台账).</summary>
internal sealed class AuditFindingsList(AuditFindingList findings, Texts t) : OfficeList<AuditFindingList.Row>
{
    public override string Path => "/audit-findings";

    public override string Title => "稽查问题台账";

    public override string SearchHint => "编号、主题、户号";

    public override IReadOnlyList<Column<AuditFindingList.Row>> Columns =>
    [
        new("finding", "编号", r => r.FindingNo) { Leads = true },
        new("topic", "稽查主题", r => r.Topic) { Say = true },
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo) { Cell = r => Cells.Named(r.CustomerName, r.CustomerNo ?? r.AreaNo) },
        new("due", "核查期限", r => r.DueOn) { Figure = true, Text = r => Figures.Day(r.DueOn) },
        new("state", "状态", r => t[AuditWords.Standing(r)]) { Cell = r => Cells.State(AuditWords.Tone(r), t[AuditWords.Standing(r)]) },
        new("result", "稽查结论", r => t[AuditWords.Result(r.Result)]) { Sorts = false },
        new("by", "登记人", r => r.RecordedBy) { Sorts = false, Wide = true },
    ];

    public override Task<ListPage<AuditFindingList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => findings.RunAsync(request, actor, stop);

    public override string? Href(AuditFindingList.Row row) => $"/audit-findings/{Uri.EscapeDataString(row.FindingNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("state", "状态", [.. AuditWords.States.Select(s => (s, t[AuditWords.State(s)]))]),
        new("overdue", "期限", [("1", t["仅超期"])]),
    ]);
}
