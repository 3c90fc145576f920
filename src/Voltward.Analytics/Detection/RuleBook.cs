using System.Text.Json;

namespace Voltward.Analytics.Detection;

/// <summary>The detection rules as data: id, version and limits. A rule that is not listed does not run.</summary>
public sealed class RuleBook
{
    private readonly Dictionary<string, RuleEntry> _rules;

    private RuleBook(string edition, IEnumerable<RuleEntry> rules) =>
        (Edition, _rules) = (edition, rules.ToDictionary(r => r.Id, StringComparer.Ordinal));

    public string Edition { get; }

    public IEnumerable<RuleEntry> Rules => _rules.Values;

    /// <summary>Reads a rule file.</summary>
    public static RuleBook Parse(string json)
    {
        var file = JsonSerializer.Deserialize<RuleFile>(json, JsonSerializerOptions.Web) ?? throw new JsonException("empty rule file");
        return new RuleBook(file.Edition, file.Rules);
    }

    public bool Has(string id) => _rules.ContainsKey(id);

    /// <summary>A limit of a rule; asking for one that the file does not give is a fault of the file.</summary>
    public double Limit(string id, string name) =>
        _rules.TryGetValue(id, out var rule) && rule.Limits.TryGetValue(name, out var limit)
            ? limit
            : throw new JsonException($"rule file {Edition}: rule {id} has no limit {name}");

    /// <summary>One rule.</summary>
    public sealed record RuleEntry(string Id, int Version, IReadOnlyDictionary<string, double> Limits);

    private sealed record RuleFile(string Edition, IReadOnlyList<RuleEntry> Rules);
}
