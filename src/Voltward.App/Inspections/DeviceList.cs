using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Devices with what waits on each (设备与待传): after a day without word while something waits, a device is late.</summary>
public sealed class DeviceList(Database database)
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(24);

    public async Task<Outcome<List<Row>>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager) && !actor.Is(Role.SystemAdministrator) && !actor.Is(Role.Planner, Role.Reviewer)) return AccessProblems.RoleMissing(Role.Manager, Role.SystemAdministrator, Role.Planner, Role.Reviewer);
        await using var look = await database.LookAsync(actor, stop);
        var rows = await look.QueryAsync<Row>(
            """
            select d.device_id as DeviceId, d.label as Label, d.person_id as PersonId, p.name as PersonName, d.enrolled_at as EnrolledAt,
                   d.revoked_at as RevokedAt, d.seen_at as SeenAt, d.waiting_visits as Visits, d.waiting_photos as Photos, d.oldest_at as OldestAt,
                   case when d.waiting_visits > 0 and d.oldest_at < @limit then 1 else 0 end as Late
            from field_device d join person p on p.person_id = d.person_id where @@scope(p.org_path)
            order by d.waiting_visits desc, d.oldest_at, d.device_id
            """,
            new { limit = look.Now - Late });
        var links = (await look.LinksAsync()).ToLookup(l => l.DeviceId, l => l.Link);
        var kept = await look.KeptVersionsAsync();
        foreach (var row in rows) (row.Records, row.Gaps) = (links[row.DeviceId].Count(), CaptureChain.Check(links[row.DeviceId], kept));
        return rows.ToList();
    }

    /// <summary>One device.</summary>
    public sealed class Row
    {
        public string DeviceId { get; init; } = "";

        public string? Label { get; init; }

        public string PersonId { get; init; } = "";

        public string PersonName { get; init; } = "";

        public DateTimeOffset EnrolledAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public DateTimeOffset? SeenAt { get; init; }

        /// <summary>Records not acknowledged at the last report.</summary>
        public long Visits { get; init; }

        /// <summary>Photos not acknowledged at the last report.</summary>
        public long Photos { get; init; }

        public DateTimeOffset? OldestAt { get; init; }

        /// <summary>1 when something has waited for more than 24 hours.</summary>
        public long Late { get; init; }

        /// <summary>Numbered records of this device on file.</summary>
        public int Records { get; set; }

        /// <summary>Holes and breaks in the chain of its records; a missing number may still be on the device.</summary>
        public IReadOnlyList<ChainGap> Gaps { get; set; } = [];
    }
}
