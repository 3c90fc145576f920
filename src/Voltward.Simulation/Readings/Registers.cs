using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Readings;

/// <summary>
/// A meter's register: adds up energy with the meter's error and is read, in whole hundredths, at the instants its own clock shows.
/// </summary>
internal static class Registers
{
    private const int Slots = LoadModel.Slots;

    /// <summary>Reads a register through the window.</summary>
    /// <param name="kwh">True energy of each quarter hour, kWh.</param>
    /// <param name="meter">Relative error, and how far the clock is ahead in minutes, on each day.</param>
    /// <param name="register">Smallest step and first reading, kWh, the factor applied; and the stream of its noise.</param>
    /// <param name="every">Quarter hours from one reading to the next: 1, or 96 for midnights alone.</param>
    /// <returns>Readings, kWh, the first at the beginning of the window.</returns>
    public static double[] Read(float[] kwh, (float[] Error, float[] ClockMinutes) meter, (double Step, double Start, Chance Chance) register, int every)
    {
        var sums = Sums(kwh, meter.Error, register.Chance);
        var readings = new double[(kwh.Length / every) + 1];
        var last = double.NegativeInfinity;
        for (var r = 0; r < readings.Length; r++)
        {
            var t = r * every;
            // A clock that is ahead reads early.
            var at = t - (meter.ClockMinutes[Math.Min(t / Slots, meter.ClockMinutes.Length - 1)] / 15.0);
            last = Math.Max(last, register.Start + At(sums, at));
            readings[r] = Math.Floor((last / register.Step) + 1e-6) * register.Step;
        }

        return readings;
    }

    private static double[] Sums(float[] kwh, float[] error, Chance chance)
    {
        var sums = new double[kwh.Length + 1];
        var sum = 0.0;
        for (var day = 0; day < error.Length; day++)
        {
            for (var t = day * Slots; t < (day + 1) * Slots; t++)
            {
                sum += kwh[t] * (1f + error[day] + (2e-3f * chance.Jitter()));
                sums[t + 1] = sum;
            }
        }

        return sums;
    }

    private static double At(double[] sums, double at)
    {
        var slot = Math.Clamp((int)Math.Floor(at), 0, sums.Length - 2);
        // Before the first and after the last quarter hour the neighbouring power goes on.
        return sums[slot] + ((at - slot) * (sums[slot + 1] - sums[slot]));
    }
}
