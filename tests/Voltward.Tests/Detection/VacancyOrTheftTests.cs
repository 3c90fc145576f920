using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>
/// Drawn areas whose technical loss differs between winter and summer and is known with one error for all days, as a fit knows it. A customer falls
/// in the middle; either the area loses what it no longer reports, or it moved out.
/// </summary>
public sealed class VacancyOrTheftTests
{
    private const int Days = 112;
    private const int Onset = 56;
    private const int Draws = 600;

    [Fact]
    public void Nobody_who_moved_out_is_blamed_and_no_thief_called_vacant_beyond_the_stated_chance()
    {
        var (blamed, excused, decided) = Count(0.06, told: true);
        var most = (0.025 * Draws) + (2 * Math.Sqrt(0.025 * 0.975 * Draws));
        Assert.True(blamed <= most, $"{blamed} of {Draws} who moved out were blamed");
        Assert.True(excused <= most, $"{excused} of {Draws} thieves were called vacant");
        Assert.True(decided > Draws / 4, $"only {decided} of {2 * Draws} were decided");
    }

    [Fact]
    public void Taken_for_certain_the_technical_loss_would_blame_more_than_the_stated_chance()
    {
        var (blamed, _, _) = Count(0.1, told: false);
        Assert.True(blamed > 0.05 * Draws, $"{blamed} of {Draws}: the areas are too easy to show anything");
    }

    [Fact]
    public void A_clear_case_is_decided_and_one_that_physics_could_hide_is_not()
    {
        Assert.Equal(FallVerdict.TheftConsistent, Judge(7, theft: true, error: 0, sd: 0).Verdict);
        Assert.Equal(FallVerdict.VacancyConsistent, Judge(7, theft: false, error: 0, sd: 0).Verdict);
        Assert.Equal(FallVerdict.Undecided, Judge(7, theft: true, error: 0, sd: 1.5).Verdict);
    }

    private static (int Blamed, int Excused, int Decided) Count(double sd, bool told)
    {
        var (blamed, excused, decided) = (0, 0, 0);
        for (var n = 0; n < Draws; n++)
        {
            var error = sd * Normal(new Random(90_000 + n));
            var (moved, stole) = (Judge(n, theft: false, error, told ? sd : 0).Verdict, Judge(n, theft: true, error, told ? sd : 0).Verdict);
            if (moved == FallVerdict.TheftConsistent) blamed++;
            if (stole == FallVerdict.VacancyConsistent) excused++;
            decided += (moved == FallVerdict.Undecided ? 0 : 1) + (stole == FallVerdict.Undecided ? 0 : 1);
        }

        return (blamed, excused, decided);
    }

    /// <param name="seed">Chance.</param>
    /// <param name="theft">The area goes on losing what the customer no longer reports.</param>
    /// <param name="error">Error of the technical loss, as a share of it.</param>
    /// <param name="sd">Stated standard error, as a share of it.</param>
    private static FallAgainstLoss Judge(int seed, bool theft, double error, double sd)
    {
        var random = new Random(seed);
        var own = new float[Days];
        var (ntl, doubt) = (new double[Days], new double[Days]);
        for (var d = 0; d < Days; d++)
        {
            var technical = d < Onset ? 20 : 60;
            var use = 10 + (0.8 * Normal(random));
            var hidden = d < Onset ? 0 : 0.8 * use;
            own[d] = (float)(use - hidden);
            ntl[d] = (theft ? hidden : 0) + (error * technical) + (1.5 * Normal(random));
            doubt[d] = sd * technical;
        }

        return VacancyOrTheft.Separate(own, [.. Enumerable.Repeat(1.0, Days)], new UncertainLoss(ntl, doubt, 0), Onset, (ulong)seed)!;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
