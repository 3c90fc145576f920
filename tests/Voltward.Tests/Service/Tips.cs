using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Service;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Domain.Service;
using Voltward.Tests.Inspections;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Service;

/// <summary>Tips as the desk gets them, and the way of a week on which they are settled.</summary>
internal static class Tips
{
    public static readonly MakePlan.Request Week = new("2026-W48", Seed: "seed", Effort: 0.5);

    public static Actor Desk { get; } = Person("desk", Role.Analyst);

    public static Actor Auditor { get; } = Person("auditor", Role.Auditor);

    public static Actor Approver { get; } = Person("approver", Role.Approver);

    public static Actor Cashier { get; } = Person("cashier", Role.Cashier);

    /// <summary>The code and the number of a new tip.</summary>
    public static async Task<(string Code, string TipNo)> ReportAsync(FlowTown town, TipKind kind = TipKind.Theft, ReporterContact? reporter = null, string what = "夜里绕过电表接线，三楼李四家")
    {
        var received = Ok(await town.Use<ReportTip>().RunAsync(new(kind, "滨河路 3 号楼", what, "昨晚", Reporter: reporter), Stop));
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return (received.Code, (await look.ScalarAsync<string>("select max(tip_no) from tip_off"))!);
    }

    /// <summary>A tip that is accepted for a customer.</summary>
    public static async Task<(string Code, string TipNo)> AcceptedAsync(FlowTown town, string customer, TipKind kind = TipKind.Theft, string? focus = null)
    {
        var tip = await ReportAsync(town, kind);
        Ok(await town.Use<DecideTip>().RunAsync(new(tip.TipNo, TipEvent.Accept, "内容具体，列入检查") { CustomerNo = customer, Focus = focus }, Desk, Stop));
        return tip;
    }

    /// <summary>Plans and approves the week; the order of a customer.</summary>
    public static async Task<PlannedOrder> PlannedAsync(FlowTown town, string customer)
    {
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
        town.Clock.Advance(TimeSpan.FromMinutes(30));
        return plan.Orders.Single(o => o.Customer == customer);
    }

    /// <summary>Makes and accepts a visit; items that could not be looked at are left over.</summary>
    public static async Task<ReviewVisit.Reviewed> VisitAsync(FlowTown town, string orderNo, string customer, string visitId, params string[] undone)
    {
        var order = (await town.Use<OrderPage>().RunAsync(orderNo, Manager, Stop))!.Row;
        var crew = new[] { order.Inspector1!, order.Inspector2! }.Select(i => i[1] - '0').ToArray();
        await Records.BeginAsync(town, visitId, orderNo, crew);
        var record = Records.Complete(visitId, orderNo, town, "F" + customer);
        record = record with { Items = [.. record.Items.Select(i => undone.Contains(i.Code) ? i with { Answer = ItemAnswer.NotPossible, Value = null, Unit = null, Note = "锁着" } : i)] };
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(crew[0]), Stop));
        town.Clock.Advance(TimeSpan.FromHours(1));
        return Ok(await town.Use<ReviewVisit>().RunAsync(new(visitId, true), Reviewer, Stop));
    }

    public static async Task<TipLine> LineAsync(FlowTown town, string tipNo) => Ok(await town.Use<TipPage>().RunAsync(tipNo, Desk, Stop)).Line;

    public static async Task<long> CountAsync(FlowTown town, string sql)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return await look.ScalarAsync<long>(sql);
    }
}
