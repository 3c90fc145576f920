namespace Voltward.App.Planning;

/// <summary>
/// Improves a large plan order by order: one order, or all of a stop, goes into another crew-day, and what stands in its way goes to where it came from, elsewhere
/// or out of the plan. A step is so cheap that millions are taken; steps down are taken too, ever smaller ones (annealing). The crew-days in use stay the same, every
/// plan on the way is lawful, the best one is kept, and the same input takes the same steps.
/// </summary>
internal sealed class OrderExchange
{
    /// <summary>Usual size of a step down at the beginning and at the end, minutes at their price.</summary>
    private const double HotMinutes = 20, ColdMinutes = 0.2;

    /// <summary>Steps between two looks at how far the search is.</summary>
    private const int Round = 1_000;

    /// <summary>Of orders of one stop that are out of the plan no more come in at once.</summary>
    private const int TogetherMost = 3;

    private readonly WeekLoad _load;
    private readonly int[] _pool, _open;
    private readonly int[][] _ofStop;
    private readonly long _minute;
    private readonly int _musts;
    private readonly List<(int Order, int From, int To)> _moves = [];
    private ulong _chance;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="pool">Orders that may be planned.</param>
    /// <param name="start">A lawful plan.</param>
    /// <param name="search">What a minute of a crew is worth at the margin, fen; and the number of the lot, above 0.</param>
    public OrderExchange(PlanProblem problem, IEnumerable<int> pool, int[] start, (long MinuteFen, int Lot) search)
    {
        (_load, _pool, _minute, _chance) = (new(problem, start), [.. pool], search.MinuteFen, 0x2545F4914F6CDD1D ^ ((ulong)search.Lot << 20));
        _musts = start.Where((slot, i) => slot >= 0 && problem.Orders[i].Must).Count();
        _open = [.. start.Where(k => k >= 0).Distinct().Order()];
        var stops = _pool.ToLookup(_load.StopOf);
        _ofStop = [.. Enumerable.Range(0, _load.Stops).Select(s => stops[s].ToArray())];
    }

    /// <summary>The best plan found in so many steps; the search ends when a plan with as many must-orders is worth so much.</summary>
    public int[] Improve(long steps, long enough)
    {
        var (best, worth) = ((int[])_load.SlotOf.Clone(), _load.Worth);
        if (_open.Length == 0 || _pool.Length == 0) return best;
        var target = enough == long.MaxValue ? enough : enough + (_load.MustBonus * _musts);
        for (long step = 0; step < steps && worth < target; step += Round)
        {
            var heat = _minute * HotMinutes * Math.Pow(ColdMinutes / HotMinutes, step / (double)steps);
            for (var n = 0; n < Round; n++)
            {
                Step(heat);
                if (_load.Worth <= worth) continue;
                worth = _load.Worth;
                _load.SlotOf.CopyTo(best, 0);
            }
        }

        return best;
    }

    private void Step(double heat)
    {
        var order = _pool[Lot(_pool.Length)];
        var to = Wanted(order);
        if (to == _load.SlotOf[order] || !_load.Fits(order, to)) return;
        var from = _load.SlotOf[order];
        _moves.Clear();
        if (Lot(4) == 0) AddStop(order, to);
        else Add(order, to);
        MakeRoom(from, to);
        foreach (var move in _moves)
        {
            if (move.To >= 0 && !_load.Fits(move.Order, move.To)) return;
        }

        var before = _load.Worth;
        foreach (var move in _moves) _load.Take(move.Order);
        foreach (var move in _moves) _load.Put(move.Order, move.To);
        if (IsLawful() && (_load.Worth >= before || before - _load.Worth <= heat * -Math.Log((Lot(1 << 30) + 1.0) / (1 << 30)))) return;
        foreach (var move in _moves) _load.Take(move.Order);
        foreach (var move in _moves) _load.Put(move.Order, move.From);
    }

    /// <summary>A crew-day by lot, half the time one that visits the stop already.</summary>
    private int Wanted(int order)
    {
        var same = _ofStop[_load.StopOf(order)];
        var there = Lot(2) == 0 ? _load.SlotOf[same[Lot(same.Length)]] : -1;
        return there >= 0 ? there : _open[Lot(_open.Length)];
    }

    /// <summary>Sends an order or a stop of the wanted crew-day away; now and then nothing.</summary>
    private void MakeRoom(int from, int to)
    {
        var way = Lot(8);
        var there = _load.Of(to);
        if (there.Length == 0 || way == 0) return;
        var order = there[Lot(there.Length)];
        var away = Lot(4) switch { 0 => -1, 1 => _open[Lot(_open.Length)], _ => from };
        if (away == to) away = from;
        if (way < 6) Add(order, away);
        else AddStop(order, away);
    }

    private void Add(int order, int to) => _moves.Add((order, _load.SlotOf[order], to));

    /// <summary>All orders of a stop that the same crew-day visits; of those left out a few by lot.</summary>
    private void AddStop(int order, int to)
    {
        var (from, stop, many) = (_load.SlotOf[order], _load.StopOf(order), 1);
        Add(order, to);
        if (from >= 0)
        {
            foreach (var other in _load.Of(from))
            {
                if (other != order && _load.StopOf(other) == stop) Add(other, to);
            }

            return;
        }

        foreach (var other in _ofStop[stop])
        {
            if (many == TogetherMost) return;
            if (other == order || _load.SlotOf[other] >= 0 || Lot(2) == 0) continue;
            Add(other, to);
            many++;
        }
    }

    private bool IsLawful()
    {
        foreach (var move in _moves)
        {
            if (move.To >= 0 && !(_load.HasTime(move.To) && _load.HasPlace(move.Order))) return false;
        }

        return true;
    }

    /// <summary>A number from 0 up to below a limit: the same sequence on every machine.</summary>
    private int Lot(int below)
    {
        _chance ^= _chance << 13;
        _chance ^= _chance >> 7;
        _chance ^= _chance << 17;
        return (int)(((_chance >> 32) * (uint)below) >> 32);
    }
}
