using System.Globalization;
using System.Runtime.InteropServices;
using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Hash of the exact numbers that a finding used (FNV-1a over their bits), so that a dispute can be settled by recomputing.</summary>
public static class InputHash
{
    private const ulong Offset = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    public static string Of(params ReadOnlySpan<float[]> series)
    {
        var hash = new Running();
        foreach (var values in series) hash.Add(values);
        return hash.Value.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>The same hash while it grows.</summary>
    public struct Running()
    {
        public ulong Value { get; private set; } = Offset;

        public void Add(uint word) => Value = unchecked((Value ^ word) * Prime);

        public void Add(ReadOnlySpan<float> values)
        {
            var hash = Value;
            foreach (var word in MemoryMarshal.Cast<float, uint>(values)) hash = unchecked((hash ^ word) * Prime);
            Value = hash;
        }

        public void Add(double value)
        {
            var bits = BitConverter.DoubleToUInt64Bits(value);
            Add((uint)(bits & uint.MaxValue));
            Add((uint)(bits >> 32));
        }

        /// <summary>What a loss and a pursuit read from the file of an area.</summary>
        public void Add(AreaSubject area)
        {
            Add(area.FeederNo ?? "");
            Add(area.TransformerInside ? 1u : 0);
            foreach (var value in (ReadOnlySpan<double>)[area.NoLoadLossKw, area.SupplyClassPercent, area.CapacityKva, area.LoadLossKw]) Add(value);
        }

        /// <summary>What they read from the file of a member.</summary>
        public void Add(PointSubject point)
        {
            foreach (var text in (ReadOnlySpan<string>)[point.Point, point.Customer, point.CustomerClass, point.Phase]) Add(text);
            foreach (var value in (ReadOnlySpan<double>)[point.ClassPercent, point.Factor, point.ServiceDropM]) Add(value);
            Add(point.FeedIn ? 1u : 0);
        }

        /// <summary>Length first, so that no two texts run into each other.</summary>
        public void Add(string text)
        {
            Add((uint)text.Length);
            foreach (var letter in text) Add(letter);
        }
    }
}
