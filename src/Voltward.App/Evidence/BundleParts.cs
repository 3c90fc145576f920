using System.Globalization;
using System.Text;
using Voltward.App.Trail;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Evidence;

/// <summary>The files of a bundle that say something, each for one question of its reader.</summary>
internal static class BundleParts
{
    public static IEnumerable<BundlePart> Of(BundleFacts f, IReadOnlyList<ChecklistRow> checklist, NoteKey log, MerkleTree tree)
    {
        yield return BundlePart.Json("case.json", Case(f));
        yield return BundlePart.Json("list.json", f.Items.Select(i => new
        {
            i.No,
            i.Name,
            i.Category,
            i.Format,
            i.File,
            i.Bytes,
            Hash = "sha256:" + i.Sha256,
            i.TakenAt,
            i.ReceivedAt,
            f.Place,
            i.Method,
            i.Proves,
            i.Device,
        }));
        yield return BundlePart.Json("custody.json", Custody(f));
        yield return BundlePart.Json("access-log.json", f.Records.Select(r => new { r.Seq, r.At, r.Actor, r.Action, r.Subject }));
        yield return BundlePart.Json("health.json", new
        {
            f.Health.Version,
            f.Health.Build,
            log = new { f.Checkpoint.Origin, f.Checkpoint.Size },
            lastCheck = f.Health.LastCheck,
            clock = new { deviceFinishedAt = f.Visit.Row.FinishedAt, serverReceivedAt = f.Visit.Row.ReceivedAt, flags = f.Visit.Flags.Where(c => c.Contains("clock", StringComparison.Ordinal)) },
            statement = new Words("系统按正常业务流程运行；每次更改与留痕同一事务提交，留痕逐条进入默克尔日志并定期自检。", "The system was in normal business use; every change commits with its trail entry, entries go into a Merkle log that checks itself."),
        });
        yield return BundlePart.Json("checklist.json", checklist.Select(c => new { c.Id, c.Rule, c.Asks, c.File, c.Met, c.Defects }));
        yield return BundlePart.Json("keys.json", new { log = log.Text, witnesses = f.Witnesses.Where(w => w.Verifies(f.Note)).Select(w => w.Text) });
        if (f.Stamp is not null) yield return BundlePart.Of(string.Create(CultureInfo.InvariantCulture, $"tsa/{f.Checkpoint.Size}.tsr"), f.Stamp);
        yield return BundlePart.Of("verify.html", VerifyPage());
        foreach (var row in f.Records.Where(r => r.Salt is not null))
        {
            foreach (var part in BundlePackage.Record(row, TrailRow.FromHex(row.Salt)!, tree.Inclusion(row.Seq - 1, f.Checkpoint.Size), f.Note)) yield return part;
        }
    }

    private static object Case(BundleFacts f) => new
    {
        f.Case.Row.CaseNo,
        f.Case.Row.Kind,
        f.Case.Row.RuleId,
        f.Case.Row.State,
        f.Case.Row.CustomerNo,
        f.Case.Row.Description,
        f.Case.Row.ConductFrom,
        f.Case.Row.ConductTo,
        unit = f.Unit,
        place = f.Place,
        visit = new
        {
            f.Visit.Row.VisitId,
            f.Visit.Row.OrderNo,
            form = f.Visit.Row.ChecklistId,
            f.Visit.Row.DeviceId,
            f.Visit.Row.StartedAt,
            f.Visit.Row.FinishedAt,
            f.Visit.Row.ReceivedAt,
            credentialsShownAt = f.Visit.Row.IdentityShownAt,
            f.Visit.Row.CustomerPresent,
            f.Visit.Row.Signature,
            f.Visit.Row.RefusalReason,
            inspectors = f.Visit.Inspectors.Select(i => new { i.PersonId, i.Name, signedInAt = i.At, i.Proof, counted = i.Counted == 1 }),
            measurements = f.Visit.Measurements.Select(m => new { m.Quantity, m.Phase, m.Value, m.Unit, m.Instrument, m.At }),
        },
        settlements = f.Case.Settlements.Select(s => new { s.Version, s.RuleId, s.State, s.EnergyWh, s.ChargeFen, s.PenaltyFen, s.Inputs, s.Result, s.CalculatedBy, s.ReviewedBy }),
        documents = f.Case.Documents.Select(d => new { d.Kind, d.Number, hash = "sha256:" + d.Sha256, d.ServedAt, d.ServedHow, d.ServedProof }),
        disputes = f.Case.Disputes.Select(d => new { d.Item, d.Reason, d.Answer }),
        roles = new { proposes = "company", fines = "authority" },
    };

    private static object Custody(BundleFacts f) => new
    {
        originals = f.Items.Select(i => new
        {
            i.No,
            i.File,
            keptWhere = new Words($"{f.Unit}证据库，按 SHA-256 存放，只增不改", $"evidence store of {f.Unit}, by SHA-256, only added to"),
            whyNotMoved = new Words("采集设备继续用于现场工作，不便封存；提取时当场计算并核对摘要", "the device stays in service; the hash was made and checked on receipt"),
            i.Device,
            retention = new Words("窃电及违约用电案件档案，结案后保存不少于十年", "case archive, kept at least ten years after closing"),
        }),
        exhibits = f.Exhibits.Select(e => new { e.Exhibit, e.Moves, e.Gaps }),
    };

    private static byte[] VerifyPage()
    {
        using var stream = typeof(BundleParts).Assembly.GetManifestResourceStream("verify.html")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }
}
