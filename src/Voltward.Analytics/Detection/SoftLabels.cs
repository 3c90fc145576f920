namespace Voltward.Analytics.Detection;

/// <summary>
/// Training on visits that may have overlooked something (漏检修正): a row without a finding stands twice, as innocent and as guilty, with the
/// weights that the visit left.
/// </summary>
internal static class SoftLabels
{
    public static string Fit(BillSample sample, BoostingOptions options)
    {
        var doubted = Enumerable.Range(0, sample.Count).Where(i => !sample.Hits[i] && sample.Missed![i] > 0).ToArray();
        var rows = new double[sample.Rows.Length + (doubted.Length * sample.Columns)];
        sample.Rows.CopyTo(rows, 0);
        var target = new float[sample.Count + doubted.Length];
        var weights = new float[target.Length];
        for (var i = 0; i < sample.Count; i++) (target[i], weights[i]) = (sample.Hits[i] ? 1 : 0, sample.Hits[i] ? 1 : (float)(1 - sample.Missed![i]));
        for (var k = 0; k < doubted.Length; k++)
        {
            sample.Row(doubted[k]).CopyTo(rows.AsSpan((sample.Count + k) * sample.Columns));
            (target[sample.Count + k], weights[sample.Count + k]) = (1, (float)sample.Missed![doubted[k]]);
        }

        return BoostingTrainer.Fit(rows, sample.Columns, target, options, weights);
    }
}
