namespace Voltward.Domain.Units;

/// <summary>Multiplying factor of an installation (综合倍率): CT ratio × PT ratio, positive. Register difference × factor = energy.</summary>
public readonly record struct MultiplyingFactor(decimal Value)
{
    /// <summary>Energy behind a difference of two register values, kWh.</summary>
    /// <param name="registerDifference">Later register value minus earlier one, kWh on the register.</param>
    public KilowattHours Energy(decimal registerDifference) => new(registerDifference * Value);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"×{Value}");
}
