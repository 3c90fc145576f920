using System.Runtime.Intrinsics;
using Voltward.Analytics.Readings;

namespace Voltward.Analytics.Detection;

/// <summary>How the feature pass runs. None of it changes a single bit of the result.</summary>
public readonly record struct DailyFeatureOptions()
{
    /// <summary>Customers side by side: 16, 8 or 1; 0 = the widest that this machine computes in hardware.</summary>
    public int Lanes { get; init; }

    /// <summary>Threads, 1 or more; 0 = as many as there are processors.</summary>
    public int Threads { get; init; }
}

/// <summary>
/// Features of daily energy for many customers in one pass over the day rows. Customers are cut into fixed blocks; the readings of a
/// block are laid out customer group by customer group, so that the memory is read in runs and the computation stays in the first
/// cache. Nothing is allocated per customer.
/// </summary>
public static class DailyFeatures
{
    /// <summary>Customers of one block.</summary>
    private const int Block = 512;

    /// <summary>Features of all customers, <c>float[count × DailyFeatureNames.Count]</c>, one row per customer.</summary>
    /// <param name="rows">Day rows, read from several threads.</param>
    /// <param name="first">Date of day 0.</param>
    /// <param name="days">Number of days, 1 or more.</param>
    /// <param name="features">Where they go; its length says how many customers there are.</param>
    /// <param name="options">How to run.</param>
    public static void Compute(DayRow rows, DateOnly first, int days, Memory<float> features, DailyFeatureOptions options = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var task = new Pass(rows, days, ((int)first.DayOfWeek + 6) % 7, features);
        switch (options.Lanes)
        {
            case 0 when Vector512.IsHardwareAccelerated:
            case 16:
                Run<Lanes16, Wide16>(task, options.Threads);
                break;
            case 0 when Vector256.IsHardwareAccelerated:
            case 8:
                Run<Lanes8, Wide8>(task, options.Threads);
                break;
            case 0 or 1:
                Run<Lanes1, Wide1>(task, options.Threads);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Lanes, "Lanes are 16, 8, 1 or 0.");
        }
    }

    /// <summary>Features of the mapped energy of a bucket, by ordinal.</summary>
    public static float[] Compute(BucketReadings readings, DailyFeatureOptions options = default)
    {
        var features = new float[readings.Points(CacheDataset.Energy).Count * DailyFeatureNames.Count];
        Compute(readings.Rows(CacheDataset.Energy), readings.First, readings.Days, features, options);
        return features;
    }

    private static void Run<T, TWide>(Pass pass, int threads)
        where T : struct, ILanes<T, TWide>
        where TWide : struct, IWide<TWide, T>
    {
        var count = pass.Features.Length / DailyFeatureNames.Count;
        var blocks = (count + Block - 1) / Block;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(
            0,
            blocks,
            limit,
            () => new DailyScratch(T.Count, pass.Days, Block),
            (block, _, scratch) =>
            {
                OfBlock<T, TWide>(pass, block * Block, Math.Min(Block, count - (block * Block)), scratch);
                return scratch;
            },
            scratch => scratch.Dispose());
    }

    private static unsafe void OfBlock<T, TWide>(Pass pass, int first, int customers, DailyScratch scratch)
        where T : struct, ILanes<T, TWide>
        where TWide : struct, IWide<TWide, T>
    {
        for (var day = 0; day < pass.Days; day++) scratch.Lay<T, TWide>(pass.Rows(day), first, day);
        var features = pass.Features.Span;
        for (var at = 0; at < customers; at += T.Count)
        {
            var group = scratch.Group(at / T.Count);
            DailySums<T, TWide>.Reset(group.Singles, group.Doubles);
            DailySums<T, TWide>.Advance(group.Days, 0, pass.Days, pass.Weekday, group.Singles, group.Doubles);
            new DailyFinish<T, TWide>(group).Run();
            var lanes = Math.Min(T.Count, customers - at);
            scratch.Turn(T.Count, lanes, features.Slice((first + at) * DailyFeatureNames.Count, lanes * DailyFeatureNames.Count));
        }
    }

    private sealed record Pass(DayRow Rows, int Days, int Weekday, Memory<float> Features);
}
