using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Voltward.App.Planning;

/// <summary>
/// The random audit (随机抽检): drawn first, from every eligible customer, never by score. A systematic draw over the customers in
/// order of stratum, shuffled inside each stratum: every stratum gets its fair number, and everybody has the same chance even
/// when fewer customers are drawn than there are strata.
/// </summary>
internal static class AuditDraw
{
    /// <param name="strata">Eligible customer → stratum.</param>
    /// <param name="expected">Expected number of customers drawn; need not be whole.</param>
    /// <param name="seed">Seed of this plan; the same seed draws the same customers.</param>
    public static AuditResult Draw(IReadOnlyDictionary<string, string> strata, double expected, string seed)
    {
        var chance = strata.Count == 0 ? 0 : Math.Min(1, expected / strata.Count);
        var ordered = strata
            .OrderBy(s => s.Value, StringComparer.Ordinal).ThenBy(s => Number(seed, s.Key)).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => s.Key).ToList();
        var start = Number(seed, "start");
        var drawn = new HashSet<string>();
        // Customer i covers the interval [i·chance, (i+1)·chance); it is drawn when start + k lies in it for a whole k.
        for (var i = 0; i < ordered.Count; i++)
        {
            if (Math.Floor(((i + 1) * chance) - start) > Math.Floor((i * chance) - start)) drawn.Add(ordered[i]);
        }

        return new(chance, drawn);
    }

    /// <summary>A number in [0, 1) that depends on the seed and the key alone.</summary>
    public static double Number(string seed, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}|{key}")));
        return (BitConverter.ToUInt64(hash) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>Who was drawn.</summary>
/// <param name="Chance">Chance of every eligible customer, 0 to 1.</param>
/// <param name="Drawn">The customers drawn.</param>
internal sealed record AuditResult(double Chance, IReadOnlySet<string> Drawn);
