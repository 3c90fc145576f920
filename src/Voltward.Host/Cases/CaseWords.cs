using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>The words for cases, documents and money.</summary>
internal static class CaseWords
{
    public static IReadOnlyList<string> States { get; } =
        ["Opened", "Investigated", "Calculated", "Approved", "NoticeIssued", "NoticeServed", "Disputed", "Paid", "Closed", "Dropped"];

    public static Words State(string code) => code switch
    {
        "Opened" => new("已立案", "Opened"),
        "Investigated" => new("核查完成", "Facts complete"),
        "Calculated" => new("初算完成", "Calculated"),
        "Approved" => new("复核通过", "Approved"),
        "NoticeIssued" => new("已出通知书", "Notice issued"),
        "NoticeServed" => new("已送达", "Notice served"),
        "Disputed" => new("异议中", "Disputed"),
        "Paid" => new("已缴清", "Paid"),
        "Closed" => new("已结案", "Closed"),
        "Dropped" => new("已撤销", "Dropped"),
        _ => new(code, code),
    };

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
