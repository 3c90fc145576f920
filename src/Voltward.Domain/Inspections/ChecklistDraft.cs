using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>A new version of a checklist as an administrator fills it in (检查表草案).</summary>
/// <param name="Kind">Kind of customer, as in <see cref="Checklist.Kind"/>.</param>
/// <param name="From">First day on which new orders take it; null when none was readable.</param>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
/// <param name="Origin">Where the list comes from.</param>
/// <param name="Items">In the order they are asked.</param>
public sealed record ChecklistDraft(string Kind, DateOnly? From, string Zh, string En, Origin Origin, IReadOnlyList<ItemDraft> Items)
{
    /// <summary>A draft that says the same as a version.</summary>
    /// <param name="list">The version.</param>
    public static ChecklistDraft Of(Checklist list) => new(
        list.Kind, list.EffectiveFrom, list.Name.Zh, list.Name.En, list.Origin,
        [.. list.Items.Select(i => new ItemDraft(i.Code, i.Group, i.Text.Zh, i.Text.En)
        {
            Required = i.Required,
            Value = i.Value is { } v ? new(v.Unit, v.Low, v.High, v.FailAbove) : null,
            Shots = i.Shots,
            AskWhen = i.AskWhen,
            OnFail = i.OnFail,
        })]);

    /// <summary>With an item one place earlier or later; unchanged at the end of the list.</summary>
    /// <param name="at">Place of the item, from 0.</param>
    /// <param name="by">−1 or 1.</param>
    public ChecklistDraft Moved(int at, int by)
    {
        if (at < 0 || at >= Items.Count || at + by < 0 || at + by >= Items.Count) return this;
        var items = Items.ToList();
        (items[at], items[at + by]) = (items[at + by], items[at]);
        return this with { Items = items };
    }

    /// <summary>Without an item.</summary>
    /// <param name="at">Place of the item, from 0.</param>
    public ChecklistDraft Without(int at) => this with { Items = [.. Items.Where((_, n) => n != at)] };

    /// <summary>With an empty item after another one, of the same group.</summary>
    /// <param name="at">Place of the other item, from 0; −1: at the top.</param>
    public ChecklistDraft WithNewAfter(int at)
    {
        var after = Math.Clamp(at, -1, Items.Count - 1);
        var group = after >= 0 ? Items[after].Group : "safety";
        return this with { Items = [.. Items.Take(after + 1), new ItemDraft("", group, "", "") { Required = true }, .. Items.Skip(after + 1)] };
    }
}

/// <summary>One item of a draft.</summary>
/// <param name="Code">Code, such as <c>M1</c>.</param>
/// <param name="Group">As in <see cref="ChecklistItem.Group"/>.</param>
/// <param name="Zh">What is asked, in Chinese.</param>
/// <param name="En">What is asked, in English.</param>
public sealed record ItemDraft(string Code, string Group, string Zh, string En)
{
    /// <summary>Whether the visit is incomplete without it.</summary>
    public bool Required { get; init; }

    /// <summary>The number asked for; null: none.</summary>
    public NumberDraft? Value { get; init; }

    /// <summary>Photos that must be taken for it.</summary>
    public IReadOnlyList<string> Shots { get; init; } = [];

    /// <summary>All must hold for the item to be asked; empty: always.</summary>
    public IReadOnlyList<Condition> AskWhen { get; init; } = [];

    /// <summary>What a failed answer opens, as in <see cref="ChecklistItem.OnFail"/>.</summary>
    public string? OnFail { get; init; }
}

/// <summary>The number an item asks for; NaN where something unreadable was given.</summary>
/// <param name="Unit">Unit; may be empty.</param>
/// <param name="Low">Lowest plausible value; null when none was given.</param>
/// <param name="High">Highest plausible value; null when none was given.</param>
/// <param name="FailAbove">A value above fails the item; null: the inspector judges.</param>
public sealed record NumberDraft(string Unit, double? Low, double? High, double? FailAbove);
