using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>A checklist as its file writes it.</summary>
internal sealed class ChecklistFile : RuleFile
{
    public string ChecklistId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Zh { get; init; } = "";

    public string En { get; init; } = "";

    public string? Source { get; init; }

    public string? Certainty { get; init; }

    [JsonPropertyOrder(1)]
    public List<Row> Items { get; init; } = [];

    public static IReadOnlyDictionary<string, Checklist> ReadAll(string folder) => Directory.GetFiles(folder, "*.json")
        .Order(StringComparer.Ordinal)
        .Select(f => JsonSerializer.Deserialize<ChecklistFile>(File.ReadAllBytes(f), InspectionShelf.Options) ?? throw new InvalidDataException(f))
        .Select(f => f.Checklist())
        .ToDictionary(c => c.ChecklistId);

    /// <summary>The list; an exception names what is wrong with it.</summary>
    public Checklist Checklist()
    {
        var seen = new HashSet<string>();
        foreach (var item in Items)
        {
            var unknown = item.AskWhen?.FirstOrDefault(c => !c.Subject.StartsWith("fact:", StringComparison.Ordinal) && !seen.Contains(c.Subject));
            if (unknown is not null) throw new InvalidDataException($"{ChecklistId}: {item.Code} depends on {unknown.Subject}, which is not asked before it");
            if (!seen.Add(item.Code)) throw new InvalidDataException($"{ChecklistId}: item {item.Code} stands twice");
        }

        return new(ChecklistId, Kind, EffectiveFrom, new(Zh, En), [.. Items.Select(i => i.Item)]) { Origin = new(Source ?? "", Certainty ?? "") };
    }

    /// <summary>The same as a draft; what is missing is empty there.</summary>
    [JsonIgnore]
    public ChecklistDraft Draft => new(
        Kind ?? "", EffectiveFrom, Zh ?? "", En ?? "", new(Source ?? "", Certainty ?? ""),
        [.. (Items ?? []).Select(i => new ItemDraft(i.Code ?? "", i.Group ?? "", i.Zh ?? "", i.En ?? "")
        {
            Required = i.Required,
            Value = i.Value is { } v ? new(v.Unit ?? "", v.Low, v.High, v.FailAbove) : null,
            Shots = i.Shots ?? [],
            AskWhen = i.AskWhen ?? [],
            OnFail = i.OnFail,
        })]);

    /// <summary>A file that says what a draft without flaws says.</summary>
    public static ChecklistFile Of(ChecklistDraft draft, string checklistId) => new()
    {
        ChecklistId = checklistId,
        Kind = draft.Kind,
        EffectiveFrom = draft.From!.Value,
        Zh = draft.Zh.Trim(),
        En = draft.En.Trim(),
        Source = draft.Origin.Source.Trim() is { Length: > 0 } source ? source : null,
        Certainty = draft.Origin.Certainty.Trim() is { Length: > 0 } certainty ? certainty : null,
        Items = [.. draft.Items.Select(i => new Row(
            i.Code, i.Group, i.Zh.Trim(), i.En.Trim(), i.Required, i.Value is { } v ? new(v.Unit.Trim(), v.Low!.Value, v.High!.Value, v.FailAbove) : null,
            i.Shots.Count == 0 ? null : [.. i.Shots], i.AskWhen.Count == 0 ? null : [.. i.AskWhen], i.OnFail))],
    };

    internal sealed record Row(string Code, string Group, string Zh, string En, bool Required, NumberAsked? Value, List<string>? Shots, List<Condition>? AskWhen, string? OnFail)
    {
        [JsonIgnore]
        public ChecklistItem Item => new(Code, Group, new(Zh, En), Required, Value, Shots ?? [], AskWhen ?? [], OnFail);
    }
}
