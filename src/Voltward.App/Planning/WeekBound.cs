namespace Voltward.App.Planning;

/// <summary>What no plan with so many must-orders can exceed: the linear programme, and from its prices on whole crew-days.</summary>
/// <param name="Fen">The bound; <see cref="long.MaxValue"/> when there is none.</param>
/// <param name="Musts">So many must-orders at least.</param>
/// <param name="Prices">What the limits cost at the margin.</param>
/// <param name="DayPrices">Prices of orders, districts and must-orders that bound so; null when there are none.</param>
internal sealed record WeekBound(long Fen, int Musts, IReadOnlyList<LimitPrice> Prices, CrewDayPrices? DayPrices)
{
    /// <summary>Steps of the prices; four times as many lower the bound no further.</summary>
    private const int PriceSteps = 150;

    /// <summary>What a minute of any crew is worth at the margin, fen.</summary>
    public long MinuteFen => Prices.FirstOrDefault(p => p.Limit == PlanBound.Minute)?.Fen ?? 0;

    public static WeekBound Of(PlanProblem problem, List<int> useful, int musts)
    {
        if (PlanBound.Of(problem, useful, musts) is not { } relaxed) return new(long.MaxValue, musts, [], null);
        var days = new CrewDayBound(problem, useful, musts, relaxed.DayPrices);
        days.Lower(PriceSteps);
        return new(Math.Min(relaxed.Bound, days.Bound), musts, relaxed.Prices, days.Prices);
    }

    /// <summary>A worth so near to the bound, as a share of it.</summary>
    public long Enough(double near) => Fen == long.MaxValue ? Fen : (long)(Fen * (1 - near));
}
