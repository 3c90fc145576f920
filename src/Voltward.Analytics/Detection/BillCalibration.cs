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
        double slope = 0, offset = Math.Log((positives + 1.0) / (hits.Length - positives + 1.0));
        for (var step = 0; step < Steps; step++)
        {
            double g1 = 0, g2 = 0, h11 = 1e-9, h12 = 0, h22 = 1e-9;
            for (var i = 0; i < scores.Length; i++)
            {
                var p = new BillCalibration(slope, offset).Probability(scores[i]);
                var (d, w) = (p - (hits[i] ? yes : no), Math.Max(p * (1 - p), 1e-12));
                g1 += d * scores[i];
                g2 += d;
                h11 += w * scores[i] * scores[i];
                h12 += w * scores[i];
                h22 += w;
            }

            var determinant = (h11 * h22) - (h12 * h12);
            var (d1, d2) = (((h22 * g1) - (h12 * g2)) / determinant, ((h11 * g2) - (h12 * g1)) / determinant);
            (slope, offset) = (slope - d1, offset - d2);
            if (Math.Abs(d1) + Math.Abs(d2) < 1e-10) break;
        }

        return new(slope, offset);
    }
}
