namespace Voltward.Analytics.LineLoss;

/// <summary>
/// What a missing reading would probably have been, from the customer's own readings around it and the course of its area.
/// Used for the balance only and always flagged: a filled value has no deficit, so a localiser that saw it would clear the
/// customer (see the balance rules on missing customers).
/// </summary>
public sealed class HistoryFill
{
    private const int Neighbours = 8;
    private const int Reach = 56;
    private readonly AreaInput _input;
    private double[]? _dayIndex;
    private readonly double[] _level;

    public HistoryFill(AreaInput input)
    {
        _input = input;
        _level = input.LevelKwh ?? Array.ConvertAll(input.ImportKwh, m => Robust.Median(m));
    }

    /// <summary>The same for what customers feed in, from their own feed-in around it and that of the others on the day.</summary>
    public static HistoryFill OfFeedIn(AreaInput input) => new(input with
    {
        ImportKwh = [.. input.ExportKwh.Select(e => e.Any(v => v > 0) ? e : Array.ConvertAll(e, _ => float.NaN))],
        EstimatedKwh = [.. input.ExportKwh.Select(e => Array.ConvertAll(e, _ => float.NaN))],
        LevelKwh = null,
    });

    /// <summary>Course of the area: the median over its points of reading over own median, 1 on an ordinary day; NaN when nobody was read.</summary>
    public IReadOnlyList<double> Index => DayIndexes;

    /// <summary>Made when the first gap is filled: an area that was read without gaps needs none.</summary>
    private double[] DayIndexes => _dayIndex ??= DayIndex(_input.ImportKwh, _level);

    /// <summary>Whether a point has agreed estimates and never a measured reading, as street lights do.</summary>
    public bool IsUnmetered(int point) => double.IsNaN(_level[point]) && _input.EstimatedKwh[point].Any(v => !float.IsNaN(v));

    /// <summary>Expected reading of point i on day d and its standard deviation, kWh.</summary>
    public (double Kwh, double SdKwh) Expect(int point, int day)
    {
        if (IsUnmetered(point)) return Agreed(point, day);
        var series = _input.ImportKwh[point];
        var indexes = DayIndexes;
        var index = double.IsNaN(indexes[day]) ? 1 : indexes[day];
        var ratios = new List<double>(Neighbours);
        var rest = IsRestDay(_input.First.AddDays(day));
        for (var step = 1; step <= Reach && ratios.Count < Neighbours; step++)
        {
            Take(day - step);
            Take(day + step);
        }

        if (ratios.Count == 0) return OfNeighbours(index);
        var middle = Robust.Median(ratios);
        var spread = ratios.Count < 3 ? middle * 0.5 : Robust.Spread(ratios.ToArray(), middle);
        return (middle * index, Math.Max(spread, 0.05 * middle) * index);

        void Take(int d)
        {
            if (d < 0 || d >= series.Length || float.IsNaN(series[d]) || IsRestDay(_input.First.AddDays(d)) != rest) return;
            var there = double.IsNaN(indexes[d]) ? 1 : Math.Max(indexes[d], 0.1);
            ratios.Add(series[d] / there);
        }
    }

    /// <summary>The agreed estimate of the day, or of the nearest day that has one.</summary>
    private (double Kwh, double SdKwh) Agreed(int point, int day)
    {
        var series = _input.EstimatedKwh[point];
        for (var step = 0; step < series.Length; step++)
        {
            foreach (var d in (ReadOnlySpan<int>)[day - step, day + step])
            {
                if (d >= 0 && d < series.Length && !float.IsNaN(series[d])) return (series[d], 0);
            }
        }

        return (0, 0);
    }

    /// <summary>Rest days are Saturday and Sunday; festivals show in the course of the area instead.</summary>
    public static bool IsRestDay(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>A point that was never read is taken for an average one of its area, with as much doubt.</summary>
    private (double Kwh, double SdKwh) OfNeighbours(double index)
    {
        var known = _level.Where(l => !double.IsNaN(l)).ToArray();
        var middle = known.Length == 0 ? 0 : Robust.Median(known);
        return (middle * index, middle * index);
    }

    private static double[] DayIndex(float[][] readings, double[] level)
    {
        var days = readings.Length == 0 ? 0 : readings[0].Length;
        var index = new double[days];
        var ratios = new double[readings.Length];
        for (var d = 0; d < days; d++)
        {
            for (var i = 0; i < readings.Length; i++)
            {
                ratios[i] = level[i] > 0.1 ? readings[i][d] / level[i] : double.NaN;
            }

            index[d] = Robust.Median(ratios);
        }

        return index;
    }
}
