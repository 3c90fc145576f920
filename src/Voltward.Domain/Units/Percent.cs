namespace Voltward.Domain.Units;

/// <summary>A share in per cent (百分比): 7 means 7 %. May be negative, for example a negative line loss rate.</summary>
public readonly record struct Percent(decimal Value)
{
    /// <summary>A part of a whole; null when the whole is zero, since no share exists then.</summary>
    public static Percent? Of(decimal part, decimal whole) => whole == 0 ? null : new(100m * part / whole);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value:0.##} %");
}
