using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Trail;

/// <summary>Who did what to which record and when (操作留痕), the latest first.</summary>
public sealed class TrailList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select e.seq as Seq, e.at as At, e.actor as Actor, p.name as ActorName, e.action as Action, e.subject as Subject,
                   e.detail as Detail, e.hash as Hash
            """,
        From = "from trail_entry e left join person p on p.person_id = e.actor where @@scope(e.org_path) and (@quiet = 0 or (e.action not like 'tip.%' and e.action not like 'audit.%'))",
        SearchIn = ["e.subject", "e.action", "p.name", "e.actor"],
        Filters = new Dictionary<string, string>
        {
            ["area"] = "e.action like @value || '.%'",
            ["subject"] = "e.subject = @value",
        },
        Sorts = new Dictionary<string, string> { ["seq"] = "e.seq", ["at"] = "e.at", ["actor"] = "p.name", ["action"] = "e.action", ["subject"] = "e.subject" },
        Order = "e.seq desc",
        Key = "e.seq",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { quiet = Quiet(actor) });
    }

    /// <summary>What was done since an instant, sign-ins left out, the latest first.</summary>
    public async Task<IReadOnlyList<Row>> SinceAsync(DateTimeOffset since, int most, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<Row>(
            $"{Sql.Select} {Sql.From} and e.at >= @since and e.action not like 'access.%' and e.action not like 'test.%' order by e.seq desc limit @most",
            new { since = since.ToUniversalTime().ToString("O"), most = (long)most, quiet = Quiet(actor) });
    }

    /// <summary>1 for whoever goes to visits or has nothing to do with tips: that one came in, and when it was decided, would tell whom it is about.</summary>
    private static long Quiet(Actor actor) => actor.Is(Role.Inspector) || !actor.Is(Role.Analyst, Role.Auditor, Role.Manager, Role.SystemAdministrator, Role.System) ? 1L : 0L;

    public sealed class Row
    {
        public long Seq { get; init; }

        public DateTimeOffset At { get; init; }

        public string Actor { get; init; } = "";

        public string? ActorName { get; init; }

        public string Action { get; init; } = "";

        public string Subject { get; init; } = "";

        public string? Detail { get; init; }

        public string Hash { get; init; } = "";
    }
}
