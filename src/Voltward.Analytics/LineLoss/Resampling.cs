namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Random numbers for resampling, from a seed per run and area, so that a result does not depend on scheduling
/// (xorshift64* after a SplitMix64 step).
/// </summary>
public sealed class Resampling(ulong seed)
{
    private ulong _state = Mix(seed);

    /// <summary>A whole number from 0 to <paramref name="limit"/> − 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>The same number as <see cref="Below(int)"/>, for a limit that is asked again and again: a product takes the place of the division.</summary>
    public int Below(Limit limit) => limit.Remainder(Next());

    /// <summary>A number from 0 (included) to 1 (excluded).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        unchecked
        {
            _state ^= _state >> 12;
            _state ^= _state << 25;
            _state ^= _state >> 27;
            return _state * 0x2545f4914f6cdd1d;
        }
    }

    private static ulong Mix(ulong seed)
    {
        unchecked
        {
            var z = seed + 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z ^= z >> 31;
            return z == 0 ? 1 : z;
        }
    }
}

/// <summary>A limit with its reciprocal.</summary>
/// <param name="value">1 or more.</param>
public readonly struct Limit(int value)
{
    private readonly ulong _value = (ulong)value;
    private readonly ulong _reciprocal = ulong.MaxValue / (ulong)value;

    /// <summary>What is left of a number after division by the limit.</summary>
    internal int Remainder(ulong number)
    {
        // The quotient by the rounded reciprocal is at most one too small.
        var rest = number - (Math.BigMul(number, _reciprocal, out _) * _value);
        while (rest >= _value) rest -= _value;
        return (int)rest;
    }
}
