using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>How fine energy is stated on a quantity sheet (电量取位): rounded to this many kWh, half away from zero.</summary>
/// <param name="Kwh">Step, kWh, positive: 0.01, or 1 where the billing department uses whole kWh.</param>
public readonly record struct EnergyStep(decimal Kwh)
{
    /// <summary>The energy rounded to the step.</summary>
    public KilowattHours Round(KilowattHours energy) =>
        new(Math.Round(energy.Value / Kwh, 0, MidpointRounding.AwayFromZero) * Kwh);
}
