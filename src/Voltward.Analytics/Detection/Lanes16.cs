using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using X86 = System.Runtime.Intrinsics.X86.Avx512F;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Smaller(Lanes16 a, Lanes16 b) => new(X86.IsSupported ? X86.Min(a._v, b._v) : Vector512.ConditionalSelect(Vector512.LessThan(a._v, b._v), a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Larger(Lanes16 a, Lanes16 b) => new(X86.IsSupported ? X86.Max(a._v, b._v) : Vector512.ConditionalSelect(Vector512.GreaterThan(a._v, b._v), a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool InAll(Lanes16 mask) => mask._v.AsInt32() == Vector512<int>.AllBitsSet;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 Fused(Wide16 a, Wide16 b, Wide16 c) => new(Vector512.FusedMultiplyAdd(a._low, b._low, c._low), Vector512.FusedMultiplyAdd(a._high, b._high, c._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 Known(Wide16 value) => new(
        Vector512.ConditionalSelect(Vector512.Equals(value._low, value._low), value._low, Vector512<double>.Zero),
        Vector512.ConditionalSelect(Vector512.Equals(value._high, value._high), value._high, Vector512<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 AddKnown(Wide16 sum, Wide16 value, Wide16 witness) => new(
        Vector512.ConditionalSelect(Vector512.Equals(witness._low, witness._low), sum._low + value._low, sum._low),
        Vector512.ConditionalSelect(Vector512.Equals(witness._high, witness._high), sum._high + value._high, sum._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16 FusedKnown(Wide16 a, Wide16 b, Wide16 sum, Wide16 witness) => new(
        Vector512.ConditionalSelect(Vector512.Equals(witness._low, witness._low), Vector512.FusedMultiplyAdd(a._low, b._low, sum._low), sum._low),
        Vector512.ConditionalSelect(Vector512.Equals(witness._high, witness._high), Vector512.FusedMultiplyAdd(a._high, b._high, sum._high), sum._high));
}
