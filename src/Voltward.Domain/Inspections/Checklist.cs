using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>A versioned list of what one kind of customer is checked for (检查表). An old visit keeps the version it used.</summary>
/// <param name="ChecklistId">Kind and version, such as <c>lv-1</c>.</param>
/// <param name="Kind">Kind of customer: hv lv important pv ev area file.</param>
/// <param name="EffectiveFrom">First day on which new orders take this version.</param>
/// <param name="Name">The list in words.</param>
/// <param name="Items">In the order they are asked.</param>
public sealed record Checklist(string ChecklistId, string Kind, DateOnly EffectiveFrom, Words Name, IReadOnlyList<ChecklistItem> Items)
{
    /// <summary>Where the list comes from.</summary>
    public Origin Origin { get; init; } = Origin.None;
}

/// <summary>One item of a checklist (检查项).</summary>
/// <param name="Code">Stable code, such as <c>M1</c>.</param>
/// <param name="Group">safety, contract, metering or clues.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Required">Whether the visit is incomplete without it.</param>
/// <param name="Value">The number asked for besides the answer; null when none.</param>
/// <param name="Shots">Photos that must be taken for it, such as <c>seal</c>.</param>
/// <param name="AskWhen">All must hold for the item to be asked; empty: always.</param>
/// <param name="OnFail">What a failed answer opens by itself: <c>hazard-general</c>, <c>hazard-larger</c>, <c>hazard-major</c>,
/// <c>lead</c>, or null.</param>
public sealed record ChecklistItem(
    string Code,
    string Group,
    Words Text,
    bool Required,
    NumberAsked? Value,
    IReadOnlyList<string> Shots,
    IReadOnlyList<Condition> AskWhen,
    string? OnFail);

/// <summary>A number with unit and plausible range. A value outside is kept and flagged, since the site is right and the range a guess.</summary>
/// <param name="Unit">Unit, such as <c>V</c>.</param>
/// <param name="Low">Lowest plausible value, included.</param>
/// <param name="High">Highest plausible value, included.</param>
/// <param name="FailAbove">A value above answers the item with fail; null: the inspector judges.</param>
public sealed record NumberAsked(string Unit, double Low, double High, double? FailAbove);

/// <summary>A condition on an earlier answer or on a fact of the order.</summary>
/// <param name="Subject">Code of an earlier item, or <c>fact:</c> and a name, such as <c>fact:phases</c>.</param>
/// <param name="Is">Value it must have: for an item its answer, such as <c>fail</c>.</param>
public sealed record Condition(string Subject, string Is);

/// <summary>How an item was answered.</summary>
public enum ItemAnswer
{
    /// <summary>合格.</summary>
    Ok,

    /// <summary>不合格.</summary>
    Fail,

    /// <summary>不适用.</summary>
    NotApplicable,

    /// <summary>无法检查: needs a reason and a photo.</summary>
    NotPossible,
}

/// <summary>One answer as the device recorded it.</summary>
/// <param name="Code">Item.</param>
/// <param name="Answer">How it was answered.</param>
/// <param name="Value">The number asked for, in the item's unit; null when none was given.</param>
/// <param name="Note">Reason or remark; null when none.</param>
/// <param name="Shots">Kinds of photos bound to this item.</param>
public sealed record GivenAnswer(string Code, ItemAnswer Answer, double? Value, string? Note, IReadOnlyList<string> Shots);
