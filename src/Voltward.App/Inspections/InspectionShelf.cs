using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Common;
using Voltward.Domain.Hazards;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>
/// The dated rules of inspections, read once from <c>rules/inspection</c>: cycles, qualification levels, reasons, checklists, hazard
/// terms, plausible ranges. A file with a later <c>effectiveFrom</c> replaces the one before it from that day on.
/// </summary>
public sealed class InspectionShelf
{
    private readonly RuleEditions _editions;
    private readonly List<Dated<QualificationTerms>> _qualifications;
    private readonly List<Dated<HazardTerms>> _hazards;
    private readonly List<Dated<IReadOnlyDictionary<string, Words>>> _reasons;
    private readonly List<Dated<IReadOnlyDictionary<string, Quantity>>> _quantities;
    private readonly List<Dated<QualityTerms>> _quality;
    private readonly List<Dated<VoltageBands>> _voltages;

    private readonly string? _own;
    private readonly IReadOnlyDictionary<string, Checklist> _shipped;
    private (string[] Files, IReadOnlyDictionary<string, Checklist> Lists) _all;

    /// <param name="rules">The rules folder; null: beside the program.</param>
    /// <param name="own">Folder of the company's own versions of checklists, cycles and special rounds, which may grow at any time; null: none.</param>
    public InspectionShelf(string? rules = null, string? own = null)
    {
        var folder = Path.Combine(rules ?? Path.Combine(AppContext.BaseDirectory, "rules"), "inspection");
        _editions = new(folder, own);
        _qualifications = Read<QualificationFile, QualificationTerms>(folder, "qualification-*.json", f => f.Terms);
        _hazards = Read<HazardsFile, HazardTerms>(folder, "hazards-*.json", f => f.Terms);
        _reasons = Read<ReasonsFile, IReadOnlyDictionary<string, Words>>(folder, "reasons-*.json", f => f.Terms);
        _quantities = Read<QuantitiesFile, IReadOnlyDictionary<string, Quantity>>(folder, "measurements-*.json", f => f.Terms);
        _quality = Read<QualityFile, QualityTerms>(folder, "quality-*.json", f => f.Terms);
        _voltages = Read<VoltagesFile, VoltageBands>(folder, "voltages-*.json", f => f.Terms);
        _shipped = ChecklistFile.ReadAll(Path.Combine(folder, "checklists"));
        (_own, _all) = (own is null ? null : Path.Combine(own, "checklists"), ([], _shipped));
    }

    /// <summary>Every version of every checklist, by id: those shipped and those published since, which are only ever added to.</summary>
    public IReadOnlyDictionary<string, Checklist> Checklists
    {
        get
        {
            if (_own is null || !Directory.Exists(_own)) return _shipped;
            var files = Directory.GetFiles(_own, "*.json").Order(StringComparer.Ordinal).ToArray();
            var all = _all;
            if (!files.SequenceEqual(all.Files))
            {
                all = (files, _shipped.Concat(ChecklistFile.ReadAll(_own)).ToDictionary());
                _all = all;
            }

            return all.Lists;
        }
    }

    /// <summary>Kinds of checklists.</summary>
    internal IReadOnlySet<string> ChecklistKinds => Checklists.Values.Select(c => c.Kind).ToHashSet();

    /// <summary>Of two versions of one day the later name holds: <c>lv-10</c> is later than <c>lv-9</c>.</summary>
    internal static (DateOnly From, int Length, string Id) Rank(Checklist list) => (list.EffectiveFrom, list.ChecklistId.Length, list.ChecklistId);

    /// <summary>Every edition of cycles and special rounds.</summary>
    internal RuleEditions Editions => _editions;

    /// <summary>Cycles in force.</summary>
    public CycleTerms Cycles(DateOnly day) => _editions.Cycles(day);

    /// <summary>Special rounds that touch a week.</summary>
    public IReadOnlyList<Campaign> Campaigns(PlanWeek week) => [.. _editions.Campaigns.Where(c => c.RoundIn(week) is not null)];

