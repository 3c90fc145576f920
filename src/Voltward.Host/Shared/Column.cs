using Microsoft.AspNetCore.Components;

namespace Voltward.Host.Shared;

/// <summary>One column of a list: how it is headed, shown, sorted and exported.</summary>
/// <param name="Key">Name in the address.</param>
/// <param name="Header">Chinese text of the header.</param>
/// <param name="Value">What is exported: text, number, day or instant.</param>
public sealed record Column<TRow>(string Key, string Header, Func<TRow, object?> Value)
{
    /// <summary>Unit behind the header, such as kWh.</summary>
    public string? Unit { get; init; }

    /// <summary>What the page shows; the exported value when not given.</summary>
    public Func<TRow, RenderFragment>? Cell { get; init; }

    /// <summary>Text the page shows, when no markup is needed.</summary>
    public Func<TRow, string>? Text { get; init; }

    /// <summary>Right-aligned tabular figures.</summary>
    public bool Figure { get; init; }

    /// <summary>Whether the header sorts.</summary>
    public bool Sorts { get; init; } = true;

    /// <summary>Heads the row on a phone.</summary>
    public bool Leads { get; init; }

    /// <summary>A sentence, which may take more than one line.</summary>
    public bool Say { get; init; }

    /// <summary>Left out on a phone.</summary>
    public bool Wide { get; init; }

    /// <summary>Left out until chosen in the column chooser.</summary>
    public bool Extra { get; init; }

    /// <summary>Left out of exports, being a picture of figures that other columns hold.</summary>
    public bool Picture { get; init; }
}

/// <summary>One filter of a list.</summary>
/// <param name="Key">Name in the address.</param>
/// <param name="Label">Chinese text.</param>
/// <param name="Choices">Values with their words, already in the reader's language.</param>
public sealed record Filter(string Key, string Label, IReadOnlyList<(string Value, string Word)> Choices);
