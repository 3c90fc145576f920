using Voltward.App.MarketingAudit;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.MarketingAudit;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.MarketingAudit;

/// <summary>What the pages of findings of the audit need, and their addresses.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAuditPages(this IServiceCollection services) => services.AddScoped<AuditFindingsList>();

    public static void MapAuditFindings(this WebApplication app)
    {
        var readers = new AllowedAttribute(Role.Auditor, Role.Manager, Role.Analyst, Role.Planner);
        app.MapList<AuditFindingsList, AuditFindingList.Row>("/audit-findings", readers);
        var api = app.MapApi("/audit-findings", "AuditFindings").WithMetadata(readers);
        api.MapGet("", async (string? q, AuditFindingList list, HttpContext http) => TypedResults.Json(
                await list.RunAsync(new(q ?? "", http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString()), null, false, 1, 200), await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("AuditFindings").WithSummary("Findings of the audit that need a look on site");
        api.MapPost("", (NewAuditFinding body, RecordAuditFindings record, HttpContext http) => http.AnswerAsync<IReadOnlyList<string>>((a, s) => record.RunAsync([new(body)], a, s), n => new { findingNo = n[0] }))
            .WithName("RecordAuditFinding").WithSummary("Record a finding");
        api.MapPost("/{no}/close", (string no, CloseBody body, CloseAuditFinding close, HttpContext http) => http.AnswerAsync<Done>((a, s) => close.RunAsync(new(no, body.Result, body.Cause), a, s)))
            .WithName("CloseAuditFinding").WithSummary("Close it; never by somebody who made the visit");
    }

    internal sealed record CloseBody(AuditResult Result, string Cause);
}
