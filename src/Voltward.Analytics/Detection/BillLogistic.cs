namespace Voltward.Analytics.Detection;

/// <summary>Ridge logistic regression on ranks: the linear baseline. Ranks are those among the training rows only.</summary>
public static class BillLogistic
{
    private const double Ridge = 30;
    private const int Steps = 300;

    public static double[] FitAndScore(BillSample train, BillSample test)
    {
        var order = new double[train.Columns][];
        for (var k = 0; k < train.Columns; k++)
        {
            order[k] = [.. Enumerable.Range(0, train.Count).Select(i => train.Row(i)[k]).Where(v => !double.IsNaN(v)).Order()];
        }

        var weights = Fit(Ranked(train, order), train.Columns, train.Hits);
        var rows = Ranked(test, order);
        return [.. Enumerable.Range(0, test.Count).Select(i => Dot(rows.AsSpan(i * test.Columns, test.Columns), weights))];
    }

    /// <summary>Share of the training values below, centred; a missing value lies in the middle.</summary>
    private static double[] Ranked(BillSample sample, double[][] order)
    {
        var rows = new double[sample.Rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (value, known) = (sample.Rows[i], order[i % sample.Columns]);
            rows[i] = double.IsNaN(value) || known.Length == 0 ? 0 : Below(known, value) - 0.5;
        }

        return rows;
    }

    private static double Below(double[] ascending, double value)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < value) low = middle + 1;
            else high = middle;
        }

        var first = low;
        while (low < ascending.Length && ascending[low] == value) low++;
        return (first + low) / (2.0 * ascending.Length);
    }

    /// <summary>Accelerated gradient descent on the mean loss; the last weight is the constant.</summary>
    private static double[] Fit(double[] rows, int columns, bool[] hits)
    {
        var (weights, momentum) = (new double[columns + 1], new double[columns + 1]);
        var rate = 4.0 / ((columns / 12.0) + 1 + (Ridge / hits.Length));
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = new double[columns + 1];
            for (var i = 0; i < hits.Length; i++)
            {
                var row = rows.AsSpan(i * columns, columns);
                var error = (1 / (1 + Math.Exp(-Dot(row, momentum)))) - (hits[i] ? 1 : 0);
                for (var k = 0; k < columns; k++) gradient[k] += error * row[k];
                gradient[columns] += error;
            }

            for (var k = 0; k <= columns; k++)
            {
                var slope = (gradient[k] + (k < columns ? Ridge * momentum[k] : 0)) / hits.Length;
                var next = momentum[k] - (rate * slope);
                momentum[k] = next + ((step - 1.0) / (step + 2) * (next - weights[k]));
                weights[k] = next;
            }
        }

        return weights;
    }

    private static double Dot(ReadOnlySpan<double> row, double[] weights)
    {
        var sum = weights[^1];
        for (var k = 0; k < row.Length; k++) sum += row[k] * weights[k];
        return sum;
    }
}
