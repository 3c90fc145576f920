using System.Globalization;
using System.Runtime.InteropServices;

namespace Voltward.Analytics.Detection;

/// <summary>Hash of the exact numbers that a finding used (FNV-1a over their bits), so that a dispute can be settled by recomputing.</summary>
public static class InputHash
{
    private const ulong Offset = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    public static string Of(params ReadOnlySpan<float[]> series)
    {
        var hash = Offset;
        foreach (var values in series)
        {
            foreach (var word in MemoryMarshal.Cast<float, uint>(values)) hash = unchecked((hash ^ word) * Prime);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
