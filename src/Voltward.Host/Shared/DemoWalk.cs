using Voltward.App.Access;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.Host.Shared;

/// <summary>
/// Walks a data folder with leads through a week of work, by the same use cases and the same separation of people as everywhere:
/// people and crews, plan, approval, visits with photos, reviews, findings, cases in several states. The story has a clock of its own,
/// which starts two weeks back, so that nothing in it lies in the future.
/// </summary>
internal sealed class DemoWalk(IServiceProvider services)
{
    private const int Visits = 24;

    /// <param name="Orders">Orders of the plan.</param>
    /// <param name="Visits">Visits submitted and reviewed.</param>
    /// <param name="Cases">Cases opened.</param>
    /// <param name="RecoveredKwh">Energy of the settlements that were approved, kWh.</param>
    /// <param name="SettledTrueKwh">What their customers truly stole on the days with readings, kWh.</param>
    public sealed record Counts(int Orders, int Visits, int Cases, double RecoveredKwh, double SettledTrueKwh);

    /// <summary>Walks the week.</summary>
    /// <param name="truthFile">The synthetic utility's truth; null: every visit finds nothing.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<Counts>> RunAsync(string? truthFile, CancellationToken stop)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var clock = new DemoClock(DemoWeek.At(PlanWeek.Of(CompanyTime.Day(now.AddDays(-14))).Monday, 8));
        await using var story = new ServiceCollection()
            .AddVoltward(services.GetRequiredService<DataFolder>().Root, Environment.GetEnvironmentVariable("VOLTWARD_POSTGRES"))
            .AddSingleton<TimeProvider>(clock)
            .BuildServiceProvider();
        return await new DemoWeek(story, clock, DemoTruth.Read(truthFile)).RunAsync(Visits, stop);
    }
}

/// <summary>The week itself.</summary>
internal sealed class DemoWeek(IServiceProvider services, DemoClock clock, DemoTruth truth)
{
    /// <summary>Plans, visits at most so many, and works the cases.</summary>
    public async Task<Outcome<DemoWalk.Counts>> RunAsync(int most, CancellationToken stop)
    {
        if ((await Use<DemoPeople>().RunAsync(Actor.System, stop)).Problem is { } noPeople) return noPeople;
        var people = await DemoCast.LoadAsync(services, stop);
        var week = PlanWeek.Of(CompanyTime.Day(clock.GetUtcNow()));
        var tips = new DemoTips(services, truth, people);
        if (await tips.BeforePlanAsync(week.Monday, stop) is { } noTips) return noTips;
        if (!(await Use<MakePlan>().RunAsync(new(week.ToString(), Seed: "demo", Effort: 1), Actor.System, stop)).Succeeded(out var plan, out var problem)) return problem;
        clock.Advance(TimeSpan.FromMinutes(20));
        if ((await Use<ApprovePlan>().RunAsync(new(plan.PlanId), people.Manager, stop)).Problem is { } unapproved) return unapproved;

        var findings = new List<DemoFinding>();
        var done = 0;
        foreach (var order in Worthwhile(plan, people, most))
        {
            if (!(await VisitAsync(order, people, done, stop)).Succeeded(out var finding, out problem)) return problem;
            if (finding.FindingId.Length > 0) findings.Add(finding);
            done++;
        }

        clock.AdvanceTo(At(week.Monday.AddDays(7), 9));
        if (!(await new DemoCases(services, clock, people).RunAsync(findings, stop)).Succeeded(out var cases, out problem)) return problem;
        if (await tips.AfterWeekAsync(week.Monday, stop) is { } unrewarded) return unrewarded;
        return new DemoWalk.Counts(plan.Orders.Count, done, cases.Opened, (double)cases.SettledKwh, cases.TrueKwh);
    }

    /// <summary>What the truth will show first, so that a short walk has something to show; each in the order of its day.</summary>
    private IEnumerable<PlannedOrder> Worthwhile(MadePlan plan, DemoCast people, int most) => plan.Orders.Where(o => people.Plays(o.Inspectors))
        .OrderByDescending(o => truth.At(o.Customer) is { Kind: Domain.Inspections.FindingKind.Theft or Domain.Inspections.FindingKind.Breach })
        .ThenByDescending(o => o.ValueYuan).Take(most).OrderBy(o => o.Day).ThenBy(o => o.OrderNo, StringComparer.Ordinal);

