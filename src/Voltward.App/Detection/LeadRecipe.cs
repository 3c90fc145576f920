using System.Globalization;
using System.Text.Json.Nodes;
using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>What dismisses a lead when it is measured or looked up (排除方法).</summary>
public sealed record LeadCheck(string Code, Words Text);

/// <summary>How a lead is made again, and how it is dismissed, from the data that stands with its reasons.</summary>
public static class LeadRecipe
{
    private static readonly Dictionary<string, Words> Known =
        Enum.GetValues<CheckCode>().ToDictionary(c => CauseTexts.Code(c), CauseTexts.Of, StringComparer.Ordinal);

    /// <summary>A lead on behaviour alone is marked by these words wherever it is shown.</summary>
    public static Words Mark { get; } = new("统计疑点", "statistical suspicion");

    /// <summary>Name under which a reason says on which earlier night the customers of its area were asked.</summary>
    internal const string AskedOn = "askedOn";

    /// <summary>Name under which a reason says on which earlier night the bookings of its area were tested.</summary>
    internal const string TestedOn = "testedOn";

    /// <summary>The commands that make the same lead again from the same data: the nights of which its area keeps something come first.</summary>
    public static string Command(DateOnly asOf, IEnumerable<JsonObject> reasons)
    {
        var nights = reasons.Take(1).SelectMany(r => (JsonNode?[])[r[AskedOn], r[TestedOn]]).OfType<JsonNode>().Select(n => n.ToString()).Distinct().Order(StringComparer.Ordinal);
        var commands = nights.Append(asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Select(night => $"voltward analyse --as-of {night}").ToArray();
        if (commands.Length > 1) commands[0] += " --anew";
        return string.Join(" && ", commands);
    }

    /// <summary>The checks that the reasons name, each once, in their order.</summary>
    public static IReadOnlyList<LeadCheck> Checks(IEnumerable<JsonObject> reasons) =>
        [.. reasons.SelectMany(r => r["wouldClear"] as JsonArray ?? []).Select(c => c?.ToString() ?? "").Distinct().Where(Known.ContainsKey).Select(c => new LeadCheck(c, Known[c]))];

    /// <summary>Hashes of the exact numbers that were used, each once.</summary>
    public static IReadOnlyList<string> Inputs(IEnumerable<LeadReason> reasons) =>
        [.. reasons.Select(r => r.Data["inputHash"]?.ToString()).OfType<string>().Distinct()];
}
