using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Deals kinds so that rare ones come up as well: always the kind that is furthest behind its weight.</summary>
internal sealed class Deck<T>(IReadOnlyList<T> kinds, Func<T, float> weight)
    where T : struct, Enum
{
    private readonly Dictionary<T, int> _dealt = kinds.ToDictionary(k => k, _ => 0);

    /// <summary>Kinds that were never dealt, in their own order.</summary>
    public IEnumerable<T> Missing => kinds.Where(k => _dealt[k] == 0);

    /// <summary>A kind that suits; null when none does.</summary>
    public T? Deal(Func<T, bool> suits, Chance chance)
    {
        T? best = null;
        var least = float.MaxValue;
        foreach (var kind in kinds)
        {
            if (!suits(kind)) continue;
            var behind = (_dealt[kind] + (0.9f * chance.Unit())) / weight(kind);
            if (behind >= least) continue;
            least = behind;
            best = kind;
        }

        if (best is { } dealt) _dealt[dealt]++;
        return best;
    }

    public void Count(T kind) => _dealt[kind]++;
}
