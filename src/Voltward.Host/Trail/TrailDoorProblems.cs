using Voltward.Domain.Common;

namespace Voltward.Host.Trail;

/// <summary>What can be wrong with the settings of log and witness.</summary>
internal static class TrailDoorProblems
{
    public static Problem WitnessMalformed { get; } = new(
        "trail.witness-malformed",
        ProblemKind.Invalid,
        new("见证方应写作“地址 公钥”，公钥形如 名称+编号+密钥。", "A witness is an address followed by its key, name+id+key."),
        new("公钥由见证方用 voltward witness key 打印。", "The witness prints its key with voltward witness key."));

    public static Problem KeyMalformed(string text) => new(
        "trail.key-malformed",
        ProblemKind.Invalid,
        new("这不是日志公钥（名称+编号+密钥）。", "This is no public key of a log (name+id+key)."),
        new("公钥由日志方用 voltward log key 打印。", "The log's side prints it with voltward log key."),
        text);

    public static Problem OriginFixed(string origin) => new(
        "trail.origin-fixed",
        ProblemKind.Conflict,
        new("已封存的日志不能改名，名称中也不能有空格和加号。", "A log that was sealed keeps its name, and a name has no spaces and no plus sign."),
        new("请在第一次封存之前设置名称。", "Set the name before the first seal."),
        origin);
}
