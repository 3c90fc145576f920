using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Readings;

namespace Voltward.App.Planning;

/// <summary>Use cases of plans and crews.</summary>
public static class PlanningModule
{
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services
        .AddSingleton(_ => new PolicyShelf())
        .AddSingleton<MakePlan>()
        .AddSingleton<ApprovePlan>()
        .AddSingleton<AssignOrder>()
        .AddSingleton<SaveCrew>()
        .AddSingleton<PlanBoard>()
        .AddSingleton<PlanIntegrity>()
        .AddSingleton<PlanCandidateList>()
        .AddSingleton<AllotCrews>()
        .AddSingleton<DeclareRecusal>()
        .AddSingleton<SealPlan>()
        .AddSingleton<OpenPlanDay>()
        .AddSingleton<LeakReport>()
        .AddSingleton<DrawArms>()
        .AddSingleton<NoteArmDone>()
        .AddSingleton<ArmReport>()
        .AddSingleton<CoverageReport>()
        .AddSingleton<RateReport>()
        .AddSingleton<AroundVisits>();
}
