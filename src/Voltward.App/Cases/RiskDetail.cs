using System.Text.Json;

namespace Voltward.App.Cases;

/// <summary>The answer to one item of the risk checklist, as it is recorded: <c>{present, secured}</c>.</summary>
/// <param name="Present">Whether such a load is there.</param>
/// <param name="Secured">How it is kept safe; null: it is not.</param>
internal sealed record RiskDetail(bool Present, string? Secured)
{
    /// <summary>Null when the text does not say plainly whether the load is there.</summary>
    public static RiskDetail? Read(string? text)
    {
        if (text is null) return null;
        try
        {
            using var detail = JsonDocument.Parse(text);
            if (detail.RootElement.ValueKind != JsonValueKind.Object || !detail.RootElement.TryGetProperty("present", out var present)) return null;
            if (present.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
            var how = detail.RootElement.TryGetProperty("secured", out var secured) && secured.ValueKind == JsonValueKind.String ? secured.GetString() : null;
            return new(present.ValueKind == JsonValueKind.True, how);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
