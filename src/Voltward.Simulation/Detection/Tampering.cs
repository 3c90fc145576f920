using Voltward.Simulation.Customers;
using Voltward.Simulation.LineLoss;

namespace Voltward.Simulation.Detection;

/// <summary>Between the wire and the register: what thefts and faults make of the power that really flows.</summary>
internal sealed class Tampering(Town town, Area area)
{
    private const int Slots = LoadModel.Slots;
    private readonly Measured _seen = new();

    /// <summary>What the meter of a customer sees of a day that has been solved.</summary>
    /// <param name="i">Number of the customer in the area.</param>
    /// <param name="day">Index in the calendar.</param>
    /// <param name="flow">The solved day.</param>
    public Measured Measure(int i, int day, FeederFlow flow)
    {
        var customer = area.Customers[i];
        _seen.HiddenKwh = 0;
        Array.Clear(_seen.TrueKw);
        for (var k = 0; k < customer.TapCount; k++)
        {
            var tap = customer.FirstTap + k;
            flow.Kw.AsSpan(tap * Slots, Slots).CopyTo(_seen.Kw(k));
            if (customer.Curves) flow.ReadTap(tap, _seen.Volt(k), _seen.Ampere(k));
            if (customer.Curves) flow.Kvar.AsSpan(tap * Slots, Slots).CopyTo(_seen.Kvar(k));
            for (var t = 0; t < Slots; t++) _seen.TrueKw[t] += _seen.Kw(k)[t];
        }

        _seen.TrueKw.CopyTo(_seen.RegisterKw.AsSpan());
        if (customer.Theft is { } theft) Steal(theft, theft.On(day));
        return _seen;
    }

    private void Steal(Theft theft, float strength)
    {
        if (strength <= 0f) return;
        for (var t = 0; t < Slots; t++) _seen.RegisterKw[t] *= 1f - (strength * theft.Share);
        for (var t = 0; t < Slots; t++) _seen.HiddenKwh += (_seen.TrueKw[t] - _seen.RegisterKw[t]) * 0.25;
        _ = town;
    }
}
