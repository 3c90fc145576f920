using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Means over resampled weeks of one side: running sums make a block two differences.</summary>
internal sealed class BlockMeans
{
    private const int BlockDays = 7;

    private readonly (double Own, double Loss)[] _sums;
    private readonly Limit _starts;
    private readonly int _block;

    public BlockMeans(int[] days, double[] own, double[] loss)
    {
        _sums = new (double, double)[days.Length + 1];
        for (var k = 0; k < days.Length; k++) _sums[k + 1] = (_sums[k].Own + own[days[k]], _sums[k].Loss + loss[days[k]]);
        _block = Math.Min(BlockDays, days.Length);
        _starts = new Limit(days.Length - _block + 1);
    }

    /// <summary>One resample of as many days, in blocks of a week, the last one cut.</summary>
    public (double Own, double Loss) Draw(Resampling random)
    {
        var days = _sums.Length - 1;
        var (own, loss) = (0.0, 0.0);
        for (var k = 0; k < days; k += _block)
        {
            var start = random.Below(_starts);
            ref readonly var first = ref _sums[start];
            ref readonly var last = ref _sums[start + Math.Min(_block, days - k)];
            own += last.Own - first.Own;
            loss += last.Loss - first.Loss;
        }

        return (own / days, loss / days);
    }
}
