using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>How well the loss of an area runs along with what one customer may have hidden.</summary>
/// <param name="Z">Fit in standard deviations of the loss, the other suspects of the area taken into account; 0 or below: it does not run along.</param>
/// <param name="Course">Code of the best course.</param>
/// <param name="Factor">Hidden energy over the course: for <c>reading</c> 1/α − 1 of a constant factor α.</param>
/// <param name="KwhPerDay">Hidden energy, kWh a day over the window.</param>
/// <param name="KwhSd">Its standard deviation, by the scatter of the loss alone.</param>
/// <param name="Always">Whether the course fills the whole window: theft that ran before the window began.</param>
public sealed record LossMatch(double Z, string Course, double Factor, double KwhPerDay, double KwhSd, bool Always);

/// <summary>
/// Who explains the loss of an area: lays out for each customer the courses that hidden energy may take, weighs each by how well
/// it follows the loss in units of the loss's own scatter, and takes the suspects one after the other, so that the second thief
/// is not judged by the theft of the first. Needs nothing but the supply meter and the customers' readings.
/// </summary>
public static class LossPursuit
{
    private const int MostSuspects = 8;
    private const double Taken = 5;
    private const double AnyDay = 5;
    internal static readonly LossMatch Nothing = new(double.NaN, "", double.NaN, double.NaN, double.NaN, false);

    /// <summary>Of an area whose loss asks for nobody.</summary>
    public static LossMatch[] NotAsked(int customers) => [.. Enumerable.Repeat(Nothing, customers)];

    /// <summary>A match for each customer of the grid.</summary>
    public static LossMatch[] Run(AreaGrid grid)
    {
        if (grid.Days < 10 || grid.Customers < 2 || grid.Ntl.Count(v => !float.IsNaN(v)) < 10 * grid.Slots) return NotAsked(grid.Customers);
        var steps = LossSteps.Of(AreaGrid.DaySums(grid.Ntl, grid.Slots));
        var strata = LossStrata.Of(grid, steps.Stretch);
        var weighted = strata.Weighted(grid.Ntl, steps: true);
        float[][] readings = [.. grid.Readings.Select(r => strata.Weighted(r, steps: false))];
        var whitening = LossWhitening.Of(weighted, Loads(grid, strata), readings);
        var loss = whitening.Apply(weighted.ToArray());
        var courses = new LossCandidates(grid, steps, strata, whitening, readings);
        var candidates = new List<LossCandidate>[grid.Customers];
        for (var i = 0; i < candidates.Length; i++) candidates[i] = courses.Of(i);
        var falls = StepFalls.Of(grid, steps);
        if (grid.Slots == 1) return Pursue(candidates, whitening, loss, falls);
        var starts = LossStarts.Logs(AreaGrid.DaySums(LossBackground.Without(grid), grid.Slots), courses.Starts);
        return new LossEffects(candidates, starts, falls, whitening, loss).Run();
    }

    private static LossMatch[] Pursue(List<LossCandidate>[] candidates, LossWhitening whitening, float[] loss, double[] falls)
    {
        var suspects = new List<(int Customer, LossCandidate Course)>();
        var rest = loss;
        for (var round = 0; ; round++)
        {
            var (scale, twice) = (Scale(rest), whitening.Apply(rest.ToArray()));
            var best = (Customer: -1, Course: default(LossCandidate)!, Score: Taken);
            for (var i = 0; i < candidates.Length; i++)
            {
                if (suspects.Any(s => s.Customer == i)) continue;
                foreach (var c in candidates[i])
                {
                    var dot = c.Measure(twice);
                    // The local scatter can only lower the score: it is worked out for those who would lead.
                    if (!(Joint(c, Bound(c, dot, scale), falls[i]) > best.Score) || !(Joint(c, Shrunk(c, dot, scale), falls[i]) > best.Score)) continue;
                    var score = Joint(c, Shrunk(c, dot, Local(c, rest, scale)), falls[i]);
                    if (score > best.Score) best = (i, c, score);
                }
            }

            if (best.Customer < 0 || round == Math.Min(MostSuspects, candidates.Length / 3)) break;
            suspects.Add((best.Customer, best.Course));
            rest = Refit(loss, suspects);
        }

        return Final(candidates, suspects, whitening, (loss, rest, falls));
    }

