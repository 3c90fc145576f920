using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;
using Xunit;

namespace Voltward.Tests.Support;

/// <summary>Losses of towns with kinds of theft that nothing of the line loss was tried on.</summary>
internal static class HeldOutTown
{
    public static IReadOnlyList<TheftKind> Kinds { get; } = [TheftKind.NightOnly, TheftKind.EarthReturn, TheftKind.RegisterHack, TheftKind.Progressive, TheftKind.DirectHook];

    /// <summary>The lowest share of areas that may be covered when 0.93 are promised: two standard errors of so many areas are left to chance.</summary>
    public static double LeastCovered(int areas) => 0.93 - (2 * Math.Sqrt(0.93 * 0.07 / areas));

    public static Task<MeasureLosses.Report> MeasureAsync(SimulationOptions options) => TruthTown.AskAsync(
        options,
        (services, truth) => services.GetRequiredService<MeasureLosses>().RunAsync(new(truth), Actor.System, TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);
}
