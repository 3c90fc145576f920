using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.LineLoss;

/// <summary>Voltage that the 10 kV side brings to an area, seen from 400 V: common to a feeder, falling with distance and evening load.</summary>
internal sealed class MediumVoltage(Town town, Area area)
{
    private const int Slots = 96;
    private readonly int _place = area.Feeder.Areas.IndexOf(area);

    /// <summary>Fills [phase × 96] phase-to-neutral voltages of one day, V.</summary>
    public void Fill(int day, float[] sourceV)
    {
        var chance = Chance.For(town.Seed, Purpose.Medium, area.Feeder.Index + 1_000_000, day);
        var fixedPart = Chance.For(town.Seed, Purpose.Medium, area.Feeder.Index + 2_000_000);
        var level = (4e2f / MathF.Sqrt(3f)) * fixedPart.Between(0.985f, 1.03f);
        var fall = fixedPart.Between(2e-3f, 1.2e-2f);
        var state = chance.Normal();
        for (var t = 0; t < Slots; t++)
        {
            state = (0.9f * state) + (0.44f * chance.Jitter());
            var hour = (t + 0.5f) * 0.25f;
            var load = 0.6f - (0.4f * MathF.Cos(MathF.Tau * (hour - 19.5f + 12f) / 24f));
            var pu = 1f + (3e-3f * state) - (fall * load * (1f + _place) * 0.3f);
            for (var phase = 0; phase < 3; phase++)
            {
                sourceV[(phase * Slots) + t] = level * (pu + (1.5e-3f * (phase - 1)) + (4e-4f * chance.Jitter()));
            }
        }
    }
}
