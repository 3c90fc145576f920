using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Voltward.Analytics.Detection;

/// <summary>Sixteen customers in one vector.</summary>
internal readonly struct Lanes16(Vector512<float> v) : ILanes<Lanes16, Wide16>
{
    private readonly Vector512<float> _v = v;

    public static int Count => 16;

    internal Vector512<float> Vector => _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes16 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes16 value, float* to) => value._v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 All(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 a, Lanes16 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 a, Lanes16 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 a, Lanes16 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator /(Lanes16 a, Lanes16 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator &(Lanes16 a, Lanes16 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 AndNot(Lanes16 a, Lanes16 mask) => new(Vector512.AndNot(a._v, mask._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Abs(Lanes16 a) => new(Vector512.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Less(Lanes16 a, Lanes16 b) => new(Vector512.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 LessOrEqual(Lanes16 a, Lanes16 b) => new(Vector512.LessThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Equal(Lanes16 a, Lanes16 b) => new(Vector512.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Select(Lanes16 mask, Lanes16 yes, Lanes16 no) => new(Vector512.ConditionalSelect(mask._v, yes._v, no._v));
}

/// <summary>Two vectors of 8 doubles.</summary>
internal readonly struct Wide16(Vector512<double> low, Vector512<double> high) : IWide<Wide16, Lanes16>
{
    private readonly Vector512<double> _low = low;
    private readonly Vector512<double> _high = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 Of(Lanes16 value) => new(Vector512.WidenLower(value.Vector), Vector512.WidenUpper(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Narrow(Wide16 value) => new(Vector512.Narrow(value._low, value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Wide16 Load(double* from) => new(Vector512.Load(from), Vector512.Load(from + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Wide16 value, double* to)
    {
        value._low.Store(to);
        value._high.Store(to + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 All(double value) => new(Vector512.Create(value), Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 operator +(Wide16 a, Wide16 b) => new(a._low + b._low, a._high + b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 operator -(Wide16 a, Wide16 b) => new(a._low - b._low, a._high - b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 operator *(Wide16 a, Wide16 b) => new(a._low * b._low, a._high * b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 operator /(Wide16 a, Wide16 b) => new(a._low / b._low, a._high / b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 Sqrt(Wide16 a) => new(Vector512.Sqrt(a._low), Vector512.Sqrt(a._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 AtLeast(Wide16 a, Wide16 b) => new(
        Vector512.ConditionalSelect(Vector512.LessThan(a._low, b._low), b._low, a._low),
        Vector512.ConditionalSelect(Vector512.LessThan(a._high, b._high), b._high, a._high));
}
