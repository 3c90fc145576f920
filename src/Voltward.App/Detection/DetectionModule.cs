using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Readings;

namespace Voltward.App.Detection;

/// <summary>Line loss, detection and leads.</summary>
public static class DetectionModule
{
    public static IServiceCollection AddDetection(this IServiceCollection services) => services
        .AddSingleton<BuildCache>()
        .AddSingleton<RunQueries>()
        .AddSingleton<LineLoss.LossRunQueries>()
        .AddSingleton(s => new AnalyseUtility(
            s.GetRequiredService<Storage.Database>(), s.GetRequiredService<Lake>(), s.GetRequiredService<BuildCache>(), s.GetRequiredService<BillSuspicion>()));
}
