using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Voltward.Host.Shared;

/// <summary>A chart in the house style, as the script draws it and as the table beside it shows it.</summary>
/// <param name="Title">Text in the reader's language.</param>
/// <param name="Unit">Unit of the vertical axis.</param>
/// <param name="X">The common axis: days, or times of a day.</param>
/// <param name="Series">What is drawn, the lowest layer first.</param>
public sealed record Chart(string Title, string Unit, IReadOnlyList<string> X, IReadOnlyList<Series> Series)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Events on the axis: onset, meter exchange, cover opened.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Charts of one group share the pointer and the chosen span.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the axis must show zero.</summary>
    public bool Zero { get; init; } = true;

    /// <summary>What the vertical axis must hold at least, and all it need hold; null: every value.</summary>
    public (double Low, double High)? Span { get; init; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; } = 220;

    /// <summary>Address opened by a click on a position, with <c>{x}</c> in it.</summary>
    public string? Click { get; init; }

    /// <summary>Decimals of figures in the table and the read-out.</summary>
    public int Decimals { get; init; } = 1;

    /// <summary>What the script reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new { Title, Unit, X, Series = Series.Select(s => s.Rounded()), Marks, Group, Zero, Click, Decimals, Low = Span?.Low, High = Span?.High }, Json);

    /// <summary>The days of a window as texts of the axis.</summary>
    public static IReadOnlyList<string> DaysOf(DateOnly from, DateOnly to) =>
        [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(i => Figures.Day(from.AddDays(i)))];

    /// <summary>The times of a day at which intervals begin.</summary>
    public static IReadOnlyList<string> TimesOf(int minutes) =>
        [.. Enumerable.Range(0, 1440 / minutes).Select(i => new TimeOnly(i * minutes / 60, i * minutes % 60).ToString("HH:mm", CultureInfo.InvariantCulture))];
}

/// <summary>One thing drawn in a chart.</summary>
/// <param name="Name">Direct label, in the reader's language.</param>
/// <param name="Kind"><c>line</c>, <c>bridged</c> (a line that crosses gaps), <c>band</c>, <c>bar</c>, <c>step</c>, <c>points</c> or <c>shade</c> (1 shades the position).</param>
/// <param name="Ink"><c>measured</c>, <c>expected</c>, <c>technical</c>, <c>abnormal</c>.</param>
/// <param name="Values">One value per position; null is a gap. The lower edge of a band.</param>
public sealed record Series(string Name, string Kind, string Ink, IReadOnlyList<double?> Values)
{
    /// <summary>Upper edge of a band.</summary>
    public IReadOnlyList<double?>? Upper { get; init; }

    internal Series Rounded() => this with { Values = Round(Values), Upper = Upper is null ? null : Round(Upper) };

    private static List<double?> Round(IReadOnlyList<double?> values) =>
        [.. values.Select(v => v is { } value && double.IsFinite(value) ? Math.Round(value, 4) : (double?)null)];
}

/// <summary>A mark on the axis.</summary>
/// <param name="X">Position on the axis.</param>
/// <param name="Word">Its label.</param>
/// <param name="Ink"><c>abnormal</c>, <c>event</c> or <c>own</c> for work of our own.</param>
public sealed record Mark(string X, string Word, string Ink);
