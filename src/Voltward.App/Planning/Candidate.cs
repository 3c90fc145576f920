using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>One visit that could be planned, with every figure that decides about it.</summary>
internal sealed record Candidate
{
    /// <summary>Unique in the plan: <c>C:</c> customer, <c>A:</c> area, <c>O:</c> carried-over order, <c>H:</c> hazard.</summary>
    public required string Id { get; init; }

    public required string Source { get; init; }

    public string? SourceId { get; init; }

    /// <summary>Every source that asked for it, in order of importance.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    public required Subject Subject { get; init; }

    public required string Kind { get; init; }

    public string Slice { get; init; } = "greedy";

    /// <summary>Whether it was drawn at random from everybody.</summary>
    public bool Audit { get; init; }

    /// <summary>Whether the plan must hold it if any crew can do it.</summary>
    public bool Must { get; init; }

    public string? Engine { get; init; }

    public double Strength { get; init; }

    public OrderValue? Value { get; init; }

    public double SafetyPoints { get; init; }

    public required long Minutes { get; init; }

    /// <summary>Chance of being drawn for the audit; 0 when it was not eligible.</summary>
    public double DrawChance { get; init; }

    public DateOnly? DueOn { get; init; }

    public required string ChecklistId { get; init; }

    public required string ReasonCode { get; init; }

    /// <summary>Items to look at; null: the whole list.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Whether the customer was unseen for longer than promised.</summary>
    public bool Promised { get; init; }

    /// <summary>The order that is already written for it; null when the plan writes one.</summary>
    public string? OrderNo { get; init; }

    /// <summary>Tips and findings of the audit that the visit settles.</summary>
    public IReadOnlyList<(string Source, string Id)> Asks { get; init; } = [];

    /// <summary>What the crew is told to look at; null when nothing special.</summary>
    public string? Note { get; init; }

    /// <summary>People who may not go.</summary>
    public IReadOnlySet<string> Aside { get; init; } = PlanOrder.Nobody;

    /// <summary>Orders of one stop share one trip.</summary>
    public string Stop => Subject.AreaNo ?? Subject.CustomerNo ?? Id;

    /// <summary>What the plan weighs: net value plus weighted safety, fen. The two stay apart everywhere else.</summary>
    public long WorthFen => ValueFen + (long)(SafetyPoints * FenPerSafetyPoint);

    public required long FenPerSafetyPoint { get; init; }

    /// <summary>Cost of the trip to its stop, fen, shared by the orders of that stop.</summary>
    public required long FenPerStop { get; init; }

    /// <summary>Net value of the visit without its share of travel, fen; a visit that looks for no money costs its time.</summary>
    public required long ValueFen { get; init; }
}

/// <summary>Who or what is visited.</summary>
/// <param name="CustomerNo">The customer, or null for an area.</param>
/// <param name="UsagePointNo">The usage point, or null.</param>
/// <param name="AreaNo">The transformer area, or null for a customer of its own.</param>
/// <param name="OrgPath">Part of the organisation.</param>
/// <param name="Facts">What decides cycle, checklist and qualification.</param>
/// <param name="Phases">1 or 3.</param>
/// <param name="Ct">Whether it is metered through instrument transformers.</param>
internal sealed record Subject(
    string? CustomerNo, string? UsagePointNo, string? AreaNo, string OrgPath, CycleFacts Facts, int Phases, bool Ct)
{
    public static Subject Of(PlannableCustomer c) => new(c.CustomerNo, c.UsagePointNo, c.AreaNo, c.OrgPath, c.Facts, c.Phases, c.Ct);

    /// <summary>A transformer area: visited on its low-voltage side.</summary>
    public static Subject Area(string? areaNo, string orgPath) => new(null, null, areaNo, orgPath, new("other", null, 380, null, false), 3, true);
}

/// <summary>Why a candidate is in or out.</summary>
internal static class PlanWhy
{
    public static (string Code, Words Words) Chosen(Candidate candidate) => candidate switch
    {
        { Source: "carry-over" } => ("rest-of-a-visit", new("上次检查未完项目，必须结转完成", "the rest of an earlier visit has to be finished")),
        { Source: "order" } => ("waiting-order", new("已开工作单，等待排班", "an order is written and waits for its day")),
        { Audit: true } => ("drawn", new("随机抽中", "drawn at random")),
        { Slice: "novelty" } => ("novelty", new("探索名额：异常新颖但概率不高", "exploration: unusual, though not probable")),
        { Source: "hazard" } => ("hazard-due", new("隐患整改到期，需复验", "a hazard is due for its re-check")),
        { Source: "cycle", Promised: true } => ("coverage-promise", new("超过覆盖承诺的期限，必须安排", "unseen for longer than promised")),
        // The crew reads it too: neither a tip nor who spoke may show.
        { Source: "tip" or "audit-finding" } => ("specific-check", new("专项核查", "a specific check")),
        { Source: "campaign" } => ("special-round", new("专项检查", "a special round")),
        { Source: "cycle" } => ("cycle-due", new("周期检查到期", "its inspection cycle is due")),
        _ => ("worth-it", new("在产能内净值最高的组合之一", "part of the most valuable set within the crews' time")),
    };

    public static (string Code, Words Words) LeftOut(Candidate candidate, long travelFen, Coverage coverage) => candidate switch
    {
        // One reason for whatever the lot drew: which crews have to stand aside would tell a second visit.
        { Audit: true, Source: "random" } => ("drawn-but-no-crew", new("随机抽中，但没有可去的班组或时间", "drawn at random, but no crew that may go has time")),
        _ when coverage == Coverage.AllStandAside => ("all-stand-aside", new("有资格的班组都须回避", "every qualified crew has somebody who has to stand aside")),
        _ when coverage == Coverage.NoneQualified => ("no-qualified-crew", new("没有两名资格覆盖该电压的检查员", "no two inspectors are qualified for this voltage")),
        { Must: false, WorthFen: var v } when v <= 0 =>
            ("costs-more-than-it-brings", new("预期收益不足以抵偿检查成本", "expected to cost more than it brings")),
        { Must: false, WorthFen: var v } when v <= travelFen =>
            ("travel-not-worth-it", new("单独跑一趟不划算，同台区有其他工单时再安排", "not worth a trip of its own; with another order in the area it would be")),
        { Must: true } => ("must-but-no-room", new("必须安排，但班组时间不足", "has to be done, but the crews have no time left")),
        _ => ("others-worth-more", new("班组时间有限，其他工单价值更高", "the crews' time is short and others are worth more")),
    };
}

/// <summary>Whether any crew can take a candidate.</summary>
internal enum Coverage
{
    Possible,
    NoneQualified,
    AllStandAside,
}
