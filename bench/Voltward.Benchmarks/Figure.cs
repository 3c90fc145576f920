using System.Globalization;

namespace Voltward.Benchmarks;

/// <summary>Repeated measurements of one thing, in the order they were taken.</summary>
/// <param name="Values">At least one.</param>
internal sealed record Spread(IReadOnlyList<double> Values)
{
    public double Min => Values.Min();

    public double Max => Values.Max();

    /// <summary>The middle value; the mean of the two middle ones of an even number.</summary>
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public string Text(string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Min.ToString(format, CultureInfo.InvariantCulture)}–{Max.ToString(format, CultureInfo.InvariantCulture)})");
}

/// <summary>One row of the benchmark table.</summary>
/// <param name="Name">Short name, as <c>--only</c> takes it.</param>
/// <param name="What">What was done to how much.</param>
/// <param name="Seconds">Ours.</param>
/// <param name="Peer">Name of what was measured beside us, or null.</param>
/// <param name="PeerSeconds">Its seconds in the same run.</param>
/// <param name="Ratio">Ours over the peer's, pair by pair (below 1: we are faster), scaled to the same amount of work.</param>
/// <param name="Target">What was asked for, or null.</param>
/// <param name="Reached">Whether the median reaches it; null when there is none or it belongs to another size.</param>
/// <param name="Notes">Checks made in the same run, memory, sizes.</param>
internal sealed record Figure(
    string Name, string What, Spread Seconds, string? Peer, Spread? PeerSeconds, Spread? Ratio, string? Target, bool? Reached, IReadOnlyList<string> Notes)
{
    /// <summary>A benchmark that could not run here, with the reason.</summary>
    public string? Skipped { get; init; }

    public static Figure Skip(string name, string reason) => new(name, "", new Spread([0]), null, null, null, null, null, []) { Skipped = reason };
}
