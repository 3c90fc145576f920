using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>
/// Publishes an edition of the inspection cycles or a special round (发布检查周期或专项检查). Editions hold from a day in the future and are never changed or taken back, so
/// that a due day of the past can be worked out again with the cycles of that day.
/// </summary>
public sealed partial class PublishRules(Database database, DataFolder folder, InspectionShelf rules)
{
    /// <param name="Text">JSON in the shape of the shipped editions.</param>
    public sealed record Request(string Text);

    /// <param name="Version">Name of the edition.</param>
    /// <param name="Kind">cycles or campaigns.</param>
    /// <param name="From">From when new plans use it.</param>
    public sealed record Published(string Version, string Kind, DateOnly From);

    public async Task<Outcome<Published>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.Manager)) return AccessProblems.RoleMissing(Role.SystemAdministrator, Role.Manager);
        await using var work = await database.BeginAsync(actor, stop);
        if (!Read(request.Text, CompanyTime.Day(work.Now)).Succeeded(out var edition, out var wrong)) return wrong;
        return await EditionFile.PublishAsync(
            work, folder, (edition.Kind, edition.Version), request.Text, ("rules.published", $"rules/{edition.Version}", sha256 => new { edition.Kind, edition.From, sha256 }), stop)
            ? edition : RuleEditionProblems.Exists(edition.Version);
    }

    /// <summary>Of the cycles every member is known: a misspelt border would widen a class without a word.</summary>
    private static JsonSerializerOptions Known { get; } = new(InspectionShelf.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private Outcome<Published> Read(string text, DateOnly today)
    {
        try
        {
            var isCycles = JsonSerializer.Deserialize<JsonElement>(text, InspectionShelf.Options).TryGetProperty("cycles", out _);
            return isCycles ? Cycles(JsonSerializer.Deserialize<CyclesFile>(text, Known)!, today) : Campaign(JsonSerializer.Deserialize<CampaignFile>(text, InspectionShelf.Options)!, today);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            return RuleEditionProblems.Unreadable(wrong.Message);
        }
    }

    private Outcome<Published> Cycles(CyclesFile file, DateOnly today)
    {
        if (CycleDraftRules.Wrong(file.Draft, rules.Cycles(today).Keys, today) is [var first, ..]) return first;
        if (file.Cycles.Any(c => c.Who is not null) && ClassRules.Wrong([.. file.Cycles.Select(c => (c.Key, c.Who))]) is { } unclear) return unclear;
        return Named(file.Version, RuleEditions.CyclesFolder, file.EffectiveFrom, today);
    }

    private Outcome<Published> Campaign(CampaignFile file, DateOnly today)
    {
        if (file.Zh.Length == 0 || file.En.Length == 0) return RuleEditionProblems.Unreadable("zh, en");
        if (file.Until < file.From || (file.Yearly && file.Until >= file.From.AddYears(1))) return RuleEditionProblems.Unreadable("until");
        if (file.Classes.Except(rules.Cycles(today).Keys).FirstOrDefault() is { } unknown) return RuleEditionProblems.Unreadable(unknown);
        var known = rules.Checklists.Values.SelectMany(c => c.Items).Select(i => i.Code).ToHashSet();
        if (file.Items.FirstOrDefault(i => !known.Contains(i)) is { } item) return RuleEditionProblems.Unreadable(item);
        if (file.Voltages.Except(rules.Voltages(today).Keys).FirstOrDefault() is { } band) return RuleEditionProblems.Unreadable(band);
        if (file.MostShare is <= 0 or > 1) return RuleEditionProblems.Unreadable("mostShare");
        return file.SafetyPoints <= 0 ? RuleEditionProblems.Unreadable("safetyPoints") : Named(file.Version, RuleEditions.CampaignsFolder, file.From, today);
    }

    private Outcome<Published> Named(string version, string kind, DateOnly from, DateOnly today) =>
        !Name().IsMatch(version) ? RuleEditionProblems.Unreadable("version")
        : rules.Editions.Text(version) is not null ? RuleEditionProblems.Exists(version)
        : from <= today ? RuleEditionProblems.NotInFuture(from)
        : new Published(version, kind, from);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$")]
    private static partial Regex Name();
}

/// <summary>All editions of cycles and special rounds (检查周期与专项检查的版本).</summary>
public sealed class RuleEditionList(InspectionShelf rules)
{
    /// <param name="Version">Name of the edition.</param>
    /// <param name="Kind">cycles or campaigns.</param>
    /// <param name="From">First day in force.</param>
    /// <param name="Until">Last day in force; null: open.</param>
    /// <param name="About">What it sets, in words.</param>
    public sealed record Row(string Version, string Kind, DateOnly From, DateOnly? Until, Words About);

    public IReadOnlyList<Row> All()
    {
        var cycles = rules.Editions.CycleEditions.OrderBy(RuleEditions.Rank).ToList();
        return
        [
            .. cycles.Select((c, n) => new Row(c.Version, RuleEditions.CyclesFolder, c.EffectiveFrom, n + 1 < cycles.Count ? cycles[n + 1].EffectiveFrom.AddDays(-1) : null, new("检查周期", "Inspection cycles"))),
            .. rules.Editions.Campaigns.OrderBy(c => c.From).Select(c => new Row(
                c.Id, RuleEditions.CampaignsFolder, c.From, c.Yearly ? null : c.Until,
                c.Yearly ? new($"{c.Name.Zh}（每年 {c.From:MM-dd} 至 {c.Until:MM-dd}）", $"{c.Name.En} (every year, {c.From:MM-dd} to {c.Until:MM-dd})") : c.Name)),
        ];
    }

    /// <summary>A special round by its name; null when there is none.</summary>
    public Campaign? Round(string version) => rules.Editions.Campaigns.FirstOrDefault(c => c.Id == version);

    /// <summary>The cycles of an edition; empty when there is none of that name.</summary>
    public IReadOnlyList<InspectionCycle> Cycles(string version) => rules.Editions.CycleEditions.FirstOrDefault(c => c.Version == version) is { } file ? rules.Editions.Terms(file).Cycles : [];

    /// <summary>Classes of cycles in force on a day, with their words.</summary>
    public IReadOnlyList<InspectionCycle> Classes(DateOnly day) => rules.Cycles(day).Cycles;

    /// <summary>Bands of supply voltage in force on a day, from the lowest.</summary>
    public IReadOnlyList<VoltageBand> Bands(DateOnly day) => rules.Voltages(day).All;

    /// <summary>The checklists that new orders take on a day, for the items of a round.</summary>
    public IReadOnlyList<Domain.Inspections.Checklist> Checklists(DateOnly day) =>
        [.. rules.Checklists.Values.Select(c => c.Kind).Distinct().Where(k => k is not ("area" or "file")).Order(StringComparer.Ordinal).Select(k => rules.ChecklistOf(k, day))];

    /// <summary>An edition as text, to start a new one from; null when there is none of that name.</summary>
    public string? Text(string version) => rules.Editions.Text(version);
}
