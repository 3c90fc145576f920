using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence;

/// <summary>
/// Writes the evidence bundle of a case (出具证据包): originals hashed anew as they are read, every record with its proof, list, checklist of the courts with open
/// defects, custody, access log, state of the system, and a page that verifies it all without a network.
/// </summary>
public sealed class WriteBundle(
    Database database, DataFolder folder, GatherBundle gather, EvidenceFiles files, EvidenceListPrint print, LogFolder log, SealLog seal, StampCheckpoint stamp)
{
    internal const string Action = "evidence.bundle-written";
    private static readonly Role[] Allowed = [Role.System, Role.Investigator, Role.Approver, Role.Executor, Role.Auditor, Role.Manager, Role.Customer];

    /// <param name="FileName">What to call it.</param>
    /// <param name="Manifest">SHA-256 of its list, lower-case hex.</param>
    /// <param name="Items">Pieces of evidence on the list.</param>
    /// <param name="Defects">Open defects of the courts' checklist.</param>
    /// <param name="FitForPolice">Whether it may be handed to the police: witnessed, and no defect of form open.</param>
    public sealed record Written(string FileName, string Manifest, int Items, int Defects, bool FitForPolice);

    public async Task<Outcome<Written>> RunAsync(string caseNo, Stream to, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Allowed)) return AccessProblems.RoleMissing(Allowed[1..]);
        if (actor.Is(Role.Customer) && !await IsOwnAsync(caseNo, actor, stop)) return CaseProblems.NotFound(caseNo);
        if (!await gather.IsSealedAsync(caseNo, actor, stop) && (await seal.RunAsync(stop)).Problem is { } stopped) return stopped;
        if (log.Settings().TimeStampAuthority is not null) await stamp.RunAsync(stop);
        if (!(await gather.RunAsync(caseNo, actor, stop)).Succeeded(out var facts, out var problem)) return problem;
        var checklist = CourtChecklist.Of(facts);
        if (!print.Print(facts, checklist).Succeeded(out var list, out problem)) return problem;
        foreach (var item in facts.Items)
        {
            if ((await files.ReadAsync(item.Sha256, stop)).Problem is { } damaged) return damaged;
        }

        using var key = log.Key(log.Settings());
        var package = new BundlePackage("case/" + facts.Case.Row.CaseNo, facts.Checkpoint, facts.Note, key, Path.Combine(folder.Root, "bundles"));
        var parts = BundleParts.Of(facts, checklist, key.Public, log.Tree(facts.Checkpoint.Size)).Append(BundlePart.Of("清单.pdf", list.Pdf))
            .Concat(facts.Items.Select(i => new BundlePart(i.File, () => File.ReadAllBytesAsync(files.PathOf(i.Sha256), stop))));
        var manifest = await package.WriteAsync(to, parts, stop);

        await using var work = await database.BeginAsync(actor, stop);
        var defects = checklist.Sum(c => c.Defects.Count);
        await work.CommitAsync(Action, "bundle/" + facts.Case.Row.CaseNo, new { manifest, items = facts.Items.Count, defects }, stop: stop);
        return new Written($"证据包-{facts.Case.Row.CaseNo}.zip", manifest, facts.Items.Count, defects, CourtChecklist.IsWitnessed(facts) && defects == 0);
    }

    /// <summary>The page that verifies bundles, as it lies in each of them.</summary>
    public static Stream VerifyPage() => typeof(WriteBundle).Assembly.GetManifestResourceStream("verify.html")!;

    private async Task<bool> IsOwnAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.OwnCaseAsync(caseNo) is not null;
    }
}
