using System.Text.Json;
using System.Text.RegularExpressions;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Publishes a new version of a checklist (发布检查表新版本) from a day on. A version is never changed or taken back: orders written before keep theirs, and an
/// old visit is always shown with the list it used.
/// </summary>
public sealed partial class PublishChecklist(Database database, DataFolder folder, InspectionShelf rules)
{
    private const string Folder = "checklists";

    /// <param name="Text">The list as JSON, in the shape of the shipped ones.</param>
    public sealed record Request(string Text);

    public async Task<Outcome<Checklist>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.Manager)) return AccessProblems.RoleMissing(Role.SystemAdministrator, Role.Manager);
        await using var work = await database.BeginAsync(actor, stop);
        if (!Read(request.Text, CompanyTime.Day(work.Now)).Succeeded(out var list, out var wrong)) return wrong;
        return await EditionFile.PublishAsync(
            work, folder, (Folder, list.ChecklistId), request.Text,
            ("checklist.published", $"checklist/{list.ChecklistId}", sha256 => new { list.Kind, list.EffectiveFrom, sha256 }), stop)
            ? list : ChecklistProblems.Exists(list.ChecklistId);
    }

    /// <summary>Where the company's own versions lie.</summary>
    internal static string FolderOf(DataFolder folder) => EditionFile.FolderOf(folder, Folder);

    private Outcome<Checklist> Read(string text, DateOnly today)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ChecklistFile>(text, InspectionShelf.Options) ?? throw new InvalidDataException("null");
            if (!Id().IsMatch(file.ChecklistId)) return ChecklistProblems.Unreadable("checklistId");
            if (rules.Checklists.ContainsKey(file.ChecklistId)) return ChecklistProblems.Exists(file.ChecklistId);
            if (ChecklistDraftRules.Wrong(file.Draft, rules.ChecklistKinds, today) is [var first, ..]) return first;
            return file.Checklist();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidDataException or NullReferenceException or ArgumentNullException)
        {
            return ChecklistProblems.Unreadable(wrong.Message);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$")]
    private static partial Regex Id();
}

/// <summary>All versions of all checklists with the text to start a new one from (检查表版本).</summary>
public sealed class ChecklistVersions(InspectionShelf rules)
{
    /// <param name="List">The version.</param>
    /// <param name="Until">Last day on which new orders take it; null: no later version.</param>
    public sealed record Row(Checklist List, DateOnly? Until);

    public IReadOnlyList<Row> All() =>
    [
        .. rules.Checklists.Values.GroupBy(c => c.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(kind =>
        {
            var dated = kind.OrderBy(InspectionShelf.Rank).ToList();
            return dated.Select((c, n) => new Row(c, n + 1 < dated.Count ? dated[n + 1].EffectiveFrom.AddDays(-1) : null));
        }),
    ];

    /// <summary>A version as a draft to start a new one from; null when there is no such version.</summary>
    public ChecklistDraft? Draft(string checklistId) => rules.Checklists.TryGetValue(checklistId, out var list) ? ChecklistDraft.Of(list) : null;

    /// <summary>A version as text, under another id and from another day when those are given; null when there is no such version.</summary>
    public string? Text(string checklistId, string? newId = null, DateOnly? from = null) =>
        Draft(checklistId) is { } draft ? EditionFile.Text(ChecklistFile.Of(draft with { From = from ?? draft.From }, newId ?? checklistId)) : null;
}
