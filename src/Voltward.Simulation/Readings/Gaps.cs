using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Readings;

/// <summary>Readings that never arrive: single ones, bursts of a silent concentrator, stretches of a day. Blind to who the customer is.</summary>
internal sealed class Gaps
{
    private readonly Town _town;
    private readonly Area _area;
    private readonly bool[] _silent;

    public Gaps(Town town, Area area)
    {
        _town = town;
        _area = area;
        _silent = new bool[town.Season.Days];
        var chance = Chance.For(town.Seed, Purpose.Missing, area.Index);
        for (var d = 0; d < _silent.Length; d++)
        {
            if (!chance.Happens(town.Priors.Silence)) continue;
            var until = Math.Min(_silent.Length, d + chance.Whole(1, 5));
            for (; d < until; d++) _silent[d] = true;
        }
    }

    /// <summary>Takes away what is missing at a point; null is the supply meter.</summary>
    public void Cut(PointReadings point, Customer? customer)
    {
        var chance = Chance.For(_town.Seed, Purpose.Missing, _area.Index, (customer?.Number ?? -1) + 2);
        for (var d = 0; d < _silent.Length; d++)
        {
            // The supply meter has a modem of its own and is missed less often.
            var lost = customer is null
                ? chance.Happens(_town.Priors.Missing * 0.2f)
                : chance.Happens(_town.Priors.Missing) || _silent[d] || Swapping(customer, d);
            if (lost) Drop(point, d, 0, 96);
            else if (chance.Happens(_town.Priors.Missing)) Stretch(point, d, chance);
            if (lost) point.Import[d] = double.NaN;
            if (lost && point.Export.Length > 0) point.Export[d] = double.NaN;
        }
    }

    /// <summary>Around a meter change the new meter is not in the system yet.</summary>
    private bool Swapping(Customer customer, int day)
    {
        if (customer.NextMeter is not { } next) return false;
        var since = _town.Season.Start.AddDays(day).DayNumber - next.From.DayNumber;
        return since >= 0 && since <= next.No[^1] % 4;
    }

    private static void Stretch(PointReadings point, int day, Chance chance)
    {
        var from = chance.Below(96);
        Drop(point, day, from, Math.Min(96, from + chance.Whole(1, 16)));
    }

    private static void Drop(PointReadings point, int day, int from, int to)
    {
        for (var t = (day * 96) + from; t < (day * 96) + to; t++)
        {
            if (point.Interval.Length > 0) point.Interval[t] = float.NaN;
            if (point.IntervalBack.Length > 0) point.IntervalBack[t] = float.NaN;
            foreach (var lane in point.Curves) lane[t] = float.NaN;
        }
    }
}
