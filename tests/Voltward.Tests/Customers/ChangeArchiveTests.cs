using System.Globalization;
using Voltward.App.Customers;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Customers;

/// <summary>Changes of the archive by hand: a thousand random ones against a plain replay, and each refusal.</summary>
public sealed class ChangeArchiveTests
{
    private const int Days = 120;
    private static readonly DateOnly First = new(2026, 1, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// The replay keeps, for each customer and instant, one array with the class of every day. After each accepted change the database must
    /// answer every day of the new knowledge as the array does, and at the end every earlier instant must still be answered as it was then.
    /// </summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_thousand_random_edits_answer_every_day_of_every_knowledge_as_a_plain_replay(Engine engine)
    {
        var clock = Clock.AtNoon();
        await using var store = await Store.OpenAsync(engine, clock);
        await PrepareAsync(store);
        var change = new ChangeArchive(store.Database);
        var random = new Random(42);
        string[] customers = ["A", "B", "C", "D"];
        var replay = customers.ToDictionary(c => c, _ => new Replay());
        var known = new List<(DateTimeOffset At, Dictionary<string, string?[]> Days)>();
        var accepted = 0;
        for (var i = 0; i < 1000; i++)
        {
            clock.Pass(TimeSpan.FromSeconds(1));
            var customer = customers[random.Next(customers.Length)];
            var (request, expected) = Draw(random, customer, replay[customer], i);
            var outcome = await change.RunAsync(request, Actor.System, Stop);
            Assert.Equal(expected, outcome.Problem is null);
            if (expected) accepted++;
            known.Add((clock.GetUtcNow(), customers.ToDictionary(c => c, c => replay[c].Copy())));
        }

        Assert.InRange(accepted, 300, 900);
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        foreach (var (at, days) in known)
        {
            var rows = await look.QueryAsync<Row>(
                "select customer_no as CustomerNo, customer_class as CustomerClass, valid_from as ValidFrom, valid_to as ValidTo from customer where known_from <= @at and known_to > @at", new { at });
            foreach (var customer in customers)
            {
                var answered = new string?[Days];
                foreach (var row in rows.Where(r => r.CustomerNo == customer))
                {
                    for (var d = Math.Max(0, row.ValidFrom.DayNumber - First.DayNumber); d < Math.Min(Days, row.ValidTo.DayNumber - First.DayNumber); d++)
                    {
                        Assert.Null(answered[d]);
                        answered[d] = row.CustomerClass;
                    }
                }

                Assert.Equal(days[customer], answered);
            }
        }

        Assert.Equal(accepted, await look.ScalarAsync<long>("select count(*) from trail_entry where action = 'customer.archive-changed'"));
    }

    [Fact]
    public async Task The_customer_page_answers_both_questions_after_a_change()
    {
        var clock = Clock.AtNoon();
        await using var store = await Store.OpenAsync(Engine.Sqlite, clock);
        await PrepareAsync(store);
        var change = new ChangeArchive(store.Database);
        await change.RunAsync(State("A", "resident", 0, null), Actor.System, Stop);
        var before = clock.GetUtcNow();
        clock.Pass(TimeSpan.FromHours(1));
        var done = await change.RunAsync(new("customers", new Dictionary<string, string?> { ["customer_no"] = "A", ["customer_class"] = "shop" }, ChangeArchive.Edit.ChangeFrom, "工单 W7", First.AddDays(10)), Actor.System, Stop);
        Assert.Null(done.Problem);
        var queries = new CustomerQueries(store.Database);
        async Task<string?> Class(int day, DateTimeOffset? at) => (await queries.RunAsync(new("A", First.AddDays(day), at), Actor.System, Stop))?.Customer?.CustomerClass;
        Assert.Equal(("resident", "shop", "resident"), (await Class(9, null), await Class(10, null), await Class(10, before)));
    }

    public static TheoryData<ChangeArchive.Request, string> Refusals() => new()
    {
        { State("A", "resident", 0, null) with { Reason = " " }, "customer.reason-missing" },
        { State("A", "castle", 0, null), "customer.value-invalid" },
        { State("A", "resident", 5, 5), "customer.span-backwards" },
        { State("A", "resident", 30, 40), "customer.overlap" },
        { State("A", "resident", 0, null) with { Table = "houses" }, "customer.column-unknown" },
        { State("A", "resident", 0, null) with { Values = new Dictionary<string, string?> { ["customer_no"] = "A", ["colour"] = "red" } }, "customer.column-unknown" },
        { State("A", "resident", 0, null) with { Values = new Dictionary<string, string?> { ["customer_no"] = "A" } }, "customer.value-invalid" },
        { new("usage-points", new Dictionary<string, string?> { ["usage_point_no"] = "P", ["customer_no"] = "A", ["area_no"] = "T9", ["valid_from"] = "2026-01-01" }, ChangeArchive.Edit.State, "x"), "customer.reference-unknown" },
        { new("customers", new Dictionary<string, string?> { ["customer_no"] = "Z" }, ChangeArchive.Edit.Withdraw, "x", First), "customer.nothing-in-force" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task What_cannot_stand_is_refused_and_leaves_no_trace(ChangeArchive.Request request, string code)
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite, Clock.AtNoon());
        await PrepareAsync(store);
        var change = new ChangeArchive(store.Database);
        Assert.Null((await change.RunAsync(State("A", "resident", 20, 60), Actor.System, Stop)).Problem);
        Assert.Equal(code, (await change.RunAsync(request, Actor.System, Stop)).Problem!.Code);
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from customer"));
    }

    [Fact]
    public async Task Nobody_changes_what_lies_outside_the_own_part_or_without_the_duty()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite, Clock.AtNoon());
        await PrepareAsync(store);
        var change = new ChangeArchive(store.Database);
        var auditor = new Actor("p", "p", new HashSet<Role> { Role.Auditor }, "/2/");
        Assert.Equal("customer.not-found", (await change.RunAsync(State("A", "resident", 0, null), auditor, Stop)).Problem!.Code);
        Assert.Equal("access.role-missing", (await change.RunAsync(State("A", "resident", 0, null), auditor with { Roles = new HashSet<Role> { Role.Cashier } }, Stop)).Problem!.Code);
    }

    private static async Task PrepareAsync(Store store)
    {
        await using var work = await store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync("insert into organisation (org_code, name, org_path) values ('1', 'x', '/1/')");
        await work.CommitAsync("test.prepared", "organisation");
    }

    private static ChangeArchive.Request State(string customer, string kind, int from, int? to) => new(
        "customers",
        new Dictionary<string, string?> { ["customer_no"] = customer, ["name"] = "x", ["customer_class"] = kind, ["org_code"] = "1", ["valid_from"] = Text(from), ["valid_to"] = to is { } end ? Text(end) : null },
        ChangeArchive.Edit.State,
        "test");

    /// <summary>A random edit, applied to the replay when it can stand; and whether it can.</summary>
    private static (ChangeArchive.Request Request, bool Stands) Draw(Random random, string customer, Replay replay, int i)
    {
        string[] kinds = ["resident", "shop", "farm", "school"];
        var kind = kinds[random.Next(kinds.Length)];
        var day = random.Next(Days);
        // Half of the time an edit aims at a row that is there, else corrections would be rare.
        if (replay.Begins is { Count: > 0 } begins && random.Next(2) == 0) day = begins[random.Next(begins.Count)];
        if (random.Next(3) > 0)
        {
            int? to = random.Next(4) == 0 ? null : Math.Min(Days, day + 1 + random.Next(40));
            return (State(customer, kind, day, to), replay.State(day, to ?? Days, kind));
        }

        var values = new Dictionary<string, string?> { ["customer_no"] = customer, ["customer_class"] = kind };
        return random.Next(3) == 0
            ? (new("customers", new Dictionary<string, string?> { ["customer_no"] = customer }, ChangeArchive.Edit.Withdraw, "test", First.AddDays(day)), replay.Withdraw(day))
            : (new("customers", values, ChangeArchive.Edit.ChangeFrom, "test", First.AddDays(day)), replay.ChangeFrom(day, kind));
    }

    private static string Text(int day) => First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public string CustomerNo { get; init; } = "";

        public string CustomerClass { get; init; } = "";

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }
    }
}
