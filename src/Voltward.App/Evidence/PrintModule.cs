using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Voltward.App.Evidence.Print;

namespace Voltward.App.Evidence;

/// <summary>The evidence store and the printer that fills it.</summary>
public static class PrintModule
{
    public static IServiceCollection AddPrinting(this IServiceCollection services)
    {
        services.TryAddSingleton<EvidenceFiles>();
        services.TryAddSingleton<Printer>();
        return services;
    }
}
