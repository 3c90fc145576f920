using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.Host.Shared;

/// <summary>Takes the findings of a demonstration to cases in several states: the first to the end, the others each a step less far.</summary>
internal sealed class DemoCases(IServiceProvider services, DemoClock clock, DemoCast people)
{
    private const int OnsetDays = 3;

    /// <param name="Opened">Cases opened.</param>
    /// <param name="SettledKwh">Energy of approved settlements, kWh.</param>
    /// <param name="TrueKwh">What the customers of these settlements truly stole on the days with readings, kWh.</param>
    public sealed record Result(int Opened, decimal SettledKwh, double TrueKwh);

    public async Task<Outcome<Result>> RunAsync(IReadOnlyList<DemoFinding> findings, CancellationToken stop)
    {
        var opened = 0;
        var settled = 0m;
        var stolen = 0.0;
        foreach (var finding in findings.Where(f => f.Finding is { Kind: FindingKind.Theft or FindingKind.Breach } && f.Order.Customer is not null)
            .OrderBy(f => f.Finding!.Kind == FindingKind.Breach).ThenByDescending(f => f.Order.ExpectedKwh ?? 0))
        {
            clock.Advance(TimeSpan.FromHours(2));
            if (!(await Use<OpenCase>().RunAsync(finding.FindingId, people.Investigator, stop)).Succeeded(out var caseNo, out var problem)) return problem;
            if (!(await WalkAsync(caseNo, finding, opened++, stop)).Succeeded(out var kwh, out problem)) return problem;
            settled += kwh;
            if (kwh > 0m) stolen += finding.Truth?.StolenKwh ?? 0;
        }

        return new Result(opened, settled, stolen);
    }

    /// <summary>How far the n-th case goes: 0 closed, 1 served and disputed, 2 calculated, 3 investigated, then opened; and round again.</summary>
    private async Task<Outcome<decimal>> WalkAsync(string caseNo, DemoFinding finding, int n, CancellationToken stop)
    {
        var depth = n % 5;
        if (depth == 4) return 0m;
        clock.Advance(TimeSpan.FromHours(1));
        var facts = (await FactsAsync(finding, stop)) with { CaseNo = caseNo };
        if (finding.Finding!.Kind == FindingKind.Theft && await new DemoPack(services, people).FileAsync(caseNo, stop) is { } unfiled) return unfiled;
        if ((await Use<InvestigateCase>().RunAsync(facts, people.Investigator, stop)).Problem is { } unproven) return unproven;
        if (depth == 3) return 0m;
        clock.Advance(TimeSpan.FromHours(3));
        if (!(await CalculateAsync(finding, facts, stop)).Succeeded(out var due, out var problem)) return problem;
        if (depth == 2) return 0m;
        if ((await Use<ReviewSettlement>().RunAsync(new(caseNo, true), people.Approver, stop)).Problem is { } unapproved) return unapproved;
        clock.Advance(TimeSpan.FromHours(1));
        if ((await Use<IssueNotice>().RunAsync(new(caseNo), people.Executor, stop)).Problem is { } unissued) return unissued;
        clock.Advance(TimeSpan.FromHours(4));
        if ((await Use<DeliverCase>().RunAsync(new(caseNo, "当面送达签收", "送达回证及现场照片"), people.Executor, stop)).Problem is { } unserved) return unserved;
        if (n == 1 && await ReportAsync(caseNo, finding, stop) is { } unsent) return unsent;
        var ended = depth == 0 ? await PayAsync(caseNo, due, stop) : (await Use<DisputeCase>().RunAsync(new(caseNo, "用电时间", "客户称设备九月才装"), people.Executor, stop)).Problem;
        return ended is null ? due.Energy?.Value ?? 0m : ended;
    }

    /// <summary>Calculates; a missing price is stated by the investigator, and where the contract is silent the legal department decides.</summary>
    private async Task<Outcome<CalculateCase.Calculated>> CalculateAsync(DemoFinding finding, InvestigateCase.Request facts, CancellationToken stop)
    {
        var first = await Use<CalculateCase>().RunAsync(facts.CaseNo, people.Calculator, stop);
        if (first.Problem?.Code == "case.price-missing")
        {
            var priced = JsonNode.Parse(facts.Facts.GetRawText())!.AsObject();
            var order = await Use<OrderPage>().RunAsync(finding.Order.OrderNo, people.Investigator, stop);
            priced["price"] = Use<PolicyShelf>().On(finding.Order.Day).PriceOf(order?.Row.CustomerClass ?? "*").ToString(CultureInfo.InvariantCulture);
            priced["priceSource"] = "同类用户目录电价（演示）";
            if ((await Use<InvestigateCase>().RunAsync(facts with { Facts = JsonSerializer.SerializeToElement(priced) }, people.Investigator, stop)).Problem is { } unstated) return unstated;
            first = await Use<CalculateCase>().RunAsync(facts.CaseNo, people.Calculator, stop);
        }

        return first.Succeeded(out var due, out _) && due.Blocked is { } blocked ? await DecideAsync(facts.CaseNo, blocked, stop) : first;
    }

