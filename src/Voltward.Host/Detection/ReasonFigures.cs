using System.Globalization;
using System.Text.Json;

namespace Voltward.Host.Detection;

/// <summary>The figures behind a reason, one line each, for those who want to recompute it.</summary>
internal static class ReasonFigures
{
    public static IReadOnlyList<(string Name, string Value)> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(p => (p.Name, Text(p.Value)))]
            : [];
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDouble().ToString("0.####", CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Take(60).Select(Text)) + (value.GetArrayLength() > 60 ? " …" : ""),
        _ => value.GetRawText(),
    };
}
