using System.Runtime.InteropServices;

namespace Voltward.Analytics.Detection;

/// <summary>Buffers of one thread of the feature pass, aligned to cache lines.</summary>
internal sealed unsafe class DailyScratch : IDisposable
{
    private const int Alignment = 64;
    private readonly int _lanes;
    private readonly int _days;
    private readonly int _customers;
    private readonly float* _tile;
    private readonly DailyGroup _group;

    /// <param name="lanes">Customers of a group.</param>
    /// <param name="days">Number of days.</param>
    /// <param name="customers">Customers of a block, a multiple of <paramref name="lanes"/>.</param>
    public DailyScratch(int lanes, int days, int customers)
    {
        (_lanes, _days, _customers) = (lanes, days, customers);
        _tile = Allocate<float>((long)customers * days);
        _group = new DailyGroup
        {
            Singles = Allocate<float>((long)lanes * DailySlots.SinglesOf(days)),
            Doubles = Allocate<double>((long)lanes * DailySlots.DoublesOf(days)),
            BackSingles = Allocate<float>((long)lanes * 2 * DailyWindows<Lanes1, Wide1>.Kept),
            BackDoubles = Allocate<double>((long)lanes * 2 * DailyWindows<Lanes1, Wide1>.Kept),
            Features = Allocate<float>((long)lanes * DailyFeatureNames.Count),
            Count = days,
        };
    }

    /// <summary>Buffers of a group of the block; all groups share them but for the readings.</summary>
    public DailyGroup Group(int number)
    {
        var group = _group;
        group.Days = _tile + ((long)number * _days * _lanes);
        return group;
    }

    /// <summary>Lays one day of a block into the groups.</summary>
    public void Lay<T, TWide>(ReadOnlySpan<float> row, int first, int day)
        where T : struct, ILanes<T, TWide>
        where TWide : struct, IWide<TWide, T>
    {
        var known = Math.Clamp(row.Length - first, 0, _customers);
        var to = _tile + ((long)day * _lanes);
        var step = (long)_days * _lanes;
        fixed (float* from = row)
        {
            var start = from + first;
            var at = 0;
            for (; at + T.Count <= known; at += T.Count, to += step) T.Store(unchecked(T.Load(start + at)), to);
            for (; at < _customers; at += T.Count, to += step)
            {
                T.Store(T.All(float.NaN), to);
                for (var lane = at; lane < known; lane++) to[lane - at] = start[lane];
            }
        }
    }

    /// <summary>Turns the features of a group, feature by feature, into rows of customers.</summary>
    public void Turn(int width, int lanes, Span<float> rows)
    {
        var names = DailyFeatureNames.Count;
        for (var lane = 0; lane < lanes; lane++)
        {
            var row = rows.Slice(lane * names, names);
            var from = _group.Features + lane;
            for (var f = 0; f < row.Length; f++, from += width) row[f] = *from;
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_tile);
        NativeMemory.AlignedFree(_group.Singles);
        NativeMemory.AlignedFree(_group.Doubles);
        NativeMemory.AlignedFree(_group.BackSingles);
        NativeMemory.AlignedFree(_group.BackDoubles);
        NativeMemory.AlignedFree(_group.Features);
    }

    private static TValue* Allocate<TValue>(long count)
        where TValue : unmanaged => (TValue*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(TValue)), Alignment);
}
