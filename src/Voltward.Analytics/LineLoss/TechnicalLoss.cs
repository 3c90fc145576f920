namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Squared load of each day at the head of an area, <c>double[D]</c>: the sum over the day's quarter hours of <c>(Ia + Ib + Ic)²</c>
/// and of the squared neutral current <c>Ia² + Ib² + Ic² − Ia·Ib − Ib·Ic − Ic·Ia</c>. One unit per area (A² or kW²); the neutral is
/// all NaN where the phases are not known.
/// </summary>
public sealed record HeadLoad(double[] Square, double[] Neutral)
{
    /// <summary>
    /// What the neutral's square counts beside the sum's: three phases and a neutral of the same conductor lose
    /// <c>R·(Ia² + Ib² + Ic² + In²)</c>, and <c>Ia² + Ib² + Ic² = ((Ia + Ib + Ic)² + 2·In²)/3</c>, so five thirds against one third.
    /// </summary>
    private const double NeutralWeight = 5;

    public bool HasNeutral { get; } = Neutral.Any(v => !double.IsNaN(v));

    /// <summary>Square and neutral of a day in the proportion in which equal conductors lose them; NaN when unknown.</summary>
    public double Heat(int day) => HasNeutral ? Square[day] + (NeutralWeight * Neutral[day]) : Square[day];
}

/// <summary>
/// Calibrated technical loss of one area: <c>TL_d = c0 + c1·y_d</c>, both ≥ 0. c0 are meters and iron, y is the area's load index: mostly
/// the square of the load at the head with its neutral, partly the energy (<see cref="LossSums.LinearPart"/>), 1 on an ordinary day.
/// A loss in proportion to the supply or a constant beyond c0 is not technical: heat grows with the square of the load.
/// </summary>
/// <param name="ConstantKwh">c0, kWh a day.</param>
/// <param name="Load">c1 as a share of the mean supply, with what is not known of it.</param>
/// <param name="MeanInKwh">Mean supply that the share stands on, kWh a day.</param>
/// <param name="HiddenKwh">Loss of the calm days beyond heat, kWh a day: meters' bias, unmetered supply, theft that never stopped; below zero by a bias.</param>
/// <param name="CalmIndex">Mean load index of the calm days.</param>
/// <param name="Clean">Calm days: those of the lowest level of loss.</param>
/// <param name="DaySdKwh">Standard deviation of one day's residual, kWh.</param>
/// <param name="LagOne">Autocorrelation of the residual at one day, 0 to 0.8.</param>
/// <param name="PriorOnly">True when the area's own days were not usable and the model is what its peers say.</param>
public sealed record TechnicalLoss(
    double ConstantKwh, LoadShare Load, double MeanInKwh, double HiddenKwh, double CalmIndex, bool[] Clean, double DaySdKwh, double LagOne, bool PriorOnly)
{
    /// <summary>c1, kWh a day.</summary>
    public double LoadKwh => Load.Middle * MeanInKwh;

    /// <summary>Technical loss of some days, kWh, never negative.</summary>
    /// <param name="days">How many.</param>
    /// <param name="index">Sum of their load indices.</param>
    public double Of(double days, double index) => (days * ConstantKwh) + (LoadKwh * index);

    /// <summary>The limits that hold the technical loss of some days with 95 % confidence, kWh; both are the same error on every day, so they add up.</summary>
    public (double Low, double High) Between(double days, double index) =>
        ((days * ConstantKwh) + (Load.Low * MeanInKwh * index), (days * ConstantKwh) + (Load.High * MeanInKwh * index));

    /// <summary>Variance of the technical loss of days with this sum of load indices, kWh².</summary>
    public double Variance(double index)
    {
        var sd = Load.Sd * MeanInKwh * index;
        return sd * sd;
    }
}
