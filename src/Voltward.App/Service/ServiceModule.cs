using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;

namespace Voltward.App.Service;

/// <summary>Use cases of tips.</summary>
public static class ServiceModule
{
    public static IServiceCollection AddTips(this IServiceCollection services)
    {
        services.TryAddSingleton<EvidenceFiles>();
        return services
            .AddSingleton(_ => new TipShelf())
            .AddSingleton<TipSecrets>()
            .AddSingleton<LabelPrinter>()
            .AddSingleton<ReportTip>()
            .AddSingleton<TipStatus>()
            .AddSingleton<TakeUpTip>()
            .AddSingleton<DecideTip>()
            .AddSingleton<AskOpening>()
            .AddSingleton<AnswerOpening>()
            .AddSingleton<OpenReporter>()
            .AddSingleton<ProposeReward>()
            .AddSingleton<AnswerReward>()
            .AddSingleton<PayReward>()
            .AddSingleton<RewardList>()
            .AddSingleton<TipList>()
            .AddSingleton<TipPage>()
            .AddSingleton<TipWaiting>()
            .AddSingleton<PrintLabels>();
    }
}
