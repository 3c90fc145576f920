using Voltward.Analytics.Readings;

namespace Voltward.Analytics.LineLoss;

/// <summary>Readings of an area after validation: what could be put right is, what could not is a gap, and every change has its reason.</summary>
public static class CheckedInput
{
    /// <summary>The same input with corrected readings and the flags beside them.</summary>
    public static AreaInput Of(AreaInput input)
    {
        var import = input.ImportKwh.ToArray();
        var flags = new IReadOnlyList<ReadingFlag>[import.Length];
        Array.Fill(flags, []);
        var supply = input.SupplyKwh;
        IReadOnlyList<ReadingFlag> ofSupply = [];
        if (ReadingChecks.OfRegisters(supply) is { } register) (supply, ofSupply) = (ReadingChecks.Energy(supply), [register]);

        for (var i = 0; i < import.Length; i++)
        {
            if (ReadingChecks.OfRegisters(import[i]) is not { } own) continue;
            // A register counts before the multiplying factor.
            var factor = input.Points[i].Factor > 0 ? (float)input.Points[i].Factor : 1;
            (import[i], flags[i]) = (Array.ConvertAll(ReadingChecks.Energy(import[i]), v => v * factor), [own]);
        }

        var levels = Array.ConvertAll(import, m => Robust.Median(m));
        var known = levels.Where(v => v > 0).ToArray();
        var (usual, whole) = (Robust.Median(known), Robust.Median(supply));
        for (var i = 0; i < import.Length; i++)
        {
            if (ReadingChecks.OfUnit(import[i], levels[i], (usual, known.Length), whole) is { } unit)
            {
                (import[i], flags[i]) = (Array.ConvertAll(import[i], v => (float)(v * unit.Scale)), [.. flags[i], unit]);
                levels[i] = Robust.Median(import[i]);
            }

            var (spikes, days) = ReadingChecks.OfSpikes(import[i], supply);
            if (spikes is null) continue;
            var kept = import[i].ToArray();
            foreach (var d in days) kept[d] = float.NaN;
            (import[i], flags[i]) = (kept, [.. flags[i], spikes]);
            levels[i] = Robust.Median(kept);
        }

        return input with { SupplyKwh = supply, ImportKwh = import, Flags = flags, SupplyFlags = ofSupply, LevelKwh = levels };
    }
}
