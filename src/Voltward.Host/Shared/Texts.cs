using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>
/// The words of one page in one language. The Chinese text is the key; the English stands beside the page, in <c>en.json</c> of
/// its folder. A whole sentence is one key: figures enter by number, sentences are never put together from pieces.
/// </summary>
public sealed class Texts(bool english)
{
    private static readonly Lazy<FrozenDictionary<string, string>> Translations = new(ReadAll);

    public bool English { get; } = english;

    /// <summary>Value of the <c>lang</c> attribute.</summary>
    public string Language => English ? "en" : "zh-Hans";

    /// <summary>Every Chinese text that has an English one.</summary>
    public static IReadOnlyDictionary<string, string> All => Translations.Value;

    public string this[string zh] => English && Translations.Value.TryGetValue(zh, out var en) ? en : zh;

    /// <summary>A sentence with figures: <c>T["共 {0} 户", n]</c>.</summary>
    public string this[string zh, params object?[] figures] => string.Format(CultureInfo.InvariantCulture, this[zh], figures);

    public string this[Words words] => words.In(English);

    private static FrozenDictionary<string, string> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new Dictionary<string, string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts.", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (zh, en) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) all[zh] = en;
        }

        return all.ToFrozenDictionary();
    }
}
