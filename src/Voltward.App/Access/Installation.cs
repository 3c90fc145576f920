using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Access;

/// <summary>What holds for the whole installation, and the organisations a person sees.</summary>
public sealed class Installation(Database database)
{
    public async Task<bool> IsDemoAsync(CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        return await look.IsDemoAsync();
    }

    /// <summary>Name of the part of the organisation the person works in; null when none is recorded.</summary>
    public async Task<string?> OrganisationNameAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        return await look.OrganisationNameAsync(actor.OrgPath);
    }

    /// <summary>The organisations inside the person's part, by path.</summary>
    public async Task<IReadOnlyList<OrganisationRow>> OrganisationsAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.OrganisationsAsync();
    }
}
