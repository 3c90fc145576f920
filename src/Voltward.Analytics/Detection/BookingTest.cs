namespace Voltward.Analytics.Detection;

/// <summary>A customer that seems to be booked in one area and fed from another.</summary>
/// <param name="Point">Index of the point in the area where it is booked.</param>
/// <param name="FedFrom">Area whose loss it explains.</param>
/// <param name="OwnSlope">Slope of the own area's loss on the readings, about −1; by quarter hours of its supply, about 0.</param>
/// <param name="OtherSlope">Slope of the other area's loss on the readings, about +1; by quarter hours of its supply the same.</param>
/// <param name="LogOdds">By how much the readings of both areas are more probable if it is fed from there, in natural logarithms.</param>
/// <param name="ByLoad">Whether quarter hours of the supply meters decided, and not the losses of days.</param>
public sealed record Misbooking(int Point, string FedFrom, double OwnSlope, double OtherSlope, double LogOdds, bool ByLoad);

/// <summary>How the test of bookings went in an area.</summary>
/// <param name="LogOdds">Log odds of the best neighbour for every customer, NaN = cannot be said.</param>
/// <param name="Found">Who is booked here and fed from a named neighbour, the surest first.</param>
/// <param name="Doubtful">Index of the points as surely fed from elsewhere, while the readings do not tell from where.</param>
public sealed record BookingAnswers(double[] LogOdds, IReadOnlyList<Misbooking> Found, IReadOnlyList<int> Doubtful);

/// <summary>An area as the test of a wrong booking sees it.</summary>
/// <param name="AreaNo">Number of the area.</param>
/// <param name="Loss">Its loss from day to day; null when it is not known.</param>
public sealed record AreaTrace(string AreaNo, LossTrace? Loss);

/// <summary>
/// Wrong area (户变核查): who is booked here and fed from a neighbour takes its readings off the loss here and adds them to the loss there, all of
/// them. So the slopes are known, −1 and +1, and the question is how much more probable both losses are with them than without. Where
/// the customer and the supply meters are read within the day, its quarter hours must be in the supply it is fed from, and in no other.
/// </summary>
/// <param name="own">Where the customers are booked.</param>
/// <param name="around">Other areas of the feeder.</param>
/// <param name="supply">Quarter hours of the supply of an area, or null.</param>
public sealed class BookingTest(AreaTrace own, IReadOnlyList<AreaTrace> around, Func<string, LossTrace?> supply)
{
    private const double Hopeless = -6;
    private const double Found = 8;
    private const double EachSide = 2;
    private const double AheadOfNext = 2;

    /// <summary>Log odds of the other side from which on no neighbour's loss speaks against it.</summary>
    private const double NotRefuted = -0.05;

    private const double MostOff = 3;
    private const double MostOffByLoad = 4;
    private const int MostHere = 6;

    /// <summary>Asks about every customer.</summary>
    /// <param name="daily">Readings by customer and day, kWh, NaN = missing.</param>
    /// <param name="quarters">Quarter hours of a customer, or null.</param>
    public BookingAnswers Run(float[][] daily, Func<int, float[]?> quarters)
    {
        var customers = daily.Select((d, i) =>
        {
            var moves = LossTrace.DayMoves(d);
            return new Customer(moves, LossTrace.Squares(moves), new Lazy<float[]?>(() => quarters(i) is { } q ? LossTrace.QuarterMoves(q) : null));
        }).ToArray();
        var (here, there) = (own.Loss, around.ToDictionary(a => a.AreaNo, a => a.Loss));
        var answers = customers.Select(c => Of(c, here, there)).ToArray();
        var odds = answers.Select(a => a.LogOdds).ToArray();
        var found = new List<Misbooking>();
        for (var n = 0; n < MostHere; n++)
        {
            var best = Enumerable.Range(0, answers.Length).Where(i => answers[i].IsFound && found.All(f => f.Point != i)).OrderByDescending(i => answers[i].LogOdds).FirstOrDefault(-1);
            if (best < 0) break;
            var (answer, moves) = (answers[best], customers[best].Days);
            found.Add(new Misbooking(best, answer.FedFrom!, answer.OwnSlope, answer.OtherSlope, answer.LogOdds, answer.ByLoad));
            // Who is found is put right before the next is judged: others live alike.
            here = here?.Without(moves, -1);
            there[answer.FedFrom!] = there[answer.FedFrom!]?.Without(moves, 1);
            for (var i = 0; i < answers.Length; i++)
            {
                if (answers[i].IsFound || answers[i].IsDoubtful) answers[i] = Of(customers[i], here, there);
            }
        }

        return new BookingAnswers(odds, found, [.. Enumerable.Range(0, answers.Length).Where(i => answers[i].IsDoubtful && found.All(f => f.Point != i))]);
    }

    private Answer Of(Customer customer, LossTrace? here, Dictionary<string, LossTrace?> there)
    {
        var day = here?.Fit(customer.Days, customer.Squares) ?? default;
        var quarters = customer.Quarters.Value;
        var load = quarters is null ? default : supply(own.AreaNo)?.Fit(quarters) ?? default;
        var ownSide = day.Odds(-1) - (LossTrace.QuarterShare * load.Odds(1));
        if (day.Power <= 0 && load.Power <= 0) return Answer.Unknown;
        if (ownSide < Hopeless) return Answer.Unknown with { LogOdds = ownSide };
        var (best, second) = (Answer.Unknown with { LogOdds = double.NegativeInfinity }, double.NegativeInfinity);
        foreach (var (area, loss) in there)
        {
            var otherDay = loss?.Fit(customer.Days, customer.Squares) ?? default;
            var otherLoad = quarters is null || load.Power <= 0 ? default : supply(area)?.Fit(quarters) ?? default;
            if (otherDay.Power <= 0 && otherLoad.Power <= 0) continue;
            var otherSide = otherDay.Odds(1) + (LossTrace.QuarterShare * otherLoad.Odds(1));
            var byLoad = LossTrace.QuarterShare * (otherLoad.Power + load.Power) > otherDay.Power + day.Power;
            var fitsHere = day.Off(-1) <= MostOff && load.Off(0) <= MostOffByLoad;
            var fits = fitsHere && otherDay.Off(1) <= MostOff && otherLoad.Off(1) <= MostOffByLoad;
            var answer = new Answer(
                area, ownSide + otherSide, byLoad ? load.Slope : day.Slope, byLoad ? otherLoad.Slope : otherDay.Slope, byLoad,
                fits && ownSide >= EachSide && otherSide >= EachSide, fitsHere && ownSide >= EachSide && otherSide >= NotRefuted);
            second = Math.Max(second, Math.Min(best.LogOdds, answer.LogOdds));
            if (answer.LogOdds > best.LogOdds) best = answer;
        }

        if (best.FedFrom is null) return Answer.Unknown;
        return best with { IsFound = best.IsFound && best.LogOdds >= Found && best.LogOdds >= second + AheadOfNext, IsDoubtful = best.IsDoubtful && best.LogOdds >= Found };
    }

    private sealed record Customer(float[] Days, float[] Squares, Lazy<float[]?> Quarters);

    private sealed record Answer(string? FedFrom, double LogOdds, double OwnSlope, double OtherSlope, bool ByLoad, bool IsFound, bool IsDoubtful)
    {
        public static Answer Unknown { get; } = new(null, double.NaN, double.NaN, double.NaN, false, false, false);
    }
}
