using Voltward.Analytics.Readings;

namespace Voltward.Benchmarks;

/// <summary>
/// Invented daily energy of many customers as mapped day files: levels, weeks, seasons, noise, bursts of gaps, spells of zeros,
/// falls to a part of the former use. It only has to cost what real readings cost, and to reach every branch.
/// </summary>
internal sealed class DailyReadings : IDisposable
{
    public static readonly DateOnly First = new(2025, 1, 1);
    private const float FallShare = 0.05f;

    /// <summary>Sweeps without a target find one to fifteen per cent in places that are swept; one in a hundred is taken for a whole utility.</summary>
    private const float ThiefShare = 0.01f;
    private readonly DayFile[] _files;

    private DailyReadings(int customers, DayFile[] files) => (Customers, _files) = (customers, files);

    public int Customers { get; }

    public int Days => _files.Length;

    public ReadOnlySpan<float> Row(int day) => _files[day].Values;

    public static DailyReadings Make(string folder, int customers, int days)
    {
        Directory.CreateDirectory(folder);
        Parallel.For(0, days, () => new float[customers], (day, _, row) =>
        {
            for (var c = 0; c < customers; c++) row[c] = Value((uint)c, (uint)day);
            DayFile.Write(folder, First.AddDays(day), 1, 1, row);
            return row;
        }, _ => { });
        return new DailyReadings(customers, [.. Enumerable.Range(0, days).Select(d => DayFile.Open(folder, First.AddDays(d), 1)!)]);
    }

    /// <summary>Unmaps the files; the folder belongs to the caller.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    /// <summary>kWh of a customer on a day, hundredths; NaN = missing, in bursts with this share of the days.</summary>
    public static float Value(uint customer, uint day, float gaps = 0.03f)
    {
        if (Chance(customer, day / 5, 1) < gaps) return float.NaN;
        if (Chance(customer, day / 23, 2) < 0.02f) return 0;
        var level = 2 + (30 * Chance(customer, 0, 3) * Chance(customer, 0, 4));
        var fall = Fell(customer) && day > 100 + (200 * Chance(customer, 0, 6)) ? 0.4f : 1;
        var week = day % 7 is 3 or 4 ? 1 + (0.4f * (Chance(customer, 0, 7) - 0.5f)) : 1;
        var season = 1 + (0.3f * MathF.Sin((day + (60 * Chance(customer, 0, 8))) * 0.0172f));
        var noise = 0.6f + (0.8f * Chance(customer, day, 9));
        return MathF.Round(level * fall * week * season * noise * 100) / 100;
    }

    /// <summary>Share of the use that passes unmetered: one customer in a hundred steals, half of them since a day within the year.</summary>
    public static float Stolen(uint customer, uint day)
    {
        if (!(Chance(customer, 0, 10) < ThiefShare)) return 0;
        var always = Chance(customer, 0, 11) < 0.5f;
        return always || day > 60 + (280 * Chance(customer, 0, 12)) ? 0.2f + (0.7f * Chance(customer, 0, 13)) : 0;
    }

    /// <summary>Technical loss of an area beside that of its peers.</summary>
    public static float LossOf(uint area) => 0.6f + (0.8f * Chance(area, 0, 15));

    /// <summary>Error of an area's supply meter on a day, as a share: noise of a third of a per cent.</summary>
    public static float SupplyError(uint area, uint day) => 0.01f * (Chance(area, day, 14) - 0.5f);

    /// <summary>Whether the use of a customer fell for good within the year: what a model can learn.</summary>
    public static bool Fell(uint customer) => Chance(customer, 0, 5) < FallShare;

    /// <summary>A number in [0, 1) that depends on nothing but its arguments.</summary>
    private static float Chance(uint customer, uint time, uint purpose)
    {
        unchecked
        {
            var h = (customer * 0x9E3779B1u) ^ (time * 0x85EBCA77u) ^ (purpose * 0xC2B2AE3Du);
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return ((h ^ (h >> 15)) >> 8) * (1f / (1 << 24));
        }
    }
}
