using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Common;
using Voltward.Domain.Hazards;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>What every file of inspection rules states: since when it holds.</summary>
internal abstract class RuleFile
{
    public DateOnly EffectiveFrom { get; init; }
}

internal sealed class CyclesFile : RuleFile
{
    public string Version { get; init; } = "";

    public decimal EarlyShare { get; init; }

    public int PromiseLateMonths { get; init; }

    public List<Row> Cycles { get; init; } = [];

    public CycleTerms Terms => new(EarlyShare, PromiseLateMonths, Cycles.ToDictionary(c => c.Key, c => new InspectionCycle(c.Key, c.Months, c.SharePerYear, new(c.Zh, c.En))));

    internal sealed record Row(string Key, int? Months, decimal? SharePerYear, string Zh, string En);
}

internal sealed class CampaignFile : RuleFile
{
    public string Version { get; init; } = "";

    public string Zh { get; init; } = "";

    public string En { get; init; } = "";

    public DateOnly From { get; init; }

    public DateOnly Until { get; init; }

    public bool Yearly { get; init; }

    public List<string> Classes { get; init; } = [];

    public List<string> Areas { get; init; } = [];

    public List<string> Items { get; init; } = [];

    public double SafetyPoints { get; init; }

    public List<string> Voltages { get; init; } = [];

    public List<string> CustomerClasses { get; init; } = [];

    public double? MostShare { get; init; }

    public string? Reason { get; init; }

    public Campaign Terms => new(Version, new(Zh, En), From, Until, Yearly, Classes.ToHashSet(), Areas.ToHashSet(), Items.ToHashSet(), SafetyPoints)
    {
        Voltages = Voltages.ToHashSet(),
        CustomerClasses = CustomerClasses.ToHashSet(),
        MostShare = MostShare,
        Reason = Reason,
    };
}

internal sealed class QualificationFile : RuleFile
{
    public List<Row> Levels { get; init; } = [];

    public int MinimumInspectors { get; init; }

    public QualificationTerms Terms => new(
        new(Levels.ToDictionary(l => l.Level, l => l.MaximumVoltageV)), Math.Max(TwoPersonGate.LeastInspectors, MinimumInspectors));

    internal sealed record Row(int Level, long MaximumVoltageV);
}

internal sealed class HazardsFile : RuleFile
{
    public List<Row> Levels { get; init; } = [];

    public HazardTerms Terms => new(Levels.ToDictionary(l => Storage.EnumText.Parse<HazardLevel>(l.Level), l => l.DueDays));

    internal sealed record Row(string Level, int DueDays);
}

internal sealed class ReasonsFile : RuleFile
{
    public List<Row> Reasons { get; init; } = [];

    public IReadOnlyDictionary<string, Words> Terms => Reasons.ToDictionary(r => r.Code, r => new Words(r.Zh, r.En));

    internal sealed record Row(string Code, string Zh, string En);
}

internal sealed class QuantitiesFile : RuleFile
{
    public List<Row> Quantities { get; init; } = [];

    public IReadOnlyDictionary<string, Quantity> Terms =>
        Quantities.ToDictionary(q => q.Quantity, q => new Quantity(q.Unit, q.Low, q.High, new(q.Zh, q.En)));

    internal sealed record Row(string Quantity, string Unit, double Low, double High, string Zh, string En);
}

internal sealed class QualityFile : RuleFile
{
    public double ReinspectShare { get; init; }

    public int LeastPerStratum { get; init; }

    public int WithinDays { get; init; }

    public List<string> Changeable { get; init; } = [];

    public double ReviewShare { get; init; }

    public int WatchDays { get; init; }

    public QualityTerms Terms => new(ReinspectShare, LeastPerStratum, WithinDays, Changeable.ToHashSet(), ReviewShare, WatchDays);
}

/// <summary>A checklist as its file writes it.</summary>
internal sealed class ChecklistFile : RuleFile
{
    public string ChecklistId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Zh { get; init; } = "";

    public string En { get; init; } = "";

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

        return new(ChecklistId, Kind, EffectiveFrom, new(Zh, En), [.. Items.Select(i => i.Item)]);
    }

    internal sealed record Row(string Code, string Group, string Zh, string En, bool Required, NumberAsked? Value, List<string>? Shots, List<Condition>? AskWhen, string? OnFail)
    {
        [JsonIgnore]
        public ChecklistItem Item => new(Code, Group, new(Zh, En), Required, Value, Shots ?? [], AskWhen ?? [], OnFail);
    }
}
