using System.CommandLine;
using System.Globalization;

namespace Voltward.Host.Shared;

/// <summary>What all commands share: options with one meaning, language, and the services behind a data folder.</summary>
internal static class Terminal
{
    /// <summary>Whether the terminal's language is Chinese (LC_ALL, LC_MESSAGES, LANG); English otherwise.</summary>
    public static bool Chinese { get; } =
        (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LC_MESSAGES")
            ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    /// <summary>The sentence in the terminal's language.</summary>
    public static string Say(string zh, string en) => Chinese ? zh : en;

    public static Option<string> Data() => new("--data")
    {
        Description = Say("数据目录", "Data folder of the installation"),
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOLTWARD_DATA") ?? "data",
    };

    public static Option<bool> Json() => new("--json") { Description = Say("以 JSON 输出", "Print JSON on standard output") };

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
