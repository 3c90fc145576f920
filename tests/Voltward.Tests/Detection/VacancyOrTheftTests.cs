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

    /// <summary>The slow twin draws the weeks four thousand times and ranks the ratios.</summary>
    [Theory]
    [InlineData(1, true, 0.02)]
    [InlineData(2, false, 0.02)]
    [InlineData(3, true, 0.1)]
    [InlineData(4, false, 0.1)]
    public void The_interval_of_the_ratio_is_the_one_that_resampling_finds(int seed, bool theft, double sd)
    {
        var (own, loss) = Drawn(seed, theft, error: 0, sd);
        var found = VacancyOrTheft.Separate(own, Flat, loss, Onset)!;
        var random = new Random(seed);
        var rhos = new double[4000];
        for (var r = 0; r < rhos.Length; r++)
        {
            // Three days on either side of the onset belong to neither.
            var (before, after) = (Resample(random, 0, Onset - 3), Resample(random, Onset + 3, Days));
            var doubt = loss.TechnicalSd[^1] - loss.TechnicalSd[0];
            var rise = after.Average(d => loss.KwhPerDay[d]) - before.Average(d => loss.KwhPerDay[d]) + (doubt * Normal(random));
            rhos[r] = rise / (before.Average(d => own[d]) - after.Average(d => own[d]));
        }

        Array.Sort(rhos);
        var width = rhos[3900] - rhos[100];
        Assert.Equal(rhos[100], found.Low, 0.1 * width);
        Assert.Equal(rhos[3900], found.High, 0.1 * width);
    }

    [Fact]
    public void A_fall_that_is_not_told_from_none_has_no_ratio()
    {
        var (own, loss) = Drawn(5, theft: false, error: 0, sd: 0);
        float[] same = [.. own.Select((v, d) => d < Onset ? v : own[d - Onset])];
        var found = VacancyOrTheft.Separate(same, Flat, loss, Onset)!;
        Assert.True(double.IsNaN(found.Low) && double.IsNaN(found.High));
        Assert.Equal(FallVerdict.Undecided, found.Verdict);
    }

    private static double[] Flat => [.. Enumerable.Repeat(1.0, Days)];

    private static List<int> Resample(Random random, int from, int to)
    {
        var days = new List<int>();
        while (days.Count < to - from)
        {
            var start = random.Next(from, to - 6);
            days.AddRange(Enumerable.Range(start, Math.Min(7, to - from - days.Count)));
        }

        return days;
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
        var (own, loss) = Drawn(seed, theft, error, sd);
        return VacancyOrTheft.Separate(own, Flat, loss, Onset)!;
    }

    private static (float[] Own, UncertainLoss Loss) Drawn(int seed, bool theft, double error, double sd)
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

        return (own, new UncertainLoss(ntl, doubt, 0));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
