using Voltward.App.Cases.Notices;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>
/// Hands a case to the authority or the police (移送): the evidence bundle and a list to be signed. The company reports and says nothing
/// of a punishment; to the police nothing goes that a court would send back.
/// </summary>
public sealed class HandOverCase(Database database, DataFolder folder, EvidenceFiles files, WriteBundle bundles, GatherBundle gather, HandoverListPrint lists)
{
    /// <param name="CaseNo">The case.</param>
    /// <param name="Addressee">Authority or police.</param>
    /// <param name="AuthorityName">Which one, by name.</param>
    /// <param name="Reason">Why it is reported.</param>
    public sealed record Request(string CaseNo, Addressee Addressee, string AuthorityName, string Reason);

    /// <param name="HandoverNo">Number of the hand-over.</param>
    /// <param name="PackageSha256">Hash of the bundle that was sent.</param>
    /// <param name="ListSha256">Hash of the list to be signed.</param>
    /// <param name="Defects">Open defects of the courts' checklist, sent along.</param>
    public sealed record Sent(string HandoverNo, string PackageSha256, string ListSha256, int Defects);

    public async Task<Outcome<Sent>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (HandoverRules.Refuse(HandoverStep.Send, actor) is { } refused) return refused;
        if (string.IsNullOrWhiteSpace(request.AuthorityName)) return CaseFlowProblems.TextMissing("authorityName");
        if (string.IsNullOrWhiteSpace(request.Reason)) return CaseFlowProblems.TextMissing("reason");
        if (await MayNotBeSentAsync(request, actor, stop) is { } early) return early;
        if (!(await PackAsync(request, actor, stop)).Succeeded(out var packed, out var problem)) return problem;

        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (!HandoverRules.MayBeSent(held.CurrentState)) return HandoverProblems.NotConfirmed(held.CaseNo);
        if (await OpenAsync(work, request) is { } open) return HandoverProblems.OpenAlready(open);
        if (await work.NoteStepAsync(held.CaseNo, "HandOver", Duty.Record, request.AuthorityName) is { } taken) return taken;
        var number = await work.AddHandoverAsync(held, packed);
        await work.CommitAsync(
            "case.handed-over", $"case/{held.CaseNo}", new { number, packed.AddresseeWord, package = packed.PackageSha256, list = packed.ListSha256, packed.Defects }, answer: number, stop: stop);
        return new Sent(number, packed.PackageSha256, packed.ListSha256, (int)packed.Defects);
    }

    private async Task<Problem?> MayNotBeSentAsync(Request request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var held = await look.FindCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (!HandoverRules.MayBeSent(held.CurrentState)) return HandoverProblems.NotConfirmed(held.CaseNo);
        return await OpenAsync(look, request) is { } open ? HandoverProblems.OpenAlready(open) : null;
    }

    /// <summary>Writes bundle and list into the evidence store. Bytes there without a row harm nobody.</summary>
    private async Task<Outcome<HandoverRow>> PackAsync(Request request, Actor actor, CancellationToken stop)
    {
        var part = Path.Combine(folder.Root, Path.GetRandomFileName());
        try
        {
            WriteBundle.Written? written;
            await using (var to = File.Create(part))
            {
                if (!(await bundles.RunAsync(request.CaseNo, to, actor, stop)).Succeeded(out written, out var problem)) return problem;
            }

            if (!(await gather.RunAsync(request.CaseNo, actor, stop)).Succeeded(out var facts, out var missing)) return missing;
            if (request.Addressee == Addressee.Police && !written.FitForPolice) return HandoverProblems.NotFit(Defects(facts));
            if (!lists.Print(facts, request, written.Manifest, CompanyTime.Day(await NowAsync(actor, stop))).Succeeded(out var list, out var unprinted)) return unprinted;
            var bytes = await File.ReadAllBytesAsync(part, stop);
            return new HandoverRow
            {
                AddresseeWord = HandoverRow.Word(request.Addressee),
                AuthorityName = request.AuthorityName,
                Reason = request.Reason,
                StateWord = nameof(HandoverState.Sent),
                PackageSha256 = await files.SaveAsync(bytes, "application/zip"),
                PackageBytes = bytes.Length,
                ListSha256 = await files.SaveAsync(list.Pdf, "application/pdf"),
                Defects = written.Defects,
            };
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<DateTimeOffset> NowAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return look.Now;
    }

    private static List<Words> Defects(BundleFacts facts)
    {
        var defects = CourtChecklist.Of(facts).SelectMany(c => c.Defects).ToList();
        return CourtChecklist.IsWitnessed(facts) ? defects : [.. defects, new("没有见证方签名", "no witness has signed")];
    }

    private static async Task<string?> OpenAsync(Session session, Request request) => await session.ScalarAsync<string>(
        "select h.handover_no from handover h where h.case_no = @CaseNo and h.addressee = @addressee and h.state <> 'Returned' and @@scope(h.org_path) limit 1",
        new { request.CaseNo, addressee = HandoverRow.Word(request.Addressee) });
}
