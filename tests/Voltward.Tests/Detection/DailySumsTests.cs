using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>What was summed up to yesterday and advanced by today equals, bit for bit, what is summed from the first day on.</summary>
public sealed unsafe class DailySumsTests
{
    private const int Lanes = 8;

    [Theory]
    [InlineData(365, 364)]
    [InlineData(365, 358)]
    [InlineData(200, 1)]
    [InlineData(91, 45)]
    public void Advancing_by_new_days_gives_the_bits_of_a_full_pass(int days, int known)
    {
        var random = new Random(days + known);
        var readings = Enumerable.Range(0, days * Lanes).Select(_ => random.NextDouble() < 0.15 ? float.NaN : random.NextDouble() < 0.1 ? 0 : random.Next(1, 9000) / 100f).ToArray();
        var whole = Sums(readings, days, [0, days]);
        Assert.Equal(whole, Sums(readings, days, [0, known, days]));
        Assert.Equal(whole, Sums(readings, days, [.. Enumerable.Range(0, days + 1)]));
    }

    /// <summary>The sums after steps that end at the given days, as bytes.</summary>
    private static byte[] Sums(float[] readings, int days, int[] steps)
    {
        var singles = new float[Lanes * DailySlots.SinglesOf(days)];
        var doubles = new double[Lanes * DailySlots.DoublesOf(days)];
        fixed (float* r = readings, s = singles)
        fixed (double* d = doubles)
        {
            DailySums<Lanes8, Wide8>.Reset(s, d);
            for (var i = 1; i < steps.Length; i++) DailySums<Lanes8, Wide8>.Advance(r, steps[i - 1], steps[i], 3, s, d);
        }

        return [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes(singles.AsSpan()), .. System.Runtime.InteropServices.MemoryMarshal.AsBytes(doubles.AsSpan())];
    }
}
