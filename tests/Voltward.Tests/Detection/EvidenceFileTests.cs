using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.App.Storage;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>The evidence vectors that a run leaves behind.</summary>
public sealed class EvidenceFileTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 10, 1);
    private int _saved;
    private readonly DataFolder _folder = new(Path.Combine(Path.GetTempPath(), "voltward-evidence-" + Guid.NewGuid().ToString("N")));

    public void Dispose() => Directory.Delete(_folder.Root, recursive: true);

    [Fact]
    public void Vectors_come_back_in_order_of_number_whole_or_evenly_thinned()
    {
        Save(Day, customers: 10);
        var all = EvidenceFile.Find(_folder, Run(Day))!;
        Assert.Equal((Day, FeatureNames.Count), (all.AsOf, all.Features.Count));
        Assert.Equal(Enumerable.Range(0, 10).Select(Name), all.Customers);
        Assert.All(Enumerable.Range(0, 10), c => Assert.All(all.Of(c).ToArray(), v => Assert.Equal(c, v)));

        // Of ten four: places 0, 10/4, 20/4 and 30/4, whole.
        var some = EvidenceFile.Find(_folder, Run(Day), most: 4)!;
        Assert.Equal([Name(0), Name(2), Name(5), Name(7)], some.Customers);
        Assert.Equal([0f, 2, 5, 7], Enumerable.Range(0, 4).Select(c => some.Of(c)[^1]));
    }

    [Fact]
    public void A_file_that_broke_off_is_none()
    {
        Save(Day, customers: 3);
        using (var file = File.OpenWrite(Path.Combine(_folder.Cache, "evidence", Run(Day) + ".f32"))) file.SetLength(file.Length - 4);
        Assert.Null(EvidenceFile.Find(_folder, Run(Day)));
        Assert.Null(EvidenceFile.Find(_folder, Run(Day.AddDays(1))));
    }

    /// <summary>A disk that every night fills by 0.4 GB is full within the year.</summary>
    [Fact]
    public void The_last_eight_runs_are_kept_whatever_day_they_were_of()
    {
        for (var d = 0; d < 10; d++) Save(Day.AddDays(d), customers: 1);
        Assert.Equal(Enumerable.Range(2, 8).Select(d => Run(Day.AddDays(d))), Kept());
        Save(Day.AddDays(-30), customers: 1);
        Assert.Equal(Enumerable.Range(3, 7).Select(d => Run(Day.AddDays(d))).Prepend(Run(Day.AddDays(-30))), Kept());
        Assert.NotNull(EvidenceFile.Find(_folder, Run(Day.AddDays(3))));
    }

    /// <summary>Runs of which anything is left, its names as well.</summary>
    private IEnumerable<string> Kept() => Directory.GetFiles(Path.Combine(_folder.Cache, "evidence")).Select(f => Path.GetFileNameWithoutExtension(f)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Files written one after the other may carry the same time: each is put a minute later.</summary>
    private void Save(DateOnly day, int customers)
    {
        EvidenceFile.Save(
            _folder, Run(day), day, Enumerable.Range(0, customers).Reverse().ToDictionary(Name, c => (ReadOnlyMemory<float>)Enumerable.Repeat((float)c, FeatureNames.Count).ToArray()));
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Cache, "evidence", Run(day) + ".f32"), new DateTime(2026, 1, 1, 0, ++_saved, 0, DateTimeKind.Utc));
    }

    private static string Run(DateOnly day) => $"R{day:yyyyMMdd}-0123456789a";

    private static string Name(int customer) => $"C{customer:000}";
}