    public QualificationTerms Qualifications(DateOnly day) => InForce(_qualifications, day);

    public HazardTerms Hazards(DateOnly day) => InForce(_hazards, day);

    /// <summary>Reason code → its words (INS-6).</summary>
    public IReadOnlyDictionary<string, Words> Reasons(DateOnly day) => InForce(_reasons, day);

    /// <summary>Quantity → unit and plausible range.</summary>
    public IReadOnlyDictionary<string, Quantity> Quantities(DateOnly day) => InForce(_quantities, day);

    /// <summary>How visits are looked at again.</summary>
    public QualityTerms Quality(DateOnly day) => InForce(_quality, day);

    /// <summary>Bands of supply voltage in force.</summary>
    public VoltageBands Voltages(DateOnly day) => InForce(_voltages, day);

    /// <summary>The version of a kind of checklist that new orders take on a day.</summary>
    public Checklist ChecklistOf(string kind, DateOnly day) => Checklists.Values
        .Where(c => c.Kind == kind && c.EffectiveFrom <= day)
        .MaxBy(Rank)
        ?? throw new InvalidDataException($"rules/inspection/checklists has no list of kind {kind} for {day:yyyy-MM-dd}");

    /// <summary>The checklist that a customer's facts and an order's kind ask for on a day.</summary>
    public Checklist ChecklistOf(string orderKind, CycleFacts facts, DateOnly day) => ChecklistOf(KindOf(orderKind, facts, day), day);

    private string KindOf(string orderKind, CycleFacts facts, DateOnly day) => (orderKind, facts) switch
    {
        ("area-visit", _) => "area",
        ("file-correction", _) => "file",
        (_, { ImportantClass: not null }) => "important",
        (_, { CustomerClass: "charging" }) => "ev",
        (_, { CustomerClass: "pv" } or { FeedIn: true }) => "pv",
        _ => Voltages(day).IsLow(facts.VoltageV) ? "lv" : "hv",
    };

    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        AllowDuplicateProperties = false,
    };

    private static List<Dated<T>> Read<TFile, T>(string folder, string pattern, Func<TFile, T> terms)
        where TFile : RuleFile
    {
        var files = Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)
            .Select(f => JsonSerializer.Deserialize<TFile>(File.ReadAllBytes(f), Options) ?? throw new InvalidDataException(f))
            .Select(f => new Dated<T>(f.EffectiveFrom, terms(f)))
            .OrderBy(d => d.From).ToList();
        return files.Count > 0 ? files : throw new InvalidDataException($"{folder} has no {pattern}");
    }

    private static T InForce<T>(List<Dated<T>> all, DateOnly day) =>
        (all.LastOrDefault(d => d.From <= day) ?? throw new InvalidDataException($"no {typeof(T).Name} in force on {day:yyyy-MM-dd}")).Terms;

    private sealed record Dated<T>(DateOnly From, T Terms);
}

/// <summary>Qualification levels in force and the fewest inspectors of a visit (never below two).</summary>
public sealed record QualificationTerms(QualificationLevels Levels, int MinimumInspectors);

/// <summary>Company parameters of the quality of visits.</summary>
/// <param name="ReinspectShare">Share of accepted visits drawn for a blind second visit, 0 to 1.</param>
/// <param name="LeastPerStratum">At least so many of each stratum, so that its spread can be seen.</param>
/// <param name="WithinDays">A second visit later than this after the first is reported apart.</param>
/// <param name="Changeable">Items that may honestly change between two visits; reported apart.</param>
/// <param name="ReviewShare">Share of visits, highest score first, that reviewers are asked to look at again.</param>
/// <param name="WatchDays">Days over which the outcome of a drawn treatment counts.</param>
public sealed record QualityTerms(
    double ReinspectShare, int LeastPerStratum, int WithinDays, IReadOnlySet<string> Changeable, double ReviewShare, int WatchDays);

/// <summary>A measured quantity with its plausible range.</summary>
public sealed record Quantity(string Unit, double Low, double High, Words Name);
