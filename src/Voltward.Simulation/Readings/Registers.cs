using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Readings;

/// <summary>
/// A meter's register: adds up energy with the meter's error and is read, in whole hundredths, at the instants its own clock shows.
/// </summary>
internal static class Registers
{
    private const int Slots = LoadModel.Slots;

    /// <summary>Reads a register at every quarter hour of the window.</summary>
    /// <param name="kwh">True energy of each quarter hour, kWh.</param>
    /// <param name="bias">Relative error of the meter on a day.</param>
    /// <param name="clockMinutes">How far the clock is ahead on a day, minutes.</param>
    /// <param name="register"></param>
    /// <returns>Readings, kWh, one more than quarter hours.</returns>
    public static double[] Read(float[] kwh, Func<int, float> bias, Func<int, float> clockMinutes, (double Step, double Start, Chance Chance) register)
    {
        var sums = new double[kwh.Length + 1];
        for (var t = 0; t < kwh.Length; t++)
        {
            var error = 1f + bias(t / Slots) + (0.002f * register.Chance.Jitter());
            sums[t + 1] = sums[t] + (kwh[t] * error);
        }

        var readings = new double[sums.Length];
        var last = double.NegativeInfinity;
        for (var t = 0; t < readings.Length; t++)
        {
            // A clock that is ahead reads early.
            var at = t - (clockMinutes(Math.Min(t, kwh.Length - 1) / Slots) / 15.0);
            last = Math.Max(last, register.Start + At(sums, at));
            readings[t] = Math.Floor((last / register.Step) + 1e-6) * register.Step;
        }

        return readings;
    }

    private static double At(double[] sums, double at)
    {
        var slot = Math.Clamp((int)Math.Floor(at), 0, sums.Length - 2);
        // Before the first and after the last quarter hour the neighbouring power goes on.
        return sums[slot] + ((at - slot) * (sums[slot + 1] - sums[slot]));
    }
}