    private async Task<Outcome<CalculateCase.Calculated>> DecideAsync(string caseNo, Problem blocked, CancellationToken stop)
    {
        if ((await Use<ReviewSettlement>().RunAsync(new(caseNo, false, blocked.Text.Zh), people.Approver, stop)).Problem is { } kept) return kept;
        clock.Advance(TimeSpan.FromDays(1));
        var day = CompanyTime.Day(clock.GetUtcNow());
        var review = new RecordLegalReview.Request(caseNo, "法律合规部", day, string.Create(CultureInfo.InvariantCulture, $"法审〔{day.Year}〕{caseNo[^4..]}号"), 2m);
        if ((await Use<RecordLegalReview>().RunAsync(review, people.Manager, stop)).Problem is { } undecided) return undecided;
        return await Use<CalculateCase>().RunAsync(caseNo, people.Calculator, stop);
    }

    /// <summary>Reports the case to the authority, and gives its customer an account.</summary>
    private async Task<Problem?> ReportAsync(string caseNo, DemoFinding finding, CancellationToken stop)
    {
        var sent = await Use<HandOverCase>().RunAsync(new(caseNo, Domain.Cases.Addressee.Administration, "示范市电力管理部门（演示）", "涉嫌窃电，报请依法处理"), people.Executor, stop);
        if (sent.Problem is { } unsent) return unsent;
        var laboratory = new CustomerSide.Laboratory("JD-1", "示范市计量测试所（演示）", "演示授权 1 号", "示范市", finding.Order.Day.AddYears(-1), finding.Order.Day.AddYears(3));
        if ((await Use<CustomerSide>().AddLaboratoryAsync(laboratory, people.Manager, stop)).Problem is { } unknown) return unknown;
        return (await Use<CustomerSide>().LinkAsync("demo-kehu", finding.Order.Customer!, Domain.Access.Actor.System, stop)).Problem;
    }

    private async Task<Problem?> PayAsync(string caseNo, CalculateCase.Calculated due, CancellationToken stop)
    {
        clock.Advance(TimeSpan.FromDays(2));
        var day = CompanyTime.Day(clock.GetUtcNow());
        foreach (var (money, amount) in new[] { (PaidMoney.BackBilledCharge, due.Due?.Charge.Amount.Value), (PaidMoney.PenaltyCharge, due.Due?.Penalty?.Amount.Value) })
        {
            if (amount is not > 0m) continue;
            if ((await Use<RecordPayment>().RunAsync(new(caseNo, money, amount.Value, day, "SJ-" + caseNo[3..]), people.Cashier, stop)).Problem is { } unpaid) return unpaid;
        }

        clock.Advance(TimeSpan.FromHours(1));
        return (await Use<CloseCase>().RunAsync(caseNo, people.Manager, stop)).Problem;
    }

    /// <summary>
    /// The facts of the investigation. Theft is claimed by what the visit measured and the files say; where they give nothing, at the lower end
    /// of what the readings show for the days of the conduct. A breach of capacity by what was found on site.
    /// </summary>
    private async Task<InvestigateCase.Request> FactsAsync(DemoFinding finding, CancellationToken stop)
    {
        var found = finding.Order.Day;
        if (finding.Finding!.Kind == FindingKind.Breach)
        {
            var breach = new { overCapacityKw = "12", tariff = "Single" };
            return new("", null, null, JsonSerializer.SerializeToElement(breach), "现场设备铭牌与照片");
        }

        // The change that the readings show is known to some days: the conduct is claimed from its later end.
        var lead = await Use<OrderLead>().RunAsync(finding.Order.OrderNo, people.Investigator, stop);
        var since = lead?.Onset is { } onset && onset.AddDays(OnsetDays) < found ? onset.AddDays(OnsetDays) : found.AddDays(-90);
        var from = since < found.AddDays(-179) ? found.AddDays(-179) : since;
        var days = found.DayNumber - from.DayNumber + 1;
        var facts = await new DemoQuantity(services, people).FactsAsync(finding, from, found, stop)
            ?? (lead is { LowWhPerDay: > 0 and var low }
            ? (object)new { intervalKwh = new { low = Kwh(low / 1000m * days), high = Kwh((lead.HighWhPerDay ?? low) / 1000m * days) } }
            : new
            {
                failedMethods = new Dictionary<string, string>
                {
                    ["THF-Q1"] = "无校表，台区差额不能分摊到户",
                    ["THF-Q2"] = "窃电前正常月份不足",
                    ["THF-Q3"] = "本省无此方法",
                },
            });
        return new("", from, found, JsonSerializer.SerializeToElement(facts), "用电信息采集数据、台区线损与现场照片");
    }

    private static string Kwh(decimal kwh) => Math.Round(kwh, 2, MidpointRounding.ToZero).ToString(CultureInfo.InvariantCulture);

    private T Use<T>()
        where T : notnull => services.GetRequiredService<T>();
}
