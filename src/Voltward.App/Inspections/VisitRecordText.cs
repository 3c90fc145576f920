using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Reads a visit record from the bytes the device sent. Strict: unknown members, duplicate keys and odd numbers are refused.</summary>
public static partial class VisitRecordText
{
    private static readonly HashSet<string> MediaTypes = ["image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4"];

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static Outcome<VisitRecord> Read(ReadOnlyMemory<byte> bytes)
    {
        VisitRecord? record;
        try
        {
            record = JsonSerializer.Deserialize<VisitRecord>(bytes.Span, Options);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return VisitProblems.Unreadable((wrong as JsonException)?.Path ?? "$", wrong.Message);
        }

        if (record is null) return VisitProblems.Unreadable("$", "null");
        return Senseless(record) is { } where ? VisitProblems.Unreadable(where.Where, where.Why) : record;
    }

    /// <summary>The record as its bytes: what a device, a desk or a test sends.</summary>
    public static byte[] Write(VisitRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Options);

    private static (string Where, string Why)? Senseless(VisitRecord record) => record switch
    {
        { VisitId: var id } when !Id().IsMatch(id) => ("visitId", "8 to 64 letters, digits or hyphens"),
        { Items: var items } when items.Any(i => i.Value is { } v && !double.IsFinite(v)) => ("items", "a value is not a finite number"),
        { Items: var items } when items.Select(i => i.Code).Distinct().Count() != items.Count => ("items", "an item is answered twice"),
        { Measurements: var m } when m.Any(v => !double.IsFinite(v.Value)) => ("measurements", "a value is not a finite number"),
        { Seals: var seals } when seals.Select(s => s.Position).Distinct().Count() != seals.Count => ("seals", "a position stands twice"),
        { Photos: var photos } when photos.FirstOrDefault(p => !Sha().IsMatch(p.Sha256)) is { } p => ("photos", $"{p.Sha256} is no SHA-256"),
        { Photos: var photos } when photos.FirstOrDefault(p => !MediaTypes.Contains(p.MediaType)) is { } p => ("photos", $"{p.MediaType} is not accepted"),
        _ => null,
    };

    [GeneratedRegex("^[A-Za-z0-9-]{8,64}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha();
}
