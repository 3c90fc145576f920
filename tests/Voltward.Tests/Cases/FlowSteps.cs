using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Inspections;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Cases;

/// <summary>A theft case taken to some point by the usual five people.</summary>
internal static class FlowSteps
{
    public static Actor Hecha { get; } = Person("hecha", Role.Investigator);

    public static Actor Chusuan { get; } = Person("chusuan", Role.Calculator);

    public static Actor Fuhe { get; } = Person("fuhe", Role.Approver);

    /// <summary>A reviewer outside the case, who answers disputes.</summary>
    public static Actor Fuyi { get; } = Person("fuyi", Role.Approver);

    public static Actor Shangji { get; } = Person("shangji", Role.Executor);

    public static Actor Shoufei { get; } = Person("shoufei", Role.Cashier);

    public static async Task<string> CalculatedAsync(FlowTown town, string customer, bool startOfDay = true)
    {
        await town.CustomerAsync(customer);
        var visit = await Records.AcceptedAsync(town, customer);
        var finding = Ok(await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop));
        if (startOfDay) town.Clock.Advance(TimeSpan.FromHours(1));
        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(finding, Hecha, Stop));
        await Packs.FileAsync(town, caseNo, Hecha);
        var facts = JsonSerializer.SerializeToElement(new { price = "0.538", failedMethods = new Dictionary<string, string> { ["THF-Q1"] = "无", ["THF-Q2"] = "无", ["THF-Q3"] = "无" } });
        Ok(await town.Use<InvestigateCase>().RunAsync(new(caseNo, new(2026, 8, 1), new(2026, 11, 8), facts, "照片"), Hecha, Stop));
        Ok(await town.Use<CalculateCase>().RunAsync(caseNo, Chusuan, Stop));
        return caseNo;
    }

    public static async Task<string> ServedAsync(FlowTown town, string customer)
    {
        var caseNo = await CalculatedAsync(town, customer);
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), Fuhe, Stop));
        Ok(await town.Use<IssueNotice>().RunAsync(new(caseNo), Shangji, Stop));
        Ok(await town.Use<DeliverCase>().RunAsync(new(caseNo, "当面", "照片"), Shangji, Stop));
        return caseNo;
    }

    /// <summary>From an approved calculation to the last payment.</summary>
    public static async Task ToPaidAsync(FlowTown town, string caseNo)
    {
        await Notices.IssueAsync(town, caseNo, Shangji);
        Ok(await town.Use<DeliverCase>().RunAsync(new(caseNo, "当面", "照片"), Shangji, Stop));
        Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.BackBilledCharge, 355.08m, new(2026, 11, 26), "SJ1"), Shoufei, Stop));
        Ok(await town.Use<RecordPayment>().RunAsync(new(caseNo, PaidMoney.PenaltyCharge, 1065.24m, new(2026, 11, 26), "SJ1"), Shoufei, Stop));
    }
}
