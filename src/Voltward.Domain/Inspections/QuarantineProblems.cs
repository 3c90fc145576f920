using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals that concern records set aside and checklist versions.</summary>
public static class QuarantineProblems
{
    /// <summary>Nobody said why.</summary>
    public static Problem NoteMissing { get; } = new(
        "visit.decision-note-missing",
        ProblemKind.Invalid,
        new("缺少处理理由。", "The reason for the decision is missing."),
        new("请写明依据，例如向检查员核实的结果。", "Say on what ground, such as what the inspectors answered."),
        "note");

    /// <summary>Somebody decided before.</summary>
    public static Problem AlreadyDecided { get; } = new(
        "visit.already-decided",
        ProblemKind.Conflict,
        new("这份记录已经处理过。", "This record was decided on before."),
        new("请刷新页面查看结果。", "Reload the page to see how."));

    /// <summary>No such record.</summary>
    public static Problem NotFound(string contentSha256) => new(
        "visit.set-aside-not-found",
        ProblemKind.NotFound,
        new($"没有隔离记录 {contentSha256}。", $"No record {contentSha256} is set aside."),
        new("请核对哈希。", "Check the hash."),
        "contentSha256");
}
