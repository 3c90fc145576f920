using System.Globalization;
using System.Text.Json.Nodes;
using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>Puts what a customer's own daily series says into a lead: reasons in words, kWh with interval, innocent causes.</summary>
internal static class DailyReasons
{
    private const double ShownT = 4;
    private const double NormalQuantile = 1.96;

    /// <summary>Which reason speaks for which features; the features of a reason are added up.</summary>
    private static readonly (string Code, string[] Features)[] Groups =
    [
        ("use-fell", ["slope", "trend", "ratio", "halfRatio", "yearRatio", "change", "worst28", "best28", "lowestMonth", "highestMonth", "monthSpread", "lastToHighestMonth", "largestDrop", "halvings"]),
        ("zero-days", ["zero", "longestZeroRun", "currentZeroRun"]),
        ("readings-missing", ["readings", "missing", "gaps", "longestGap", "currentGap"]),
        ("values-repeat", ["repeats", "longestRepeat", "negativeDays"]),
        ("use-unsteady", ["sd", "variation", "skewness", "kurtosis", "meanAbsoluteChange", "rootMeanSquareChange", "restlessness", "largestRise", "fallShare", "doublings", "lag1", "lag7", "weekendRatio", "weekdaySpread"]),
        ("use-level", ["mean", "min", "max", "peakRatio"]),
    ];

    private static readonly string[] ReasonOf = [.. DailyFeatureNames.All.Select(Reason)];

    private static readonly CauseCode[] Innocent = [CauseCode.Vacancy, CauseCode.NewOccupant, CauseCode.Refit, CauseCode.ChangedWork, CauseCode.MeterFault];

    public static int Index(string feature)
    {
        for (var i = 0; i < DailyFeatureNames.Count; i++)
        {
            if (DailyFeatureNames.All[i] == feature) return i;
        }

        throw new ArgumentException(feature, nameof(feature));
    }

    /// <summary>The lead of one customer; score and probability are the caller's.</summary>
    public static LeadDraft Lead(DailyPanel panel, DailyPanel.Entry entry, (float[] Row, double[] Parts, Change? Change) found, string model)
    {
        var fell = found.Change is { Day: >= 0, T: > ShownT, Ratio: < 0.85 } change ? change : null;
        return new LeadDraft
        {
            SubjectKind = "customer",
            Customer = entry.Customer,
            Point = entry.Point,
            OrgPath = entry.OrgPath,
            Kind = LeadKinds.Theft,
            Score = 0,
            Probability = 0,
            StatisticalOnly = true,
            Onset = fell is null ? null : panel.First.AddDays(fell.Day),
            Lost = fell is null ? null : Lost(fell),
            Reasons = [.. Reasons(panel, entry, found, model).Select(StoredReason.Of)],
            Innocent = [.. Innocent.Select(c => new InnocentCause(c, null, true))],
        };
    }

    /// <summary>Fall of the level with the limits of its standard error.</summary>
    private static LostEnergy Lost(Change fall)
    {
        var reach = NormalQuantile * fall.FallKwhPerDay / fall.T;
        return new LostEnergy(Math.Max(0, fall.FallKwhPerDay - reach), fall.FallKwhPerDay, fall.FallKwhPerDay + reach);
    }

    private static List<LeadReason> Reasons(DailyPanel panel, DailyPanel.Entry entry, (float[] Row, double[] Parts, Change? Change) found, string model)
    {
        var sums = Groups.ToDictionary(g => g.Code, _ => 0.0, StringComparer.Ordinal);
        for (var f = 0; f < found.Parts.Length; f++) sums[ReasonOf[f]] += found.Parts[f];
        // Untrained there are no contributions: the fall is what the list is ordered by.
        if (sums.Values.All(v => v == 0)) sums["use-fell"] = 1;
        var reasons = new List<LeadReason>();
        foreach (var (code, sum) in sums.Where(s => s.Value > 0).OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(ComposeLeads.MostReasons))
        {
            var data = new JsonObject
            {
                ["point"] = entry.Point,
                ["from"] = panel.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["to"] = panel.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["schema"] = DailyFeatureNames.SchemaHash,
                ["contribution"] = Math.Round(sum, 4),
            };
            for (var f = 0; f < found.Row.Length; f++)
            {
                if (ReasonOf[f] == code && float.IsFinite(found.Row[f])) data[DailyFeatureNames.All[f]] = found.Row[f];
            }

            reasons.Add(new LeadReason(code, model, 1 - Math.Exp(-sum), Say(code, name => found.Row[Index(name)], panel.AsOf), data));
        }

        return reasons;
    }

    private static Words Say(string code, Func<string, float> f, DateOnly asOf) => code switch
    {
        "use-fell" => ReasonTexts.Say(
            $"约自 {Before(asOf, f("changeAge"))} 起日均电量为此前的 {f("changeRatio") * 100:0} %；最近 28 日日均 {f("mean28"):0.0} 千瓦时，一年内最高月为 {f("highestMonth"):0.0}。",
            $"Since about {Before(asOf, f("changeAge"))} daily use is {f("changeRatio") * 100:0} % of before; {f("mean28"):0.0} kWh a day over the last 28 days, {f("highestMonth"):0.0} in the highest month of the year."),
        "zero-days" => ReasonTexts.Say(
            $"{f("zeroDays"):0} 天用电为零，最长连续 {f("longestZeroRun"):0} 天。", $"{f("zeroDays"):0} days without any use, {f("longestZeroRun"):0} in a row at most."),
        "readings-missing" => ReasonTexts.Say(
            $"{f("missingShare") * 100:0} % 的日期没有读数，最长连续 {f("longestGap"):0} 天；缺数可能出于采集，也可能出于改装。",
            $"{f("missingShare") * 100:0} % of the days have no reading, {f("longestGap"):0} in a row at most; that may come from the collection or from work on the meter."),
        "values-repeat" => ReasonTexts.Say(
            $"有 {f("repeats"):0} 天与前一日读数完全相同，最长连续 {f("longestRepeat"):0} 天。", $"{f("repeats"):0} days repeat the day before exactly, {f("longestRepeat"):0} in a row at most."),
        "use-unsteady" => ReasonTexts.Say(
            $"日电量的起伏与其他用户不同（变异系数 {f("variation"):0.00}，隔日相关 {f("lag1"):0.00}）。", $"Use varies unlike that of other customers (coefficient of variation {f("variation"):0.00}, day to day correlation {f("lag1"):0.00})."),
        _ => ReasonTexts.Say(
            $"用电水平：日均 {f("mean"):0.0} 千瓦时，最高 {f("max"):0.0}。", $"Level of use: {f("mean"):0.0} kWh a day on average, {f("max"):0.0} at most."),
    };

    private static string Before(DateOnly asOf, float days) => asOf.AddDays(1 - (int)days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The reason whose list names the feature, exactly or by its longest beginning.</summary>
    private static string Reason(string feature) => Groups
        .SelectMany(g => g.Features.Select(f => (g.Code, Name: f)))
        .Where(g => feature.StartsWith(g.Name, StringComparison.Ordinal))
        .MaxBy(g => g.Name.Length).Code ?? "use-level";
}
