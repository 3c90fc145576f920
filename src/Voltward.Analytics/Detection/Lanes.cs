namespace Voltward.Analytics.Detection;

/// <summary>
/// Single-precision numbers of several customers side by side: 16, 8 or 1. A kernel is written once over this and runs at every
/// width; since a lane never meets its neighbours and every width fuses at the same places, each width gives the same bits. A comparison
/// gives a mask of all ones or all zeros per lane.
/// </summary>
internal interface ILanes<T, TWide>
    where T : struct, ILanes<T, TWide>
    where TWide : struct, IWide<TWide, T>
{
    /// <summary>Customers side by side.</summary>
    static abstract int Count { get; }

    static abstract unsafe T Load(float* from);

    static abstract unsafe void Store(T value, float* to);

    static abstract T All(float value);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T operator &(T a, T b);

    /// <summary><c>a</c> where the mask is off.</summary>
    static abstract T AndNot(T a, T mask);

    static abstract T Abs(T a);

    /// <summary>Never true for NaN, like the other two.</summary>
    static abstract T Less(T a, T b);

    static abstract T LessOrEqual(T a, T b);

    static abstract T Equal(T a, T b);

    static abstract T Select(T mask, T yes, T no);

    /// <summary>The smaller one; <c>b</c> where either is NaN.</summary>
    static abstract T Smaller(T a, T b);

    /// <summary>The larger one; <c>b</c> where either is NaN.</summary>
    static abstract T Larger(T a, T b);

    /// <summary>Whether the mask is on in every lane.</summary>
    static abstract bool InAll(T mask);
}

/// <summary>The same lanes in double precision, for sums: a customer that fell from 10,000 kWh to 1 keeps its digits.</summary>
internal interface IWide<TWide, T>
    where TWide : struct, IWide<TWide, T>
    where T : struct, ILanes<T, TWide>
{
    static abstract TWide Of(T value);

    static abstract T Narrow(TWide value);

    static abstract unsafe TWide Load(double* from);

    static abstract unsafe void Store(TWide value, double* to);

    static abstract TWide All(double value);

    static abstract TWide operator +(TWide a, TWide b);

    static abstract TWide operator -(TWide a, TWide b);

    static abstract TWide operator *(TWide a, TWide b);

    static abstract TWide operator /(TWide a, TWide b);

    static abstract TWide Sqrt(TWide a);

    /// <summary><c>b</c> where <c>a &lt; b</c>, else <c>a</c>; a NaN in <c>a</c> stays.</summary>
    static abstract TWide AtLeast(TWide a, TWide b);

    /// <summary><c>a × b + c</c>, rounded once.</summary>
    static abstract TWide Fused(TWide a, TWide b, TWide c);

    /// <summary>0 where it is NaN.</summary>
    static abstract TWide Known(TWide value);

    /// <summary><paramref name="sum"/> plus <paramref name="value"/> where <paramref name="witness"/> is a number, else <paramref name="sum"/>.</summary>
    static abstract TWide AddKnown(TWide sum, TWide value, TWide witness);

    /// <summary>The same with <c>a × b</c>, rounded once.</summary>
    static abstract TWide FusedKnown(TWide a, TWide b, TWide sum, TWide witness);
}
