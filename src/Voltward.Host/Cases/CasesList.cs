using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>The list of cases (案件). The two kinds of money stand in columns of their own.</summary>
internal sealed class CasesList(CaseList cases, Texts t) : OfficeList<CaseList.Row>
{
    public override string Path => "/cases";

    public override string Title => "案件";

    public override string SearchHint => "案件号、客户、事实";

    public override IReadOnlyList<Column<CaseList.Row>> Columns =>
    [
        new("case", "案件号", r => r.CaseNo) { Leads = true },
        new("customer", "客户", r => r.CustomerNo ?? r.AreaNo) { Cell = r => Cells.Named(r.CustomerName, r.CustomerNo ?? r.AreaNo) },
        new("kind", "性质", r => t[CaseWords.Kind(r.Kind)]),
        new("rule", "条款", r => t[OrderWords.Rule(r.RuleId)]) { Sorts = false, Wide = true },
        new("state", "状态", r => t[CaseWords.State(r.State)]) { Cell = r => Cells.State(CaseWords.Tone(r.State), t[CaseWords.State(r.State)]) },
        new("opened", "立案", r => r.OpenedAt) { Figure = true, Text = r => Figures.Instant(r.OpenedAt)[..10] },
        new("energy", "追补电量", r => r.EnergyWh / 1000.0) { Figure = true, Unit = "kWh", Text = r => Figures.Kwh(r.EnergyWh, 2) },
        new("charge", "补交电费", r => r.ChargeFen / 100m) { Figure = true, Unit = "元", Text = r => Figures.Yuan(r.ChargeFen) },
        new("charge-paid", "已交电费", r => r.ChargePaidFen / 100m) { Figure = true, Unit = "元", Wide = true, Sorts = false, Text = r => Figures.Yuan(r.ChargePaidFen) },
        new("penalty", "违约使用电费", r => r.PenaltyFen / 100m) { Figure = true, Unit = "元", Text = r => Figures.Yuan(r.PenaltyFen) },
        new("penalty-paid", "已交违约使用电费", r => r.PenaltyPaidFen / 100m) { Figure = true, Unit = "元", Wide = true, Sorts = false, Text = r => Figures.Yuan(r.PenaltyPaidFen) },
        new("closed", "结案", r => r.ClosedAt) { Figure = true, Extra = true, Sorts = false, Text = r => Figures.Instant(r.ClosedAt) },
    ];

    public override Task<ListPage<CaseList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => cases.RunAsync(request, actor, stop);

    public override string? Href(CaseList.Row row) => $"/cases/{Uri.EscapeDataString(row.CaseNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("state", "状态", [.. CaseWords.States.Select(s => (s, t[CaseWords.State(s)]))]),
        new("kind", "性质", [("theft", t[CaseWords.Kind("theft")]), ("breach", t[CaseWords.Kind("breach")])]),
        new("open", "范围", [("1", t["仅未结"])]),
    ]);
}
