using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals that concern the devices of inspectors and what they send.</summary>
public static class FieldProblems
{
    /// <summary>No such device.</summary>
    public static Problem DeviceUnknown(string deviceId) => new(
        "visit.device-unknown",
        ProblemKind.NotFound,
        new($"设备 {deviceId} 未登记。", $"Device {deviceId} is not enrolled."),
        new("请联网登录一次，应用会自动登记本机。", "Sign in once with a network; the application enrols the device by itself."),
        deviceId);

    /// <summary>The id belongs to another key.</summary>
    public static Problem DeviceOfOtherKey(string deviceId) => new(
        "visit.device-of-other-key",
        ProblemKind.Conflict,
        new($"设备编号 {deviceId} 已用另一把密钥登记。", $"Device id {deviceId} is enrolled with another key."),
        new("请在设备上清除应用数据后重新登记；未上传的记录请先导出。", "Clear the application on the device and enrol anew; export what is not sent first."),
        deviceId);

    /// <summary>A lost or returned device.</summary>
    public static Problem DeviceRevoked(string deviceId) => new(
        "visit.device-revoked",
        ProblemKind.Forbidden,
        new($"设备 {deviceId} 已注销，不再提供任务；注销之后的记录已隔离。", $"Device {deviceId} is revoked: it gets no tasks, and what it recorded since then is set aside."),
        new("请联系管理员；隔离的记录由审核员处理。", "Ask the administrator; a reviewer decides on what was set aside."),
        deviceId);

    /// <summary>No P-256 public key.</summary>
    public static Problem KeyUnreadable { get; } = new(
        "visit.key-unreadable",
        ProblemKind.Invalid,
        new("设备公钥无法读取。", "The public key of the device cannot be read."),
        new("请更新应用后重试。", "Update the application and try again."),
        "publicKey");

    /// <summary>The signature does not fit the bytes.</summary>
    public static Problem SignatureWrong(string deviceId) => new(
        "visit.signature-wrong",
        ProblemKind.Invalid,
        new("记录的签名与内容不符，可能在途中被改动或损坏。", "The signature does not fit the record; it was changed or damaged on the way."),
        new("请重新发送；再次失败请导出记录并联系管理员。", "Send it again; if that fails, export the record and ask the administrator."),
        deviceId);

    /// <summary>A piece that arrived damaged.</summary>
    public static Problem PieceDamaged(long n) => new(
        "visit.piece-damaged",
        ProblemKind.Invalid,
        new($"第 {n} 段传输损坏。", $"Piece {n} arrived damaged."),
        new("应用会自动重发这一段。", "The application sends this piece again by itself."),
        "piece");

    /// <summary>A piece that has no place in the file, or a file larger than is accepted.</summary>
    public static Problem PieceOutOfPlace { get; } = new(
        "visit.piece-out-of-place",
        ProblemKind.Invalid,
        new("分段的序号或长度不对，或文件过大。", "Number or length of the piece is wrong, or the file is too large."),
        new("请检查文件；单个文件不超过 64 MB。", "Check the file; a file has at most 64 MB."),
        "piece");

    /// <summary>The whole file does not have the hash it was announced with.</summary>
    public static Problem WholeDamaged(string sha256) => new(
        "visit.whole-damaged",
        ProblemKind.Invalid,
        new($"文件 {sha256} 拼合后的哈希不符，已要求重发。", $"File {sha256}, put together, has another hash; it is to be sent again."),
        new("应用会自动重发。", "The application sends it again by itself."),
        sha256);

    /// <summary>The content is not what a camera makes.</summary>
    public static Problem NotAPicture(string sha256) => new(
        "visit.not-a-picture",
        ProblemKind.Invalid,
        new($"文件 {sha256} 不是照片或视频。", $"File {sha256} is neither photo nor film."),
        new("请重新拍摄。", "Take it again."),
        sha256);

    /// <summary>Too much that belongs to no record yet.</summary>
    public static Problem QuotaReached { get; } = new(
        "visit.quota-reached",
        ProblemKind.Conflict,
        new("本人已上传而未提交的文件过多。", "Too many files of yours are sent and belong to no submitted record."),
        new("请先提交现有记录。", "Submit the records you have first."));
}
