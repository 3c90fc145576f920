namespace Voltward.App.Detection;

/// <summary>Wrong entries of a synthetic utility's archive, of customers who do not steal.</summary>
/// <param name="All">Customers with any wrong entry.</param>
/// <param name="OfLoss">Of them those whose entry moves enough energy to matter to the loss of an area: a wrong area or ratio, a hundredth of the supply and more.</param>
internal sealed record WrongEntries(IReadOnlyList<string> All, IReadOnlyList<string> OfLoss)
{
    private const double LeastShare = 0.01;

    /// <param name="truth">What is true.</param>
    /// <param name="thieves">Who steals.</param>
    /// <param name="scored">Who has a score.</param>
    public static WrongEntries Of(TruthFile truth, IReadOnlySet<string> thieves, IReadOnlyDictionary<string, string> scored)
    {
        var used = truth.Customers.ToDictionary(c => c.Customer);
        var supplied = truth.Areas.ToDictionary(a => a.AreaNo, a => a.SuppliedKwh.DefaultIfEmpty().Average());
        var errors = truth.ArchiveErrors.Where(e => scored.ContainsKey(e.Customer) && !thieves.Contains(e.Customer)).ToArray();
        return new WrongEntries([.. errors.Select(e => e.Customer).Distinct()], [.. errors.Where(e => Share(e, used[e.Customer], supplied) >= LeastShare).Select(e => e.Customer).Distinct()]);
    }

    /// <summary>What an entry moves, as a share of what the area is supplied with that it is moved into or out of; the larger of two.</summary>
    private static double Share(TruthFile.ArchiveError error, TruthFile.Place customer, Dictionary<string, double> supplied)
    {
        double Of(string area) => customer.UsedKwhPerDay / Math.Max(1, supplied.GetValueOrDefault(area, double.PositiveInfinity));
        return error.Field switch
        {
            "area" => Math.Max(Of(error.Booked), Of(error.Real)),
            "multiplying_factor" => Math.Abs((Number(error.Booked) / Number(error.Real)) - 1) * Of(customer.Area),
            _ => 0,
        };
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
