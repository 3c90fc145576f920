using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Publishes a checklist that an administrator filled in as a form (填表发布检查表), as the next version of its kind.</summary>
public sealed class PublishChecklistDraft(Database database, InspectionShelf rules, PublishChecklist publish)
{
    public async Task<Outcome<Checklist>> RunAsync(ChecklistDraft draft, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.Manager)) return AccessProblems.RoleMissing(Role.SystemAdministrator, Role.Manager);
        if (await WrongAsync(draft, actor, stop) is [var first, ..]) return first;
        return await publish.RunAsync(new(EditionFile.Text(ChecklistFile.Of(draft, NextId(draft.Kind)))), actor, stop);
    }

    /// <summary>Every field that is wrong.</summary>
    public async Task<IReadOnlyList<Problem>> WrongAsync(ChecklistDraft draft, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return ChecklistDraftRules.Wrong(draft, rules.ChecklistKinds, CompanyTime.Day(look.Now));
    }

    /// <summary>The name the next version of a kind gets.</summary>
    public string NextId(string kind) =>
        Enumerable.Range(1, int.MaxValue).Select(n => FormattableString.Invariant($"{kind}-{n}")).First(id => !rules.Checklists.ContainsKey(id));
}
