namespace Voltward.Analytics.Detection;

/// <summary>Turns a raw score into a probability: 1 / (1 + exp(−(Slope · score + Offset))) (Platt 1999).</summary>
public readonly record struct BillCalibration(double Slope, double Offset)
{
    private const int Steps = 100;

    public double Probability(double score) => 1 / (1 + Math.Exp(-((Slope * score) + Offset)));

    /// <summary>Maximum likelihood by Newton steps, with Platt's smoothed targets so that few hits do not give certainty.</summary>
    public static BillCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> hits)
    {
        var positives = 0;
        foreach (var hit in hits) positives += hit ? 1 : 0;
        var yes = (positives + 1.0) / (positives + 2.0);
        var no = 1.0 / (hits.Length - positives + 2.0);
        var fit = new BillCalibration(0, Math.Log((positives + 1.0) / (hits.Length - positives + 1.0)));
        var misfit = fit.Misfit(scores, hits, (yes, no));
        for (var step = 0; step < Steps; step++)
        {
            double g1 = 0, g2 = 0, h11 = 1e-9, h12 = 0, h22 = 1e-9;
            for (var i = 0; i < scores.Length; i++)
            {
                var p = fit.Probability(scores[i]);
                var (d, w) = (p - (hits[i] ? yes : no), Math.Max(p * (1 - p), 1e-12));
                g1 += d * scores[i];
                g2 += d;
                h11 += w * scores[i] * scores[i];
                h12 += w * scores[i];
                h22 += w;
            }

            var determinant = (h11 * h22) - (h12 * h12);
            var (d1, d2) = (((h22 * g1) - (h12 * g2)) / determinant, ((h11 * g2) - (h12 * g1)) / determinant);
            // A whole step may lead past the goal, where hits are few, and from there further and further away: it is halved until it helps.
            var (next, part) = (fit, 1.0);
            for (; part > 1e-6; part /= 2)
            {
                next = new BillCalibration(fit.Slope - (part * d1), fit.Offset - (part * d2));
                if (next.Misfit(scores, hits, (yes, no)) is var less && less <= misfit)
                {
                    misfit = less;
                    break;
                }
            }

            if (part <= 1e-6) break;
            fit = next;
            if (part * (Math.Abs(d1) + Math.Abs(d2)) < 1e-10) break;
        }

        return fit;
    }

    /// <summary>Negative logarithm of the likelihood of the smoothed targets.</summary>
    private double Misfit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> hits, (double Yes, double No) targets)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var logit = (Slope * scores[i]) + Offset;
            // log(1 + exp(x)) without overflow.
            sum += Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit))) - ((hits[i] ? targets.Yes : targets.No) * logit);
        }

        return sum;
    }
}
