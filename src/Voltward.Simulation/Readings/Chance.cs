using System.Numerics;

namespace Voltward.Simulation.Readings;

/// <summary>
/// Seeded random numbers (xoshiro256**). Each street, customer and purpose has a stream of its own, so that no draw depends on
/// how many threads run or on what a neighbour drew before.
/// </summary>
internal sealed class Chance
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Chance(ulong seed)
    {
        _a = Spread(ref seed);
        _b = Spread(ref seed);
        _c = Spread(ref seed);
        _d = Spread(ref seed);
    }

    /// <summary>The stream of one purpose of one thing: same arguments, same numbers.</summary>
    public static Chance For(ulong seed, Purpose purpose, int first = 0, int second = 0)
    {
        unchecked
        {
            var key = seed;
            key = Spread(ref key) ^ ((ulong)(uint)purpose << 32 | (uint)first);
            key = Spread(ref key) ^ (uint)second;
            return new Chance(Spread(ref key));
        }
    }

    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public float Between(float low, float high) => low + ((high - low) * Unit());

    /// <summary>Whole number in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>Whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => low + Below(high - low + 1);

    public bool Happens(float probability) => Unit() < probability;

    /// <summary>Standard normal, with true tails; for parameters.</summary>
    public float Normal()
    {
        var radius = MathF.Sqrt(-2f * MathF.Log(1f - Unit()));
        return radius * MathF.Cos(MathF.Tau * Unit());
    }

    /// <summary>Close to standard normal, bounded, from one draw; for noise at every quarter hour.</summary>
    public float Jitter()
    {
        var bits = Next();
        var sum = (uint)(bits & 0xFFFF) + (uint)((bits >> 16) & 0xFFFF) + (uint)((bits >> 32) & 0xFFFF) + (uint)(bits >> 48);
        // Four uniforms have mean 2 and variance 1/3.
        return ((sum * (1f / 65536)) - 2f) * 1.7320508f;
    }

    public float LogNormal(float median, float sigma) => median * MathF.Exp(sigma * Normal());

    public int Poisson(float mean)
    {
        if (mean <= 0f) return 0;
        if (mean > 30f) return Math.Max(0, (int)MathF.Round(mean + (MathF.Sqrt(mean) * Normal())));
        var limit = MathF.Exp(-mean);
        var count = 0;
        for (var product = Unit(); product > limit; product *= Unit()) count++;
        return count;
    }

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>Index drawn in proportion to the weights.</summary>
    public int Weighted(ReadOnlySpan<float> weights)
    {
        var total = 0f;
        foreach (var weight in weights) total += weight;
        var mark = Unit() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            mark -= weights[i];
            if (mark < 0f) return i;
        }

        return weights.Length - 1;
    }

    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    private static ulong Spread(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}

/// <summary>What a stream of random numbers is for.</summary>
internal enum Purpose
{
    Town, Organisation, Area, Network, Customer, Load, Course, Meter, Theft, Twin, Weather, Medium, Missing, Event, Archive, Past, Number, Supply,
}
