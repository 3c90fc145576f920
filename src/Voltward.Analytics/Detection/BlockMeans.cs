using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Means over resampled weeks of one side: running sums make a block two differences.</summary>
internal sealed class BlockMeans
{
    private const int BlockDays = 7;

    private readonly double[] _own;
    private readonly double[] _loss;

    public BlockMeans(int[] days, double[] own, double[] loss)
    {
        (_own, _loss) = (new double[days.Length + 1], new double[days.Length + 1]);
        for (var k = 0; k < days.Length; k++) (_own[k + 1], _loss[k + 1]) = (_own[k] + own[days[k]], _loss[k] + loss[days[k]]);
    }

    /// <summary>One resample of as many days, in blocks of a week, the last one cut.</summary>
    public (double Own, double Loss) Draw(Resampling random)
    {
        var days = _own.Length - 1;
        var block = Math.Min(BlockDays, days);
        var (own, loss) = (0.0, 0.0);
        for (var k = 0; k < days; k += block)
        {
            var start = random.Below(days - block + 1);
            var end = start + Math.Min(block, days - k);
            own += _own[end] - _own[start];
            loss += _loss[end] - _loss[start];
        }

        return (own / days, loss / days);
    }
}