    private static LossMatch[] Final(
        List<LossCandidate>[] candidates, List<(int Customer, LossCandidate Course)> suspects, LossWhitening whitening, (float[] Loss, float[] Left, double[] Falls) series)
    {
        var matches = new LossMatch[candidates.Length];
        var scale = Scale(series.Left);
        for (var i = 0; i < candidates.Length; i++)
        {
            // Each suspect is judged on the loss that the other suspects leave; everybody else was measured on the same already.
            var others = suspects.Where(s => s.Customer != i).ToList();
            var rest = series.Left;
            if (others.Count < suspects.Count)
            {
                rest = Refit(series.Loss, others);
                var twice = whitening.Apply(rest.ToArray());
                foreach (var c in candidates[i]) c.Measure(twice);
            }

            matches[i] = Best(candidates[i], rest, scale, series.Falls[i]);
        }

        return matches;
    }

    /// <summary>The candidate with the highest score; local scatter only lowers one, so that those who could not win are not looked at closely.</summary>
    private static LossMatch Best(List<LossCandidate> candidates, float[] rest, double scale, double fall)
    {
        var best = Nothing;
        var most = new double[candidates.Count];
        var weighed = new bool[most.Length];
        for (var k = 0; k < most.Length; k++) most[k] = Joint(candidates[k], Bound(candidates[k], candidates[k].Product, scale), fall);
        for (var left = 2 * most.Length; left > 0; left--)
        {
            var k = Highest(most);
            if (k < 0 || best.Z >= most[k]) break;
            var c = candidates[k];
            if (!weighed[k])
            {
                (weighed[k], most[k]) = (true, Joint(c, Shrunk(c, c.Product, scale), fall));
                continue;
            }

            most[k] = double.NaN;
            var z = Joint(c, Shrunk(c, c.Product, Local(c, rest, scale)), fall);
            if (best.Z >= z) continue;
            var factor = Math.Max(0, c.Product / c.Norm);
            best = new LossMatch(z, Code(c.Course), factor, factor * c.KwhPerDay, scale / c.Norm * c.KwhPerDay, c.Always);
        }

        return best;
    }

    private static int Highest(ReadOnlySpan<double> values)
    {
        var at = -1;
        for (var k = 0; k < values.Length; k++)
        {
            if (!double.IsNaN(values[k]) && (at < 0 || values[k] > values[at])) at = k;
        }

        return at;
    }

    /// <summary>Residual of the loss after a joint least-squares fit of the suspects with no negative factor.</summary>
    private static float[] Refit(float[] loss, List<(int Customer, LossCandidate Course)> suspects)
    {
        if (suspects.Count == 0) return loss;
        var weights = ShortfallSquares.Solve([.. suspects.Select(s => s.Course.Unit)], loss);
        var rest = loss.ToArray();
        for (var k = 0; k < weights.Length; k++)
        {
            var (unit, w) = (suspects[k].Course.Unit, (float)weights[k]);
            for (var t = 0; t < rest.Length; t++) rest[t] -= w * unit[t];
        }

        return rest;
    }

    /// <summary>What a wrong technical loss and the supply meter's own error add to the loss: the square of the total load, and the load.</summary>
    private static List<float[]> Loads(AreaGrid grid, LossStrata strata)
    {
        var (total, square) = (new float[grid.Times], new float[grid.Times]);
        for (var t = 0; t < total.Length; t++)
        {
            foreach (var readings in grid.Readings) total[t] += float.IsNaN(readings[t]) ? 0 : readings[t];
            if (!float.IsNaN(grid.Ntl[t])) total[t] += Math.Max(0, grid.Ntl[t]);
            square[t] = total[t] * total[t];
        }

        return [.. (grid.Customers < 8 ? [square] : (float[][])[square, total]).Select(s => strata.Weighted(s, steps: true))];
    }

