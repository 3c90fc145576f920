using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Voltward.App.Cases;

/// <summary>JSON of a case as stored: camelCase, Chinese readable.</summary>
internal static class CaseText
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
}
