using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.Cases;

/// <summary>Use cases of the steps of a case.</summary>
public static class CaseFlowModule
{
    public static IServiceCollection AddCaseFlow(this IServiceCollection services) => services
        .AddSingleton<Determine>()
        .AddSingleton<OpenCase>()
        .AddSingleton<InvestigateCase>()
        .AddSingleton<FileEvidence>()
        .AddSingleton<TestInnocence>()
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
        .AddSingleton<ClockList>()
        .AddSingleton<ExplainClock>()
        .AddSingleton<ApprovalList>()
        .AddSingleton<MyCases>()
        .AddSingleton<ContestMyCase>()
        .AddSingleton<TryMyCase>()
        .AddSingleton<ChooseLaboratory>()
        .AddSingleton<PayByInstalments>()
        .AddSingleton<InstalmentQueries>()
        .AddSingleton<CustomerSide>()
        .AddSingleton<CaseList>()
        .AddSingleton<CasePage>();
}
