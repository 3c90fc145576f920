namespace Voltward.Domain.Units;

/// <summary>The square root in decimal arithmetic, so that a power factor comes out the same on every machine.</summary>
public static class SquareRoot
{
    /// <summary>√x to the last digits of a decimal.</summary>
    /// <param name="value">Not negative.</param>
    public static decimal Of(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value == 0m) return 0m;
        var root = (decimal)Math.Sqrt((double)value);
        if (root == 0m) root = value;
        for (var i = 0; i < 2; i++) root = (root + (value / root)) / 2m;
        return root;
    }
}
