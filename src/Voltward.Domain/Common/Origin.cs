namespace Voltward.Domain.Common;

/// <summary>Where an edition of rules comes from (依据) and how certain that is (可信程度), in the words of whoever wrote it.</summary>
/// <param name="Source">Source; empty when none is stated.</param>
/// <param name="Certainty">Certainty; empty when none is stated.</param>
public sealed record Origin(string Source, string Certainty)
{
    /// <summary>Nothing is stated.</summary>
    public static Origin None { get; } = new("", "");
}
