using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.MarketingAudit;

/// <summary>Use cases of findings of the audit.</summary>
public static class AuditModule
{
    public static IServiceCollection AddAuditFindings(this IServiceCollection services) => services
        .AddSingleton<RecordAuditFindings>()
        .AddSingleton<CloseAuditFinding>()
        .AddSingleton<AuditFindingList>();
}
