namespace Voltward.Domain.Inspections;

/// <summary>A seal as the register has it (封印台账).</summary>
/// <param name="Position">meter-cover, terminal, box, ct-box or joint-box.</param>
/// <param name="SealNo">Number that must be there.</param>
public sealed record RegisteredSeal(string Position, string SealNo);

/// <summary>A seal as the crew found it.</summary>
/// <param name="Position">Where.</param>
/// <param name="FoundNo">Number read on site; null when there is none.</param>
/// <param name="Broken">Whether it is broken, cut or glued.</param>
public sealed record FoundSeal(string Position, string? FoundNo, bool Broken);

/// <summary>What the comparison of site and register says about one position (封印核对).</summary>
public enum SealCondition
{
    /// <summary>The registered seal is there and whole.</summary>
    Intact,

    /// <summary>The registered seal is there and broken.</summary>
    Broken,

    /// <summary>The register has a seal, the site none.</summary>
    Missing,

    /// <summary>Another number than the registered one.</summary>
    OtherNumber,

    /// <summary>A seal where the register has none.</summary>
    Unregistered,

    /// <summary>The register has a seal and the crew did not look.</summary>
    NotChecked,
}

/// <summary>The result for one position.</summary>
/// <param name="Position">Where.</param>
/// <param name="ExpectedNo">Number of the register, or null.</param>
/// <param name="FoundNo">Number on site, or null.</param>
/// <param name="Condition">What the comparison says.</param>
public sealed record SealResult(string Position, string? ExpectedNo, string? FoundNo, SealCondition Condition)
{
    /// <summary>Whether the crew and the reviewer are alarmed. A broken seal proves tampering, never theft by itself.</summary>
    public bool Alarm => Condition is SealCondition.Broken or SealCondition.Missing or SealCondition.OtherNumber or SealCondition.Unregistered;
}

/// <summary>Compares the seals on site with the register of the day of the visit.</summary>
public static class SealCheck
{
    /// <summary>One result per position that either side knows, in order of position; positions the crew did not look at are named.</summary>
    public static IReadOnlyList<SealResult> Compare(IReadOnlyList<RegisteredSeal> register, IReadOnlyList<FoundSeal> found)
    {
        var results = new List<SealResult>();
        foreach (var position in register.Select(r => r.Position).Concat(found.Select(f => f.Position)).Distinct().Order(StringComparer.Ordinal))
        {
            var expected = register.Where(r => r.Position == position).Select(r => r.SealNo).ToList();
            var seen = found.LastOrDefault(f => f.Position == position);
            results.Add(new(
                position,
                seen?.FoundNo is { } no && expected.Contains(no) ? no : expected.FirstOrDefault(),
                seen?.FoundNo,
                Judge(expected, seen)));
        }

        return results;
    }

    private static SealCondition Judge(List<string> expected, FoundSeal? seen) => (expected.Count, seen) switch
    {
        (_, null) => SealCondition.NotChecked,
        (0, { FoundNo: null }) => SealCondition.NotChecked,
        (0, _) => SealCondition.Unregistered,
        (_, { FoundNo: null }) => SealCondition.Missing,
        (_, { FoundNo: var no }) when !expected.Contains(no) => SealCondition.OtherNumber,
        (_, { Broken: true }) => SealCondition.Broken,
        _ => SealCondition.Intact,
    };
}
