using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.Cases;

/// <summary>Use cases of the steps of a case.</summary>
public static class CaseFlowModule
{
    public static IServiceCollection AddCaseFlow(this IServiceCollection services) => services
        .AddSingleton<Determine>()
        .AddSingleton<OpenCase>()
        .AddSingleton<InvestigateCase>()
        .AddSingleton<RecordLegalReview>()
        .AddSingleton<CalculateCase>()
        .AddSingleton<ReviewSettlement>()
        .AddSingleton<DeliverCase>()
        .AddSingleton<RecordPayment>()
        .AddSingleton<DisputeCase>()
        .AddSingleton<AnswerDispute>()
        .AddSingleton<CloseCase>()
        .AddSingleton<DropCase>()
        .AddSingleton<ProposeInterruption>()
        .AddSingleton<RecordCutProof>()
        .AddSingleton<CheckInterruption>()
        .AddSingleton<OrderInterruption>()
        .AddSingleton<RecordInterruption>()
        .AddSingleton<RemoveCutCause>()
        .AddSingleton<RestoreSupply>()
        .AddSingleton<WithdrawInterruption>()
        .AddSingleton<VerifyLossDrops>()
        .AddSingleton<InterruptionQueries>()
        .AddSingleton<CaseList>()
        .AddSingleton<CasePage>();
}
