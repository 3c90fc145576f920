using Voltward.Domain.Common;
using Voltward.Domain.Evidence;

namespace Voltward.Domain.Inspections;

/// <summary>What a visit found (检查结论).</summary>
public enum FindingKind
{
    /// <summary>未见异常: lowers suspicion by what the visit was worth, no more.</summary>
    Nothing,

    /// <summary>安全隐患.</summary>
    Hazard,

    /// <summary>违约用电.</summary>
    Breach,

    /// <summary>窃电.</summary>
    Theft,

    /// <summary>计量故障: corrected without penalty.</summary>
    MeterFault,

    /// <summary>档案差错.</summary>
    FileError,
}

/// <summary>A finding as it is to be recorded.</summary>
/// <param name="Kind">What.</param>
/// <param name="RuleId">VIO-1 … VIO-6 for a breach, THF for theft, else null.</param>
/// <param name="Method">For theft one of <see cref="FindingRules.TheftMethods"/>, else free or null.</param>
/// <param name="Description">What was seen, in words; not empty.</param>
public sealed record NewFinding(FindingKind Kind, string? RuleId, string? Method, string Description);

/// <summary>Which findings are well formed.</summary>
[LegalSource("电力供应与使用条例", "第三十一条 (窃电方式)", "2019")]
[LegalSource("供电营业规则", "第一百零一条 (违约用电)", "2024")]
public static class FindingRules
{
    /// <summary>The six kinds of theft of 条例 31 (窃电方式).</summary>
    public static IReadOnlyDictionary<string, Words> TheftMethods { get; } = new Dictionary<string, Words>
    {
        ["hook-up"] = new("在供电设施上擅自接线用电", "hooked up to the supply facility"),
        ["bypass"] = new("绕越用电计量装置用电", "by-passed the meter"),
        ["seal"] = new("伪造或者开启封印用电", "forged or opened seals"),
        ["damage"] = new("故意损坏用电计量装置", "damaged the meter on purpose"),
        ["disable"] = new("故意使用电计量装置不准或者失效", "made the meter wrong or ineffective on purpose"),
        ["other"] = new("采用其他方法窃电", "another way"),
    };

    /// <summary>The breaches of contract of 供电营业规则 that a company may find (VIO-3 was deleted in 2024).</summary>
    public static IReadOnlyList<string> BreachRules { get; } = ["VIO-1", "VIO-2", "VIO-3", "VIO-4", "VIO-5", "VIO-6"];

    /// <summary>Null when the finding is well formed, else the refusal.</summary>
    public static Problem? Check(NewFinding finding) => finding switch
    {
        { Description: var d } when string.IsNullOrWhiteSpace(d) => FindingProblems.DescriptionMissing,
        { Description: var d } when SourceProtection.Mentions(d) => SourceProtection.NamesATip with { Where = "description" },
        { Kind: FindingKind.Theft, Method: var m } when m is null || !TheftMethods.ContainsKey(m) => FindingProblems.MethodUnknown(m),
        { Kind: FindingKind.Theft, RuleId: not "THF" } => FindingProblems.RuleUnknown(finding.RuleId),
        { Kind: FindingKind.Breach, RuleId: var r } when r is null || !BreachRules.Contains(r) => FindingProblems.RuleUnknown(r),
        { Kind: FindingKind.Nothing or FindingKind.Hazard or FindingKind.MeterFault or FindingKind.FileError, RuleId: not null } =>
            FindingProblems.RuleUnknown(finding.RuleId),
        _ => null,
    };

    /// <summary>Whether a case can be opened from it.</summary>
    public static bool OpensCase(FindingKind kind) => kind is FindingKind.Theft or FindingKind.Breach;
}
