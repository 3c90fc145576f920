using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>A band of supply voltage (电压等级).</summary>
/// <param name="Key">Name, such as <c>lv</c>.</param>
/// <param name="FromV">Lowest voltage, V, counted.</param>
/// <param name="Name">In words.</param>
public sealed record VoltageBand(string Key, long FromV, Words Name);

/// <summary>Bands of supply voltage in force.</summary>
/// <param name="All">From the lowest, which begins at 0 V.</param>
public sealed record VoltageBands(IReadOnlyList<VoltageBand> All)
{
    /// <summary>Names of the bands.</summary>
    public IReadOnlySet<string> Keys { get; } = All.Select(b => b.Key).ToHashSet();

    /// <summary>The band of a supply voltage.</summary>
    /// <param name="voltageV">V, from 0.</param>
    public string Of(long voltageV) => All.Last(b => b.FromV <= voltageV).Key;

    /// <summary>Whether a voltage is in the lowest band.</summary>
    /// <param name="voltageV">V, from 0.</param>
    public bool IsLow(long voltageV) => Of(voltageV) == All[0].Key;
}
