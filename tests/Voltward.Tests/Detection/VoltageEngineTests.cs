using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Eight meters on one line: node voltage falls with everybody's current, each service line adds its own drop.</summary>
public sealed class VoltageEngineTests
{
    private const int Meters = 8;
    private const int Days = 20;
    private const double ServiceOhm = 0.08;

    [Theory(Skip = "known gap: a bypass that runs for about a third of all hours widens the scatter it is measured by; see docs/decisions/0009")]
    [InlineData(0)]
    [InlineData(10)]
    public void A_bypass_is_found_whether_it_began_in_the_window_or_before(int onset)
    {
        var found = Run(bypassAt: 3, onset, jointAt: -1);
        Assert.Equal(3, found.MaxBy(r => r.T)!.Meter);
        Assert.True(found.Single(r => r.Meter == 3).T > 2 * found.Where(r => r.Meter != 3).Max(r => r.T));
    }

    [Fact]
    public void Without_a_bypass_no_meter_leans() => Assert.All(Run(-1, 0, -1), r => Assert.True(r.T < 5));

    [Fact]
    public void An_ageing_joint_shows_as_resistance_and_not_as_a_bypass()
    {
        var joint = Run(-1, 0, jointAt: 5).Single(r => r.Meter == 5);
        Assert.True(joint.JointShare > 0.3);
        Assert.True(joint.T < 6);
    }

    [Fact]
    public void The_resistance_lies_between_that_of_the_service_line_and_that_of_line_and_service_line() =>
        Assert.All(Run(-1, 0, -1), r => Assert.InRange(r.ServiceOhm, 0.6 * ServiceOhm, 1.4 * (ServiceOhm + (0.01 * (r.Meter + 1)))));

    private static IReadOnlyList<VoltageResidual> Run(int bypassAt, int onset, int jointAt)
    {
        var random = new Random(11);
        var times = Days * 96;
        var current = Enumerable.Range(0, Meters).Select(_ => new float[times]).ToArray();
        var voltage = Enumerable.Range(0, Meters).Select(_ => new float[times]).ToArray();
        var hidden = 0.0;
        for (var t = 0; t < times; t++)
        {
            if (t % 8 == 0) hidden = t / 96 >= onset && random.NextDouble() < 0.3 ? 9 : 0;
            for (var i = 0; i < Meters; i++)
            {
                var before = t == 0 ? 3 : current[i][t - 1];
                current[i][t] = (float)Math.Max(0.1, (0.8 * before) + (1.2 * random.NextDouble()) + (random.NextDouble() < 0.05 ? 6 : 0));
            }

            var all = current.Sum(c => c[t]) + (bypassAt >= 0 ? hidden : 0);
            for (var i = 0; i < Meters; i++)
            {
                var ohm = ServiceOhm + (i == jointAt ? 0.15 * t / times : 0);
                var own = current[i][t] + (i == bypassAt ? hidden : 0);
                voltage[i][t] = (float)Math.Round(232 - (0.01 * (i + 1) * all) - (ohm * own) + (0.1 * SimpleArea.Normal(random)), 1);
            }
        }

        return VoltageEngine.Run(voltage, current, 230);
    }
}
