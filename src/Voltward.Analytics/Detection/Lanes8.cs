using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using X86 = System.Runtime.Intrinsics.X86.Avx;

namespace Voltward.Analytics.Detection;

/// <summary>Eight customers in one vector.</summary>
internal readonly struct Lanes8(Vector256<float> v) : ILanes<Lanes8, Wide8>
{
    private readonly Vector256<float> _v = v;

    public static int Count => 8;

    internal Vector256<float> Vector => _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Lanes8 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Lanes8 value, float* to) => value._v.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 All(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator /(Lanes8 a, Lanes8 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator &(Lanes8 a, Lanes8 b) => new(a._v & b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 AndNot(Lanes8 a, Lanes8 mask) => new(Vector256.AndNot(a._v, mask._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Abs(Lanes8 a) => new(Vector256.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Less(Lanes8 a, Lanes8 b) => new(Vector256.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 LessOrEqual(Lanes8 a, Lanes8 b) => new(Vector256.LessThanOrEqual(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Equal(Lanes8 a, Lanes8 b) => new(Vector256.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Select(Lanes8 mask, Lanes8 yes, Lanes8 no) => new(Vector256.ConditionalSelect(mask._v, yes._v, no._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Smaller(Lanes8 a, Lanes8 b) => new(X86.IsSupported ? X86.Min(a._v, b._v) : Vector256.ConditionalSelect(Vector256.LessThan(a._v, b._v), a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Larger(Lanes8 a, Lanes8 b) => new(X86.IsSupported ? X86.Max(a._v, b._v) : Vector256.ConditionalSelect(Vector256.GreaterThan(a._v, b._v), a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool InAll(Lanes8 mask) => mask._v.AsInt32() == Vector256<int>.AllBitsSet;
}

/// <summary>Two vectors of 4 doubles.</summary>
internal readonly struct Wide8(Vector256<double> low, Vector256<double> high) : IWide<Wide8, Lanes8>
{
    private readonly Vector256<double> _low = low;
    private readonly Vector256<double> _high = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 Of(Lanes8 value) => new(Vector256.WidenLower(value.Vector), Vector256.WidenUpper(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Narrow(Wide8 value) => new(Vector256.Narrow(value._low, value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Wide8 Load(double* from) => new(Vector256.Load(from), Vector256.Load(from + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Wide8 value, double* to)
    {
        value._low.Store(to);
        value._high.Store(to + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 All(double value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 operator +(Wide8 a, Wide8 b) => new(a._low + b._low, a._high + b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 operator -(Wide8 a, Wide8 b) => new(a._low - b._low, a._high - b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 operator *(Wide8 a, Wide8 b) => new(a._low * b._low, a._high * b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 operator /(Wide8 a, Wide8 b) => new(a._low / b._low, a._high / b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 Sqrt(Wide8 a) => new(Vector256.Sqrt(a._low), Vector256.Sqrt(a._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 AtLeast(Wide8 a, Wide8 b) => new(
        Vector256.ConditionalSelect(Vector256.LessThan(a._low, b._low), b._low, a._low),
        Vector256.ConditionalSelect(Vector256.LessThan(a._high, b._high), b._high, a._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 Fused(Wide8 a, Wide8 b, Wide8 c) => new(Vector256.FusedMultiplyAdd(a._low, b._low, c._low), Vector256.FusedMultiplyAdd(a._high, b._high, c._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 Known(Wide8 value) => new(
        Vector256.ConditionalSelect(Vector256.Equals(value._low, value._low), value._low, Vector256<double>.Zero),
        Vector256.ConditionalSelect(Vector256.Equals(value._high, value._high), value._high, Vector256<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 AddKnown(Wide8 sum, Wide8 value, Wide8 witness) => new(
        Vector256.ConditionalSelect(Vector256.Equals(witness._low, witness._low), sum._low + value._low, sum._low),
        Vector256.ConditionalSelect(Vector256.Equals(witness._high, witness._high), sum._high + value._high, sum._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8 FusedKnown(Wide8 a, Wide8 b, Wide8 sum, Wide8 witness) => new(
        Vector256.ConditionalSelect(Vector256.Equals(witness._low, witness._low), Vector256.FusedMultiplyAdd(a._low, b._low, sum._low), sum._low),
        Vector256.ConditionalSelect(Vector256.Equals(witness._high, witness._high), Vector256.FusedMultiplyAdd(a._high, b._high, sum._high), sum._high));
}
