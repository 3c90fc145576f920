namespace Voltward.Analytics.Detection;

/// <summary>
/// By how much the limits of the energy are moved outwards (conformalised quantile regression; Romano, Patterson, Candès 2019). Each theft is judged by
/// trees that saw neither its town nor its kind, because the kinds of tomorrow were never trained on; and only thefts that become leads
/// count, because the limits stand on leads. Each limit has a margin of its own: it is the lower one that money is claimed by.
/// </summary>
internal static class EnergyMargins
{
    /// <summary>What lies below the lower limit, and what above the upper one, at most.</summary>
    private const double Outside = 0.025;

    private const int TownParts = 4;
    private const int KindParts = 4;
    private const int Fewest = 40;

    /// <summary>Wide when hardly anything is known.</summary>
    private const double Unknown = 3;

    /// <param name="thefts">All that are known.</param>
    /// <param name="fit">Fits trees on some of them.</param>
    public static (double Low, double High) Of(IReadOnlyList<KnownTheft> thefts, Func<IReadOnlyList<KnownTheft>, EnergyModel> fit)
    {
        string[] kinds = [.. thefts.Select(t => t.Kind).Distinct().Order(StringComparer.Ordinal)];
        int Part(KnownTheft theft) => Array.IndexOf(kinds, theft.Kind) % KindParts;
        var (low, high) = (new List<double>(), new List<double>());
        for (var town = 0; town < TownParts; town++)
        {
            for (var kind = 0; kind < Math.Min(KindParts, kinds.Length); kind++)
            {
                // Without names of kinds there is one part, and leaving it out would leave nothing.
                KnownTheft[] rest = [.. thefts.Where(t => t.Town % TownParts != town && (kinds.Length == 1 || Part(t) != kind))];
                KnownTheft[] left = [.. thefts.Where(t => t.IsListed && t.Town % TownParts == town && Part(t) == kind)];
                if (rest.Length < Fewest || left.Length == 0) continue;
                var model = fit(rest);
                foreach (var theft in left)
                {
                    var (l, _, h) = model.Of(theft.Features);
                    var truth = EnergyModel.Target(theft.Kwh);
                    low.Add(l - truth);
                    high.Add(truth - h);
                }
            }
        }

        return (Margin(low), Margin(high));
    }

    /// <summary>The quantile of what lies outside, with the finite sample allowed for; negative where the limits are wider than need be.</summary>
    internal static double Margin(IReadOnlyCollection<double> outside)
    {
        if (outside.Count < Fewest) return Unknown;
        var place = (int)Math.Ceiling((1 - Outside) * (outside.Count + 1));
        return outside.Order().ElementAt(Math.Min(outside.Count, place) - 1);
    }
}
