using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Tariffs;

/// <summary>A stretch of a stepped scale: up to so many points, each point counts so much.</summary>
/// <param name="UpTo">Points at which the stretch ends; null for the last.</param>
/// <param name="PerPoint">Per cent a point.</param>
public readonly record struct ScaleStep(int? UpTo, decimal PerPoint);

/// <summary>The dated scale of one standard.</summary>
/// <param name="Standard">Power factor at which nothing is charged: 0.90, 0.85 or 0.80.</param>
/// <param name="Surcharge">Scale below the standard.</param>
/// <param name="Reduction">Scale above it; beyond its end nothing more is reduced.</param>
public sealed record PowerFactorScale(decimal Standard, IReadOnlyList<ScaleStep> Surcharge, IReadOnlyList<ScaleStep> Reduction);

/// <summary>Adjustment of the bill by power factor (功率因数调整电费). Positive = more to pay.</summary>
public static class PowerFactorRules
{
    /// <summary>Power factor of a month, not rounded: P ÷ √(P² + Q²).</summary>
    /// <param name="activeKwh">Active energy, positive.</param>
    /// <param name="reactiveKvarh">|Q in| + |Q out|, not negative.</param>
    public static decimal PowerFactor(decimal activeKwh, decimal reactiveKvarh) =>
        activeKwh / SquareRoot.Of((activeKwh * activeKwh) + (reactiveKvarh * reactiveKvarh));

    /// <summary>Adjustment in per cent of energy and capacity charge.</summary>
    /// <param name="rounded">Power factor rounded to 0.01.</param>
    /// <param name="scale">Scale of the customer's standard.</param>
    [LegalSource("功率因数调整电费办法", "附表", "(83)水电财字第215号")]
    public static Percent Adjustment(decimal rounded, PowerFactorScale scale)
    {
        var points = (int)Math.Round(100m * (rounded - scale.Standard), 0, MidpointRounding.AwayFromZero);
        return new(points < 0 ? Along(-points, scale.Surcharge) : -Along(points, scale.Reduction));
    }

    /// <summary>The adjustment of a bill.</summary>
    /// <param name="basis">Energy and capacity charge without funds, yuan.</param>
    /// <param name="adjustment">Per cent.</param>
    [LegalSource("功率因数调整电费办法", "附表", "(83)水电财字第215号")]
    public static Yuan Amount(Yuan basis, Percent adjustment) => Yuan.Rounded(basis.Value * adjustment.Value / 100m);

    private static decimal Along(int points, IReadOnlyList<ScaleStep> scale)
    {
        var (sum, from) = (0m, 0);
        foreach (var step in scale)
        {
            var end = Math.Min(points, step.UpTo ?? points);
            if (end > from) sum += (end - from) * step.PerPoint;
            from = Math.Max(from, end);
        }

        return sum;
    }
}
