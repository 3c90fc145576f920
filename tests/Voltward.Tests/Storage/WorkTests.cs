using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Storage;

public sealed class WorkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_change_without_commit_leaves_nothing(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values ('c1', 'x', '/')");
        }

        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from crew"));
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from trail_entry"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_commit_writes_change_and_trail_entry_together_and_chains_them(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        for (var i = 0; i < 3; i++)
        {
            await using var work = await store.Database.BeginAsync(Actor.System, Stop);
            await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values (@id, 'x', '/')", new { id = $"c{i}" });
            await work.CommitAsync("crew.made", $"crew/c{i}", new { i }, stop: Stop);
        }

        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        var entries = await look.QueryAsync<Entry>("select seq as Seq, previous_hash as PreviousHash, hash as Hash from trail_entry order by seq");
        Assert.Equal([1, 2, 3], entries.Select(e => e.Seq));
        Assert.Equal(entries[0].Hash, entries[1].PreviousHash);
        Assert.Equal(entries[1].Hash, entries[2].PreviousHash);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_same_request_twice_has_the_effect_of_once(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var work = await store.Database.BeginAsync(Actor.System, Stop, "key-1");
            if (work.Earlier<string>() is { } earlier)
            {
                answers.Add(earlier);
                continue;
            }

            await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values (@id, 'x', '/')", new { id = $"c{i}" });
            await work.CommitAsync("crew.made", "crew/c", answer: $"made {i}", stop: Stop);
            answers.Add($"made {i}");
        }

        Assert.Equal(["made 0", "made 0"], answers);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_hundred_writers_at_once_lose_nothing(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await using var work = await store.Database.BeginAsync(Actor.System, Stop);
            await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values (@id, 'x', '/')", new { id = $"c{i}" });
            if (i % 4 != 0) await work.CommitAsync("crew.made", $"crew/c{i}", stop: Stop);
        }));

        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(150, await look.ScalarAsync<long>("select count(*) from crew"));
        Assert.Equal(150, await look.ScalarAsync<long>("select max(seq) from trail_entry"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_person_sees_only_rows_of_the_own_part_of_the_organisation(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values ('a', 'x', '/1/11/'), ('b', 'x', '/1/12/')");
            await work.CommitAsync("crew.made", "crew", stop: Stop);
        }

        var actor = new Actor("p", "p", new HashSet<Role> { Role.Planner }, "/1/12/");
        await using var look = await store.Database.LookAsync(actor, Stop);
        Assert.Equal(["b"], await look.QueryAsync<string>("select crew_id from crew where @@scope(crew.org_path) order by 1"));
    }

    private sealed class Entry
    {
        public long Seq { get; init; }

        public string PreviousHash { get; init; } = "";

        public string Hash { get; init; } = "";
    }
}
