using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.Detection;

/// <summary>Use cases of the bill-based suspicion and its learned ranker.</summary>
public static class BillModule
{
    public static IServiceCollection AddBillRanking(this IServiceCollection services) => services
        .AddSingleton<BillSuspicion>()
        .AddSingleton<TrainRanker>()
        .AddSingleton<TrainDays>()
        .AddSingleton<EvaluateRanker>()
        .AddSingleton<EvaluateDays>();
}
