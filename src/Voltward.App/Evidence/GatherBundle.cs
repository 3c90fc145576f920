using System.Reflection;
using System.Security.Cryptography;
using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Evidence;

/// <summary>Collects what belongs to a case, as it stands at the latest checkpoint.</summary>
public sealed class GatherBundle(Database database, CasePage cases, VisitPage visits, LogFolder log, EvidenceFiles files)
{
    internal async Task<Outcome<BundleFacts>> RunAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        if (log.Checkpoint() is not { } stored || !SignedNote.Parse(stored).Succeeded(out var note, out _) || !Checkpoint.Parse(note.Text).Succeeded(out var checkpoint, out _)) return TrailProblems.NotSealed;
        var view = await cases.RunAsync(caseNo, actor, stop);
        if (view is null) return CaseProblems.NotFound(caseNo);
        var visit = (await visits.RunAsync(view.Row.VisitId, actor, stop))!;
        await using var look = await database.LookAsync(actor, stop);
        var exhibits = new List<HeldExhibit>();
        foreach (var exhibit in await look.ExhibitsAsync(caseNo)) exhibits.Add(new(exhibit, await look.MovesAsync(exhibit.ExhibitNo)));
        var day = CompanyTime.Day(visit.Row.StartedAt);
        var party = view.Row.CustomerNo is null ? null : await look.PartyAsync(view.Row.CustomerNo, day);
        var records = await TrailRow.AboutAsync(look, Subjects(view, exhibits), checkpoint.Size);
        return new BundleFacts(
            view, visit, await look.UnitNameAsync(await OrgPathAsync(look, caseNo)), party?.Address ?? view.Row.AreaNo ?? "",
            [.. EvidenceItems.Of(view, visit, exhibits, await VisitDocumentsAsync(look, visit.Row.VisitId, visit.Row.OrderNo), [.. records.Select(r => r.Detail ?? "")])
                .Select(i => i with { Bytes = files.Has(i.Sha256) ? new FileInfo(files.PathOf(i.Sha256)).Length : 0 })],
            exhibits, records, checkpoint, note, [.. log.Settings().Witnesses.Select(w => NoteKey.Parse(w.Key)).OfType<NoteKey>()],
            log.Stamps().Contains(checkpoint.Size) ? log.Stamp(checkpoint.Size) : null, Health());
    }

    /// <summary>Whether entries of the case wait for a seal.</summary>
    internal async Task<bool> IsSealedAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        var view = await cases.RunAsync(caseNo, actor, stop);
        if (view is null) return true;
        if (log.Checkpoint() is not { } stored || !SignedNote.Parse(stored).Succeeded(out var note, out _) || !Checkpoint.Parse(note.Text).Succeeded(out var checkpoint, out _)) return false;
        await using var look = await database.LookAsync(actor, stop);
        var exhibits = (await look.ExhibitsAsync(caseNo)).Select(e => new HeldExhibit(e, [])).ToList();
        var rows = await TrailRow.AboutAsync(look, Subjects(view, exhibits), long.MaxValue);

        // That a bundle was written is on record too, but a bundle need not contain the record of itself.
        return rows.All(r => r.Seq <= checkpoint.Size || r.Action == WriteBundle.Action);
    }

    private static async Task<string> OrgPathAsync(Look look, string caseNo) =>
        await look.ScalarAsync<string>("select i.org_path from inspection_case i where i.case_no = @caseNo and @@scope(i.org_path)", new { caseNo }) ?? "";

    private static List<string> Subjects(CaseView view, IReadOnlyList<HeldExhibit> exhibits) =>
    [
        "case/" + view.Row.CaseNo, "visit/" + view.Row.VisitId, "order/" + view.Row.OrderNo, "bundle/" + view.Row.CaseNo,
        .. view.Timeline.Select(t => t.Subject).Distinct(), .. exhibits.Select(e => "exhibit/" + e.Exhibit.ExhibitNo),
    ];

    private static Task<IReadOnlyList<DocumentRow>> VisitDocumentsAsync(Look look, string visitId, string orderNo) => look.QueryAsync<DocumentRow>(
        """
        select document_id as DocumentId, kind as Kind, number as Number, sha256 as Sha256, bytes as Bytes, media_type as MediaType, made_by as MadeBy,
               made_at as MadeAt, served_at as ServedAt, served_how as ServedHow, served_proof as ServedProof
        from case_document where case_no is null and (visit_id = @visitId or (kind = 'work-order' and number = @orderNo)) order by made_at, document_id
        """,
        new { visitId, orderNo });

    private SystemHealth Health()
    {
        var assembly = typeof(GatherBundle).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new(version, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(assembly.Location))), log.LastCheck());
    }
}
