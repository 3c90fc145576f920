using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.LineLoss;

/// <summary>The 10 kV feeders: what flows into each at the substation, once the areas along it are known.</summary>
internal sealed class MediumFlow(Town town)
{
    private readonly (float[] Kw, float[] Kvar)[] _areas = new (float[] Kw, float[] Kvar)[town.Areas.Count];

    public void Keep(AreaTrace trace) => _areas[trace.Area.Index] = (trace.MediumKw, trace.MediumKvar);

    /// <summary>Energy into each feeder on each day, and the heat of its line, kWh.</summary>
    public (double[] Kwh, double[] LineKwh) Days(MediumFeeder feeder)
    {
        var days = town.Season.Days;
        var kwh = new double[days];
        var heat = new double[days];
        for (var t = 0; t < days * 96; t++)
        {
            var (p, q) = (0f, 0f);
            for (var k = feeder.Areas.Count - 1; k >= 0; k--)
            {
                var (areaKw, areaKvar) = _areas[feeder.Areas[k].Index];
                p += areaKw[t];
                q += areaKvar[t];
                // Three conductors at 10 kV: R·S²/U², S in kVA, U in kV.
                var lost = feeder.SpanOhm * ((p * p) + (q * q)) / (10f * 10f) * 1e-3f;
                p += lost;
                heat[t / 96] += lost * 0.25;
            }

            kwh[t / 96] += Math.Max(0f, p) * 0.25;
        }

        return (kwh, heat);
    }

    /// <summary>What the feeders' meters report.</summary>
    public IEnumerable<PointReadings> Read()
    {
        foreach (var feeder in town.Feeders)
        {
            var chance = Chance.For(town.Seed, Purpose.Supply, feeder.Index, 7);
            var error = 1 + (0.0015 * Math.Clamp(chance.Normal(), -2f, 2f));
            var (kwh, _) = Days(feeder);
            var step = 0.01 * 4000;
            var shown = 0.0;
            var sum = 0.0;
            var import = new double[kwh.Length];
            for (var d = 0; d < kwh.Length; d++)
            {
                sum += kwh[d] * error;
                var reading = Math.Floor(sum / step) * step;
                import[d] = chance.Happens(town.Priors.Missing * 0.1f) ? double.NaN : reading - shown;
                shown = reading;
            }

            yield return new PointReadings { Point = "F:" + feeder.No, Import = import, Export = [] };
        }
    }
}
