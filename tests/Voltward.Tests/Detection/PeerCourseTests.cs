using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>The course of a large group comes from a part of it and is the course of all to a hundredth.</summary>
public sealed class PeerCourseTests
{
    [Fact]
    public void A_part_spread_over_a_large_group_moves_as_all_of_it_does()
    {
        const int Days = 20;
        var random = new Random(7);
        // The first half of the list lives by another weather than the second: a part taken from one end would follow that end.
        var daily = Enumerable.Range(0, 24_000).Select(i => Enumerable.Range(0, Days).Select(d => (float)((1 + (0.3 * Math.Sin(d + (i < 12_000 ? 0 : 2)))) * (4 + random.NextDouble()))).ToArray()).ToArray();
        var course = PeerCourse.Of(daily, [.. daily.Select(_ => "resident")], Days)["resident"];
        var level = daily.Select(r => Robust.Median(r)).ToArray();
        for (var d = 0; d < Days; d++) Assert.Equal(Robust.Median(daily.Select((r, i) => r[d] / level[i])), course[d], 0.02);
    }
}
