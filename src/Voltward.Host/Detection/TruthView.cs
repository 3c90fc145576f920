using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary>The JSON and the text of a measurement against the truth of a synthetic utility.</summary>
internal static class TruthView
{
    public static object View(TruthReport r) => new
    {
        r.N,
        r.Positives,
        r.Protocol,
        auc = Three(r.Auc),
        ap = Three(r.Ap),
        precisionAtCapacity = new { r.PrecisionAtCapacity.K, r.PrecisionAtCapacity.Value, r.PrecisionAtCapacity.Low, r.PrecisionAtCapacity.High },
        recallAt = r.RecallAt.Select(x => new { x.K, x.Value }),
        hitAtOne = Three(r.HitAtOne),
        byKind = r.ByKind.Select(k => new
        {
            k.Kind,
            k.N,
            auc = Three(k.Auc),
            k.Found,
            k.FirstInArea,
            k.AtChance,
            kwhPerDay = Number(k.KwhPerDay),
            kwhInterval = new { covered = k.KwhCovered, judged = k.KwhJudged },
        }),
        twins = r.Twins,
        archiveErrors = r.ArchiveErrors,
        twinsBlocked = Three(r.TwinsBlocked),
        archiveCheck = new
        {
            on = Share(r.ArchiveChecked),
            off = Share(r.ArchiveUnchecked),
            ofLoss = new { on = Share(r.LossEntriesChecked), off = Share(r.LossEntriesUnchecked) },
            thievesHeldBack = new { on = r.ThievesHeldBack.Checked, off = r.ThievesHeldBack.Unchecked },
        },
        technicalLoss = Loss(r.TechnicalLoss),
        loss = Loss(r.Loss),
        cleanAlarmShare = Number(r.CleanAlarmShare),
    };

    public static void Print(TruthReport r)
    {
        static string Of(MetricsInterval i) => Terminal.Invariant($"{i.Value:F3} ({i.Low:F3}–{i.High:F3})");
        Console.Out.WriteLine(Terminal.Say($"{r.N} 户，其中窃电 {r.Positives} 户。{r.Protocol}", $"{r.N} customers, {r.Positives} stealing. {r.Protocol}"));
        Console.Out.WriteLine($"AUC {Of(r.Auc)}   AP {Of(r.Ap)}   P@{r.PrecisionAtCapacity.K} {Of(r.PrecisionAtCapacity.Precision)}   hit@1 {Of(r.HitAtOne)}");
        Console.Out.WriteLine(string.Join("   ", r.RecallAt.Select(x => Terminal.Invariant($"recall@{x.K} {x.Value:F3}"))));
        foreach (var k in r.ByKind)
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"  {k.Kind,-18} n {k.N,3}  AUC {Of(k.Auc)}  found {k.Found,3}  first {k.FirstInArea,3}  kWh {k.KwhCovered}/{k.KwhJudged}  {k.KwhPerDay,6:F1} kWh/d {(k.AtChance ? Terminal.Say("随机水平", "at chance") : "")}"));
        }

        foreach (var s in r.Twins.Concat(r.ArchiveErrors))
        {
            Console.Out.WriteLine(Terminal.Invariant($"  {s.Kind,-20} n {s.N,3}  {Terminal.Say("误作窃电", "sent out as theft")} {s.AsTheft,3}  {Terminal.Say("作更正等", "as correction")} {s.AsCorrection,3}"));
        }

        Console.Out.WriteLine(Terminal.Invariant($"{Terminal.Say("相似的正常户被拦下", "innocent look-alikes blocked")}: {Of(r.TwinsBlocked)}"));
        var shares = new[]
        {
            (Terminal.Say("错误档案误作窃电（核查开）", "wrong entries out as theft, check on"), r.ArchiveChecked),
            (Terminal.Say("错误档案误作窃电（核查关）", "wrong entries out as theft, check off"), r.ArchiveUnchecked),
            (Terminal.Say("其中影响线损的（核查开）", "of them those that matter to the loss, check on"), r.LossEntriesChecked),
            (Terminal.Say("其中影响线损的（核查关）", "of them those that matter to the loss, check off"), r.LossEntriesUnchecked),
        };
        foreach (var (name, share) in shares)
        {
            if (share is not null) Console.Out.WriteLine(Terminal.Invariant($"{name}: n {share.N}  {Terminal.Say("名单内", "on the list")} {Of(share.First)}  {Terminal.Say("任意名次", "any rank")} {Of(share.Any)}"));
        }

        Console.Out.WriteLine(Terminal.Invariant($"{Terminal.Say("窃电户线索为档案更正的（核查开、关）", "thieves whose lead is about their file, check on and off")}: {r.ThievesHeldBack.Checked}, {r.ThievesHeldBack.Unchecked}"));
        foreach (var (name, loss) in new[] { (Terminal.Say("技术线损", "technical loss"), r.TechnicalLoss), (Terminal.Say("统计损失", "metered loss"), r.Loss) })
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"{name}: {loss.Areas} areas, error {loss.MedianErrorPercent:F1} % ({loss.P10:F1} … {loss.P90:F1}), coverage {loss.Coverage:F3}"));
        }

        Console.Out.WriteLine(Terminal.Invariant($"{Terminal.Say("无异常台区误报", "clean areas alarmed")}: {r.CleanAlarmShare:F3}"));
    }

    private static object Three(MetricsInterval i) => new { value = Number(i.Value), low = Number(i.Low), high = Number(i.High) };

    private static object? Share(SentOutShare? share) => share is null ? null : new { share.N, first = Three(share.First), any = Three(share.Any) };

    private static object Loss(LossAccuracy loss) => new
    {
        loss.Areas,
        medianErrorPercent = Number(loss.MedianErrorPercent),
        p10 = Number(loss.P10),
        p90 = Number(loss.P90),
        coverage = Number(loss.Coverage),
    };

    /// <summary>JSON knows no NaN.</summary>
    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
