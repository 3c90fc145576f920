using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>The words for cases, documents and money.</summary>
internal static class CaseWords
{
    public static IReadOnlyList<string> States { get; } =
        ["Opened", "Investigated", "Calculated", "Approved", "NoticeIssued", "NoticeServed", "Disputed", "Paid", "Closed", "Dropped"];

    public static Words State(string code) => Enum.TryParse<CaseState>(code, out var state) ? CaseStates.Name(state) : new(code, code);

    public static string Tone(string state) => state switch
    {
        "Closed" or "Paid" => "good",
        "Dropped" => "muted",
        "Disputed" => "overdue",
        _ => "due",
    };

    public static Words Kind(string code) => code switch
    {
        "theft" => new("窃电", "Theft"),
        "breach" => new("违约用电", "Contract breach"),
        _ => new(code, code),
    };

    public static Words Money(string code) => code switch
    {
        "back-billed-charge" => new("补交电费", "Back-billed charge"),
        "penalty-charge" => new("违约使用电费", "Penalty charge"),
        _ => new(code, code),
    };

    public static Words Settlement(string? code) => code switch
    {
        "calculated" => new("待复核", "To review"),
        "approved" => new("复核通过", "Approved"),
        "returned" => new("已退回", "Sent back"),
        "superseded" => new("已被替代", "Superseded"),
        _ => new("–", "–"),
    };

    public static Words Document(string code) => Domain.Cases.DocumentWords.Name(code);
}
