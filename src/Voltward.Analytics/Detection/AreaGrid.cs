namespace Voltward.Analytics.Detection;

/// <summary>
/// Readings of an area's customers beside the area's non-technical loss, on one time grid: <see cref="Days"/> consecutive days
/// of <see cref="Slots"/> intervals. Series are <c>float[Days × Slots]</c>, kWh per interval, NaN = missing.
/// </summary>
/// <param name="Days">Days of the window.</param>
/// <param name="Slots">1 (daily), 24, 48 or 96.</param>
/// <param name="Readings">Metered import by customer, <c>float[N][T]</c>.</param>
/// <param name="Ntl">Loss minus technical loss, <c>float[T]</c>; NaN where either side of the balance is not valid.</param>
/// <param name="RestDay">Saturday, Sunday or holiday, <c>bool[Days]</c>.</param>
/// <param name="Course">Course of the customer's peers, 1 on an ordinary day, <c>double[N][Days]</c>; readings are divided by it before they are compared
/// with what the customer used before. All ones: no correction.</param>
public sealed record AreaGrid(int Days, int Slots, float[][] Readings, float[] Ntl, bool[] RestDay, double[][] Course)
{
    public int Times => Days * Slots;

    public int Customers => Readings.Length;

    /// <summary>The same area by day; a day counts when every interval of it is valid.</summary>
    public AreaGrid Daily() => Slots == 1
        ? this
        : this with { Slots = 1, Readings = [.. Readings.Select(r => DaySums(r, Slots))], Ntl = DaySums(Ntl, Slots) };

    /// <summary>The same area with at most so many intervals a day; itself when it has no more.</summary>
    public AreaGrid Coarse(int slots) => Slots <= slots || Slots % slots != 0
        ? this
        : this with { Slots = slots, Readings = [.. Readings.Select(r => DaySums(r, Slots / slots))], Ntl = DaySums(Ntl, Slots / slots) };

    /// <summary>Some of the days.</summary>
    public AreaGrid From(int firstDay) => firstDay == 0 ? this : this with
    {
        Days = Days - firstDay,
        Readings = [.. Readings.Select(r => r[(firstDay * Slots)..])],
        Ntl = Ntl[(firstDay * Slots)..],
        RestDay = RestDay[firstDay..],
        Course = Courses(firstDay),
    };

    /// <summary>Customers of a kind share one course, and go on sharing it.</summary>
    private double[][] Courses(int firstDay)
    {
        var cut = Course.Distinct().ToDictionary(c => c, c => c[firstDay..]);
        return [.. Course.Select(c => cut[c])];
    }

    /// <summary>Sums of so many neighbouring intervals; NaN when one of them is missing. The series itself when there is one.</summary>
    public static float[] DaySums(float[] series, int slots)
    {
        if (slots == 1) return series;
        var days = new float[series.Length / slots];
        for (var d = 0; d < days.Length; d++)
        {
            var sum = 0.0;
            for (var k = 0; k < slots; k++) sum += series[(d * slots) + k];
            days[d] = (float)sum;
        }

        return days;
    }
}
