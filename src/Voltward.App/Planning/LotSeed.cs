using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>The seed of a lot: fresh each time. One that is given is taken from the program itself only, to repeat a lot; a person who chooses it would choose the outcome.</summary>
internal static class LotSeed
{
    public static Outcome<string> Of(string? asked, Actor actor) =>
        asked is null ? Guid.NewGuid().ToString("n") : actor.Is(Role.System) ? asked : SealProblems.SeedNotDrawn;
}
