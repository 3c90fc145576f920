using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Detection;
using Voltward.Host.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Planning;

/// <summary>Everything that could have been in a plan, with the reason why it is in or out (候选清单). The plan stands in the address.</summary>
internal sealed class CandidatesList(PlanCandidateList candidates, IHttpContextAccessor http, Texts t) : OfficeList<PlanCandidateList.Row>
{
    private string PlanId => http.HttpContext!.Request.RouteValues["planId"]!.ToString()!;

    public override string Path => $"/plan/{PlanId}/candidates";

    public override string Title => "候选清单";

    public override string SearchHint => "户号、台区";

    public override IReadOnlyList<Column<PlanCandidateList.Row>> Columns =>
    [
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo ?? t["随机抽检"]) { Leads = true },
        new("chosen", "取舍", r => r.Chosen == 1 ? t["是"] : t["否"]) { Sorts = false, Cell = r => Cells.State(r.Chosen == 1 ? "good" : "muted", r.Chosen == 1 ? t["列入"] : t["未列入"]) },
        new("why", "原因", r => t[new Words(r.WhyZh, r.WhyEn)]) { Sorts = false, Say = true },
        new("source", "来源", r => t[PlanWords.Source(r.Source)]) { Sorts = false },
        new("slice", "份额", r => t[PlanWords.Slice(r.Slice)]) { Sorts = false, Wide = true },
        new("value", "预期净值", r => r.ValueFen / 100m) { Figure = true, Unit = "元", Text = r => Figures.Yuan(r.ValueFen) },
        new("probability", "概率", r => r.Probability * 100) { Figure = true, Unit = "%", Text = r => Figures.Probability(r.Probability) },
        new("energy", "预期电量", r => r.ExpectedWh / 1000.0) { Figure = true, Unit = "kWh", Wide = true, Text = r => Figures.Kwh(r.ExpectedWh) },
        new("safety", "安全分", r => r.SafetyPoints) { Figure = true, Wide = true, Text = r => Figures.Number(r.SafetyPoints, 1) },
        new("minutes", "工时", r => r.Minutes + r.TravelMinutes) { Figure = true, Unit = "分", Sorts = false, Wide = true },
        new("propensity", "入选概率", r => r.Propensity) { Figure = true, Wide = true, Text = r => Figures.Number(r.Propensity, 3) },
        new("kind", "类型", r => t[OrderWords.Kind(r.Kind)]) { Sorts = false, Extra = true },
        new("engine", "引擎", r => r.Engine is null ? null : t[LeadWords.Engine(r.Engine)]) { Sorts = false, Extra = true },
    ];

    public override Task<ListPage<PlanCandidateList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) =>
        candidates.RunAsync(PlanId, request, actor, stop);

    public override string? Href(PlanCandidateList.Row row) =>
        row.CustomerNo is not null ? $"/customers/{Uri.EscapeDataString(row.CustomerNo)}" : row.AreaNo is null ? null : $"/areas/{Uri.EscapeDataString(row.AreaNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("chosen", "取舍", [("1", t["列入"]), ("0", t["未列入"])]),
        new("source", "来源", [.. PlanWords.Sources.Select(s => (s, t[PlanWords.Source(s)]))]),
    ]);
}
