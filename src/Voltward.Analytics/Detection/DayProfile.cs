namespace Voltward.Analytics.Detection;

/// <summary>The shape of a customer's day, free of its size.</summary>
/// <param name="Hours">Mean energy of each hour over the mean hour, <c>float[24]</c>.</param>
/// <param name="NightShare">Share of the energy between 22 and 6 o'clock.</param>
/// <param name="Flatness">Coefficient of variation within the day: 0 = the same at every hour.</param>
/// <param name="PeakRatio">Mean of the daily peak quarter over the mean quarter.</param>
public sealed record DayProfile(float[] Hours, double NightShare, double Flatness, double PeakRatio)
{
    private const int Quarters = 96;
    private const int HourCount = 24;
    private const int FewestDays = 7;

    /// <summary>From quarter hours, <c>float[days × 96]</c>; null when there are not seven complete days with any use.</summary>
    public static DayProfile? Of(float[]? quarters)
    {
        if (quarters is null) return null;
        var hours = new double[HourCount];
        var (days, peaks, sum) = (0, 0.0, 0.0);
        for (var d = 0; d < quarters.Length / Quarters; d++)
        {
            var day = quarters.AsSpan(d * Quarters, Quarters);
            var (total, peak) = (0.0, 0f);
            foreach (var value in day)
            {
                total += value;
                peak = Math.Max(peak, value);
            }

            if (double.IsNaN(total)) continue;
            days++;
            sum += total;
            peaks += peak;
            for (var q = 0; q < Quarters; q++) hours[q / 4] += day[q];
        }

        if (days < FewestDays || sum < 0.1 * days) return null;
        var meanHour = sum / HourCount;
        float[] shape = [.. hours.Select(h => (float)(h / meanHour))];
        var night = (hours[..6].Sum() + hours[22..].Sum()) / sum;
        var flatness = Math.Sqrt(shape.Select(h => (h - 1.0) * (h - 1.0)).Average());
        return new DayProfile(shape, night, flatness, peaks / (sum / Quarters));
    }
}
