using Voltward.Domain.Common;

namespace Voltward.Host.LineLoss;

/// <summary>The words for the states of an area's loss.</summary>
internal static class LossWords
{
    public static IReadOnlyList<string> States { get; } = ["serious", "high", "negative", "incomplete", "no-supply", "normal"];

    public static Words State(string state) => state switch
    {
        "serious" => new("严重", "Serious"),
        "high" => new("偏高", "High"),
        "negative" => new("负线损", "Negative"),
        "incomplete" => new("数据不全", "Incomplete"),
        "no-supply" => new("无供电表", "No supply meter"),
        "normal" or "ok" => new("正常", "Normal"),
        _ => new(state, state),
    };

    public static string Tone(string state) => state switch
    {
        "serious" => "bad",
        "high" or "negative" => "warn",
        "incomplete" or "no-supply" => "muted",
        _ => "",
    };
}
