using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>One fact that a rule reads.</summary>
/// <param name="Name">Full name, <c>inputs.price</c>.</param>
/// <param name="Others">Names that are read instead.</param>
/// <param name="Kind">What is expected; null when it was only looked for.</param>
/// <param name="Needed">Whether a question without it is refused; false also where another fact can stand for it.</param>
internal sealed record ReadFact(string Name, IReadOnlyList<string> Others, Words? Kind, bool Needed);

/// <summary>How to ask a rule: questions to copy from, and all that it reads.</summary>
internal sealed record SettleExample(string Rule, Words Title, IReadOnlyList<DeterminationInput> Questions, IReadOnlyList<ReadFact> Facts)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What every rule reads and no list repeats.</summary>
    private static readonly string[] Common = ["jurisdiction", "energyStep", "from", "to", "conductDate"];

    /// <summary>The questions as a file that <c>settle --input</c> takes.</summary>
    public string Json => JsonSerializer.Serialize(Questions.Select(q => new { id = q.Id, rule = q.Rule, ruleSet = q.RuleSet, inputs = q.Inputs }), Readable);

    /// <summary>Of one rule, from <c>rules/settle/questions.json</c>; or <c>case.rule-unknown</c>.</summary>
    public static Outcome<SettleExample> Of(string rule)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "rules", "settle", "questions.json");
        if (!File.Exists(file)) return SettleInput.FileMissing(file);
        if (!SettleInput.Read(File.ReadAllText(file)).Succeeded(out var all, out var problem)) return problem;
        if (!Determine.Rules.TryGetValue(rule, out var title)) return RuleProblems.Unknown(rule);
        var questions = all.Questions.Where(q => q.Rule == rule).ToList();
        var determine = new Determine();
        var facts = new Dictionary<string, ReadFact>();
        foreach (var question in questions)
        {
            if (!determine.Reads(question).Succeeded(out var read, out problem)) return problem;
            foreach (var asked in read.Where(a => !Common.Contains(a.Names[0])))
            {
                var name = $"{asked.Place}.{asked.Names[0]}";
                var known = facts.GetValueOrDefault(name);
                facts[name] = new(
                    name, [.. (known?.Others ?? []).Union(asked.Names.Skip(1))], known?.Kind ?? asked.Kind,
                    (known?.Needed ?? false) || asked.Names.Any(n => IsNeeded(determine, question, asked.Place, n)));
            }
        }

        // A fact that these questions leave out is only looked for; another rule's question may say what it is.
        var kinds = all.Questions.SelectMany(q => determine.Reads(q).Succeeded(out var read, out _) ? read : []).Where(a => a.Kind is not null).ToLookup(a => a.Names[0], a => a.Kind);
        return new SettleExample(rule, title, questions, [.. facts.Values.Select(f => f with { Kind = f.Kind ?? kinds[f.Name[(f.Name.LastIndexOf('.') + 1)..]].FirstOrDefault() })]);
    }

    private static bool IsNeeded(Determine determine, DeterminationInput question, string place, string name)
    {
        var inputs = JsonNode.Parse(question.Inputs.GetRawText())!;
        var holders = Holders(inputs, place.Split('.').Skip(1)).Where(h => h.ContainsKey(name)).ToList();
        foreach (var holder in holders) holder.Remove(name);
        return holders.Count > 0 && determine.Run(question with { Inputs = JsonSerializer.SerializeToElement(inputs) }).Problem is not null;
    }

    private static IEnumerable<JsonObject> Holders(JsonNode? node, IEnumerable<string> path)
    {
        if (path.FirstOrDefault() is not { } step) return node is JsonObject holder ? [holder] : [];
        var inside = (node as JsonObject)?[step.Replace("[]", "", StringComparison.Ordinal)];
        return inside is JsonArray items ? items.SelectMany(i => Holders(i, path.Skip(1))) : Holders(inside, path.Skip(1));
    }
}
