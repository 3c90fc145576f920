using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Access;

/// <summary>Finds an active person by account name, with the roles of today, for a door that has checked who is there.</summary>
public sealed class FindActor(Database database)
{
    public async Task<Outcome<Actor>> RunAsync(string login, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var person = await look.FindByLoginAsync(login);
        if (person is not { Active: 1 }) return AccessProblems.PersonUnknown;
        return await look.ActorAsync(person);
    }
}
