namespace Voltward.Domain.Units;

/// <summary>A length of use (用电时间), in hours, not negative.</summary>
public readonly record struct Hours(decimal Value)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value} h");
}
