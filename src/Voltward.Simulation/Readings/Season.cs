using System.Globalization;

namespace Voltward.Simulation.Readings;

/// <summary>What kind of day it is for work and school.</summary>
internal enum DayKind
{
    Workday, Weekend, Holiday, SpringFestival,
}

/// <summary>
/// The days of the history (index below <see cref="History"/>) and of the window after it, with the weather of one city.
/// The history begins on the first of a month, so that bills of whole months can be made from it.
/// </summary>
internal sealed class Season
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    public Season(DateOnly start, int days, ulong seed)
    {
        First = new DateOnly(start.Year, start.Month, 1).AddYears(-1);
        History = start.DayNumber - First.DayNumber;
        Days = days;
        var total = History + days;
        Kinds = new DayKind[total];
        MeanC = new float[total];
        Cloud = new float[total];
        DayLengthHours = new float[total];
        DrawWeather(Chance.For(seed, Purpose.Weather));
        for (var i = 0; i < total; i++) Kinds[i] = KindOf(First.AddDays(i));
    }

    /// <summary>First day of the history.</summary>
    public DateOnly First { get; }

    /// <summary>Number of days before the window.</summary>
    public int History { get; }

    /// <summary>Number of days of the window.</summary>
    public int Days { get; }

    public int Total => History + Days;

    public DateOnly Start => First.AddDays(History);

    public DayKind[] Kinds { get; }

    /// <summary>Mean temperature of each day, °C.</summary>
    public float[] MeanC { get; }

    /// <summary>Share of clear-sky sun that reaches the ground, 0 to 1.</summary>
    public float[] Cloud { get; }

    public float[] DayLengthHours { get; }

    public DateOnly Date(int index) => First.AddDays(index);

    private void DrawWeather(Chance chance)
    {
        var yearly = chance.Between(13f, 21f);
        var swing = chance.Between(8f, 13.5f);
        var memory = chance.Between(0.6f, 0.85f);
        var wander = chance.Between(1.6f, 3.2f);
        var state = 0f;
        for (var i = 0; i < Total; i++)
        {
            // The coldest time of the year is about the 20th of January.
            var season = -MathF.Cos(MathF.Tau * (First.AddDays(i).DayOfYear - 20) / 365f);
            state = (memory * state) + (wander * MathF.Sqrt(1f - (memory * memory)) * chance.Normal());
            MeanC[i] = yearly + (swing * season) + state;
            Cloud[i] = Math.Clamp(0.62f + (0.28f * chance.Jitter()), 0.08f, 1f);
            DayLengthHours[i] = 12f + (2.2f * -MathF.Cos(MathF.Tau * (First.AddDays(i).DayOfYear + 10) / 365f));
        }
    }

    private static DayKind KindOf(DateOnly date)
    {
        var newYear = DateOnly.FromDateTime(Lunar.ToDateTime(date.Year, 1, 1, 0, 0, 0, 0));
        var fromNewYear = date.DayNumber - newYear.DayNumber;
        if (fromNewYear is >= -3 and <= 8) return DayKind.SpringFestival;
        if (date is { Month: 10, Day: <= 7 } or { Month: 5, Day: <= 5 } or { Month: 1, Day: 1 }) return DayKind.Holiday;
        return date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;
    }
}
