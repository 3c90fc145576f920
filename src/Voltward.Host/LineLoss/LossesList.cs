using Voltward.App.LineLoss;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.LineLoss;

/// <summary>The list of areas by loss (台区线损).</summary>
internal sealed class LossesList(AreaLossList areas, Texts t) : OfficeList<AreaLossList.Row>
{
    public override string Path => "/losses";

    public override string Title => "台区线损";

    public override string SearchHint => "台区、馈线";

    public override IReadOnlyList<Column<AreaLossList.Row>> Columns =>
    [
        new("area", "台区", r => r.AreaNo) { Leads = true, Cell = r => Cells.Named(r.Name, r.AreaNo) },
        new("state", "状态", r => t[LossWords.State(r.State)]) { Cell = r => Cells.State(LossWords.Tone(r.State), t[LossWords.State(r.State)]) },
        new("loss", "线损率", r => Figures.Share(r.LossWh, r.SuppliedWh)) { Figure = true, Unit = "%", Text = r => Figures.Percent(Figures.Share(r.LossWh, r.SuppliedWh)) },
        new("interval", "95 % 区间", r => Interval(r)) { Figure = true, Unit = "%", Sorts = false, Wide = true, Text = Interval },
        new("technical", "技术线损率", r => Figures.Share(r.TechnicalWh, r.SuppliedWh)) { Figure = true, Unit = "%", Text = r => Figures.Percent(Figures.Share(r.TechnicalWh, r.SuppliedWh)), Wide = true },
        new("spark", "每日线损率", r => r.Spark) { Picture = true, Sorts = false, Cell = r => Cells.Spark(Spark(r)) },
        new("z", "偏离 z", r => r.Z) { Figure = true, Text = r => Figures.Number(r.Z, 1) },
        new("abnormal", "异常电量", r => r.AbnormalWhPerDay / 1000.0) { Figure = true, Unit = "kWh/日", Text = r => Figures.Kwh(r.AbnormalWhPerDay, 1) },
        new("onset", "起始日", r => r.Onset) { Figure = true, Wide = true, Text = r => Figures.Day(r.Onset) },
        new("supplied", "供电量", r => r.SuppliedWh / 1000.0) { Figure = true, Unit = "kWh", Wide = true, Text = r => Figures.Kwh(r.SuppliedWh) },
        new("sold", "售电量", r => r.SoldWh / 1000.0) { Figure = true, Unit = "kWh", Extra = true, Text = r => Figures.Kwh(r.SoldWh) },
        new("customers", "户数", r => r.Customers) { Figure = true, Wide = true },
        new("incomplete", "不完整天数", r => r.IncompleteDays) { Figure = true, Wide = true },
        new("feeder", "馈线", r => r.FeederNo) { Wide = true, Cell = r => Cells.Link($"/feeders/{r.FeederNo}", r.FeederName ?? r.FeederNo) },
    ];

    public override Task<ListPage<AreaLossList.Row>> LoadAsync(ListRequest request, Actor actor, CancellationToken stop) =>
        areas.RunAsync(request, actor, stop);

    public override string? Href(AreaLossList.Row row) => $"/areas/{Uri.EscapeDataString(row.AreaNo)}";

    public override Task<IReadOnlyList<Filter>> FiltersAsync(Actor actor, CancellationToken stop) => Task.FromResult<IReadOnlyList<Filter>>(
    [
        new("state", "状态", [("abnormal", t["全部异常"]), .. LossWords.States.Select(s => (s, t[LossWords.State(s)]))]),
    ]);

    private static string Interval(AreaLossList.Row row) => row.SuppliedWh == 0
        ? Figures.Nothing
        : $"{Figures.Percent(Figures.Share(row.LowWh, row.SuppliedWh), 1)} … {Figures.Percent(Figures.Share(row.HighWh, row.SuppliedWh), 1)}";

    private static Sparkline Spark(AreaLossList.Row row) => Sparkline.Of(
        row.Spark, Figures.Share(row.TechnicalWh, row.SuppliedWh), row.Onset is { } onset ? onset.DayNumber - row.WindowFrom.DayNumber : null);
}
