using System.Globalization;
using Voltward.Domain.Common;

namespace Voltward.Domain.Trail;

/// <summary>Refusals of the trail, its log and its witnesses.</summary>
public static class TrailProblems
{
    private static readonly Words Restore = new(
        "请从备份恢复原文件，并查明改动的来由。", "Restore the file from a backup and find out how it was changed.");

    /// <summary>Not a signed note.</summary>
    public static Problem NoteMalformed { get; } = new(
        "trail.note-malformed", ProblemKind.Invalid, new("签名文本的格式不对。", "The signed note is malformed."), Restore);

    /// <summary>Not a checkpoint.</summary>
    public static Problem CheckpointMalformed { get; } = new(
        "trail.checkpoint-malformed", ProblemKind.Invalid, new("检查点的格式不对。", "The checkpoint is malformed."), Restore);

    /// <summary>Not a proof.</summary>
    public static Problem ProofMalformed { get; } = new(
        "trail.proof-malformed", ProblemKind.Invalid, new("存在证明的格式不对。", "The proof is malformed."), Restore);

    /// <summary>A signature of a known key is wrong, or the expected one is absent.</summary>
    public static Problem SignatureWrong(string key) => new(
        "trail.signature-wrong",
        ProblemKind.Forbidden,
        new($"缺少密钥 {key} 的签名，或签名不对。", $"The signature of key {key} is missing or wrong."),
        Restore,
        key);

    /// <summary>Stored bytes do not give what was signed.</summary>
    public static Problem Changed(string where) => new(
        "trail.changed",
        ProblemKind.Conflict,
        new($"{where} 与已签名的内容不符，停止签名。", $"{where} does not agree with what was signed; nothing is signed."),
        new("请运行 voltward log check 查明位置，从备份恢复；不要删除任何文件。", "Run voltward log check to see where, restore from a backup, and delete nothing."),
        where);

    /// <summary>The records are older than what was signed.</summary>
    public static Problem RolledBack(long now, long committed) => new(
        "trail.rolled-back",
        ProblemKind.Conflict,
        new($"数据库只有 {now} 条留痕，而已签名的检查点有 {committed} 条：数据被退回到较早的状态，停止签名。",
            $"The database has {now.ToString(CultureInfo.InvariantCulture)} entries, the signed checkpoint {committed.ToString(CultureInfo.InvariantCulture)}: it was taken back to an earlier state; nothing is signed."),
        new("请恢复较新的备份；确实无法恢复时，由一名负责人写明原因确认（voltward log acknowledge）。",
            "Restore a newer backup; when there is none, a named person acknowledges it with a reason (voltward log acknowledge)."));

    /// <summary>Entries that were signed are now others.</summary>
    public static Problem Forked(long index) => new(
        "trail.forked",
        ProblemKind.Conflict,
        new($"第 {index + 1} 条留痕与已签名的不是同一条：数据曾被退回后继续写入，停止签名。", $"Entry {index + 1} is not the one that was signed: the data was taken back and went on; nothing is signed."),
        new("请恢复较新的备份；确实无法恢复时，由一名负责人写明原因确认（voltward log acknowledge）。",
            "Restore a newer backup; when there is none, a named person acknowledges it with a reason (voltward log acknowledge)."));

    /// <summary>There is nothing to acknowledge.</summary>
    public static Problem NothingToAcknowledge { get; } = new(
        "trail.nothing-to-acknowledge",
        ProblemKind.Conflict,
        new("日志与数据库一致，没有需要确认的回退。", "Log and database agree; there is nothing to acknowledge."),
        new("无需操作。", "There is nothing to do."));

    /// <summary>A reason is required.</summary>
    public static Problem ReasonMissing { get; } = new(
        "trail.reason-missing", ProblemKind.Invalid, new("没有写明原因。", "No reason is given."), new("请写明原因和经过。", "Say why and how it happened."));

    /// <summary>Another program is sealing.</summary>
    public static Problem Busy { get; } = new(
        "trail.busy", ProblemKind.Conflict, new("另一个程序正在封存日志。", "Another program is sealing the log."), new("请稍后再试。", "Try again in a moment."));

    /// <summary>The witness does not know the log.</summary>
    public static Problem UnknownLog(string origin) => new(
        "trail.unknown-log",
        ProblemKind.NotFound,
        new($"见证方不认识日志 {origin}。", $"The witness does not know the log {origin}."),
        new("请见证方登记该日志及其公钥（voltward witness trust）。", "Have the witness register the log and its public key (voltward witness trust)."),
        origin);

    /// <summary>The checkpoint is smaller than the size it is said to grow from.</summary>
    public static Problem OldSizeTooLarge { get; } = new(
        "trail.old-size-too-large", ProblemKind.Invalid, new("原大小大于检查点的大小。", "The old size is larger than the checkpoint."), new("请用较新的检查点。", "Use a newer checkpoint."));

    /// <summary>The witness signed another size last.</summary>
    public static Problem OtherSize(long size) => new(
        "trail.other-size",
        ProblemKind.Conflict,
        new($"见证方最近签名的大小是 {size}。", $"The witness last signed the size {size.ToString(CultureInfo.InvariantCulture)}."),
        new("请从该大小起给出一致性证明。", "Prove consistency from that size."),
        size.ToString(CultureInfo.InvariantCulture));

    /// <summary>The history is not the one the witness signed.</summary>
    public static Problem Inconsistent { get; } = new(
        "trail.inconsistent",
        ProblemKind.Forbidden,
        new("日志不是已见证历史的延续：有条目被删除或改动，见证方拒绝签名。", "The log does not continue the history that was witnessed: entries were removed or changed; the witness refuses."),
        new("请恢复未改动的日志；确实无法恢复时，由一名负责人写明原因确认（voltward log acknowledge）。",
            "Restore the unchanged log; when there is none, a named person acknowledges it with a reason (voltward log acknowledge)."));

    /// <summary>The witness cannot be reached.</summary>
    public static Problem WitnessSilent(string address) => new(
        "trail.witness-silent",
        ProblemKind.Conflict,
        new($"见证方 {address} 没有应答。", $"The witness {address} does not answer."),
        new("请检查网络；恢复后下一次封存会补上见证。", "Check the network; the next seal catches up."),
        address);

    /// <summary>Nothing has been sealed yet.</summary>
    public static Problem NotSealed { get; } = new(
        "trail.not-sealed", ProblemKind.Conflict, new("日志还没有检查点。", "The log has no checkpoint yet."), new("请先封存（voltward log seal）。", "Seal it first (voltward log seal)."));
}
