using Microsoft.Extensions.DependencyInjection;
using Voltward.App.LineLoss;
using Voltward.App.Readings;

namespace Voltward.App.Detection;

/// <summary>Line loss, detection and leads.</summary>
public static class DetectionModule
{
    public static IServiceCollection AddDetection(this IServiceCollection services) => services
        .AddSingleton<BuildCache>()
        .AddSingleton<RunQueries>()
        .AddSingleton<LeadQueries>()
        .AddSingleton<EvaluateAgainstTruth>()
        .AddSingleton<MeasureLosses>()
        .AddSingleton<ModelReport>()
        .AddSingleton<TargetingReport>()
        .AddSingleton<TrainPrior>()
        .AddSingleton<LossRunQueries>()
        .AddSingleton<LossLevels>()
        .AddSingleton<AnalyseUtility>();
}
