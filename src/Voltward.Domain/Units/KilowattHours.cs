namespace Voltward.Domain.Units;

/// <summary>Active energy (电量), in kWh. Import positive; negative only for feed-in or a refund.</summary>
public readonly record struct KilowattHours(decimal Value)
{
    /// <summary>The energy in whole watt-hours: how we store it. Half a watt-hour rounds away from zero.</summary>
    public long WattHours => (long)Math.Round(Value * 1000m, 0, MidpointRounding.AwayFromZero);

    /// <summary>An energy read back from storage.</summary>
    public static KilowattHours FromWattHours(long wattHours) => new(wattHours / 1000m);

    /// <summary>The charge for this energy, rounded to the fen.</summary>
    public static Yuan operator *(KilowattHours energy, YuanPerKilowattHour price) =>
        Yuan.Rounded(energy.Value * price.Value);

    /// <summary>The sum of two amounts of energy.</summary>
    public static KilowattHours operator +(KilowattHours left, KilowattHours right) => new(left.Value + right.Value);

    /// <summary>The difference of two amounts of energy.</summary>
    public static KilowattHours operator -(KilowattHours left, KilowattHours right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Value} kWh");
}
