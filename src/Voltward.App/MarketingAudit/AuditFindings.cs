using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.MarketingAudit;

namespace Voltward.App.MarketingAudit;

/// <summary>Records findings of the audit that need a look on site (登记稽查问题): one, or all rows of a file, or none.</summary>
public sealed class RecordAuditFindings(Database database)
{
    /// <summary>A finding and the line of the file it comes from.</summary>
    /// <param name="Finding">The finding.</param>
    /// <param name="Line">Line of the file; 0 when entered by hand.</param>
    public sealed record Entry(NewAuditFinding Finding, int Line = 0);

    /// <summary>The numbers in order of entry.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> RunAsync(IReadOnlyList<Entry> entries, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Auditor)) return AccessProblems.RoleMissing(Role.Auditor);
        if (entries.Count == 0) return AuditProblems.FileUnfit(null);
        await using var work = await database.BeginAsync(actor, stop);
        var numbers = new List<string>();
        foreach (var (finding, line) in entries)
        {
            if (AuditFindingRules.Check(finding, CompanyTime.Day(work.Now)) is { } unfit) return AuditFile.At(unfit, line);
            if (await work.OrgPathAsync(finding) is not { } org) return AuditFile.At(AuditProblems.SubjectUnknown, line);
            numbers.Add(await work.AddFindingAsync(finding, org));
        }

        await work.CommitAsync(
            "audit.findings-recorded", numbers.Count == 1 ? $"audit-finding/{numbers[0]}" : $"audit-finding/{numbers[0]}-{numbers[^1]}", new { findings = numbers.Count }, stop: stop);
        return numbers;
    }
}

/// <summary>Closes a finding on what the visit showed (关闭稽查问题), or takes it back before any visit is planned (撤销).</summary>
public sealed class CloseAuditFinding(Database database)
{
    /// <param name="FindingNo">The finding.</param>
    /// <param name="Result">Real, FalseAlarm, or Withdrawn.</param>
    /// <param name="Cause">Cause, in words.</param>
    public sealed record Request(string FindingNo, AuditResult Result, string Cause);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(request.Cause) || request.Cause.Length > AuditFindingRules.TextMost) return AuditProblems.TextUnfit("cause", AuditFindingRules.TextMost);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeFindingAsync(request.FindingNo) is not { } finding) return AuditProblems.NotFound(request.FindingNo);
        if (AuditFindingRules.MayClose(actor, await work.CrewAsync(request.FindingNo)) is { } refused) return refused;
        var happened = request.Result == AuditResult.Withdrawn ? AuditFindingEvent.Withdraw : AuditFindingEvent.Close;
        if (!AuditFindingRules.Next(finding.CurrentState, happened).Succeeded(out _, out var order)) return order;
        if (finding.PlannedOrder is not null) return AuditProblems.VisitPlanned;
        await work.EndAsync(request.FindingNo, request.Result, request.Cause.Trim());
        await work.CommitAsync("audit.finding-closed", $"audit-finding/{request.FindingNo}", new { result = request.Result.Code() }, stop: stop);
        return new Done();
    }
}
