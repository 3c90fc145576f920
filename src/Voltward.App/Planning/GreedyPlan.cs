namespace Voltward.App.Planning;

/// <summary>The plain plan: must-orders first, then by worth per minute, each where it costs least. Start of the search, and its yardstick.</summary>
internal static class GreedyPlan
{
    public static int[] Make(PlanProblem problem) => FillUp(problem, [.. Enumerable.Repeat(-1, problem.Orders.Count)]);

    /// <summary>Packs chosen orders stop by stop, the largest first and each where least room is left over; then adds what still fits and pays.</summary>
    public static int[] Pack(PlanProblem problem, IEnumerable<int> chosen)
    {
        var state = new Filling(problem);
        var groups = chosen.GroupBy(i => (problem.Orders[i].Stop, problem.Orders[i].VoltageV)).Select(g => g.ToList())
            .OrderByDescending(g => g.Any(i => problem.Orders[i].Must)).ThenByDescending(g => problem.Orders[g[0]].VoltageV)
            .ThenByDescending(g => g.Sum(i => problem.Orders[i].Minutes)).ThenBy(g => g[0]);
        foreach (var group in groups)
        {
            if (state.TryPack(group)) continue;
            foreach (var i in group) state.TryPack([i]);
        }

        return FillUp(problem, state.SlotOf);
    }

    /// <summary>Adds to a plan what still fits and pays.</summary>
    public static int[] FillUp(PlanProblem problem, int[] slotOf)
    {
        var state = new Filling(problem);
        for (var i = 0; i < slotOf.Length; i++)
        {
            if (slotOf[i] >= 0) state.Place(i, slotOf[i]);
        }

        var order = Enumerable.Range(0, problem.Orders.Count)
            .OrderByDescending(i => problem.Orders[i].Must)
            .ThenByDescending(i => (double)problem.Orders[i].Value / (problem.Orders[i].Minutes + problem.StopMinutes))
            .ThenBy(i => i).ToList();
        // The second pass takes what pays only now that its stop is on the way anyway.
        foreach (var i in order) state.TryPlace(i);
        foreach (var i in order) state.TryPlace(i);
        return state.SlotOf;
    }

    private sealed class Filling
    {
        private readonly PlanProblem _problem;
        private readonly long[] _minutes;
        private readonly int[] _orders;
        private readonly HashSet<string>[] _stops;
        private readonly Dictionary<string, int> _districts = [];
        private readonly HashSet<(string, DateOnly)> _busy = [];
        private readonly Dictionary<string, int> _days = [];
        private int _open;

        public Filling(PlanProblem problem)
        {
            _problem = problem;
            SlotOf = Enumerable.Repeat(-1, problem.Orders.Count).ToArray();
            _minutes = new long[problem.Slots.Count];
            _orders = new int[problem.Slots.Count];
            _stops = [.. problem.Slots.Select(_ => new HashSet<string>())];
        }

        public int[] SlotOf { get; }

        public void TryPlace(int i)
        {
            var order = _problem.Orders[i];
            if (SlotOf[i] >= 0 || _districts.GetValueOrDefault(order.District) >= _problem.DistrictMost) return;
            var best = -1;
            for (var k = 0; k < _problem.Slots.Count; k++)
            {
                if (!HasRoom(order, k)) continue;
                if (best < 0 || Rank(order, k).CompareTo(Rank(order, best)) < 0) best = k;
            }

            if (best >= 0 && (order.Must || order.Value > (_stops[best].Contains(order.Stop) ? 0 : _problem.StopFen))) Place(i, best);
        }

        /// <summary>Places orders of one stop together where least room is left over; false when no crew-day has room for them all.</summary>
        public bool TryPack(List<int> group)
        {
            var (first, minutes) = (_problem.Orders[group[0]], group.Sum(i => _problem.Orders[i].Minutes));
            if (group.Any(i => SlotOf[i] >= 0) || _districts.GetValueOrDefault(first.District) + group.Count > _problem.DistrictMost) return false;
            var best = (Slot: -1, Left: (Able: long.MaxValue, Minutes: long.MaxValue));
            for (var k = 0; k < _problem.Slots.Count; k++)
            {
                var travel = _stops[k].Contains(first.Stop) ? 0 : _problem.StopMinutes;
                var left = _problem.MinutesOf(_problem.Slots[k]) - _minutes[k] - minutes - travel;
                if (left < 0 || _orders[k] + group.Count > _problem.OrdersPerDay || !group.All(i => HasRoom(_problem.Orders[i], k))) continue;
                var rank = (_problem.Slots[k].VoltageV, left);
                if (best.Slot < 0 || rank.CompareTo(best.Left) < 0) best = (k, rank);
            }

            if (best.Slot < 0) return false;
            foreach (var i in group) Place(i, best.Slot);
            return true;
        }

        /// <summary>Same stop first, then an open day, then the least qualified crew, so that the able ones stay free.</summary>
        private (bool NewStop, bool NewDay, long Voltage, int Slot) Rank(PlanOrder order, int k) =>
            (!_stops[k].Contains(order.Stop), _orders[k] == 0, _problem.Slots[k].VoltageV, k);

        private bool HasRoom(PlanOrder order, int k)
        {
            var slot = _problem.Slots[k];
            var travel = _stops[k].Contains(order.Stop) ? 0 : _problem.StopMinutes;
            return _problem.Fits(order, slot)
                && _minutes[k] + order.Minutes + travel <= _problem.MinutesOf(slot)
                && _orders[k] < _problem.OrdersPerDay
                && (_orders[k] > 0 || (_open < _problem.CrewDays && People(slot).All(p => !_busy.Contains((p, slot.Day)) && _days.GetValueOrDefault(p) < _problem.DaysPerPerson)));
        }

        public void Place(int i, int k)
        {
            var order = _problem.Orders[i];
            if (_orders[k] == 0)
            {
                _open++;
                foreach (var person in People(_problem.Slots[k]))
                {
                    _busy.Add((person, _problem.Slots[k].Day));
                    _days[person] = _days.GetValueOrDefault(person) + 1;
                }
            }

            SlotOf[i] = k;
            _orders[k]++;
            _minutes[k] += order.Minutes + (_stops[k].Add(order.Stop) ? _problem.StopMinutes : 0);
            _districts[order.District] = _districts.GetValueOrDefault(order.District) + 1;
        }

        private static IEnumerable<string> People(PlanSlot slot) => new[] { slot.First, slot.Second }.OfType<string>();
    }
}
