using System.Globalization;
using System.Security.Cryptography;
using Voltward.App.Inspections;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.Host.Inspections;

/// <summary>Reads the record form of the office into the same record a device sends, so that both go through one use case.</summary>
internal static class DeskRecord
{
    public static IReadOnlyList<(string Quantity, string? Phase, string Unit)> Measurements { get; } =
    [
        ("voltage", "A", "V"), ("voltage", "B", "V"), ("voltage", "C", "V"), ("current", "A", "A"), ("current", "B", "A"), ("current", "C", "A"), ("current", "N", "A"),
        ("power", null, "kW"), ("power-factor", null, ""), ("reading", null, "kWh"), ("clock-offset", null, "min"),
    ];

    /// <summary>The record with its photos; or <c>visit.unreadable</c>, naming the field.</summary>
    public static async Task<Outcome<SubmitVisit.Request>> ReadAsync(VisitView visit, IFormCollection form, DateTimeOffset now, CancellationToken stop)
    {
        var (photos, attachments) = await PhotosAsync(form, now, stop);
        var items = new List<ItemRecord>();
        foreach (var item in visit.Checklist.Items)
        {
            var answer = Text(form, $"item.{item.Code}.answer");
            if (answer is null) continue;
            if (!Enum.TryParse<ItemAnswer>(answer, out var given)) return VisitProblems.Unreadable($"item.{item.Code}.answer", answer);
            if (!Number(form, $"item.{item.Code}.value", out var value)) return VisitProblems.Unreadable($"item.{item.Code}.value", Text(form, $"item.{item.Code}.value")!);
            items.Add(new(item.Code, given, value, value is null ? null : item.Value?.Unit, Text(form, $"item.{item.Code}.note"), now));
        }

        var measurements = new List<MeasurementRecord>();
        foreach (var (quantity, phase, unit) in Measurements)
        {
            var name = $"m.{quantity}.{phase}";
            if (!Number(form, name, out var value)) return VisitProblems.Unreadable(name, Text(form, name)!);
            if (value is not null) measurements.Add(new(quantity, phase, value.Value, unit, Text(form, "instrument"), now));
        }

        var record = new VisitRecord
        {
            VisitId = visit.Row.VisitId,
            OrderNo = visit.Row.OrderNo,
            ChecklistId = visit.Row.ChecklistId,
            StartedAt = visit.Row.StartedAt,
            FinishedAt = now,
            IdentityShownAt = visit.Row.IdentityShownAt,
            PurposeStated = visit.Row.PurposeStated == 1,
            SafetyConfirmedAt = visit.Row.SafetyConfirmedAt,
            CustomerPresent = Text(form, "present"),
            Signature = Enum.TryParse<Acknowledgement>(form["signature"], out var signed) ? signed : null,
            RefusalReason = Text(form, "refusal"),
            Items = items,
            Measurements = measurements,
            Seals = [.. Seals(form)],
            Photos = photos,
        };
        return new SubmitVisit.Request(VisitRecordText.Write(record), attachments);
    }

    private static IEnumerable<FoundSeal> Seals(IFormCollection form) =>
        from position in OrderWords.SealPositions
        where form.ContainsKey($"seal.{position}.seen")
        select new FoundSeal(position, Text(form, $"seal.{position}.no"), form.ContainsKey($"seal.{position}.broken"));

    /// <summary>Photos stand under <c>photo.KIND</c> or <c>photo.KIND.ITEM</c>; the same bytes twice are one photo.</summary>
    private static async Task<(List<PhotoRecord> Photos, List<SubmitVisit.Attachment> Attachments)> PhotosAsync(
        IFormCollection form, DateTimeOffset now, CancellationToken stop)
    {
        var (photos, attachments) = (new List<PhotoRecord>(), new List<SubmitVisit.Attachment>());
        foreach (var file in form.Files.Where(f => f.Length > 0 && f.Name.StartsWith("photo.", StringComparison.Ordinal)))
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop);
            var content = bytes.ToArray();
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            if (photos.Any(p => p.Sha256 == hash)) continue;
            var parts = file.Name.Split('.');
            photos.Add(new(hash, content.Length, parts[1], parts.Length > 2 ? parts[2] : null, null, file.ContentType, now));
            attachments.Add(new(file.ContentType, content));
        }

        return (photos, attachments);
    }

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>False when something stands there that is no number.</summary>
    private static bool Number(IFormCollection form, string name, out double? value)
    {
        value = null;
        if (Text(form, name) is not { } text) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return false;
        value = number;
        return true;
    }
}
