using Voltward.App.Access;
using Voltward.Domain.Access;

namespace Voltward.Host.Shared;

/// <summary>What the frame around every page shows.</summary>
internal sealed class Frame(Installation installation)
{
    public async Task<State> ReadAsync(Actor actor, Texts texts, CancellationToken stop) => new(
        await installation.OrganisationNameAsync(actor, stop) ?? texts["全部单位"],
        await installation.IsDemoAsync(stop));

    public sealed record State(string Organisation, bool Demo);
}
