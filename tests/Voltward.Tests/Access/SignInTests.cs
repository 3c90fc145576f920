using Voltward.App.Access;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Access;

public sealed class SignInTests
{
    private const string First = "Tidal-Crane-48";
    private const string Second = "Quiet-Meter-93";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_new_person_signs_in_with_the_first_password_and_has_to_change_it(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var id = Value(await Add(store, "chenzq", Role.Inspector));
        var signedIn = Value(await SignIn(store, "chenzq", First));
        Assert.True(signedIn.MustChangePassword);
        Assert.Equal((id, "/"), (signedIn.Actor.PersonId, signedIn.Actor.OrgPath));
        Assert.Equal([Role.Inspector], signedIn.Actor.Roles);

        var changed = Value(await new ChangePassword(store.Database).RunAsync(new(First, Second), signedIn.Actor, Stop));
        Assert.False(changed.MustChangePassword);
        Assert.NotEqual(signedIn.SignInId, changed.SignInId);
        Assert.Null(await new FindSignedIn(store.Database).RunAsync(signedIn.SignInId, Stop));
        Assert.Equal("access.sign-in-failed", Code(await SignIn(store, "chenzq", First)));
        Value(await SignIn(store, "chenzq", Second));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task N13_five_failures_lock_the_account_for_a_minute_and_nobody_learns_which_part_was_wrong(Engine engine)
    {
        var clock = Clock.AtNoon();
        await using var store = await Store.OpenAsync(engine, clock);
        await Add(store, "chenzq", Role.Inspector);
        var unknown = Problem(await SignIn(store, "nobody", First));
        for (var i = 0; i < 5; i++) Assert.Equal(unknown, Problem(await SignIn(store, "chenzq", "wrong")));

        Assert.Equal(unknown, Problem(await SignIn(store, "chenzq", First)));
        clock.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal(unknown, Problem(await SignIn(store, "chenzq", First)));
        clock.Pass(TimeSpan.FromSeconds(2));
        Value(await SignIn(store, "chenzq", First));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task N8_a_role_taken_away_is_gone_at_the_next_request(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var id = Value(await Add(store, "chenzq", Role.Analyst, Role.Planner));
        var signIn = Value(await SignIn(store, "chenzq", First)).SignInId;

        Value(await new SetRoles(store.Database).RunAsync(new(id, Set(Role.Planner)), Actor.System, Stop));
        Assert.Equal([Role.Planner], (await new FindSignedIn(store.Database).RunAsync(signIn, Stop))!.Actor.Roles);
        Value(await new SetRoles(store.Database).RunAsync(new(id, Set(Role.Analyst, Role.Planner)), Actor.System, Stop));
        Assert.Equal([Role.Analyst, Role.Planner], (await new FindSignedIn(store.Database).RunAsync(signIn, Stop))!.Actor.Roles.Order());
        Value(await new SetActive(store.Database).RunAsync(new(id, false), Actor.System, Stop));
        Assert.Null(await new FindSignedIn(store.Database).RunAsync(signIn, Stop));
        Assert.Equal("access.sign-in-failed", Code(await SignIn(store, "chenzq", First)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task N15_signing_out_everywhere_ends_every_sign_in_and_none_outlives_the_day(Engine engine)
    {
        var clock = Clock.AtNoon();
        await using var store = await Store.OpenAsync(engine, clock);
        await Add(store, "chenzq", Role.Inspector);
        var find = new FindSignedIn(store.Database);
        var (one, two) = (Value(await SignIn(store, "chenzq", First)), Value(await SignIn(store, "chenzq", First)));
        Assert.NotEqual(one.SignInId, two.SignInId);

        await new SignOut(store.Database).RunAsync(new(one.SignInId, Everywhere: false), one.Actor, Stop);
        Assert.Null(await find.RunAsync(one.SignInId, Stop));
        Assert.NotNull(await find.RunAsync(two.SignInId, Stop));
        await new SignOut(store.Database).RunAsync(new(one.SignInId, Everywhere: true), one.Actor, Stop);
        Assert.Null(await find.RunAsync(two.SignInId, Stop));

        var three = Value(await SignIn(store, "chenzq", First));
        clock.Pass(SignInRules.Longest + TimeSpan.FromSeconds(1));
        Assert.Null(await find.RunAsync(three.SignInId, Stop));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_administrator_grants_to_others_within_the_own_part_and_never_to_himself(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var id = Value(await Add(store, "admin", Role.SystemAdministrator));
        var admin = new Actor(id, "x", Set(Role.SystemAdministrator), "/3501/");
        var (add, roles) = (new AddPerson(store.Database), new SetRoles(store.Database));

        Assert.Equal("access.own-roles", Code(await roles.RunAsync(new(id, Set(Role.Manager)), admin, Stop)));
        Assert.Equal("access.organisation-unfit", Code(await add.RunAsync(new("other", "y", "/3502/", Set(Role.Planner), First), admin, Stop)));
        Assert.Equal("access.person-unknown", Code(await roles.RunAsync(new("nobody", Set(Role.Planner)), admin, Stop)));
        Assert.Equal("access.role-missing", Code(await add.RunAsync(new("other", "y", "/3501/", Set(Role.Planner), First), admin with { Roles = Set(Role.Manager) }, Stop)));
        Assert.Equal("access.role-stands-alone", Code(await Add(store, "other", Role.SystemAdministrator, Role.Planner)));
        Assert.Equal("access.login-taken", Code(await Add(store, "admin", Role.Planner)));
        Assert.Equal("access.login-unfit", Code(await Add(store, "Ad min", Role.Planner)));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Without_a_password_one_enters_demonstration_data_only(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var id = Value(await Add(store, "chenzq", Role.Inspector));
        var enter = new SignInToDemo(store.Database);
        Assert.Equal("access.not-a-demo", Code(await enter.RunAsync(new(id), Stop)));
        Assert.Empty(await new PersonList(store.Database).DemoCastAsync(Stop));

        Value(await new DemoPeople(store.Database).RunAsync(Actor.System, Stop));
        Value(await new DemoPeople(store.Database).RunAsync(Actor.System, Stop));
        var cast = await new PersonList(store.Database).DemoCastAsync(Stop);
        Assert.Contains(cast, p => p.Roles.Contains(Role.Cashier));
        Assert.Equal(cast.Count, cast.Select(p => p.PersonId).Distinct().Count());
        Assert.Equal([Role.Analyst], Value(await enter.RunAsync(new("demo-fenxi"), Stop)).Actor.Roles);
        Assert.Equal("access.sign-in-failed", Code(await SignIn(store, "fenxi", "")));
    }

    [Fact]
    public async Task The_old_password_cannot_be_guessed_through_the_change_of_password()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await Add(store, "chenzq", Role.Inspector);
        var signedIn = Value(await SignIn(store, "chenzq", First));
        for (var i = 0; i < 5; i++) Assert.Equal("access.old-password-wrong", Code(await new ChangePassword(store.Database).RunAsync(new("wrong", Second), signedIn.Actor, Stop)));
        Assert.Null(await new FindSignedIn(store.Database).RunAsync(signedIn.SignInId, Stop));
    }

    private static Task<Outcome<string>> Add(Store store, string login, params Role[] roles) =>
        new AddPerson(store.Database).RunAsync(new(login, "陈志强", "/", roles.ToHashSet(), First), Actor.System, Stop);

    private static Task<Outcome<SignedIn>> SignIn(Store store, string login, string password) =>
        new SignIn(store.Database).RunAsync(new(login, password), Stop);

    private static HashSet<Role> Set(params Role[] roles) => [.. roles];

    private static T Value<T>(Outcome<T> outcome)
        where T : notnull => outcome.Succeeded(out var value, out var problem) ? value : throw new Xunit.Sdk.XunitException(problem.Code);

    private static Problem Problem<T>(Outcome<T> outcome)
        where T : notnull => outcome.Problem ?? throw new Xunit.Sdk.XunitException("no refusal");

    private static string Code<T>(Outcome<T> outcome)
        where T : notnull => Problem(outcome).Code;
}
