using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>A fact that the answer to a question looked for.</summary>
/// <param name="Place">Where it stands: <c>inputs</c>, <c>inputs.items[]</c>.</param>
/// <param name="Names">Its name, then others that are read instead.</param>
/// <param name="Kind">What is expected; null when it was only looked for.</param>
public sealed record AskedFact(string Place, IReadOnlyList<string> Names, Words? Kind)
{
    internal static Words Number { get; } = new("数", "a number");

    internal static Words WholeNumber { get; } = new("不大的整数", "a whole number of reasonable size");

    internal static Words Words { get; } = new("文字", "a text");

    internal static Words YesNo { get; } = new("是或否（true、false）", "true or false");

    internal static Words Date { get; } = new("日期（yyyy-MM-dd）", "a date, yyyy-MM-dd");

    internal static Words Moment { get; } = new("带时区的时刻", "an instant with its offset");

    internal static Words List { get; } = new("对象数组", "a list of objects");

    internal static Words ListOfNumbers { get; } = new("数的数组", "a list of numbers");

    internal static Words Thing { get; } = new("对象", "an object");

    internal static Words Quotient { get; } = new("变比（如 200/5）", "a ratio such as 200/5");
}
