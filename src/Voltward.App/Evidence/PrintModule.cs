using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Voltward.App.Cases;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence.Print;
using Voltward.App.Inspections;

namespace Voltward.App.Evidence;

/// <summary>Use cases that print documents and put them on file.</summary>
public static class PrintModule
{
    public static IServiceCollection AddPrints(this IServiceCollection services)
    {
        services.TryAddSingleton<EvidenceFiles>();
        return services
            .AddSingleton<Printer>()
            .AddSingleton<CaseNotice>()
            .AddSingleton<SettlementSheet>()
            .AddSingleton<OrderPrint>()
            .AddSingleton<ResultPrint>()
            .AddSingleton<IssueNotice>()
            .AddSingleton<PrintOrder>()
            .AddSingleton<PrintResult>();
    }
}
