using Voltward.App.Customers;
using Voltward.App.LineLoss;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Customers;
using Voltward.Host.Shared;

namespace Voltward.Host.Customers;

/// <summary>The list of customers (客户档案).</summary>
internal sealed class CustomersList(CustomerList customers, Texts t) : OfficeList<CustomerList.Row>
{
    public override string Path => "/customers";

    public override string Title => "客户档案";

    public override string SearchHint => "户号、名称、地址、台区";

    public override IReadOnlyList<Column<CustomerList.Row>> Columns =>
    [
        new("customer", "户号", r => r.CustomerNo) { Leads = true },
        new("name", "名称", r => r.Name),
        new("class", "类别", r => t[CustomerWords.Class(r.CustomerClass)]),
        new("address", "用电地址", r => r.Address),
        new("area", "台区", r => r.AreaNo) { Cell = r => Cells.Link($"/areas/{r.AreaNo}", r.AreaName ?? r.AreaNo) },
        new("phase", "相别", r => r.Phase) { Sorts = false, Wide = true },
        new("tariff", "电价类别", r => t[CustomerWords.Tariff(r.TariffCategory)]) { Wide = true },
        new("capacity", "合同容量", r => r.ContractedVa / 1000.0) { Figure = true, Unit = "kVA", Wide = true, Text = r => Figures.Number(r.ContractedVa / 1000.0, 1) },
        new("important", "重要等级", r => r.ImportantClass is null ? null : t[CustomerWords.Important(r.ImportantClass)]) { Sorts = false, Extra = true },
        new("industry", "行业", r => r.Industry) { Sorts = false, Extra = true },
        new("org", "单位", r => r.Organisation) { Wide = true },
    ];

    public override Task<ListPage<CustomerList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => customers.RunAsync(request, actor, stop);

    public override string? Href(CustomerList.Row row) => $"/customers/{Uri.EscapeDataString(row.CustomerNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("class", "类别", [.. CustomerCodes.Classes.Select(c => (c, t[CustomerWords.Class(c)]))]),
        new("important", "重要客户", [("1", t["仅重要客户"])]),
    ]);
}

/// <summary>The list of transformer areas in the archive (台区档案).</summary>
internal sealed class AreasList(AreaList areas, Texts t) : OfficeList<AreaList.Row>
{
    public override string Path => "/areas";

    public override string Title => "台区档案";

    public override string SearchHint => "台区、馈线";

    public override IReadOnlyList<Column<AreaList.Row>> Columns =>
    [
        new("area", "台区", r => r.AreaNo) { Leads = true, Cell = r => Cells.Named(r.Name, r.AreaNo) },
        new("feeder", "馈线", r => r.FeederNo) { Cell = r => Cells.Link($"/feeders/{r.FeederNo}", r.FeederName ?? r.FeederNo) },
        new("capacity", "变压器容量", r => r.CapacityVa / 1000.0) { Figure = true, Unit = "kVA", Text = r => Figures.Kwh(r.CapacityVa) },
        new("points", "计量点", r => r.Points) { Figure = true },
        new("class", "关口表等级", r => r.SupplyMeterClass) { Sorts = false },
        new("side", "关口表位置", r => r.SupplyMeterSide == "MV" ? t["高压侧"] : t["低压侧"]) { Sorts = false, Wide = true },
        new("org", "单位", r => r.Organisation) { Wide = true },
    ];

    public override Task<ListPage<AreaList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => areas.RunAsync(request, actor, stop);

    public override string? Href(AreaList.Row row) => $"/areas/{Uri.EscapeDataString(row.AreaNo)}";
}

/// <summary>The list of feeders (馈线).</summary>
internal sealed class FeedersList(FeederQueries feeders) : OfficeList<FeederQueries.Row>
{
    public override string Path => "/feeders";

    public override string Title => "馈线";

    public override string SearchHint => "馈线、变电站";

    public override IReadOnlyList<Column<FeederQueries.Row>> Columns =>
    [
        new("feeder", "馈线", r => r.FeederNo) { Leads = true, Cell = r => Cells.Named(r.Name, r.FeederNo) },
        new("substation", "变电站", r => r.Substation),
        new("voltage", "电压", r => r.VoltageV) { Figure = true, Unit = "kV", Text = r => Figures.Number(r.VoltageV / 1000.0) },
        new("areas", "台区数", r => r.Areas) { Figure = true, Sorts = false },
    ];

    public override Task<ListPage<FeederQueries.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) => feeders.ListAsync(request, actor, stop);

    public override string? Href(FeederQueries.Row row) => $"/feeders/{Uri.EscapeDataString(row.FeederNo)}";
}
