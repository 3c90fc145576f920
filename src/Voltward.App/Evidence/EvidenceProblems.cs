using Voltward.Domain.Common;

namespace Voltward.App.Evidence;

/// <summary>What can be wrong with a stored original.</summary>
internal static class EvidenceProblems
{
    public static Problem Missing(string sha256) => new(
        "evidence.missing",
        ProblemKind.NotFound,
        new($"没有摘要为 {sha256} 的原件。", $"There is no original with the hash {sha256}."),
        new("请核对摘要；若确曾存入，请立即报告系统管理员。", "Check the hash; if it was stored, tell the administrator at once."),
        sha256);

    public static Problem Damaged(string sha256) => new(
        "evidence.damaged",
        ProblemKind.Conflict,
        new($"原件 {sha256} 的内容已与摘要不符，不予使用。", $"The original {sha256} no longer agrees with its hash and is not handed out."),
        new("请从备份恢复该文件，并查明原因。", "Restore the file from a backup and find out why."),
        sha256);
}
