using Voltward.App.Access;
using Voltward.App.Cases;
using Voltward.App.Customers;
using Voltward.App.Detection;
using Voltward.App.Hazards;
using Voltward.App.Indicators;
using Voltward.App.Inspections;
using Voltward.App.LineLoss;
using Voltward.App.Planning;
using Voltward.App.Readings;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Host.Access;
using Voltward.Host.Cases;
using Voltward.Host.Customers;
using Voltward.Host.Detection;
using Voltward.Host.Evidence;
using Voltward.Host.Hazards;
using Voltward.Host.Inspections;
using Voltward.Host.LineLoss;
using Voltward.Host.MarketingAudit;
using Voltward.Host.Planning;
using Voltward.Host.Readings;
using Voltward.Host.Service;
using Voltward.Host.Trail;

namespace Voltward.Host.Shared;

/// <summary>What the office pages need: their words, their lists, and the addresses that are no pages.</summary>
internal static class OfficeModule
{
    public static IServiceCollection AddOffice(this IServiceCollection services) => services
        .AddSingleton<Assets>()
        .AddSingleton<Frame>()
        .AddScoped(s => new Texts(Preferences.English(s.GetRequiredService<IHttpContextAccessor>().HttpContext!)))
        .AddSingleton<AreaLossList>()
        .AddSingleton<AreaQueries>()
        .AddSingleton<FeederQueries>()
        .AddSingleton<LeadList>()
        .AddSingleton<ScoreList>()
        .AddSingleton<CustomerList>()
        .AddSingleton<CustomerQueries>()
        .AddSingleton<AreaList>()
        .AddSingleton<ReadingQueries>()
        .AddSingleton<EvidenceReadings>()
        .AddScoped<LossesList>()
        .AddScoped<LossOrdersList>()
        .AddScoped<LeadsList>()
        .AddScoped<CustomersList>()
        .AddScoped<AreasList>()
        .AddScoped<FeedersList>()
        .AddScoped<OrdersList>()
        .AddScoped<CasesList>()
        .AddScoped<HazardsList>()
        .AddScoped<CandidatesList>()
        .AddScoped<ImportsList>()
        .AddSingleton<ImportJobs>()
        .AddSingleton<AnalysisJob>()
        .AddSingleton<ImportList>()
        .AddSingleton<DocumentList>()
        .AddSingleton<InterruptionDoor>()
        .AddSingleton<CaseSteps>()
        .AddSingleton<TodayQueries>()
        .AddSingleton<TrailList>()
        .AddScoped<TrailTable>()
        .AddHostedService<SealingLoop>()
        .AddScoped<PeopleTable>()
        .AddTipPages()
        .AddAuditPages()
        .AddScoped<Search>();

    public static void MapOffice(this WebApplication app)
    {
        app.MapPost("/preferences", Preferences.KeepAsync).WithMetadata(new OpenToAllAttribute());
        app.MapPost("/sign-out", SignOutDoor.LeaveAsync);
        app.MapList<LossesList, AreaLossList.Row>("/losses");
        app.MapList<LossOrdersList, LossOrderList.Row>("/loss-orders");
        app.MapList<LeadsList, LeadList.Row>("/leads");
        app.MapList<CustomersList, CustomerList.Row>("/customers");
        app.MapList<AreasList, AreaList.Row>("/areas");
        app.MapList<TrailTable, TrailList.Row>("/trail", new AllowedAttribute(Role.SystemAdministrator, Role.Auditor, Role.Manager));
        app.MapList<PeopleTable, PersonList.Row>("/people", new AllowedAttribute(Role.SystemAdministrator, Role.Manager));
        app.MapList<OrdersList, OrderList.Row>("/orders");
        app.MapList<CasesList, CaseList.Row>("/cases", new CaseRolesAttribute());
        app.MapList<HazardsList, HazardList.Row>("/hazards");
        app.MapList<ImportsList, ImportList.Row>("/imports");
        app.MapList<CandidatesList, PlanCandidateList.Row>("/plan/{planId}/candidates", new AllowedAttribute(Role.Planner, Role.Manager, Role.Analyst, Role.Auditor));
        app.MapGet("/visits/{visitId}/photos/{n:long}", PhotoDoor.ShowAsync);
        app.MapGet("/documents/{**documentId}", DocumentDoor.GiveAsync).WithMetadata(new CaseRolesAttribute());
        app.MapGet("/cases/{caseNo}/bundle", BundleDoor.GiveAsync).WithMetadata(new CaseRolesAttribute());
        app.MapGet("/search/suggest", Search.SuggestAsync);
        app.MapTipPages();
        app.MapAuditFindings();
        app.MapList<FeedersList, FeederQueries.Row>("/feeders");
    }
}
