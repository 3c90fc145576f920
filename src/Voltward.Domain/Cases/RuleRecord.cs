namespace Voltward.Domain.Cases;

/// <summary>How local a rule is (规则层级); a more local one wins key by key.</summary>
public enum RuleLevel
{
    /// <summary>全国.</summary>
    National,

    /// <summary>省.</summary>
    Province,

    /// <summary>市.</summary>
    City,

    /// <summary>公司: may set only what the higher record marks as tunable.</summary>
    Company,
}

/// <summary>One dated, sourced and graded rule (规则记录), as it stands in a file of <c>rules/law</c>.</summary>
public sealed record RuleRecord
{
    /// <summary>Edition the rule belongs to, such as <c>CN-2024</c>.</summary>
    public required string RuleSetId { get; init; }

    /// <summary>Rule, such as <c>VIO-2</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>Title of the text with its edition.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Article; null when no article was ever seen for the rule.</summary>
    public required string? ArticleNo { get; init; }

    /// <summary>First day in force.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Last day in force, counted; null: still in force.</summary>
    public required DateOnly? EffectiveTo { get; init; }

    /// <summary>Where it applies: <c>CN</c>, a province <c>CN-41</c>, a city <c>CN-3701</c>, or a company below one of them, <c>CN-41.name</c>.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>How local it is.</summary>
    public required RuleLevel Level { get; init; }

    /// <summary>The figures and choices of the rule, as text; null takes a figure of a higher record away.</summary>
    public required IReadOnlyDictionary<string, string?> Params { get; init; }

    /// <summary>How far each part was seen in a source: <c>SAW-LAW SAW-24 SAW-96 SAW-WEB MEM-H MEM-M MEM-L</c>, by key; <c>wording</c> for the rest.</summary>
    public required IReadOnlyDictionary<string, string> Confidence { get; init; }

    /// <summary>Keys that a company may set.</summary>
    public IReadOnlyList<string> CompanyTunable { get; init; } = [];

    /// <summary>Who checked the record against the official text; null: nobody yet.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>When it was checked.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>Whether its article may be printed on a document that is served on a customer.</summary>
    public bool IsVerified => VerifiedBy is not null && VerifiedOn is not null;

    /// <summary>Whether the rule is in force on a day.</summary>
    public bool InForceOn(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is not { } last || day <= last);

    /// <summary>Whether the record applies at a place: its own jurisdiction or one inside it. City codes begin with their province's.</summary>
    public bool AppliesAt(string place) => place.StartsWith(Jurisdiction, StringComparison.Ordinal)
        && (Level is RuleLevel.National or RuleLevel.Province || place.Length == Jurisdiction.Length || place[Jurisdiction.Length] == '.');
}

/// <summary>The grades of certainty (可信等级), best first.</summary>
public static class Certainty
{
    /// <summary>All grades, best first; <c>INPUT</c> is a figure that the asker gave in place of the record's.</summary>
    public static IReadOnlyList<string> Grades { get; } = ["SAW-LAW", "SAW-24", "SAW-96", "SAW-WEB", "MEM-H", "MEM-M", "MEM-L", "INPUT"];

    /// <summary>The worst of some grades; an unknown grade is worse than all.</summary>
    public static string Weakest(IEnumerable<string> grades) => grades.MaxBy(Rank) ?? Grades[^1];

    private static int Rank(string grade)
    {
        for (var i = 0; i < Grades.Count; i++)
        {
            if (Grades[i] == grade) return i;
        }

        return Grades.Count;
    }
}
