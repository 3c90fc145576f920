using System.Globalization;
using Voltward.Domain.Common;

namespace Voltward.App.Trail;

/// <summary>What a full check can find.</summary>
internal static class CheckProblems
{
    private static readonly Words Restore = new("请与备份比对，查明改动的来由。", "Compare with a backup and find out how it was changed.");

    public static Problem EntryMissing(long seq) => Of("trail.entry-missing", $"缺少第 {seq} 条留痕。", $"Entry {seq} is missing.", Id(seq));

    public static Problem EntryChanged(long seq) => Of("trail.entry-changed", $"第 {seq} 条留痕的内容被改动。", $"Entry {seq} was changed.", Id(seq));

    public static Problem ChainBroken(long seq) => Of("trail.chain-broken", $"第 {seq} 条留痕与上一条不相接。", $"Entry {seq} does not follow from the one before.", Id(seq));

    public static Problem TileMissing(string path) => Of("trail.tile-missing", $"缺少日志文件 {path}。", $"The log file {path} is missing.", path);

    public static Problem TileChanged(string path) => Of("trail.tile-changed", $"日志文件 {path} 与留痕不符。", $"The log file {path} does not agree with the trail.", path);

    public static Problem FileUnexpected(string path) => Of("trail.file-unexpected", $"日志中有不属于它的文件 {path}。", $"The file {path} does not belong to the log.", path);

    public static Problem CheckpointWrong(string path) => Of("trail.checkpoint-wrong", $"检查点 {path} 与留痕不符。", $"The checkpoint {path} does not agree with the trail.", path);

    public static Problem SignatureWrong(string path, string key) => Of(
        "trail.signature-wrong", $"检查点 {path} 上密钥 {key} 的签名不对或缺失。", $"On checkpoint {path} the signature of {key} is wrong or missing.", path);

    public static Problem StampWrong(string path) => Of("trail.time-stamp-wrong", $"时间戳 {path} 与检查点不符。", $"The time stamp {path} is not of its checkpoint.", path);

    public static Problem OriginalChanged(string sha256) => Of("evidence.damaged", $"原件 {sha256} 的内容与摘要不符。", $"The original {sha256} no longer agrees with its hash.", sha256);

    public static Problem OriginalMissing(string sha256) => Of("evidence.missing", $"缺少原件 {sha256}。", $"The original {sha256} is missing.", sha256);

    private static string Id(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    private static Problem Of(string code, string zh, string en, string where) => new(code, ProblemKind.Conflict, new(zh, en), Restore, where);
}
