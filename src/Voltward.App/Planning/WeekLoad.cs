namespace Voltward.App.Planning;

/// <summary>A plan that changes order by order: minutes, orders and stops of each crew-day and the worth of all, kept up to date at every change. It does not refuse what breaks a limit; it says so.</summary>
internal sealed class WeekLoad
{
    private readonly PlanProblem _problem;
    private readonly int _slots;
    private readonly int[] _stop, _district, _place, _inDistrict, _visits;
    private readonly bool[] _fits;
    private readonly int[][] _at;
    private readonly int[] _count;
    private readonly long[] _minutes, _most;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="start">A lawful plan.</param>
    public WeekLoad(PlanProblem problem, int[] start)
    {
        (_problem, _slots) = (problem, problem.Slots.Count);
        (_stop, Stops) = Numbered(problem.Orders.Select(o => o.Stop));
        (_district, var districts) = Numbered(problem.Orders.Select(o => o.District));
        (_place, _inDistrict, _visits) = (new int[start.Length], new int[districts], new int[Stops * _slots]);
        _fits = [.. problem.Orders.SelectMany(o => problem.Slots.Select(s => problem.Fits(o, s)))];
        // A day may hold twice as many for as long as nobody has looked.
        _at = [.. problem.Slots.Select(_ => new int[(2 * Math.Min(problem.OrdersPerDay, start.Length)) + 4])];
        (_count, _minutes, _most) = (new int[_slots], new long[_slots], [.. problem.Slots.Select(problem.MinutesOf)]);
        MustBonus = 1 + problem.Orders.Sum(o => Math.Abs(o.Value) + problem.StopFen);
        SlotOf = [.. start.Select(_ => -1)];
        for (var i = 0; i < start.Length; i++) Put(i, start[i]);
    }

    /// <summary>Slot of each order, −1 = left out.</summary>
    public int[] SlotOf { get; }

    /// <summary>Worth in fen, with so much more for each must-order that one of them counts more than all else.</summary>
    public long Worth { get; private set; }

    /// <summary>What a must-order counts beyond its value, fen.</summary>
    public long MustBonus { get; }

    /// <summary>How many stops there are.</summary>
    public int Stops { get; }

    /// <summary>Number of an order's stop.</summary>
    public int StopOf(int order) => _stop[order];

    /// <summary>Whether a crew may do an order on a day that is else empty.</summary>
    public bool Fits(int order, int slot) => _fits[(order * _slots) + slot];

    /// <summary>Orders of a crew-day.</summary>
    public ReadOnlySpan<int> Of(int slot) => _at[slot].AsSpan(0, _count[slot]);

    /// <summary>Whether the crew-day keeps its minutes and its number of orders.</summary>
    public bool HasTime(int slot) => _minutes[slot] <= _most[slot] && _count[slot] <= _problem.OrdersPerDay;

    /// <summary>Whether the district of an order keeps its number of orders.</summary>
    public bool HasPlace(int order) => _inDistrict[_district[order]] <= _problem.DistrictMost;

    /// <summary>Puts an order that is nowhere into a crew-day; −1: leaves it out.</summary>
    public void Put(int order, int slot)
    {
        if (slot < 0) return;
        var what = _problem.Orders[order];
        _at[slot][_count[slot]] = order;
        (_place[order], SlotOf[order]) = (_count[slot]++, slot);
        _minutes[slot] += what.Minutes;
        Worth += what.Value + (what.Must ? MustBonus : 0);
        _inDistrict[_district[order]]++;
        if (_visits[(_stop[order] * _slots) + slot]++ > 0) return;
        _minutes[slot] += _problem.StopMinutes;
        Worth -= _problem.StopFen;
    }

    /// <summary>Takes an order out of its crew-day, if it has one.</summary>
    public void Take(int order)
    {
        var (slot, what) = (SlotOf[order], _problem.Orders[order]);
        if (slot < 0) return;
        var last = _at[slot][--_count[slot]];
        (_at[slot][_place[order]], _place[last], SlotOf[order]) = (last, _place[order], -1);
        _minutes[slot] -= what.Minutes;
        Worth -= what.Value + (what.Must ? MustBonus : 0);
        _inDistrict[_district[order]]--;
        if (--_visits[(_stop[order] * _slots) + slot] > 0) return;
        _minutes[slot] -= _problem.StopMinutes;
        Worth += _problem.StopFen;
    }

    private static (int[] Numbers, int Count) Numbered(IEnumerable<string> names)
    {
        var known = new Dictionary<string, int>();
        var numbers = names.Select(name => known.TryGetValue(name, out var n) ? n : known[name] = known.Count).ToArray();
        return (numbers, known.Count);
    }
}
