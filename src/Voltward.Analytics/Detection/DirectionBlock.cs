using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Orthonormal directions, each with the part of it that is to be taken out of a series, stored time by time: all directions advance
/// together, and what the whitened series would measure is known without making it. Always sixteen lanes and no fused steps, so that
/// every processor gives the same bits.
/// </summary>
internal sealed class DirectionBlock
{
    private const int Lanes = 16;
    private readonly float[] _across;
    private readonly float[] _part;
    private readonly float[] _removed;
    private readonly int _width;
    private readonly int _first;

    /// <param name="directions">Unit vectors of one length and the part of each, 0 to 1.</param>
    /// <param name="length">Length of a series.</param>
    public DirectionBlock(IReadOnlyList<(float[] Unit, float Part)> directions, int length)
    {
        _width = (directions.Count + Lanes - 1) / Lanes * Lanes;
        (_across, _part, _removed) = (new float[length * _width], new float[_width], new float[_width]);
        _first = length;
        for (var k = 0; k < directions.Count; k++)
        {
            var (unit, part) = directions[k];
            // 1 − (1 − p)²: what the square loses along this direction.
            (_part[k], _removed[k]) = (part, part * (2 - part));
            for (var t = 0; t < length; t++)
            {
                _across[(t * _width) + k] = unit[t];
                if (unit[t] != 0 && t < _first) _first = t;
            }
        }
    }

    /// <summary>Takes the directions out of a series, in place.</summary>
    public void Apply(Span<float> series)
    {
        if (_width == 0) return;
        var sums = new Sums(this);
        for (var t = _first; t < series.Length; t++) sums.Add(t, series[t]);
        var weights = sums.Along;
        for (var k = 0; k < _width; k++) weights[k] *= _part[k];
        for (var t = _first; t < series.Length; t++) series[t] -= Dot(t, weights);
    }

    private float Dot(int t, float[] weights)
    {
        ref var row = ref _across[t * _width];
        ref var weight = ref MemoryMarshal.GetArrayDataReference(weights);
        var sum = Vector512<float>.Zero;
        for (nuint k = 0; k < (nuint)_width; k += Lanes) sum += Vector512.LoadUnsafe(ref row, k) * Vector512.LoadUnsafe(ref weight, k);
        return Vector512.Sum(sum);
    }

    /// <summary>Sums over a growing part of a series: its square, and its products with every direction.</summary>
    public sealed class Sums(DirectionBlock block)
    {
        private double _square;

        public float[] Along { get; } = new float[block._width];

        /// <summary>Square of the part itself.</summary>
        public double Raw => _square;

        public void Clear()
        {
            _square = 0;
            Array.Clear(Along);
        }

        public void Add(int t, float value)
        {
            if (value == 0) return;
            _square += (double)value * value;
            if (block._width == 0) return;
            ref var row = ref block._across[t * block._width];
            ref var sum = ref MemoryMarshal.GetArrayDataReference(Along);
            for (nuint k = 0; k < (nuint)block._width; k += Lanes)
            {
                (Vector512.LoadUnsafe(ref sum, k) + (Vector512.LoadUnsafe(ref row, k) * value)).StoreUnsafe(ref sum, k);
            }
        }

        /// <summary>Square that the part would have with the directions taken out.</summary>
        /// <param name="usual">Square of what is taken out before them.</param>
        public double Whitened(double usual = 0)
        {
            var removed = 0.0;
            for (var k = 0; k < Along.Length; k++) removed += block._removed[k] * (double)Along[k] * Along[k];
            return Math.Max(0, _square - usual - removed);
        }
    }
}
