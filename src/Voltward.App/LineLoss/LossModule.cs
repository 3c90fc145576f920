using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.LineLoss;

/// <summary>The closing ledger and line-loss inspection orders.</summary>
public static class LossModule
{
    public static IServiceCollection AddLossLedger(this IServiceCollection services) => services
        .AddSingleton<BookLoss>()
        .AddSingleton<ReverseLoss>()
        .AddSingleton<BookCases>()
        .AddSingleton<LedgerQueries>()
        .AddSingleton<OpenLossOrder>()
        .AddSingleton<RecordLossFinding>()
        .AddSingleton<CloseLossOrder>()
        .AddSingleton<LossOrderList>()
        .AddSingleton<LossOrderQueries>();
}
