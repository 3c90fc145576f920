namespace Voltward.Analytics.LineLoss;

/// <summary>
/// How far the metered loss may be from the true one, from what the meters' classes, the registers' steps, the clocks and the
/// filled readings permit. Variances in kWh².
/// </summary>
/// <param name="Bias">
/// Class limits of supply and customer meters, and what is not known of supplies by agreement; the same sign every day, so it grows with
/// the square of the energy.
/// </param>
/// <param name="Step">Register steps; only the two ends of a run of days count.</param>
/// <param name="Fill">Filled readings.</param>
/// <param name="Clock">Clocks that freeze the day early or late.</param>
public readonly record struct ErrorBudget(double Bias, double Step, double Fill, double Clock)
{
    private const double RegisterStepKwh = 0.01;

    /// <summary>How far an agreed use may lie from the true one, as a share: lamps are counted seldom and burn by the season.</summary>
    private const double AgreedShare = 0.3;
    private const double ClockHours = 2.0 / 60;

    public double Sd => Math.Sqrt(Bias + Step + Fill + Clock);

    /// <summary>Budget of the sum over days whose own budgets are known: class errors have one sign, filled readings their own, and steps and clocks only two ends.</summary>
    public static ErrorBudget Over(IReadOnlyCollection<ErrorBudget> days) => days.Count == 0 ? default : new ErrorBudget(
        Square(days.Sum(d => Math.Sqrt(d.Bias))), days.Max(d => d.Step), days.Sum(d => d.Fill), days.Max(d => d.Clock));

    /// <summary>Budget of the sum over some days.</summary>
    public static ErrorBudget Of(AreaInput input, BalanceDays balance, IReadOnlyList<int> days)
    {
        if (days.Count == 0) return default;
        int[] at = [.. days];
        var supply = days.Sum(d => input.SupplyKwh[d] - Known(input.SupplyExportKwh[d]));
        double bias = Square(Limit(input.Area.SupplyClassPercent) * supply) + Square(AgreedShare * days.Sum(d => balance.Agreed[d])), step = RegisterStepKwh * RegisterStepKwh / 6, clock = 0;
        for (var i = 0; i < input.Points.Length; i++)
        {
            var point = input.Points[i];
            var (series, export, member) = (input.ImportKwh[i], input.ExportKwh[i], input.Member[i]);
            double energy = 0;
            foreach (var d in at)
            {
                // One meter, one error: what it gains on the import it loses on the feed-in.
                if (member[d]) energy += Known(series[d]) - Known(export[d]);
            }

            bias += Square(Limit(point.ClassPercent) * energy);
            step += Square(RegisterStepKwh * point.Factor) / 6;
            clock += Square(ClockHours * Swing(series, days) / 24);
        }

        return new ErrorBudget(bias, step, days.Sum(d => balance.FillVariance[d]), clock);
    }

    /// <summary>Budget of each day by itself, in the order of the days: what <see cref="Of"/> says of one day, meter by meter instead of day by day.</summary>
    public static ErrorBudget[] EachDay(AreaInput input, BalanceDays balance)
    {
        var days = input.Days;
        var (bias, clock, steps) = (new double[days], new double[days], RegisterStepKwh * RegisterStepKwh / 6);
        for (var d = 0; d < days; d++)
        {
            bias[d] = Square(Limit(input.Area.SupplyClassPercent) * (input.SupplyKwh[d] - Known(input.SupplyExportKwh[d]))) + Square(AgreedShare * balance.Agreed[d]);
        }

        for (var i = 0; i < input.Points.Length; i++)
        {
            var (import, export, member) = (input.ImportKwh[i], input.ExportKwh[i], input.Member[i]);
            var limit = Limit(input.Points[i].ClassPercent);
            for (var d = 0; d < days; d++)
            {
                var kwh = Known(import[d]);
                if (member[d]) bias[d] += Square(limit * (kwh - Known(export[d])));
                clock[d] += Square(ClockHours * kwh / 24);
            }

            steps += Square(RegisterStepKwh * input.Points[i].Factor) / 6;
        }

        return [.. bias.Select((b, d) => new ErrorBudget(b, steps, balance.FillVariance[d], clock[d]))];
    }

    /// <summary>Standard deviation of an error that may lie anywhere inside the class limit.</summary>
    private static double Limit(double percent) => percent / 100 / Math.Sqrt(3);

    /// <summary>Difference of daily energy across the two ends of the run: what an early or late freeze shifts.</summary>
    private static double Swing(float[] series, IReadOnlyList<int> days)
    {
        var (first, last) = (series[days[0]], series[days[^1]]);
        return float.IsNaN(first) || float.IsNaN(last) ? 0 : days.Count == 1 ? first : Math.Abs(first - last);
    }

    private static double Known(float kwh) => float.IsNaN(kwh) ? 0 : kwh;

    private static double Square(double x) => x * x;
}
