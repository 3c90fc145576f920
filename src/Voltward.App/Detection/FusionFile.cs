using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>The fusion coefficients that lie beside the program.</summary>
internal static class FusionFile
{
    public static Fusion Load() =>
        Fusion.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", "detection", "fusion-prior.json")));
}
