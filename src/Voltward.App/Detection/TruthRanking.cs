using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>The ranking of customers against the truth.</summary>
internal sealed class TruthRanking
{
    private const int RecentDays = 28;
    private readonly EvaluationQueries.Score[] _scores;
    private readonly Dictionary<string, string> _places;
    private readonly Dictionary<string, TruthFile.Theft> _thieves;
    private readonly IReadOnlyList<TruthFile.Theft> _thefts;
    private readonly HashSet<string> _first;
    private readonly HashSet<string> _firstInArea;
    private readonly int _resamples;

    public TruthRanking(
        EvaluationQueries.Score[] scores, Dictionary<string, string> places, IReadOnlyList<TruthFile.Theft> thefts, int k, int resamples)
    {
        (_scores, _places, _thefts, K, _resamples) = (scores, places, thefts, k, resamples);
        _thieves = thefts.Where(t => t.Customer is not null).GroupBy(t => t.Customer!).ToDictionary(g => g.Key, g => g.First());
        var ranked = scores.OrderByDescending(s => s.Value).ThenBy(s => s.Customer, StringComparer.Ordinal).ToArray();
        _first = [.. ranked.Take(k).Select(s => s.Customer)];
        _firstInArea = [.. ranked.GroupBy(s => places[s.Customer]).Select(g => g.First().Customer)];
        var hits = scores.Select(s => _thieves.ContainsKey(s.Customer)).ToArray();
        var ranking = new MetricsRanking([.. scores.Select(s => s.Value)], hits);
        var bootstrap = new MetricsBootstrap([.. scores.Select(Group)], resamples);
        Positives = ranking.Positives;
        Auc = bootstrap.Of(w => ranking.Auc(w));
        Ap = bootstrap.Of(w => ranking.AveragePrecision(w));
        Precision = bootstrap.Of(w => ranking.PrecisionAt(k, w));
        Recall = [.. new[] { k, 2 * k, 5 * k }.Select(n => new RecallAt(n, ranked.Take(n).Count(s => _thieves.ContainsKey(s.Customer)) / (double)Math.Max(1, Positives)))];
    }

    public int K { get; }

    public int Positives { get; }

    public MetricsInterval Auc { get; }

    public MetricsInterval Ap { get; }

    public MetricsInterval Precision { get; }

    public IReadOnlyList<RecallAt> Recall { get; }

    /// <summary>By kind of theft, hooks without a contract included: those are found when their area has a lead of its own.</summary>
    public IReadOnlyList<TheftKindResult> Kinds(IReadOnlyList<EvaluationQueries.Lead> leads, TruthFile truth)
    {
        var ofCustomer = leads.Where(l => l.Customer is not null).GroupBy(l => l.Customer!).ToDictionary(g => g.Key, g => g.First());
        var areas = leads.Where(l => l.Subject == "area" && l.Kind == LeadKinds.Bypass).Select(l => l.Area).ToHashSet();
        return [.. _thefts.GroupBy(t => t.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(kind =>
        {
            var customers = kind.Where(t => t.Customer is not null && _places.ContainsKey(t.Customer)).ToArray();
            if (customers.Length == 0)
            {
                var known = kind.Count(t => areas.Contains(t.Area));
                return new TheftKindResult(kind.Key, kind.Count(), new(double.NaN, double.NaN, double.NaN), known, 0, known == 0, 0, 0, kind.Average(Recent));
            }

            var auc = AucOf(customers.Select(t => t.Customer!).ToHashSet());
            var judged = customers.Where(t => ofCustomer.TryGetValue(t.Customer!, out var lead) && lead.LowWh is not null && Recent(t) > 0).ToArray();
            return new TheftKindResult(
                kind.Key, customers.Length, auc, customers.Count(t => _first.Contains(t.Customer!)), customers.Count(t => _firstInArea.Contains(t.Customer!)),
                auc.Low <= 0.5, judged.Count(t => Covers(ofCustomer[t.Customer!], Recent(t))), judged.Length, customers.Average(Recent));
        })];
    }

    /// <summary>Share of areas with a thief whose first customer is one.</summary>
    public MetricsInterval HitAtOne()
    {
        var areas = _thieves.Keys.Where(_places.ContainsKey).Select(c => _places[c]).Distinct().ToHashSet();
        var first = _firstInArea.Where(c => areas.Contains(_places[c])).ToArray();
        var hits = first.Count(_thieves.ContainsKey);
        var (low, high) = Wilson(hits, first.Length);
        return new MetricsInterval(first.Length == 0 ? double.NaN : hits / (double)first.Length, low, high);
    }

    public IReadOnlyList<SentOut> Twins(TruthFile truth, IReadOnlyList<EvaluationQueries.Lead> leads) =>
        Out(truth.Twins.Where(t => !_thieves.ContainsKey(t.Customer)).Select(t => (t.Kind, t.Customer)), leads);

    public IReadOnlyList<SentOut> ArchiveErrors(TruthFile truth, IReadOnlyList<EvaluationQueries.Lead> leads) =>
        Out(truth.ArchiveErrors.Where(t => !_thieves.ContainsKey(t.Customer)).Select(t => (t.Field, t.Customer)), leads);

    private List<SentOut> Out(IEnumerable<(string Kind, string Customer)> who, IReadOnlyList<EvaluationQueries.Lead> leads)
    {
        var kinds = leads.Where(l => l.Customer is not null).GroupBy(l => l.Customer!).ToDictionary(g => g.Key, g => g.First().Kind);
        bool Is(string customer, params string[] kind) => kinds.TryGetValue(customer, out var own) && kind.Contains(own);
        return [.. who.GroupBy(w => w.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new SentOut(
            g.Key, g.Count(),
            g.Count(w => _first.Contains(w.Customer) && Is(w.Customer, LeadKinds.Theft, LeadKinds.Bypass)),
            g.Count(w => Is(w.Customer, LeadKinds.FileCorrection, LeadKinds.MeterFault, LeadKinds.Safety))))];
    }

    private MetricsInterval AucOf(HashSet<string> kind)
    {
        var rows = _scores.Where(s => kind.Contains(s.Customer) || !_thieves.ContainsKey(s.Customer)).ToArray();
        var ranking = new MetricsRanking([.. rows.Select(s => s.Value)], [.. rows.Select(s => kind.Contains(s.Customer))]);
        return new MetricsBootstrap([.. rows.Select(Group)], Math.Min(_resamples, 500)).Of(w => ranking.Auc(w));
    }

    private int Group(EvaluationQueries.Score score) => (int)(CacheLayout.Hash(_places[score.Customer]) & int.MaxValue);

    /// <summary>Mean stolen energy of the last days, kWh a day.</summary>
    private static double Recent(TruthFile.Theft theft) => theft.KwhPerDay.Length == 0 ? 0 : theft.KwhPerDay.TakeLast(RecentDays).Average();

    private static bool Covers(EvaluationQueries.Lead lead, double kwh) => lead.LowWh / 1000.0 <= kwh && kwh <= lead.HighWh / 1000.0;

    private static (double Low, double High) Wilson(int hits, int n)
    {
        if (n == 0) return (double.NaN, double.NaN);
        const double z = 1.96;
        var p = hits / (double)n;
        var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4.0 * n * n))) / (1 + (z * z / n));
        return (centre - half, centre + half);
    }
}
