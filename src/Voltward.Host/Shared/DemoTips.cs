using Voltward.App.Customers;
using Voltward.App.MarketingAudit;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Service;

namespace Voltward.Host.Shared;

/// <summary>
/// What people of the town report and what its auditors find, around the week of the demonstration. Of six tips that are taken up before the plan three are true (half); the
/// others are honest mistakes. Neighbours see what stands on site, so the true ones come from the truth; the analysis never reads either.
/// </summary>
internal sealed class DemoTips(IServiceProvider services, DemoTruth truth, DemoCast people)
{
    private const int True = 3;

    private static readonly string[] Words = ["晚上看到有人在电表箱前接线", "电表箱封印被剪开过", "电表不怎么转，家里却一直开空调", "怀疑隔壁用电不正常", "夜里机器一直响，电费却很少", "墙角的电线破皮，怕触电"];

    private string? _confirmable;

    /// <summary>Before the plan: six accepted tips, one passed on, one joined to another; three findings of the audit.</summary>
    public async Task<Problem?> BeforePlanAsync(DateOnly monday, CancellationToken stop)
    {
        var all = (await new CustomerList(services.GetRequiredService<Database>()).RunAsync(ListRequest.First(400), Actor.System, stop)).Rows.Select(c => c.CustomerNo).ToList();
        var honest = all.Where(c => truth.At(c) is null).ToList();
        var guilty = truth.Known.Where(c => truth.At(c)!.Kind == FindingKind.Theft).Order(StringComparer.Ordinal).Take(True).ToList();
        var about = guilty.Concat(honest.Where((_, i) => i % 7 == 3)).Take(Words.Length).ToList();
        for (var i = 0; i < about.Count; i++)
        {
            if (!(await AcceptedAsync(i == Words.Length - 1 ? TipKind.Danger : TipKind.Theft, Words[i], about[i], stop)).Succeeded(out var tipNo, out var problem)) return problem;
            if (i == 0) _confirmable = tipNo;
        }

        if (_confirmable is { } first && await DecidedAsync("同一家，电表箱前有接线", TipKind.Theft, n => new(n, TipEvent.Join, "与已受理的一件为同一情况") { DuplicateOf = first }, stop) is { } unjoined) return unjoined;
        if (await DecidedAsync("路灯整夜不亮", TipKind.Other, n => new(n, TipEvent.PassOn, "路灯由市政部门管理") { PassedTo = "市政管理部门" }, stop) is { } unpassed) return unpassed;
        return await FindAsync([.. honest.Where((_, i) => i % 11 == 5).Take(3)], monday.AddDays(20), stop);
    }

    /// <summary>After the week: a confirmed tip is rewarded; a tip waits past its day, others for the next plan, and so does a finding of the audit.</summary>
    public async Task<Problem?> AfterWeekAsync(DateOnly monday, CancellationToken stop)
    {
        if (_confirmable is { } tipNo && (await Use<TipPage>().RunAsync(tipNo, people.Analyst, stop)).Succeeded(out var view, out _) && view.Line.Result == "confirmed")
        {
            if (!(await Use<ProposeReward>().RunAsync(new(tipNo, 200, "经现场检查属实"), people.Analyst, stop)).Succeeded(out var rewardNo, out var problem)) return problem;
            if ((await Use<AnswerReward>().RunAsync(new(rewardNo, true), people.Approver, stop)).Problem is { } unanswered) return unanswered;
        }

        var all = (await new CustomerList(services.GetRequiredService<Database>()).RunAsync(ListRequest.First(400), Actor.System, stop)).Rows.Select(c => c.CustomerNo).ToList();
        if (all.Count > 20)
        {
            if ((await AcceptedAsync(TipKind.Theft, "店里换过电表以后电费少了一半", all[^2], stop)).Problem is { } refused) return refused;
            if ((await AcceptedAsync(TipKind.Danger, "表箱冒火花", all[^3], stop)).Problem is { } unsafeToo) return unsafeToo;
            if (await FindAsync([all[^4]], monday.AddDays(34), stop) is { } unrecorded) return unrecorded;
        }

        return (await Use<ReportTip>().RunAsync(new(TipKind.Danger, "滨河公园西门配电箱", "箱门开着，孩子能碰到"), stop)).Problem;
    }

    private async Task<Problem?> FindAsync(IReadOnlyList<string> customers, DateOnly due, CancellationToken stop) => customers.Count == 0 ? null : (await Use<RecordAuditFindings>().RunAsync(
        [.. customers.Select(c => new RecordAuditFindings.Entry(new("电价执行", c, null, "执行居民电价，夜间用电像经营", due.AddMonths(-4), due.AddMonths(-1), "核对实际用电性质和容量", due)))],
        people.Auditor, stop)).Problem;

    private async Task<Outcome<string>> AcceptedAsync(TipKind kind, string what, string customerNo, CancellationToken stop)
    {
        var number = "";
        var refused = await DecidedAsync(what, kind, n => new(number = n, TipEvent.Accept, "内容具体，列入现场检查") { CustomerNo = customerNo, Focus = kind == TipKind.Danger ? "表箱和进户线的绝缘" : "表前接线和封印" }, stop);
        return refused is null ? number : refused;
    }

    private async Task<Problem?> DecidedAsync(string what, TipKind kind, Func<string, DecideTip.Request> decide, CancellationToken stop)
    {
        if ((await Use<ReportTip>().RunAsync(new(kind, "本小区", what), stop)).Problem is { } refused) return refused;
        var latest = (await Use<TipList>().RunAsync(ListRequest.First(1) with { Sort = "tip", Descending = true }, Actor.System, stop)).Rows[0].TipNo;
        return (await Use<DecideTip>().RunAsync(decide(latest), people.Analyst, stop)).Problem;
    }

    private T Use<T>()
        where T : notnull => services.GetRequiredService<T>();
}
