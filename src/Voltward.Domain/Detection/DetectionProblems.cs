using Voltward.Domain.Common;

namespace Voltward.Domain.Detection;

/// <summary>Refusals of the detection capability.</summary>
public static class DetectionProblems
{
    /// <summary>The analysis started from a page ended by a fault of the program or of the machine.</summary>
    public static Problem AnalysisBroke { get; } = new(
        "detection.analysis-broke",
        ProblemKind.Conflict,
        new("分析中断了，没有产生新的结果。", "The analysis broke off and left no new result."),
        new("请重新开始；仍不成功时请查看程序日志。", "Start it again; if it fails again, look into the log of the program."));

    /// <summary>Another analysis of the same data folder is at work.</summary>
    public static Problem AnalysisRunning { get; } = new(
        "detection.analysis-running",
        ProblemKind.Conflict,
        new("这个数据目录正在进行另一次分析。", "Another analysis of this data folder is at work."),
        new("请等它结束，再用 leads 查看结果；相同数据不必再分析一次。", "Wait for it to end and see its result with leads; the same data need not be analysed twice."));

    /// <summary>The stated share of thefts that visits overlook is no share.</summary>
    public static Problem OmissionSenseless { get; } = new(
        "detection.omission-senseless",
        ProblemKind.Invalid,
        new("漏检率须在 0 与 1 之间（不含 1）。", "The share that visits overlook lies between 0 and 1, 1 left out."),
        new("请改正漏检率，或不给此项而使用盲复检测得的值。", "Correct it, or leave it out: then what blind second visits measured is used."));

    /// <summary>There is nothing to analyse.</summary>
    public static Problem NoReadings { get; } = new(
        "detection.no-readings",
        ProblemKind.Conflict,
        new("尚未导入任何电量数据，无法分析。", "There are no readings to analyse."),
        new("请先用 import 命令导入日电量或曲线。", "Load daily energy or curves first, with the import command."));

    /// <summary>There is no such lead.</summary>
    /// <param name="leadId">What was asked for.</param>
    public static Problem LeadUnknown(string leadId) => new(
        "detection.lead-unknown",
        ProblemKind.NotFound,
        new("没有这条线索。", "There is no such lead."),
        new("用 leads --json 查看线索编号。", "See the leadId of leads --json."),
        leadId);

    /// <summary>No run has been finished yet.</summary>
    public static Problem NoRun { get; } = new(
        "detection.no-run",
        ProblemKind.NotFound,
        new("尚无分析结果。", "No analysis has been finished yet."),
        new("请先运行 analyse 命令。", "Run the analyse command first."));

    /// <summary>The truth file of a synthetic utility cannot be used.</summary>
    /// <param name="where">File and member.</param>
    /// <param name="why">What is wrong with it.</param>
    public static Problem TruthUnreadable(string where, Words why) => new(
        "detection.truth-unreadable",
        ProblemKind.Invalid,
        why,
        new("请使用 simulate 命令写出的 truth.json。", "Use the truth.json that the simulate command wrote."),
        where);
}