    private async Task<Outcome<DemoFinding>> VisitAsync(PlannedOrder planned, DemoCast people, int n, CancellationToken stop)
    {
        clock.AdvanceTo(At(planned.Day, 9));
        clock.Advance(TimeSpan.FromMinutes(7));
        var order = (await Use<OrderPage>().RunAsync(planned.OrderNo, people.Manager, stop))!;
        var crew = planned.Inspectors.Select(people.Inspector).ToList();
        var found = truth.At(planned.Customer);
        var request = DemoVisit.Make(order, found, clock.GetUtcNow(), n);
        if (!VisitRecordText.Read(request.Record).Succeeded(out var record, out var problem)) return problem;
        if ((await Use<StartVisit>().RunAsync(new(record.VisitId, record.OrderNo, record.DeviceId), crew[0], stop)).Problem is { } refused) return refused;
        foreach (var inspector in crew)
        {
            if ((await Use<SignInOnSite>().RunAsync(record.VisitId, inspector, stop)).Problem is { } unsigned) return unsigned;
        }

        clock.AdvanceTo(record.FinishedAt.AddMinutes(3));
        if ((await Use<SubmitVisit>().RunAsync(request, crew[0], stop)).Problem is { } unsent) return unsent;
        clock.Advance(TimeSpan.FromMinutes(2));
        if ((await Use<ReviewVisit>().RunAsync(new(record.VisitId, true), people.Reviewer, stop)).Problem is { } unreviewed) return unreviewed;
        if (found is null) return await FindAsync(record.VisitId, new(Domain.Inspections.FindingKind.Nothing, null, null, "现场检查未见异常"), null, crew[0], planned, stop);
        return await FindAsync(record.VisitId, new(found.Kind, found.RuleId, found.Method, found.Words), found, crew[0], planned, stop);
    }

    private async Task<Outcome<DemoFinding>> FindAsync(
        string visitId, Domain.Inspections.NewFinding finding, DemoTruth.Found? found, Actor inspector, PlannedOrder planned, CancellationToken stop)
    {
        var recorded = await Use<RecordFinding>().RunAsync(new(visitId, finding), inspector, stop);
        if (!recorded.Succeeded(out var id, out var problem)) return problem.Code == "finding.nothing-is-alone" ? new DemoFinding("", null, null, planned, null) : problem;
        return new DemoFinding(id, finding, found?.Since, planned, found);
    }

    private T Use<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), CompanyTime.Offset);
}

/// <summary>A finding of the walk.</summary>
/// <param name="FindingId">Its id; empty when none was recorded.</param>
/// <param name="Finding">What was recorded.</param>
/// <param name="Since">When it began.</param>
/// <param name="Order">The order that led to it.</param>
/// <param name="Truth">What stands there.</param>
internal sealed record DemoFinding(string FindingId, Domain.Inspections.NewFinding? Finding, DateOnly? Since, PlannedOrder Order, DemoTruth.Found? Truth);

/// <summary>The people of a demonstration, with their roles of today.</summary>
internal sealed class DemoCast
{
    private readonly Dictionary<string, Actor> _byLogin;

    private DemoCast(Dictionary<string, Actor> byLogin) => _byLogin = byLogin;

    public Actor Planner => _byLogin["paigong"];

    public Actor Analyst => _byLogin["fenxi"];

    public Actor Auditor => _byLogin["jicha"];

    public Actor Manager => _byLogin["guanli"];

    public Actor Reviewer => _byLogin["shenhe"];

    public Actor Investigator => _byLogin["hecha"];

    public Actor Calculator => _byLogin["chusuan"];

    public Actor Approver => _byLogin["shenpi"];

    public Actor Executor => _byLogin["zhixing"];

    public Actor Cashier => _byLogin["shoufei"];

    /// <summary>Whether all of these people are of the cast; a folder may have crews of its own.</summary>
    public bool Plays(IReadOnlyList<string> personIds) => personIds.All(p => _byLogin.Values.Any(a => a.PersonId == p));

    public Actor Inspector(string personId) => _byLogin.Values.First(a => a.PersonId == personId);

    public static async Task<DemoCast> LoadAsync(IServiceProvider services, CancellationToken stop)
    {
        var cast = new Dictionary<string, Actor>();
        foreach (var login in (string[])["paigong", "guanli", "shenhe", "hecha", "chusuan", "shenpi", "zhixing", "shoufei", "fenxi", "jicha", "jiancha1", "jiancha2", "jiancha3", "jiancha4"])
        {
            var found = await services.GetRequiredService<FindActor>().RunAsync(login, stop);
            cast[login] = found.Succeeded(out var actor, out var problem) ? actor : throw new InvalidOperationException($"{problem.Code}: {login}");
        }

        return new(cast);
    }
}
