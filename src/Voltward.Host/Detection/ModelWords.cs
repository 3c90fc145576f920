using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.Host.Customers;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary>The columns and figures of the page of the ranking model.</summary>
internal static class ModelWords
{
    public static IReadOnlyList<Column<ListGain>> Gains { get; } =
    [
        new("length", "名单长度", r => r.Length) { Leads = true, Figure = true, Text = r => Figures.Number(r.Length) },
        new("expected", "平均预测概率", r => r.Expected) { Figure = true, Unit = "%", Text = r => Figures.Number(100 * r.Expected, 1) },
        new("lift", "倍数", r => r.Lift) { Figure = true, Text = r => Figures.Number(r.Lift, 1) },
        new("visited", "已查", r => r.Visited) { Figure = true },
        new("observed", "查实率", r => r.Observed.Value) { Figure = true, Unit = "%", Text = r => r.Visited == 0 ? Figures.Nothing : $"{Figures.Number(100 * r.Observed.Value, 1)} [{Figures.Number(100 * r.Observed.Low, 1)}, {Figures.Number(100 * r.Observed.High, 1)}]" },
    ];

    public static IReadOnlyList<Column<BillModelCard>> Cards { get; } =
    [
        new("model", "模型", r => r.Model) { Leads = true },
        new("at", "训练时间", r => r.TrainedAt) { Text = r => Figures.Instant(r.TrainedAt) },
        new("n", "有结论的户", r => r.Labelled) { Figure = true },
        new("hits", "查实", r => r.Positives) { Figure = true },
        new("doubted", "漏检计入", r => r.Doubted) { Figure = true, Text = r => Figures.Number(r.Doubted, 1) },
        new("auc", "内部 AUC", r => r.InnerAuc) { Figure = true, Text = r => Figures.Number(r.InnerAuc, 3) },
        new("ap", "内部 AP", r => r.InnerAveragePrecision) { Figure = true, Text = r => Figures.Number(r.InnerAveragePrecision, 3) },
        new("data", "数据标识", r => r.DataId) { Wide = true },
        new("schema", "特征指纹", r => r.SchemaHash) { Wide = true },
    ];

    public static IReadOnlyList<Column<ModelReport.RunRow>> Runs { get; } =
    [
        new("run", "运行编号", r => r.RunId) { Leads = true },
        new("asof", "判断日", r => r.AsOf) { Text = r => Figures.Day(r.AsOf) },
        new("at", "开始", r => r.StartedAt) { Text = r => Figures.Instant(r.StartedAt) },
        new("model", "模型", r => r.Model),
        new("customers", "用户", r => r.Customers) { Figure = true, Text = r => Figures.Number(r.Customers) },
        new("leads", "线索", r => r.Leads) { Figure = true, Text = r => Figures.Number(r.Leads) },
        new("data", "数据标识", r => r.DataId) { Wide = true, Text = r => r.DataId.Length > 16 ? r.DataId[..16] : r.DataId },
    ];

    public static IReadOnlyList<Column<ModelReport.Movement>> Drift(Texts t) =>
    [
        new("feature", "特征", r => r.Feature) { Leads = true },
        new("engine", "引擎", r => r.Engine) { Text = r => t[LeadWords.Engine(r.Engine)] },
        new("psi", "PSI", r => r.Index) { Figure = true, Text = r => Figures.Number(r.Index, 3) },
    ];

    public static IReadOnlyList<Column<TargetingVerdict>> Verdicts(string header, Texts t) =>
    [
        new("group", header, r => r.Group.Name) { Leads = true, Text = r => t[CustomerWords.Class(r.Group.Name)] },
        new("customers", "用户", r => r.Group.Customers) { Figure = true, Text = r => Figures.Number(r.Group.Customers) },
        new("visits", "按嫌疑检查", r => r.Group.Visits) { Figure = true },
        new("found", "查实", r => r.Group.Found) { Figure = true },
        new("rate", "查实率", r => r.HitRate.Value) { Figure = true, Unit = "%", Text = r => r.Group.Visits == 0 ? Figures.Nothing : $"{Figures.Number(100 * r.HitRate.Value)} [{Figures.Number(100 * r.HitRate.Low)}, {Figures.Number(100 * r.HitRate.High)}]" },
        new("share", "检查频度", r => r.VisitShare) { Figure = true, Text = r => "×" + Figures.Number(r.VisitShare, 2) },
        new("risk", "风险", r => r.RiskShare) { Figure = true, Text = r => "×" + Figures.Number(r.RiskShare, 2) },
        new("alarm", "判断", r => r.Alarm) { Cell = r => Cells.State(r.Alarm ? "bad" : "", t[r.Alarm ? "偏多" : "未见偏向"]) },
    ];

    /// <summary>The headline figures of the shipped ranker.</summary>
    public static IEnumerable<(string Name, string Value)> Measures(EvidenceRanker ranker, Texts t)
    {
        yield return ("AUC", With(ranker, "auc"));
        yield return ("AP", With(ranker, "ap"));
        yield return (t["测试户数"], Figures.Number(Known(ranker, "n")));
        yield return (t["其中窃电"], Figures.Number(Known(ranker, "positives")));
        yield return (t["训练用窃电"], Figures.Number(Known(ranker, "trainPositives")));
        yield return (t["训练与测试共用台区"], Figures.Number(Known(ranker, "sharedAreas")));
    }

    public static string Of(EvidenceRanker ranker, string name) => Figures.Number(Known(ranker, name), 3);

    private static double? Known(EvidenceRanker ranker, string name) => ranker.Metrics.TryGetValue(name, out var value) ? value : null;

    private static string With(EvidenceRanker ranker, string name) => $"{Of(ranker, name)} [{Of(ranker, name + "Low")}, {Of(ranker, name + "High")}]";
}
