using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>The detection rules and coefficients that lie beside the program.</summary>
internal static class DetectionFiles
{
    /// <summary>Name of the shipped ranker.</summary>
    public const string RankerFile = "evidence-ranker.json";

    public static Fusion Fusion() => Analytics.Detection.Fusion.Parse(Read("fusion-prior.json"));

    public static RuleBook Rules() => RuleBook.Parse(Read("rules.json"));

    /// <summary>The ranker beside the program when there is one for this evidence vector, over the prior.</summary>
    public static SuspicionModel Suspicion()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "rules", "detection", RankerFile);
        return new SuspicionModel(Fusion(), File.Exists(file) ? EvidenceRanker.Parse(File.ReadAllText(file)) : null);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", "detection", name));
}