    /// <summary>Standard deviation of what is left of the weighted loss.</summary>
    internal static double Scale(float[] rest)
    {
        var values = new double[rest.Length];
        var n = 0;
        foreach (var value in rest)
        {
            if (value != 0) values[n++] = value;
        }

        var spread = Robust.Spread(values.AsSpan(0, n), 0);
        return Math.Max(double.IsNaN(spread) ? 1 : spread, 1e-3);
    }

    /// <summary>
    /// Scatter of the loss where this candidate has its weight (White 1980): a loss that is rough in the evening makes evening courses fit by
    /// chance. Never below the scatter of the whole.
    /// </summary>
    private static double Local(LossCandidate candidate, float[] rest, double scale)
    {
        var sum = 0.0;
        var unit = candidate.Unit;
        for (var t = 0; t < unit.Length; t++)
        {
            var product = unit[t] * rest[t];
            sum += product * product;
        }

        return Math.Max(scale, Math.Sqrt(sum));
    }

    /// <summary>Fit in standard deviations, with what is known of how much can be hidden along the course.</summary>
    private static double Shrunk(LossCandidate candidate, double dot, double scale)
    {
        var (course, z, precision) = (candidate.Course, dot / scale, candidate.Norm / scale);
        // Without a step of the loss the day is one of many.
        var price = course == LossCourse.ReadingAfter && candidate.Since >= 0 ? AnyDay : Price(course);
        if (IsShare(course)) return ShareOdds.Share(z, precision, candidate.Began, price / 2);
        if (Falls(course)) return ShareOdds.Missing(z, precision, candidate.Began, price / 2, course == LossCourse.Fall);
        return z <= 0 ? z : Math.Sqrt(Math.Max(0, (z * z) - price));
    }

    /// <summary>What <see cref="Shrunk"/> does not exceed, at hardly any cost.</summary>
    private static double Bound(LossCandidate candidate, double dot, double scale) =>
        IsShare(candidate.Course) || Falls(candidate.Course) ? ShareOdds.Bound(dot / scale, candidate.Began) : dot / scale;

    /// <summary>Courses that are rare, or tried many times, fit by chance more often: twice the logarithm of how much.</summary>
    internal static double Price(LossCourse course) => course switch
    {
        LossCourse.Reading => 0,
        LossCourse.ReadingAfter or LossCourse.ReadingBefore => 2,
        LossCourse.Deficit or LossCourse.Ceiling or LossCourse.Present => 3,
        LossCourse.Fall or LossCourse.ReadingBand => 5,
        LossCourse.Peers or LossCourse.Absent => 6,
        LossCourse.DeficitBand => 8,
    };

    /// <summary>A course that knows of falls has used the step already, and so has a share of the readings.</summary>
    private static double Joint(LossCandidate candidate, double z, double fall) =>
        z <= 0 || !HearsOfSteps(candidate.Course) ? z : Math.Sqrt((z * z) + (fall * fall));

    internal static bool HearsOfSteps(LossCourse course) => !Falls(course) && (!IsShare(course) || course == LossCourse.ReadingBand);

    internal static bool IsShare(LossCourse course) => course is LossCourse.Reading or LossCourse.ReadingAfter or LossCourse.ReadingBefore or LossCourse.ReadingBand;

    internal static bool Falls(LossCourse course) => course is LossCourse.Deficit or LossCourse.DeficitBand or LossCourse.Fall or LossCourse.Peers or LossCourse.Absent;

    internal static string Code(LossCourse course) => course switch
    {
        LossCourse.Reading => "reading",
        LossCourse.ReadingAfter => "reading-after",
        LossCourse.ReadingBefore => "reading-before",
        LossCourse.Deficit => "deficit",
        LossCourse.DeficitBand => "deficit-band",
        LossCourse.ReadingBand => "reading-band",
        LossCourse.Fall => "fall",
        LossCourse.Peers => "peers",
        LossCourse.Ceiling => "ceiling",
        LossCourse.Absent => "absent",
        LossCourse.Present => "present",
    };
}
