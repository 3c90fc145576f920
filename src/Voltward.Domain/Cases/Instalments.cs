using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>One part of a debt with its day (分期).</summary>
/// <param name="DueOn">Day by which it is paid.</param>
/// <param name="Amount">How much, above zero.</param>
public sealed record Instalment(DateOnly DueOn, Yuan Amount);

/// <summary>Payment in parts (分期付款). While a plan is kept, no supply is cut for the debt.</summary>
public static class InstalmentRules
{
    /// <summary>Most parts of one plan.</summary>
    public const int MostParts = 24;

    /// <summary>Whether a plan can be asked for.</summary>
    /// <param name="parts">Parts in order.</param>
    /// <param name="owed">What is still owed.</param>
    /// <param name="today">Day of the request.</param>
    /// <returns>Null when it can, else the refusal.</returns>
    public static Problem? Refuse(IReadOnlyList<Instalment> parts, Yuan owed, DateOnly today)
    {
        if (parts.Count is < 2 or > MostParts) return InstalmentProblems.PartsUnfit;
        if (parts.Any(p => p.Amount.Fen <= 0) || parts.Sum(p => p.Amount.Fen) != owed.Fen) return InstalmentProblems.SumUnfit(owed.Value);
        var day = today.AddDays(-1);
        foreach (var part in parts)
        {
            if (part.DueOn <= day) return InstalmentProblems.DaysUnfit;
            day = part.DueOn;
        }

        return parts[^1].DueOn > today.AddYears(2) ? InstalmentProblems.DaysUnfit : null;
    }

    /// <summary>Whether the customer keeps a plan: what was due before today has been paid since the plan began.</summary>
    /// <param name="parts">Parts of the plan.</param>
    /// <param name="paid">Paid since the plan was approved.</param>
    /// <param name="today">Today; a part due today is not late.</param>
    public static bool IsKept(IReadOnlyList<Instalment> parts, Yuan paid, DateOnly today) =>
        paid.Fen >= parts.Where(p => p.DueOn < today).Sum(p => p.Amount.Fen);
}

/// <summary>Refusals of instalment plans.</summary>
public static class InstalmentProblems
{
    /// <summary>Nothing to pay in parts: no notice yet, an open dispute, or all is paid.</summary>
    public static Problem NotNow(CaseState state) => new(
        "case.instalments-not-now",
        ProblemKind.Conflict,
        new($"案件现为“{CaseStates.Name(state).Zh}”，不能申请分期。", $"The case stands at: {CaseStates.Name(state).En}. Payment in parts cannot be asked for."),
        new("通知送达后、且没有待答复的异议时可以申请。", "It can be asked for once the notice is served and no dispute is open."));

    /// <summary>Too few parts, or too many.</summary>
    public static Problem PartsUnfit { get; } = new(
        "case.instalments-parts",
        ProblemKind.Invalid,
        new($"分期为 2 至 {InstalmentRules.MostParts} 期。", $"A plan has 2 to {InstalmentRules.MostParts} parts."),
        new("请修改期数。", "Change the number of parts."),
        "parts");

    /// <summary>The parts do not add up to what is owed.</summary>
    public static Problem SumUnfit(decimal owed) => new(
        "case.instalments-sum",
        ProblemKind.Invalid,
        new($"各期金额须大于零，合计须等于应付余额 {owed:0.00} 元。", $"Each part is above zero and together they are the {owed:0.00} yuan still owed."),
        new("请修改各期金额。", "Change the amounts."),
        "amount");

    /// <summary>Days that do not rise, lie in the past or too far away.</summary>
    public static Problem DaysUnfit { get; } = new(
        "case.instalments-days",
        ProblemKind.Invalid,
        new("各期日期须依次递增，不早于今天，且最后一期不超过两年。", "The days rise, none lies in the past, and the last is within two years."),
        new("请修改日期。", "Change the days."),
        "dueOn");

    /// <summary>A plan waits or is kept already.</summary>
    public static Problem OpenAlready { get; } = new(
        "case.instalments-open",
        ProblemKind.Conflict,
        new("该案件已有分期申请或正在履行的分期计划。", "The case has a plan that waits or is kept."),
        new("请先答复原申请。", "Answer that one first."));

    /// <summary>There is no plan to answer.</summary>
    public static Problem NoneOpen { get; } = new(
        "case.instalments-none",
        ProblemKind.Conflict,
        new("没有待答复的分期申请。", "No plan waits for an answer."),
        new("请刷新后再看。", "Reload and look again."));
}

/// <summary>Refusals on the customer's side.</summary>
public static class MyCaseProblems
{
    /// <summary>No such laboratory, or its authorisation is not in force.</summary>
    public static Problem LaboratoryUnknown(string laboratoryNo) => new(
        "case.laboratory-unknown",
        ProblemKind.NotFound,
        new($"没有授权有效的检定机构 {laboratoryNo}。", $"There is no laboratory {laboratoryNo} with an authorisation in force."),
        new("请从列表中选择。", "Choose one of the list."),
        laboratoryNo);
}
