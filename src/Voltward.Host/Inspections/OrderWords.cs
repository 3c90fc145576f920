using Voltward.Domain.Common;

namespace Voltward.Host.Inspections;

/// <summary>The words for orders, visits and findings.</summary>
internal static class OrderWords
{
    public static IReadOnlyList<string> States { get; } = ["draft", "approved", "under-way", "submitted", "returned", "partial", "done", "void"];

    public static IReadOnlyList<string> Kinds { get; } = ["customer-visit", "area-visit", "file-correction", "re-check"];

    public static IReadOnlyList<string> Shots { get; } = ["overview", "meter-number", "seal", "wiring", "nameplate", "signature", "other"];

    public static IReadOnlyList<string> SealPositions { get; } = ["box", "meter-cover", "terminal", "ct-box", "joint-box"];

    public static Words State(string code) => code switch
    {
        "draft" => new("待审批", "Draft"),
        "approved" => new("已审批", "Approved"),
        "under-way" => new("检查中", "Under way"),
        "submitted" => new("待审核", "To review"),
        "returned" => new("已退回", "Returned"),
        "partial" => new("部分完成", "Partly done"),
        "done" => new("已完成", "Done"),
        "void" => new("已作废", "Void"),
        _ => new(code, code),
    };

    public static string Tone(string state) => state switch
    {
        "draft" or "submitted" => "due",
        "returned" => "overdue",
        "done" or "accepted" => "good",
        "void" => "muted",
        _ => "",
    };

    public static Words Kind(string code) => code switch
    {
        "customer-visit" => new("客户检查", "Customer visit"),
        "area-visit" => new("台区检查", "Area visit"),
        "file-correction" => new("档案核对", "File check"),
        "re-check" => new("隐患复验", "Re-check"),
        _ => new(code, code),
    };

    public static Words VisitState(string code) => code switch
    {
        "started" => new("进行中", "Under way"),
        "submitted" => new("待审核", "To review"),
        "accepted" => new("审核通过", "Accepted"),
        "returned" => new("已退回", "Returned"),
        "void" => new("已作废", "Void"),
        _ => new(code, code),
    };

    public static Words Finding(string code) => code switch
    {
        "nothing" => new("未见异常", "Nothing found"),
        "hazard" => new("安全隐患", "Hazard"),
        "breach" => new("违约用电", "Contract breach"),
        "theft" => new("窃电", "Theft"),
        "meter-fault" => new("计量故障", "Meter fault"),
        "file-error" => new("档案差错", "File error"),
        _ => new(code, code),
    };

    public static Words Rule(string? code) => code switch
    {
        "THF" => new("窃电", "Theft"),
        "VIO-1" => new("高价低接（擅自改变用电类别）", "Cheaper price class used"),
        "VIO-2" => new("超合同容量用电", "Above the contracted capacity"),
        "VIO-3" => new("超计划分配（2024 版已删除）", "Above the quota (deleted in 2024)"),
        "VIO-4" => new("使用已暂停或查封的设备", "Sealed equipment used"),
        "VIO-5" => new("私自迁移、更动计量装置", "Meter moved without consent"),
        "VIO-6" => new("擅自引入或供出电源", "Supply taken in or passed on"),
        _ => new(code ?? "–", code ?? "–"),
    };

    public static Words Answer(string code) => code switch
    {
        "ok" => new("合格", "Pass"),
        "fail" => new("不合格", "Fail"),
        "not-applicable" => new("不适用", "Not applicable"),
        "not-possible" => new("无法检查", "Not possible"),
        _ => new(code, code),
    };

    public static Words Group(string code) => code switch
    {
        "safety" => new("安全", "Safety"),
        "contract" => new("合同", "Contract"),
        "metering" => new("计量", "Metering"),
        "clues" => new("线索", "Clues"),
        _ => new(code, code),
    };

    public static Words Seal(string condition) => condition switch
    {
        "intact" => new("完好", "Intact"),
        "broken" => new("破损", "Broken"),
        "missing" => new("缺失", "Missing"),
        "other-number" => new("号码不符", "Other number"),
        "unregistered" => new("台账无记录", "Not registered"),
        "not-checked" => new("未核对", "Not checked"),
        _ => new(condition, condition),
    };

    public static Words Shot(string code) => code switch
    {
        "overview" => new("全景", "Overview"),
        "meter-number" => new("表号", "Meter number"),
        "seal" => new("封印", "Seal"),
        "wiring" => new("接线", "Wiring"),
        "nameplate" => new("铭牌", "Nameplate"),
        "signature" => new("签名", "Signature"),
        "other" => new("其他", "Other"),
        _ => new(code, code),
    };

    /// <summary>What an item that fails leads to.</summary>
    public static Words Consequence(string code) => code switch
    {
        "lead" => new("转为线索", "becomes a lead"),
        "hazard-general" => new("开一般隐患", "opens a general hazard"),
        "hazard-larger" => new("开较大隐患", "opens a larger hazard"),
        "hazard-major" => new("开重大隐患", "opens a major hazard"),
        _ => new(code, code),
    };

    /// <summary>When an item is asked at all.</summary>
    public static Words Condition(string subject, string value) => (subject, value) switch
    {
        ("fact:ct", "1") => new("经互感器计量", "metered through transformers"),
        ("fact:own-source", "1") => new("有自备电源", "has an own source"),
        ("fact:phases", "1") => new("单相供电", "single-phase"),
        ("fact:phases", "3") => new("三相供电", "three-phase"),
        ("fact:sealed-equipment", "1") => new("有封存设备", "has sealed equipment"),
        ("fact:sources", "2") => new("两路电源", "has two sources"),
        ("fact:two-part", "1") => new("两部制电价", "on a two-part tariff"),
        _ when subject.StartsWith("fact:", StringComparison.Ordinal) => new($"{subject["fact:".Length..]} = {value}", $"{subject["fact:".Length..]} = {value}"),
        _ => new($"{subject} {Answer(value).Zh}", $"{subject}: {Answer(value).En}"),
    };

    public static Words Signature(string? code) => code switch
    {
        "signed-for" => new("已签收（只表示收到）", "Signed for (receipt only)"),
        "refused" => new("拒签", "Refused to sign"),
        "absent" => new("无人在场", "Nobody present"),
        _ => new("–", "–"),
    };

    public static Words Proof(string code) => code switch
    {
        "account" => new("本人账号", "own account"),
        "code" => new("签到码", "sign-in code"),
        _ => new("无凭据", "no proof"),
    };
}
