namespace Voltward.Domain.Units;

/// <summary>Active power or connected capacity (功率、容量), in kW. One kVA counts as one kW.</summary>
public readonly record struct Kilowatts(decimal Value)
{
    /// <summary>Energy used at this power for a number of hours, kWh, not rounded.</summary>
    public static KilowattHours operator *(Kilowatts power, Hours time) => new(power.Value * time.Value);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value} kW");
}
