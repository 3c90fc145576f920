namespace Voltward.Analytics.Inspections;

/// <summary>One item as both crews answered it.</summary>
/// <param name="Item">Item code.</param>
/// <param name="FirstFailed">Whether the first crew called it a defect; null: it gave no judgement.</param>
/// <param name="SecondFailed">Whether the second crew did; null: it gave no judgement.</param>
public readonly record struct ItemPair(string Item, bool? FirstFailed, bool? SecondFailed);

/// <summary>The 2×2 table of one item (四格表).</summary>
/// <param name="Item">Item code.</param>
/// <param name="BothFailed">Both called it a defect.</param>
/// <param name="Missed">The first passed it, the second called it a defect.</param>
/// <param name="OnlyFirst">The first called it a defect, the second passed it: put right since, or invented, or missed the second time.</param>
/// <param name="BothPassed">Both passed it.</param>
/// <param name="NotCompared">One of them gave no judgement.</param>
public sealed record ItemTable(string Item, int BothFailed, int Missed, int OnlyFirst, int BothPassed, int NotCompared)
{
    /// <summary>Defects the second crew found.</summary>
    public int Defects => BothFailed + Missed;

    /// <summary>Share of the second crew's defects that the first had passed; unweighted, for reading the table.</summary>
    public Estimate Omission => Proportion.Exact(Missed, Defects);

    /// <summary>Agreement beyond chance (Cohen's kappa); NaN when chance alone explains everything.</summary>
    public double Kappa
    {
        get
        {
            double n = BothFailed + Missed + OnlyFirst + BothPassed;
            if (n == 0) return double.NaN;
            var (first, second) = ((BothFailed + OnlyFirst) / n, (BothFailed + Missed) / n);
            var chance = (first * second) + ((1 - first) * (1 - second));
            return chance >= 1 ? double.NaN : (((BothFailed + BothPassed) / n) - chance) / (1 - chance);
        }
    }
}

/// <summary>Compares two visits of the same customer item by item.</summary>
public static class ItemComparison
{
    /// <summary>One table per item, in order of the code.</summary>
    public static IReadOnlyList<ItemTable> Tables(IEnumerable<ItemPair> pairs) =>
    [
        .. pairs.GroupBy(p => p.Item).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ItemTable(
            g.Key,
            g.Count(p => p is { FirstFailed: true, SecondFailed: true }),
            g.Count(p => p is { FirstFailed: false, SecondFailed: true }),
            g.Count(p => p is { FirstFailed: true, SecondFailed: false }),
            g.Count(p => p is { FirstFailed: false, SecondFailed: false }),
            g.Count(p => p.FirstFailed is null || p.SecondFailed is null))),
    ];
}
