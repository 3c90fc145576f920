using Voltward.Domain.Common;

namespace Voltward.Domain.Readings;

/// <summary>What cannot be simulated (仿真供电公司).</summary>
public static class SimulationProblems
{
    /// <summary>Fewer than one customer or one day.</summary>
    public static Problem NothingToDo { get; } = new(
        "readings.simulation-empty",
        ProblemKind.Invalid,
        new Words("客户数和天数都至少为 1。", "There must be at least one customer and one day."),
        new Words("给出 --customers 和 --days。", "Give --customers and --days."));

    /// <summary>More than the machine's memory and the calendar can hold.</summary>
    public static Problem TooLong { get; } = new(
        "readings.simulation-too-long",
        ProblemKind.Invalid,
        new Words("一次最多仿真 1100 天。", "At most 1,100 days can be simulated at once."),
        new Words("减少 --days。", "Give fewer --days."));

    /// <summary>A folder without any network.</summary>
    /// <param name="folder">As given.</param>
    public static Problem NoNetwork(string folder) => new(
        "readings.simulation-no-network",
        ProblemKind.Invalid,
        new Words("目录中没有 OpenDSS 网络（Lines.txt 与 Loads.txt）。", "The folder holds no OpenDSS network (Lines.txt and Loads.txt)."),
        new Words("检查 --network 的目录。", "Check the folder given with --network."),
        folder);

    /// <summary>A network file that cannot be understood.</summary>
    /// <param name="folder">As given.</param>
    /// <param name="reason">What the reader met.</param>
    public static Problem BadNetwork(string folder, string reason) => new(
        "readings.simulation-bad-network",
        ProblemKind.Invalid,
        new Words($"网络文件读不懂：{reason}", $"A network file cannot be understood: {reason}"),
        new Words("检查该目录下的 OpenDSS 文本。", "Check the OpenDSS text in that folder."),
        folder);
}
