using System.Numerics;

namespace Voltward.Analytics.Inspections;

/// <summary>
/// Perceptual hash of a photo (感知哈希): two pictures of the same scene stay within a few bits through resizing, recompression and a change
/// of brightness; two scenes differ in about half of 128 bits. Half of the bits are signs of neighbouring differences, half of low frequencies.
/// </summary>
/// <param name="Gradient">Brighter than its right neighbour, 8 rows × 8 columns.</param>
/// <param name="Frequency">Low cosine frequencies above their median.</param>
public readonly record struct PictureHash(ulong Gradient, ulong Frequency)
{
    /// <summary>Side of the grey picture that is hashed.</summary>
    public const int Side = 32;

    /// <summary>Differing bits, 0 to 128.</summary>
    public int Distance(PictureHash other) =>
        BitOperations.PopCount(Gradient ^ other.Gradient) + BitOperations.PopCount(Frequency ^ other.Frequency);

    /// <param name="grey">Brightness row by row, <c>double[32 × 32]</c>, any scale.</param>
    public static PictureHash Of(ReadOnlySpan<double> grey)
    {
        if (grey.Length != Side * Side) throw new ArgumentException("expected 32 × 32 values", nameof(grey));
        return new(Gradients(grey), Frequencies(grey));
    }

    private static ulong Gradients(ReadOnlySpan<double> grey)
    {
        ulong bits = 0;
        Span<double> row = stackalloc double[9];
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 9; x++) row[x] = Mean(grey, y * 4, x * Side / 9, (x + 1) * Side / 9);
            for (var x = 0; x < 8; x++) bits = bits << 1 | (row[x] > row[x + 1] ? 1UL : 0);
        }

        return bits;
    }

    private static double Mean(ReadOnlySpan<double> grey, int top, int left, int right)
    {
        var sum = 0.0;
        for (var y = top; y < top + 4; y++)
        {
            for (var x = left; x < right; x++) sum += grey[(y * Side) + x];
        }

        return sum / (4 * (right - left));
    }

    private static ulong Frequencies(ReadOnlySpan<double> grey)
    {
        // Separable cosine transform; only the 8 × 8 lowest frequencies without the mean are needed.
        var half = new double[8 * Side];
        for (var u = 0; u < 8; u++)
        {
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++) half[(u * Side) + y] += grey[(y * Side) + x] * Math.Cos(Math.PI * u * (x + 0.5) / Side);
            }
        }

        var values = new double[64];
        for (var u = 0; u < 8; u++)
        {
            for (var v = 0; v < 8; v++)
            {
                for (var y = 0; y < Side; y++) values[(v * 8) + u] += half[(u * Side) + y] * Math.Cos(Math.PI * v * (y + 0.5) / Side);
            }
        }

        var sorted = values[1..].Order().ToArray();
        var median = sorted[sorted.Length / 2];
        ulong bits = 0;
        for (var i = 1; i < 64; i++) bits = bits << 1 | (values[i] > median ? 1UL : 0);
        return bits;
    }
}
