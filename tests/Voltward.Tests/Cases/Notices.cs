using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Tests.Inspections;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>Puts a notice on file the short way: a row, without printing it.</summary>
internal static class Notices
{
    public static async Task IssueAsync(FlowTown town, string caseNo, Actor executor) => Assert.Null(await TryIssueAsync(town, caseNo, executor));

    /// <summary>The refusal, or null when issued.</summary>
    public static async Task<Problem?> TryIssueAsync(FlowTown town, string caseNo, Actor executor)
    {
        await using var work = await town.Store.Database.BeginAsync(executor, FlowTown.Stop);
        var held = await work.TakeCaseAsync(caseNo);
        if (await work.StepAsync(held!, CaseEvent.IssueNotice, Duty.Record) is { } refused) return refused;
        await work.ExecuteAsync(
            """
            insert into case_document (document_id, case_no, kind, number, sha256, bytes, media_type, made_by, made_at)
            values (@id, @caseNo, 'theft-notice', @id, 'x', 1, 'application/pdf', @actor, @at)
            """,
            new { id = Guid.NewGuid().ToString(), caseNo, actor = executor.PersonId, at = work.Now });
        await work.CommitAsync("case.notice-issued", $"case/{caseNo}", stop: FlowTown.Stop);
        return null;
    }
}
