using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>Publishes inspection cycles that an administrator filled in as a form (填表发布检查周期), as the next edition.</summary>
public sealed class PublishCycles(Database database, InspectionShelf rules, PublishRules publish)
{
    public async Task<Outcome<PublishRules.Published>> RunAsync(CycleDraft draft, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.Manager)) return AccessProblems.RoleMissing(Role.SystemAdministrator, Role.Manager);
        if (await WrongAsync(draft, actor, stop) is [var first, ..]) return first;
        return await publish.RunAsync(new(EditionFile.Text(CyclesFile.Of(draft, NextVersion))), actor, stop);
    }

    /// <summary>Every field that is wrong.</summary>
    public async Task<IReadOnlyList<Problem>> WrongAsync(CycleDraft draft, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var today = CompanyTime.Day(look.Now);
        return CycleDraftRules.Wrong(draft, rules.Cycles(today).Keys, today);
    }

    /// <summary>An edition as a draft to start a new one from; null when there is none of that name.</summary>
    public CycleDraft? Draft(string version) => rules.Editions.CycleEditions.FirstOrDefault(c => c.Version == version)?.Draft;

    /// <summary>The name the next edition gets.</summary>
    public string NextVersion =>
        Enumerable.Range(1, int.MaxValue).Select(n => FormattableString.Invariant($"cycles-{n}")).First(name => rules.Editions.Text(name) is null);
}
