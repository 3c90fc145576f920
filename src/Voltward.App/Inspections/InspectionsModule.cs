using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Hazards;

namespace Voltward.App.Inspections;

/// <summary>Use cases of orders, visits, findings and hazards.</summary>
public static class InspectionsModule
{
    public static IServiceCollection AddInspections(this IServiceCollection services) => services
        .AddSingleton(s => new InspectionShelf(own: Path.Combine(s.GetRequiredService<Storage.DataFolder>().Root, "rules")))
        .AddSingleton<OpenWorkOrder>()
        .AddSingleton<ApproveOrder>()
        .AddSingleton<CancelOrder>()
        .AddSingleton<StartVisit>()
        .AddSingleton<SignInOnSite>()
        .AddSingleton<NoteVisitStep>()
        .AddSingleton<DrawSignCode>()
        .AddSingleton<SubmitVisit>()
        .AddSingleton<ReviewVisit>()
        .AddSingleton<RecordFinding>()
        .AddSingleton<ServeHazardNotice>()
        .AddSingleton<RecheckHazard>()
        .AddSingleton<HazardList>()
        .AddSingleton<OrderList>()
        .AddSingleton<OrderPage>()
        .AddSingleton<OrderLead>()
        .AddSingleton<VisitPage>()
        .AddSingleton<OutcomeList>()
        .AddSingleton<EnrolDevice>()
        .AddSingleton<DrawDeviceCodes>()
        .AddSingleton<ReportDevice>()
        .AddSingleton<RevokeDevice>()
        .AddSingleton<DeviceList>()
        .AddSingleton<QuarantineList>()
        .AddSingleton<DecideQuarantine>()
        .AddSingleton<PublishChecklist>()
        .AddSingleton<PublishChecklistDraft>()
        .AddSingleton<ChecklistVersions>()
        .AddSingleton<PublishRules>()
        .AddSingleton<PublishRound>()
        .AddSingleton<PublishCycles>()
        .AddSingleton<RuleEditionList>()
        .AddSingleton<VisitReplay>()
        .AddSingleton<FieldReadings>()
        .AddSingleton<FieldDay>()
        .AddSingleton<TakePiece>()
        .AddSingleton<ReceiptKey>()
        .AddSingleton<DrawBlindSample>()
        .AddSingleton<OmissionReport>()
        .AddSingleton<QualityNames>()
        .AddSingleton<ScoreVisits>()
        .AddSingleton<SeedDefects>()
        .AddSingleton<SkillReport>();
}
