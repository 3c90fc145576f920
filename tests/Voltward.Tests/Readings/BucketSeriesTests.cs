using Voltward.Analytics.Readings;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>The series of many points, copied in runs of days, are those of each point alone.</summary>
public sealed class BucketSeriesTests
{
    [Fact]
    public void Points_that_came_later_days_without_a_file_and_unknown_points_are_missing()
    {
        var cache = Directory.CreateTempSubdirectory("voltward-bucket-").FullName;
        try
        {
            var (first, random) = (new DateOnly(2026, 1, 1), new Random(3));
            var folder = Path.Combine(CacheLayout.Folder(cache, 0), CacheDataset.Energy.Name);
            var points = new PointList();
            for (var i = 0; i < 40; i++) points.Add($"P{i}");
            points.Save(Path.Combine(folder, "points.txt"));
            for (var d = 0; d < 53; d++)
            {
                // Every tenth day was not read at all; the others know from 30 to 40 points.
                if (d % 10 == 9) continue;
                var values = new float[30 + (d / 5)];
                for (var i = 0; i < values.Length; i++) values[i] = random.Next(8) == 0 ? float.NaN : (float)random.NextDouble();
                DayFile.Write(folder, first.AddDays(d), 1, 1, values);
            }

            using var readings = BucketReadings.Open(cache, 0, first, 53);
            string[] names = ["P39", "P0", "nobody", "P29", "P30", "P31", "P35", "P38"];
            var series = readings.Series(CacheDataset.Energy, readings.Places(CacheDataset.Energy, names));
            var alone = new float[53];
            for (var i = 0; i < names.Length; i++)
            {
                readings.CopyTo(CacheDataset.Energy, names[i], alone);
                Assert.Equal(alone.Select(BitConverter.SingleToInt32Bits), series[i].Select(BitConverter.SingleToInt32Bits));
            }

            Assert.Contains(series[0], v => !float.IsNaN(v));

            // Lent arrays hold what somebody else read before; nothing of it may be left.
            var store = new SeriesStore(53);
            for (var round = 0; round < 2; round++)
            {
                using var loan = store.Lend();
                foreach (var from in (string[][])[["P0", "P1", "P2", "P3", "P4", "P5", "P6"], names])
                {
                    using var inner = store.Lend();
                    var lent = readings.Series(CacheDataset.Energy, readings.Places(CacheDataset.Energy, from), inner);
                    if (from != names) continue;
                    for (var i = 0; i < names.Length; i++) Assert.Equal(series[i].Select(BitConverter.SingleToInt32Bits), lent[i].Select(BitConverter.SingleToInt32Bits));
                }

                Assert.NotSame(loan.Take(), loan.Take());
            }

            // Seven of eight points are known; no round made new ones, and all are back.
            Assert.Equal(7, store.Free);
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
