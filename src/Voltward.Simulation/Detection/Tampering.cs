using Voltward.Simulation.Customers;
using Voltward.Simulation.LineLoss;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Between the wire and the register: what thefts and faults make of the power that really flows.</summary>
internal sealed class Tampering
{
    private const int Slots = LoadModel.Slots;
    private readonly Town _town;
    private readonly Area _area;
    private readonly Measured _seen = new();
    private readonly float[] _share = new float[Slots];
    private readonly float[] _yesterdayKw;
    private readonly float[]?[] _ahead;

    public Tampering(Town town, Area area)
    {
        _town = town;
        _area = area;
        _yesterdayKw = new float[area.Customers.Count];
        _ahead = new float[area.Customers.Count][];
    }

    /// <summary>Power that is taken in front of the meter on top of the metered life, kW, 96 values; null = none.</summary>
    public float[]? Ahead(Customer customer, int day)
    {
        if (customer.Theft is not { Kind: TheftKind.ApplianceBypass } theft) return null;
        var kw = _ahead[customer.Number] ??= new float[Slots];
        Array.Clear(kw);
        var strength = theft.On(day);
        if (strength <= 0f) return kw;
        var chance = Chance.For(_town.Seed, Purpose.Theft, customer.Index, day);
        var on = chance.Happens(0.5f);
        for (var t = 0; t < Slots; t++)
        {
            // A heater or an air conditioner: on for a while, off for a while.
            if (chance.Happens(0.2f)) on = !on;
            if (on && theft.Inside(t)) kw[t] = theft.Kw * strength * chance.Between(0.85f, 1.15f);
        }

        return kw;
    }

    /// <summary>What a customer's meter sees of a day that has been solved.</summary>
    /// <param name="customer">One of the area.</param>
    /// <param name="day">Index in the calendar.</param>
    /// <param name="flow">The solved day.</param>
    public Measured Measure(Customer customer, int day, FeederFlow flow)
    {
        Array.Clear(_seen.TrueKw);
        for (var k = 0; k < customer.TapCount; k++)
        {
            var tap = customer.FirstTap + k;
            flow.Kw.AsSpan(tap * Slots, Slots).CopyTo(_seen.Kw(k));
            for (var t = 0; t < Slots; t++) _seen.TrueKw[t] += _seen.Kw(k)[t];
            if (!customer.Curves) continue;
            flow.ReadTap(tap, _seen.Volt(k), _seen.Ampere(k));
            flow.Kvar.AsSpan(tap * Slots, Slots).CopyTo(_seen.Kvar(k));
        }

        if (_ahead[customer.Number] is { } ahead) TakeOff(customer, ahead, flow);
        if (customer.Theft?.Kind == TheftKind.Swap) Swap(customer, day, flow);
        Finish(customer, day);
        return _seen;
    }

    /// <summary>Share of a day's energy that the register counts, for a day of the history that is known by its expected course only.</summary>
    public float RegisteredShare(Customer customer, int day, float[] expectedKw)
    {
        for (var k = 0; k < customer.TapCount; k++)
        {
            for (var t = 0; t < Slots; t++) _seen.Kw(k)[t] = expectedKw[t] * customer.PhaseShare[k];
        }

        expectedKw.CopyTo(_seen.TrueKw, 0);
        Finish(customer, day);
        var all = 0f;
        var registered = 0f;
        for (var t = 0; t < Slots; t++)
        {
            all += MathF.Max(0f, expectedKw[t]);
            registered += MathF.Max(0f, _seen.RegisterKw[t]);
        }

        return all <= 0f ? 1f : registered / all;
    }

    private void Finish(Customer customer, int day)
    {
        var strength = customer.Theft?.On(day) ?? 0f;
        if (customer.Theft is { } theft && strength > 0f) Steal(customer, theft, (day, strength));
        if (customer.Twin is { } twin && twin.On(day)) Faults.Apply(twin, customer, _seen);
        Array.Clear(_seen.RegisterKw);
        for (var k = 0; k < customer.TapCount; k++)
        {
            for (var t = 0; t < Slots; t++) _seen.RegisterKw[t] += _seen.Kw(k)[t];
        }

        if (customer.Theft is { Kind: TheftKind.RegisterHack } hack)
        {
            for (var t = 0; t < Slots; t++) _seen.RegisterKw[t] *= 1f - (strength * hack.Share);
        }

        var mean = 0f;
        _seen.HiddenKwh = 0;
        for (var t = 0; t < Slots; t++)
        {
            // A register without a second direction counts nothing when power seems to flow back.
            if (!customer.Generates) _seen.RegisterKw[t] = MathF.Max(0f, _seen.RegisterKw[t]);
            _seen.HiddenKwh += (_seen.TrueKw[t] - _seen.RegisterKw[t]) * 0.25;
            mean += _seen.TrueKw[t] / Slots;
        }

        _yesterdayKw[customer.Number] = mean;
    }

    private void Steal(Customer customer, Theft theft, (int Day, float Strength) now)
    {
        switch (theft.Kind)
        {
            case TheftKind.PhaseShunt:
                Array.Fill(_share, 1f - (now.Strength * theft.Share));
                Scale(theft.Phase, _share);
                return;
            case TheftKind.VoltageOpen:
                Faults.OpenVoltage(_seen, theft.Phase);
                return;
            case TheftKind.CtReversal:
                Faults.Reverse(_seen, theft.Phase);
                return;
            default:
                var mean = _yesterdayKw[customer.Number];
                var chance = Chance.For(_town.Seed, Purpose.Theft, customer.Index, now.Day);
                Shares.Fill((theft, now.Strength), _seen.TrueKw, mean, (_share, chance));
                for (var k = 0; k < customer.TapCount; k++) Scale(k, _share);
                return;
        }
    }

    private void Scale(int phase, float[] share)
    {
        var (kw, kvar, ampere) = (_seen.Kw(phase), _seen.Kvar(phase), _seen.Ampere(phase));
        for (var t = 0; t < Slots; t++)
        {
            kw[t] *= share[t];
            kvar[t] *= share[t];
            ampere[t] *= share[t];
        }
    }

    private void TakeOff(Customer customer, float[] ahead, FeederFlow flow)
    {
        var phase = customer.ThreePhase ? customer.Theft!.Phase : 0;
        var (kw, ampere) = (_seen.Kw(phase), _seen.Ampere(phase));
        var served = flow.Served.AsSpan((customer.FirstTap + phase) * Slots, Slots);
        for (var t = 0; t < Slots; t++)
        {
            var metered = kw[t] - (ahead[t] * served[t]);
            if (kw[t] > 0f) ampere[t] *= metered / kw[t];
            kw[t] = metered;
        }
    }

    private void Swap(Customer customer, int day, FeederFlow flow)
    {
        var partner = customer.Theft!.Partner;
        if (partner is null || customer.Theft.On(day) <= 0f) return;
        for (var t = 0; t < Slots; t++)
        {
            var small = 0f;
            for (var k = 0; k < partner.TapCount; k++) small += flow.Kw[((partner.FirstTap + k) * Slots) + t];
            var own = MathF.Max(5e-3f, _seen.TrueKw[t]);
            _share[t] = MathF.Max(0f, small) / own;
        }

        for (var k = 0; k < customer.TapCount; k++) Scale(k, _share);
    }
}
