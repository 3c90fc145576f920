using Voltward.App.Access;
using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Tests.Cases;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Access;

/// <summary>Delegation with an end and a third person's consent, and the emergency that is approved afterwards.</summary>
public sealed class BorrowTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_delegation_counts_once_a_third_person_approved_it_and_not_after_its_end(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await GrantAsync(town, ("fuhe", Role.Approver), ("chusuan", Role.Calculator), ("manager", Role.Manager));
        var now = town.Clock.GetUtcNow();
        var fuhe = await ActorAsync(town, "fuhe");
        var request = new DelegateRole.Request("chusuan", Role.Approver, now, now.AddDays(3), "休假");
        Assert.Equal("access.borrow-time-unfit", Refused(await Delegates(town).RunAsync(request with { Until = now.AddDays(40) }, fuhe, Stop)));
        Assert.Equal("access.role-not-held", Refused(await Delegates(town).RunAsync(request with { PersonId = "shangji", Role = Role.Cashier }, fuhe, Stop)));
        Assert.Equal("access.role-not-lent", Refused(await Delegates(town).RunAsync(request with { Role = Role.SystemAdministrator }, fuhe, Stop)));
        var grant = Ok(await Delegates(town).RunAsync(request, fuhe, Stop));
        Assert.False((await ActorAsync(town, "chusuan")).Is(Role.Approver));
        Assert.Equal("access.role-missing", Refused(await new DecideGrant(town.Store.Database).RunAsync(new(grant, true), fuhe, Stop)));
        Ok(await new DecideGrant(town.Store.Database).RunAsync(new(grant, true), await ActorAsync(town, "manager"), Stop));
        var stands = await ActorAsync(town, "chusuan");
        Assert.True(stands.Is(Role.Approver));
        Assert.False(stands.Owns(Role.Approver));
        Assert.Equal("fuhe", stands.Borrows(Role.Approver)!.From);
        Assert.Equal("access.role-not-held", Refused(await Delegates(town).RunAsync(request with { PersonId = "shoufei" }, stands, Stop)));
        town.Clock.Advance(TimeSpan.FromDays(4));
        Assert.False((await ActorAsync(town, "chusuan")).Is(Role.Approver));
    }

    [Fact]
    public async Task A_delegation_ends_with_the_role_of_whoever_gave_it()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await GrantAsync(town, ("fuhe", Role.Approver), ("chusuan", Role.Calculator), ("manager", Role.Manager));
        var now = town.Clock.GetUtcNow();
        var grant = Ok(await Delegates(town).RunAsync(new("chusuan", Role.Approver, now, now.AddDays(3), "休假"), await ActorAsync(town, "fuhe"), Stop));
        Ok(await new DecideGrant(town.Store.Database).RunAsync(new(grant, true), await ActorAsync(town, "manager"), Stop));
        Assert.True((await ActorAsync(town, "chusuan")).Is(Role.Approver));
        await SetAsync(town, "delete from person_role where person_id = 'fuhe'");
        Assert.False((await ActorAsync(town, "chusuan")).Is(Role.Approver));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_delegate_counts_as_the_person_stood_in_for(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await GrantAsync(town, ("fuhe", Role.Approver), ("shoufei", Role.Cashier), ("manager", Role.Manager), ("hecha", Role.Investigator), ("hecha", Role.Approver));
        var now = town.Clock.GetUtcNow();
        // hecha investigates, and lets shoufei review in hecha's place: the review would count as hecha's second duty.
        var grant = Ok(await Delegates(town).RunAsync(new("shoufei", Role.Approver, now, now.AddDays(9), "休假"), await ActorAsync(town, "hecha"), Stop));
        Ok(await new DecideGrant(town.Store.Database).RunAsync(new(grant, true), await ActorAsync(town, "manager"), Stop));
        var caseNo = await FlowSteps.CalculatedAsync(town, "1001");
        var stands = await ActorAsync(town, "shoufei");
        Assert.True(stands.Is(Role.Approver));
        Assert.Equal("case.duty-taken", Refused(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), stands, Stop)));
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), await ActorAsync(town, "fuhe"), Stop));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_was_done_in_an_emergency_waits_for_a_second_person_before_the_case_is_closed(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await GrantAsync(town, ("i3", Role.Inspector), ("manager", Role.Manager));
        var grant = Ok(await new BreakGlass(town.Store.Database).RunAsync(new(Role.Approver, "审批员突发疾病，客户等待复电"), await ActorAsync(town, "i3"), Stop));
        var stands = await ActorAsync(town, "i3");
        Assert.True(stands.Is(Role.Approver));
        Assert.Equal("access.role-not-lent", Refused(await new BreakGlass(town.Store.Database).RunAsync(new(Role.Authority, "x"), stands, Stop)));
        Assert.Equal("access.role-not-lent", Refused(await new BreakGlass(town.Store.Database).RunAsync(new(Role.Manager, "x"), stands, Stop)));
        var caseNo = await FlowSteps.CalculatedAsync(town, "1001", startOfDay: false);
        Ok(await town.Use<ReviewSettlement>().RunAsync(new(caseNo, true), stands, Stop));
        await FlowSteps.ToPaidAsync(town, caseNo);
        Assert.Equal("case.emergency-unapproved", Refused(await town.Use<CloseCase>().RunAsync(caseNo, Manager, Stop)));
        Ok(await new DecideGrant(town.Store.Database).RunAsync(new(grant, true), await ActorAsync(town, "manager"), Stop));
        Ok(await town.Use<CloseCase>().RunAsync(caseNo, Manager, Stop));
        town.Clock.Advance(TimeSpan.FromHours(24));
        Assert.False((await ActorAsync(town, "i3")).Is(Role.Approver));
    }

    private static DelegateRole Delegates(FlowTown town) => new(town.Store.Database);

    private static async Task<Actor> ActorAsync(FlowTown town, string id) => Ok(await new FindActor(town.Store.Database).RunAsync("town-" + id, Stop));

    private static async Task GrantAsync(FlowTown town, params (string Person, Role Role)[] roles)
    {
        foreach (var (person, role) in roles) await SetAsync(town, $"insert into person_role (person_id, role, valid_from) values ('{person}', '{role}', '2026-01-01')");
    }

    private static async Task SetAsync(FlowTown town, string sql)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(sql);
        await work.CommitAsync("test.set", "test", stop: Stop);
    }
}
