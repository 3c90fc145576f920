using System.Globalization;
using System.Text.Json;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>
/// All rule records of a folder, read once (规则库). The files are data of the legal department: a wrong one is a plain refusal
/// that names file, record and member, and no rule is answered until it is repaired.
/// </summary>
public sealed class RuleShelf
{
    private static readonly Lazy<Outcome<RuleShelf>> BesideTheProgram =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "rules")));

    private RuleShelf(IReadOnlyList<RuleRecord> records) => Records = records;

    /// <summary>Every record, in order of file name and place in the file.</summary>
    public IReadOnlyList<RuleRecord> Records { get; }

    /// <summary>The rules delivered with the program.</summary>
    public static Outcome<RuleShelf> Standard => BesideTheProgram.Value;

    /// <summary>Reads <c>law/*.json</c> of a rules folder.</summary>
    public static Outcome<RuleShelf> Load(string rulesFolder)
    {
        var folder = Path.Combine(rulesFolder, "law");
        if (!Directory.Exists(folder)) return RuleShelfProblems.FolderMissing(folder);
        var records = new List<RuleRecord>();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var outcome = Read(Path.GetFileName(file), File.ReadAllText(file));
            if (!outcome.Succeeded(out var read, out var problem)) return problem;
            records.AddRange(read);
        }

        return Checked(records);
    }

    /// <summary>The records of one file's text; <paramref name="file"/> only names it in refusals.</summary>
    public static Outcome<IReadOnlyList<RuleRecord>> Read(string file, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return RuleShelfProblems.NotAList(file);
            var records = new List<RuleRecord>();
            foreach (var element in document.RootElement.EnumerateArray())
            {
                var reader = new RuleRecordReader(element, $"{file}[{records.Count}]");
                var record = reader.Read();
                if (reader.Problem is { } problem) return problem;
                records.Add(record);
            }

            return records;
        }
        catch (JsonException broken)
        {
            return RuleShelfProblems.NotJson(file, broken.LineNumber);
        }
    }

    /// <summary>What only shows between records: two that claim the same days, and a company that sets what it may not.</summary>
    private static Outcome<RuleShelf> Checked(List<RuleRecord> records)
    {
        foreach (var group in records.GroupBy(r => (r.RuleSetId, r.RuleId, r.Jurisdiction)))
        {
            var ordered = group.OrderBy(r => r.EffectiveFrom).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i - 1].InForceOn(ordered[i].EffectiveFrom)) return RuleShelfProblems.Overlap(ordered[i]);
            }
        }

        foreach (var company in records.Where(r => r.Level == RuleLevel.Company))
        {
            var tunable = records
                .Where(r => r.RuleId == company.RuleId && r.Level < company.Level && r.AppliesAt(company.Jurisdiction))
                .SelectMany(r => r.CompanyTunable).ToHashSet();
            if (company.Params.Keys.FirstOrDefault(k => !tunable.Contains(k)) is { } key) return RuleShelfProblems.NotTunable(company, key);
        }

        return new RuleShelf(records);
    }

    /// <summary>Reads one record; remembers the first thing that is wrong.</summary>
    private sealed class RuleRecordReader(JsonElement element, string where)
    {
        public Problem? Problem { get; private set; }

        public RuleRecord Read() => new()
        {
            RuleSetId = Required("ruleSetId"),
            RuleId = Required("ruleId"),
            LegalBasis = Required("legalBasis"),
            ArticleNo = Optional("articleNo"),
            EffectiveFrom = Day("effectiveFrom") ?? Missing("effectiveFrom"),
            EffectiveTo = Day("effectiveTo"),
            Jurisdiction = Required("jurisdiction"),
            Level = Required("level") switch
            {
                "national" => RuleLevel.National,
                "province" => RuleLevel.Province,
                "city" => RuleLevel.City,
                "company" => RuleLevel.Company,
                _ => WrongLevel(),
            },
            Params = Map("params").ToDictionary(p => p.Key, p => p.Value),
            Confidence = Map("confidence").ToDictionary(p => p.Key, p => Grade(p.Key, p.Value)),
            CompanyTunable = element.TryGetProperty("companyTunable", out var keys)
                ? [.. keys.EnumerateArray().Select(k => k.GetString() ?? "")]
                : [],
            VerifiedBy = Optional("verifiedBy"),
            VerifiedOn = Day("verifiedOn"),
        };

        private string Required(string member)
        {
            var text = Optional(member);
            if (string.IsNullOrWhiteSpace(text)) Problem ??= RuleShelfProblems.Member(where, member);
            return text ?? "";
        }

        private string? Optional(string member)
        {
            if (!element.TryGetProperty(member, out var value))
            {
                Problem ??= RuleShelfProblems.Member(where, member);
                return null;
            }

            if (value.ValueKind is JsonValueKind.String or JsonValueKind.Null) return value.GetString();
            Problem ??= RuleShelfProblems.Member(where, member);
            return null;
        }

        private DateOnly? Day(string member)
        {
            if (Optional(member) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            Problem ??= RuleShelfProblems.Member(where, member);
            return null;
        }

        private IEnumerable<KeyValuePair<string, string?>> Map(string member)
        {
            if (!element.TryGetProperty(member, out var map) || map.ValueKind != JsonValueKind.Object)
            {
                Problem ??= RuleShelfProblems.Member(where, member);
                yield break;
            }

            foreach (var property in map.EnumerateObject())
            {
                if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                    Problem ??= RuleShelfProblems.Member(where, $"{member}.{property.Name}");
                else yield return new(property.Name, property.Value.GetString());
            }
        }

        private string Grade(string key, string? grade)
        {
            if (grade is null || !Certainty.Grades.Contains(grade)) Problem ??= RuleShelfProblems.Member(where, $"confidence.{key}");
            return grade ?? "";
        }

        private DateOnly Missing(string member)
        {
            Problem ??= RuleShelfProblems.Member(where, member);
            return default;
        }

        private RuleLevel WrongLevel()
        {
            Problem ??= RuleShelfProblems.Member(where, "level");
            return default;
        }
    }
}
