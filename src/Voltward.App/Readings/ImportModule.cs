using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.Readings;

/// <summary>Registers the use cases of importing.</summary>
public static class ImportModule
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services.AddSingleton<ImportFiles>();
}
