using System.Globalization;
using Voltward.Analytics.Detection;
using Voltward.App.Readings;

namespace Voltward.App.Detection;

/// <summary>All customers with bills, ready for a model: series, population and features.</summary>
/// <param name="Series">One per customer, in the order of the matrix.</param>
/// <param name="Population">What is usual among them.</param>
/// <param name="Matrix">The features.</param>
/// <param name="Vocabulary">Ranked codes the features speak of.</param>
/// <param name="DatesRepaired">Whether day and month had to be exchanged back.</param>
public sealed record BillPanel(
    IReadOnlyList<BillSeries> Series, BillPopulation Population, BillMatrix Matrix, BillVocabulary Vocabulary, bool DatesRepaired)
{
    private Dictionary<string, int>? _places;

    /// <summary>Row of a customer, or −1.</summary>
    public int PlaceOf(string customer)
    {
        _places ??= Matrix.Customers.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i, StringComparer.Ordinal);
        return _places.GetValueOrDefault(customer, -1);
    }

    /// <summary>Identifies the bills that were used.</summary>
    public string DataId => string.Create(
        CultureInfo.InvariantCulture,
        $"{Series.Count}-{Series.Sum(s => (long)s.Main.Length + s.Gas.Length)}-{BillCalendar.DateOf(Population.AsOf):yyyyMMdd}");

    /// <summary>Reads the lake and computes everything.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="asOf">Last day that may be known; null for all.</param>
    /// <param name="vocabulary">Vocabulary of a trained model; null to rank the codes anew.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<BillPanel> LoadAsync(Lake lake, DateOnly? asOf, BillVocabulary? vocabulary, CancellationToken stop)
    {
        var (histories, codes) = await BillQueries.ReadAsync(lake, asOf, stop);
        var exchanged = BillCalendar.DayAndMonthAreExchanged(histories);
        if (exchanged) BillCalendar.Repair(histories);
        vocabulary ??= BillVocabulary.Of(histories, codes);
        vocabulary.Apply(histories, codes);
        var series = new BillSeries[histories.Count];
        Parallel.For(0, series.Length, i => series[i] = BillSeries.Of(BillCalendar.Ordered(histories[i])));
        var population = BillPopulation.Of(series);
        var matrix = BillFeatures.Of([.. histories.Select(h => h.Customer)], series, population);
        return new BillPanel(series, population, matrix, vocabulary, exchanged);
    }
}
