using Voltward.App.Access;
using Voltward.App.Cases;
using Voltward.App.Customers;
using Voltward.App.Detection;
using Voltward.App.Evidence;
using Voltward.App.Inspections;
using Voltward.App.LineLoss;
using Voltward.App.MarketingAudit;
using Voltward.App.Planning;
using Voltward.App.Readings;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.App.Trail;

namespace Voltward.Host.Shared;

/// <summary>All use cases over one data folder, registered by hand: one line per capability, each in its own module.</summary>
internal static class Services
{
    public static IServiceCollection AddVoltward(this IServiceCollection services, string dataFolder, string? postgres)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new DataFolder(dataFolder));
        services.AddSingleton(s => postgres is null
            ? Database.Sqlite(s.GetRequiredService<DataFolder>().DatabaseFile, s.GetRequiredService<TimeProvider>())
            : Database.Postgres(postgres, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Lake>();
        services.AddSingleton<EvidenceFiles>();
        services.AddAccess();
        services.AddDetection();
        services.AddLossLedger();
        services.AddPlanning();
        services.AddInspections();
        services.AddCaseFlow();
        services.AddCustomers();
        services.AddImport();
        services.AddBillRanking();
        services.AddForms();
        services.AddNotices();
        services.AddTrailLog();
        services.AddTips();
        services.AddAuditFindings();
        return services;
    }

    /// <summary>For a command: the services of a data folder, its database brought up to date.</summary>
    public static async Task<ServiceProvider> OpenAsync(string dataFolder, CancellationToken stop)
    {
        var provider = new ServiceCollection()
            .AddVoltward(dataFolder, Environment.GetEnvironmentVariable("VOLTWARD_POSTGRES"))
            .BuildServiceProvider();
        await provider.GetRequiredService<Database>().MigrateAsync(stop);
        return provider;
    }
}
