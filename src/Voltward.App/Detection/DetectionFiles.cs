using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>The detection rules and coefficients that lie beside the program.</summary>
internal static class DetectionFiles
{
    public static Fusion Fusion() => Analytics.Detection.Fusion.Parse(Read("fusion-prior.json"));

    public static RuleBook Rules() => RuleBook.Parse(Read("rules.json"));

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", "detection", name));
}
