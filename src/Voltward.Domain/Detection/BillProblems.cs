using System.Globalization;
using Voltward.Domain.Common;

namespace Voltward.Domain.Detection;

/// <summary>Refusals of learning from bills and outcomes.</summary>
public static class BillProblems
{
    /// <summary>The labels file is not there.</summary>
    public static Problem NoLabelFile(string file) => new(
        "detection.no-label-file",
        ProblemKind.NotFound,
        new("找不到标签文件。", "The labels file does not exist."),
        new("请检查路径。", "Check the path."),
        file);

    /// <summary>The header lacks what is needed.</summary>
    public static Problem LabelHeader(string file) => new(
        "detection.label-header",
        ProblemKind.Invalid,
        new("标签文件的表头应有客户编号列和 target 列。", "The labels file needs a header with a customer column and a column target."),
        new("首行写 customer,target（可加 decided_on）。", "Write customer,target (and decided_on, if known) in the first line."),
        file);

    /// <summary>A row that cannot be read.</summary>
    public static Problem LabelRow(string file, int row) => new(
        "detection.label-row",
        ProblemKind.Invalid,
        new("该行列数不对，或 target 不是 0 或 1，或日期不是 yyyy-MM-dd。", "The row has the wrong number of cells, a target other than 0 and 1, or a day that is not yyyy-MM-dd."),
        new("请更正该行。", "Correct the row."),
        Row(file, row));

    /// <summary>The same customer twice.</summary>
    public static Problem LabelTwice(string file, int row, string customer) => new(
        "detection.label-twice",
        ProblemKind.Invalid,
        new($"客户 {customer} 出现两次。", $"Customer {customer} appears twice."),
        new("每户只保留一行。", "Keep one row per customer."),
        Row(file, row));

    /// <summary>Too few outcomes to learn from or to measure with.</summary>
    /// <param name="hits">Labelled customers with data where something was found.</param>
    /// <param name="others">Labelled customers with data where nothing was found.</param>
    /// <param name="needed">How many of each are needed.</param>
    public static Problem TooFewLabels(int hits, int others, int needed) => new(
        "detection.too-few-labels",
        ProblemKind.Conflict,
        new(
            $"有数据且有结论的客户太少：查实 {hits} 户，未查出 {others} 户，各需至少 {needed} 户。",
            $"Too few customers with data and a known outcome: {hits} with and {others} without a finding; {needed} of each are needed."),
        new("请先导入更多检查结果，或用 --labels 提供标签文件。", "Import more inspection results first, or give a labels file with --labels."));

    /// <summary>There are no bills.</summary>
    public static Problem NoBills { get; } = new(
        "detection.no-bills",
        ProblemKind.NotFound,
        new("数据目录中没有账单。", "There are no bills in the data folder."),
        new("请先导入账单。", "Import bills first."));

    /// <summary>The model was trained with other features than this program computes.</summary>
    public static Problem OtherSchema(string model) => new(
        "detection.other-schema",
        ProblemKind.Conflict,
        new("模型是用另一套特征训练的。", "The model was trained with other features than this program computes."),
        new("请重新运行 voltward train。", "Run voltward train again."),
        model);

    private static string Row(string file, int row) => string.Create(CultureInfo.InvariantCulture, $"{file}:{row}");
}
