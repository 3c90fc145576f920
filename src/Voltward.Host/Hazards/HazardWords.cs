using Voltward.App.Hazards;
using Voltward.Domain.Common;

namespace Voltward.Host.Hazards;

/// <summary>The words for hazards.</summary>
internal static class HazardWords
{
    public static IReadOnlyList<string> Levels { get; } = ["major", "larger", "general"];

    public static Words Level(string code) => code switch
    {
        "major" => new("重大", "Major"),
        "larger" => new("较大", "Serious"),
        "general" => new("一般", "General"),
        _ => new(code, code),
    };

    public static Words State(HazardList.Row hazard) => hazard switch
    {
        { State: "closed" } => new("已销号", "Closed"),
        { Overdue: 1 } => new("超期未整改", "Overdue"),
        { State: "noticed" } => new("已发整改通知", "Notice served"),
        _ => new("待发通知", "Notice due"),
    };

    public static string Tone(HazardList.Row hazard) => hazard switch
    {
        { State: "closed" } => "good",
        { Overdue: 1 } => "overdue",
        _ => "due",
    };
}
