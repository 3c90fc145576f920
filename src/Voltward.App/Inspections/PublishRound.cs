using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>Publishes a special round that an administrator filled in (发布专项检查), as an edition with a name of its own.</summary>
public sealed class PublishRound(Database database, InspectionShelf rules, PublishRules publish)
{
    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Outcome<PublishRules.Published>> RunAsync(RoundDraft draft, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.Manager)) return AccessProblems.RoleMissing(Role.SystemAdministrator, Role.Manager);
        if ((await WrongAsync(draft, actor, stop)) is [var first, ..]) return first;
        return await publish.RunAsync(new(Text(draft)), actor, stop);
    }

    /// <summary>Every field that is wrong.</summary>
    public async Task<IReadOnlyList<Problem>> WrongAsync(RoundDraft draft, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var today = CompanyTime.Day(look.Now);
        var areas = draft.Who.Areas.Count == 0 ? [] : (await look.QueryAsync<string>("select distinct area_no from transformer_area")).ToHashSet();
        return RoundRules.Wrong(
            draft, new(rules.Cycles(today).Keys, rules.Checklists.Values.SelectMany(c => c.Items).Select(i => i.Code).ToHashSet(), areas, rules.Voltages(today).Keys), today);
    }

    private string Text(RoundDraft draft)
    {
        var from = draft.From!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var version = Enumerable.Range(1, int.MaxValue).Select(n => FormattableString.Invariant($"round-{from}-{n}")).First(name => rules.Editions.Text(name) is null);
        return JsonSerializer.Serialize(
            new
            {
                version,
                zh = draft.Zh.Trim(),
                en = draft.En.Trim(),
                from = draft.From,
                until = draft.Until,
                yearly = draft.Yearly,
                classes = draft.Who.Classes,
                voltages = draft.Who.Voltages,
                customerClasses = draft.Who.CustomerClasses,
                areas = draft.Who.Areas,
                items = draft.Items,
                mostShare = draft.Weight.SharePercent / 100,
                safetyPoints = draft.Weight.SafetyPoints,
                reason = draft.Reason.Trim(),
            },
            Written);
    }
}
