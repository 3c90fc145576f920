using Voltward.App.Inspections;
using Voltward.Domain.Inspections;

namespace Voltward.Host.Shared;

/// <summary>Writes the visit record of a demonstration as a careful crew would: every asked item, seals, measurements, photos.</summary>
internal static class DemoVisit
{
    private const string Fact = "fact:";

    /// <summary>The submission for one order.</summary>
    /// <param name="order">The order with its checklist and registered seals.</param>
    /// <param name="found">What stands there; null: nothing.</param>
    /// <param name="at">Arrival, UTC.</param>
    /// <param name="n">Number of the visit; every seventh has a hazard to show.</param>
    public static SubmitVisit.Request Make(OrderView order, DemoTruth.Found? found, DateTimeOffset at, int n)
    {
        var photos = new List<(PhotoRecord Photo, SubmitVisit.Attachment File)>();
        var items = new List<ItemRecord>();
        var theft = found?.Kind == FindingKind.Theft;
        foreach (var item in order.Checklist.Items.Where(i => order.Only?.Contains(i.Code) != false && IsAsked(i, order)))
        {
            var when = at.AddMinutes(4 + items.Count);
            if (HangsOnUnknown(item, order))
            {
                items.Add(new(item.Code, ItemAnswer.NotApplicable, null, item.Value?.Unit, null, when));
                continue;
            }

            var fails = Fails(item, found, n);
            items.Add(new(item.Code, fails ? ItemAnswer.Fail : ItemAnswer.Ok, ValueOf(item, fails), item.Value?.Unit, fails ? Remark(item, found) : null, when));
            photos.AddRange(item.Shots.Select(shot => DemoPhotos.Draw(shot, item.Code, order.Row.OrderNo, when)));
        }

        if (theft) photos.Add(DemoPhotos.Draw("wiring", null, order.Row.OrderNo + " +", at.AddMinutes(30)));
        var record = new VisitRecord
        {
            VisitId = Guid.CreateVersion7(at).ToString(),
            OrderNo = order.Row.OrderNo,
            ChecklistId = order.Checklist.ChecklistId,
            StartedAt = at,
            FinishedAt = at.AddMinutes(Math.Max(20, order.Row.Minutes - 5)),
            SafetyConfirmedAt = at.AddMinutes(2),
            IdentityShownAt = at.AddMinutes(1),
            PurposeStated = true,
            CustomerPresent = order.Row.CustomerNo is null ? null : "客户本人",
            Signature = order.Row.CustomerNo is null ? null : theft && n % 2 == 0 ? Acknowledgement.Refused : Acknowledgement.SignedFor,
            RefusalReason = theft && n % 2 == 0 ? "客户拒签，村委会人员在场见证" : null,
            Items = items,
            Measurements = Measurements(order, found, at.AddMinutes(8)),
            Seals = [.. order.Seals.Select((s, i) => new FoundSeal(s.Position, s.SealNo, theft && i == 0))],
            Photos = [.. photos.Select(p => p.Photo)],
        };
        return new(VisitRecordText.Write(record), [.. photos.Select(p => p.File).DistinctBy(f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(f.Bytes.Span)))]);
    }

    private static bool IsAsked(ChecklistItem item, OrderView order) =>
        item.AskWhen.All(c => IsUnknown(c, order) || (c.Subject.StartsWith(Fact, StringComparison.Ordinal) && order.Facts[c.Subject[Fact.Length..]] == c.Is));

    /// <summary>Own generators, second sources and the like: no archive names them, so the crew is asked, and here it finds none.</summary>
    private static bool HangsOnUnknown(ChecklistItem item, OrderView order) => item.AskWhen.Any(c => IsUnknown(c, order));

    private static bool IsUnknown(Condition condition, OrderView order) => condition.Subject.StartsWith(Fact, StringComparison.Ordinal) && !order.Facts.ContainsKey(condition.Subject[Fact.Length..]);

    private static bool Fails(ChecklistItem item, DemoTruth.Found? found, int n) => (item.Code, found?.Kind) switch
    {
        ("L6" or "M2" or "A3", FindingKind.Theft) => true,
        ("L5" or "C1", FindingKind.Breach) => true,
        ("M4", FindingKind.MeterFault) => true,
        ("F2", FindingKind.FileError) => true,
        ("L1" or "S1", _) => n % 7 == 3,
        _ => false,
    };

    private static double? ValueOf(ChecklistItem item, bool fails) => item.Value switch
    {
        null => null,
        { FailAbove: { } top } => fails ? top + 1 : Math.Max(item.Value.Low, top / 4),
        { Low: < 0 } => 0,
        { Unit: "kW" or "kVA" } => fails ? 25 : 4.2,
        { Unit: "A" } => 6.5,
        var asked => asked.Low + ((asked.High - asked.Low) / 10),
    };

    private static string Remark(ChecklistItem item, DemoTruth.Found? found) => item.OnFail == "lead" && found is not null ? found.Words : "现场不合格";

    private static IReadOnlyList<MeasurementRecord> Measurements(OrderView order, DemoTruth.Found? found, DateTimeOffset at)
    {
        if (order.Row.CustomerNo is null) return [];
        var phases = order.Row.VoltageV > 220 ? (string[])["A", "B", "C"] : ["A"];
        var clamp = found?.Kind == FindingKind.Theft ? 18.6 : 5.2;
        return
        [
            .. phases.Select((p, i) => new MeasurementRecord("voltage", p, 228.4 + i, "V", "钳形表 QX-07", at)),
            .. phases.Select((p, i) => new MeasurementRecord("current", p, clamp + (0.3 * i), "A", "钳形表 QX-07", at.AddMinutes(1))),
            new("current", "A", 5.2, "A", null, at.AddMinutes(2)),
            new("clock-offset", null, 0.4, "min", null, at.AddMinutes(3)),
        ];
    }
}
