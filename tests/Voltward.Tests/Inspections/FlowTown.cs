using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.App.MarketingAudit;
using Voltward.App.Planning;
using Voltward.App.Readings;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Inspections;

/// <summary>A small town with people, crews, customers, seals and leads, on one of the databases; the clock stands still.</summary>
internal sealed class FlowTown : IAsyncDisposable
{
    /// <summary>Tuesday, 2026-11-24, 09:00 at the place of work.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private FlowTown(Store store, TownClock clock)
    {
        (Store, Clock) = (store, clock);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock).AddSingleton(store.Database).AddSingleton(store.Folder)
            .AddSingleton<Lake>().AddSingleton<EvidenceFiles>()
            .AddPlanning().AddInspections().AddCaseFlow().AddForms().AddNotices().AddTrailLog().AddTips().AddAuditFindings().BuildServiceProvider();
    }

    public Store Store { get; }

    public TownClock Clock { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Use<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static Actor Person(string id, params Role[] roles) => new(id, id, roles.ToHashSet(), "/");

    public static Actor Planner { get; } = Person("planner", Role.Planner);

    public static Actor Manager { get; } = Person("manager", Role.Manager);

    public static Actor Reviewer { get; } = Person("reviewer", Role.Reviewer);

    public static Actor Inspector(int n) => Person($"i{n}", Role.Inspector);

    public static async Task<FlowTown> OpenAsync(Engine engine)
    {
        var clock = new TownClock(Start);
        var store = await Store.OpenAsync(engine, clock);
        var town = new FlowTown(store, clock);
        await using var work = await store.Database.BeginAsync(Actor.System, Stop);
        await PeopleAsync(work);
        await work.ExecuteAsync("insert into organisation (org_code, name, org_path) values ('1', 'Town', '/1/')");
        await work.CommitAsync("town.made", "town", stop: Stop);
        return town;
    }

    private static async Task PeopleAsync(Work work)
    {
        foreach (var id in (string[])["planner", "manager", "reviewer", "i1", "i2", "i3", "i4", "hecha", "chusuan", "fuhe", "shangji", "shoufei"])
        {
            await work.ExecuteAsync("insert into person (person_id, login, name, org_path) values (@id, @login, @id, '/')", new { id, login = "town-" + id });
        }

        foreach (var (id, level) in (IEnumerable<(string, long)>)[("i1", 2), ("i2", 2), ("i3", 3), ("i4", 3)])
        {
            await work.ExecuteAsync("insert into qualification (person_id, level, valid_from, valid_to) values (@id, @level, '2026-01-01', '2027-01-01')", new { id, level });
        }

        await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values ('K1', '一班', '/'), ('K2', '二班', '/')");
        await work.ExecuteAsync("insert into crew_member (crew_id, person_id) values ('K1', 'i1'), ('K1', 'i2'), ('K2', 'i3'), ('K2', 'i4')");
    }

    /// <summary>A customer with one usage point, a meter of 5(60) A, a contract with a threefold penalty, and a box seal.</summary>
    public async Task CustomerAsync(string no, string area = "T1", string customerClass = "resident", long voltage = 220, string? important = null)
    {
        await using var work = await Store.Database.BeginAsync(Actor.System, Stop);
        const string Known = "'2020-01-01', '2020-01-01T00:00:00.0000000Z', 'test'";
        await work.ExecuteAsync(
            $"insert into customer (customer_no, name, customer_class, important_class, address, org_path, valid_from, known_from, source) values (@no, @no, @customerClass, @important, '示范路1号', '/1/', {Known})",
            new { no, customerClass, important });
        await work.ExecuteAsync(
            $"insert into agreement (customer_no, agreement_no, tariff_category, contracted_va, voltage_v, penalty_multiple_milli, valid_from, known_from, source) values (@no, @no, 'x', 8000, @voltage, 3000, {Known})",
            new { no, voltage });
        await work.ExecuteAsync(
            $"insert into usage_point (usage_point_no, customer_no, area_no, phase, org_path, valid_from, known_from, source) values (@point, @no, @area, 'A', '/1/', {Known})",
            new { point = "P" + no, no, area });
        await work.ExecuteAsync(
            $"insert into meter_installation (meter_no, usage_point_no, calibrated_current_ma, valid_from, known_from, source) values (@meter, @point, 5000, {Known})",
            new { meter = "M" + no, point = "P" + no });
        await work.ExecuteAsync(
            $"insert into seal (seal_no, usage_point_no, position, valid_from, known_from, source) values (@seal, @point, 'box', {Known})",
            new { seal = "F" + no, point = "P" + no });
        await work.CommitAsync("customer.made", $"customer/{no}", stop: Stop);
    }

    /// <summary>A finished analysis with one lead per customer, strongest first.</summary>
    public async Task LeadsAsync(params (string Customer, double Probability, long WhPerDay)[] leads)
    {
        await using var work = await Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(
            """
            insert into analysis_run (run_id, as_of, window_from, window_to, started_at, finished_at, state, data_id)
            values ('R1', '2026-11-23', '2026-08-25', '2026-11-23', '2026-11-24T00:00:00.0000000Z', '2026-11-24T00:10:00.0000000Z', 'done', 'x')
            """);
        for (var i = 0; i < leads.Length; i++)
        {
            var (customer, probability, wh) = leads[i];
            await work.ExecuteAsync(
                """
                insert into lead (lead_id, run_id, rank, subject_kind, customer_no, usage_point_no, area_no, org_path, kind, score, probability,
                    low_wh_per_day, mid_wh_per_day, high_wh_per_day, onset, statistical_only)
                values (@id, 'R1', @rank, 'customer', @customer, @point, 'T1', '/1/', 'theft-suspicion', @score, @probability, @low, @wh, @high, '2026-08-01', 0)
                """,
                new { id = "L" + customer, rank = i + 1L, customer, point = "P" + customer, score = probability * 100, probability, low = wh / 2, wh, high = wh * 2 });
            await work.ExecuteAsync(
                "insert into lead_reason (lead_id, n, code, engine, strength, text_zh, text_en, data) values (@id, 1, 'drop', 'deficit', @probability, 'x', 'x', '{}')",
                new { id = "L" + customer, probability });
        }

        await work.CommitAsync("leads.made", "run/R1", stop: Stop);
    }

    /// <summary>An order of crew K1 for today, approved an hour before now.</summary>
    public async Task<string> ApprovedOrderAsync(string customer, string crew = "K1")
    {
        var orderNo = Ok(await Use<OpenWorkOrder>().RunAsync(new(null, customer, "breach"), Planner, Stop));
        Ok(await Use<AssignOrder>().RunAsync(new(orderNo, crew, DateOnly.FromDateTime(Clock.GetUtcNow().AddHours(8).DateTime)), Planner, Stop));
        Ok(await Use<ApproveOrder>().RunAsync(orderNo, Manager, Stop));
        Clock.Advance(TimeSpan.FromHours(1));
        return orderNo;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }

    public static T Ok<T>(Outcome<T> outcome)
        where T : notnull
    {
        Assert.True(outcome.Succeeded(out var value, out var problem), $"{problem?.Code}: {problem?.Text.En}");
        return value!;
    }

    public static string Refused<T>(Outcome<T> outcome)
        where T : notnull
    {
        Assert.False(outcome.Succeeded(out _, out var problem), "expected a refusal");
        return problem!.Code;
    }
}

/// <summary>A clock that moves only when told.</summary>
internal sealed class TownClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
