using System.Runtime.CompilerServices;

namespace Voltward.Analytics.Detection;

/// <summary>One customer, for machines without vectors.</summary>
internal readonly struct Lanes1(float v) : ILanes<Lanes1, Wide1>
{
    private readonly float _v = v;

    public static int Count => 1;

    internal float Value => _v;

    public static unsafe Lanes1 Load(float* from) => new(*from);

    public static unsafe void Store(Lanes1 value, float* to) => *to = value._v;

    public static Lanes1 All(float value) => new(value);

    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a._v + b._v);

    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a._v - b._v);

    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a._v * b._v);

    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a._v / b._v);

    public static Lanes1 operator &(Lanes1 a, Lanes1 b) => OfBits(Bits(a) & Bits(b));

    public static Lanes1 AndNot(Lanes1 a, Lanes1 mask) => OfBits(Bits(a) & ~Bits(mask));

    public static Lanes1 Abs(Lanes1 a) => new(MathF.Abs(a._v));

    public static Lanes1 Less(Lanes1 a, Lanes1 b) => Mask(a._v < b._v);

    public static Lanes1 LessOrEqual(Lanes1 a, Lanes1 b) => Mask(a._v <= b._v);

    public static Lanes1 Equal(Lanes1 a, Lanes1 b) => Mask(a._v == b._v);

    public static Lanes1 Select(Lanes1 mask, Lanes1 yes, Lanes1 no) => Bits(mask) != 0 ? yes : no;

    public static Lanes1 Smaller(Lanes1 a, Lanes1 b) => a._v < b._v ? a : b;

    public static Lanes1 Larger(Lanes1 a, Lanes1 b) => a._v > b._v ? a : b;

    public static bool InAll(Lanes1 mask) => Bits(mask) != 0;

    private static Lanes1 Mask(bool on) => OfBits(on ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(Lanes1 a) => BitConverter.SingleToInt32Bits(a._v);

    private static Lanes1 OfBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));
}

/// <summary>One double.</summary>
internal readonly struct Wide1(double v) : IWide<Wide1, Lanes1>
{
    private readonly double _v = v;

    public static Wide1 Of(Lanes1 value) => new(value.Value);

    public static Lanes1 Narrow(Wide1 value) => new((float)value._v);

    public static unsafe Wide1 Load(double* from) => new(*from);

    public static unsafe void Store(Wide1 value, double* to) => *to = value._v;

    public static Wide1 All(double value) => new(value);

    public static Wide1 operator +(Wide1 a, Wide1 b) => new(a._v + b._v);

    public static Wide1 operator -(Wide1 a, Wide1 b) => new(a._v - b._v);

    public static Wide1 operator *(Wide1 a, Wide1 b) => new(a._v * b._v);

    public static Wide1 operator /(Wide1 a, Wide1 b) => new(a._v / b._v);

    public static Wide1 Sqrt(Wide1 a) => new(Math.Sqrt(a._v));

    public static Wide1 AtLeast(Wide1 a, Wide1 b) => a._v < b._v ? b : a;

    public static Wide1 Fused(Wide1 a, Wide1 b, Wide1 c) => new(Math.FusedMultiplyAdd(a._v, b._v, c._v));

    public static Wide1 Known(Wide1 value) => double.IsNaN(value._v) ? default : value;

    public static Wide1 AddKnown(Wide1 sum, Wide1 value, Wide1 witness) => double.IsNaN(witness._v) ? sum : sum + value;

    public static Wide1 FusedKnown(Wide1 a, Wide1 b, Wide1 sum, Wide1 witness) => double.IsNaN(witness._v) ? sum : Fused(a, b, sum);
}
