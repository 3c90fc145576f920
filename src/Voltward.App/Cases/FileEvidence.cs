using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.App.Cases;

/// <summary>Puts an item of the evidence pack on file that no other record proves (登记证据): an original with its hash, or the number of a paper.</summary>
public sealed class FileEvidence(Database database, EvidenceFiles files)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Item">Item of the pack, such as <c>EVD-9</c>.</param>
    /// <param name="Reference">Number of the paper, or what the file is.</param>
    /// <param name="Detail">What the item asks for besides.</param>
    /// <param name="File">The original; empty when the item is a paper.</param>
    public sealed record Request(string CaseNo, string Item, string Reference, string? Detail, Original File);

    /// <param name="Bytes">Its bytes; empty: none.</param>
    /// <param name="MediaType">Media type.</param>
    public sealed record Original(ReadOnlyMemory<byte> Bytes, string MediaType)
    {
        public static Original None { get; } = new(ReadOnlyMemory<byte>.Empty, "");
    }

    /// <param name="Missing">What the pack still lacks before the case can be closed.</param>
    public sealed record Filed(IReadOnlyList<string> Missing);

    public async Task<Outcome<Filed>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Investigator)) return AccessProblems.RoleMissing(Role.Investigator);
        if (Unfit(request) is { } unfit) return unfit;
        var (bytes, mediaType) = (request.File.Bytes, request.File.MediaType);
        var sha256 = bytes.IsEmpty ? null : await files.SaveAsync(bytes, mediaType);
        await using var work = await database.BeginAsync(actor, stop);
        if (sha256 is not null && await work.IsOfATipAsync(sha256)) return SourceProtection.FileOfATip;
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (held.CurrentState is CaseState.Closed or CaseState.Dropped) return CaseStates.Next(held.CurrentState, CaseEvent.Investigate).Problem!;
        if (await work.NoteStepAsync(held.CaseNo, "FileEvidence", Duty.Investigate, request.Item) is { } taken) return taken;
        var row = new FiledRow
        {
            Item = request.Item,
            Reference = request.Reference,
            Detail = request.Detail,
            Sha256 = sha256,
            Bytes = sha256 is null ? null : bytes.Length,
            MediaType = sha256 is null ? null : mediaType,
            FiledAt = work.Now,
            FiledBy = actor.PersonId,
        };
        await work.AddFiledAsync(held.CaseNo, row);
        if (!(await work.PackAsync(held)).Succeeded(out var pack, out var problem)) return problem;
        await work.CommitAsync("case.evidence-filed", $"case/{held.CaseNo}", new { request.Item, sha256 }, stop: stop);
        return new Filed(pack.Missing(PackStage.NoticeServed));
    }

    private static Problem? Unfit(Request request)
    {
        if (EvidencePack.Find(request.Item) is not { } item) return CasePackProblems.ItemUnknown(request.Item);
        if (item.Filing == PackFiling.Records) return CasePackProblems.FromRecords(request.Item);
        if (string.IsNullOrWhiteSpace(request.Reference)) return CaseFlowProblems.TextMissing("reference");
        if (SourceProtection.Mentions(request.Reference) || SourceProtection.Mentions(request.Detail)) return SourceProtection.NamesATip;
        if (item.NeedsDetail is not null && string.IsNullOrWhiteSpace(request.Detail)) return CaseFlowProblems.TextMissing("detail");
        return item.Filing == PackFiling.File && request.File.Bytes.IsEmpty ? CasePackProblems.FileMissing(request.Item) : null;
    }
}

/// <summary>Records what came of testing an innocent explanation (排查无辜原因). The customer reads it too.</summary>
public sealed class TestInnocence(Database database)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Explanation">Explanation of the rules' list.</param>
    /// <param name="Excluded">Whether it is excluded; false: it explains what was found.</param>
    /// <param name="Grounds">Why, in words.</param>
    /// <param name="Reference">Number or hash of what shows it.</param>
    public sealed record Request(string CaseNo, string Explanation, bool Excluded, string Grounds, string Reference);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Investigator)) return AccessProblems.RoleMissing(Role.Investigator);
        if (string.IsNullOrWhiteSpace(request.Grounds)) return CaseFlowProblems.TextMissing("grounds");
        if (string.IsNullOrWhiteSpace(request.Reference)) return CaseFlowProblems.TextMissing("reference");
        if (SourceProtection.Mentions(request.Grounds) || SourceProtection.Mentions(request.Reference)) return SourceProtection.NamesATip;
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (held.CurrentState is CaseState.Closed or CaseState.Dropped) return CaseStates.Next(held.CurrentState, CaseEvent.Investigate).Problem!;
        if (!(await work.PackAsync(held)).Succeeded(out var pack, out var problem)) return problem;
        if (!pack.Explanations.Contains(request.Explanation)) return CasePackProblems.ItemUnknown(request.Explanation);
        if (await work.NoteStepAsync(held.CaseNo, "TestInnocence", Duty.Investigate, request.Explanation) is { } taken) return taken;
        await work.AddTestedAsync(held.CaseNo, new(request.Explanation, request.Excluded, request.Grounds), request.Reference);
        await work.CommitAsync("case.innocence-tested", $"case/{held.CaseNo}", new { request.Explanation, request.Excluded }, stop: stop);
        return new Done();
    }
}
