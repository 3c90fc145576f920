using Voltward.App.MarketingAudit;
using Voltward.Domain.Common;

namespace Voltward.Host.MarketingAudit;

/// <summary>The words for findings of the audit.</summary>
internal static class AuditWords
{
    public static IReadOnlyList<string> States { get; } = ["open", "planned", "answered", "closed"];

    public static Words State(string code) => code switch
    {
        "open" => new("待核查", "Open"),
        "planned" => new("已排入检查", "Visit planned"),
        "answered" => new("现场已答复", "Answered on site"),
        "closed" => new("已关闭", "Closed"),
        _ => new(code, code),
    };

    public static Words Standing(AuditFindingList.Row row) => row.Overdue == 1 ? new("超期未核查", "Overdue") : State(row.State);

    public static string Tone(AuditFindingList.Row row) => row switch
    {
        { Overdue: 1 } => "overdue",
        { State: "answered" } => "due",
        { State: "closed" } => "muted",
        _ => "",
    };

    public static Words Result(string? code) => code switch
    {
        "real" => new("属实", "Real"),
        "false-alarm" => new("误报", "False alarm"),
        "withdrawn" => new("撤销", "Withdrawn"),
        _ => new("–", "–"),
    };
}
