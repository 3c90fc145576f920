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

    public string? Source { get; init; }

    public string? Certainty { get; init; }

    public decimal EarlyShare { get; init; }

    public int PromiseLateMonths { get; init; }

    [JsonPropertyOrder(1)]
    public List<Row> Cycles { get; init; } = [];

    /// <summary>Whether it says of every class who belongs to it.</summary>
    [JsonIgnore]
    public bool SaysWho => Cycles.All(c => c.Who is not null);

    /// <summary>Its cycles with the classes, and their order, of the edition that says who belongs to them.</summary>
    public CycleTerms Terms(CyclesFile classes) => new(
        EarlyShare, PromiseLateMonths,
        [.. classes.Cycles.Join(Cycles, c => c.Key, own => own.Key, (c, own) => new InspectionCycle(own.Key, own.Months, own.SharePerYear, new(own.Zh, own.En), c.Who!))]);

    /// <summary>The same as a draft.</summary>
    [JsonIgnore]
    public CycleDraft Draft => new(
        EffectiveFrom, new(Source ?? "", Certainty ?? ""), EarlyShare * 100, PromiseLateMonths, [.. Cycles.Select(c => c.Draft)]);

    /// <summary>An edition that says what a draft without flaws says.</summary>
    public static CyclesFile Of(CycleDraft draft, string version) => new()
    {
        Version = version,
        EffectiveFrom = draft.From!.Value,
        Source = draft.Origin.Source.Trim() is { Length: > 0 } source ? source : null,
        Certainty = draft.Origin.Certainty.Trim() is { Length: > 0 } certainty ? certainty : null,
        EarlyShare = draft.EarlyPercent!.Value / 100,
        PromiseLateMonths = (int)draft.PromiseLateMonths!.Value,
        Cycles = [.. draft.Rows.Select(r => new Row(r.Key, r.Rhythm == "months" ? (int)r.Figure!.Value : null, r.Rhythm == "share" ? r.Figure / 100 : null, r.Zh.Trim(), r.En.Trim(), null))],
    };

    internal sealed record Row(string Key, int? Months, decimal? SharePerYear, string Zh, string En, List<ClassCondition>? Who)
    {
        /// <summary>The same as a row of a draft; one that states both months and share has no rhythm.</summary>
        [JsonIgnore]
        public CycleRow Draft => new(
            Key ?? "", Zh ?? "", En ?? "",
            (Months, SharePerYear) switch { (not null, not null) => "", (not null, _) => "months", (_, not null) => "share", _ => "event" },
            Months ?? (SharePerYear * 100));
    }
}

internal sealed class VoltagesFile : RuleFile
{
    public List<Row> Bands { get; init; } = [];

    public VoltageBands Terms => new([.. Bands.OrderBy(b => b.FromV).Select(b => new VoltageBand(b.Key, b.FromV, new(b.Zh, b.En)))]);

    internal sealed record Row(string Key, long FromV, string Zh, string En);
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
