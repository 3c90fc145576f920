using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>Finds the terms of tips in force, dated files in <c>rules/service</c>.</summary>
public sealed class TipShelf
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private readonly List<TipTerms> _terms;

    /// <param name="rules">The rules folder; null: beside the program.</param>
    public TipShelf(string? rules = null)
    {
        var folder = Path.Combine(rules ?? Path.Combine(AppContext.BaseDirectory, "rules"), "service");
        _terms = [.. Directory.GetFiles(folder, "tips-*.json").Select(Read).OrderBy(t => t.EffectiveFrom)];
    }

    public TipTerms On(DateOnly day) => _terms.LastOrDefault(t => t.EffectiveFrom <= day)
        ?? throw new InvalidDataException($"rules/service has no terms of tips in force on {day:yyyy-MM-dd}");

    private static TipTerms Read(string file)
    {
        var terms = JsonSerializer.Deserialize<TipTerms>(File.ReadAllBytes(file), Options) ?? throw new InvalidDataException(file);
        return Enum.GetValues<TipKind>().All(k => terms.DecideDays.ContainsKey(k) && terms.VisitDays.ContainsKey(k))
            ? terms : throw new InvalidDataException($"{file}: decideDays and visitDays need every kind");
    }
}
