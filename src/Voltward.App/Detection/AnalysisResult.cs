using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>Scores and leads of a run while it is being put together.</summary>
/// <param name="points">How many points there are to judge, about.</param>
internal sealed class AnalysisResult(int points)
{
    /// <summary>Vectors stand in few large blocks: a million small arrays are a million things to the collector, and every large one brings it on.</summary>
    private readonly int _perBlock = Math.Clamp(points, 100, 250_000);
    private readonly List<LeadDraft> _leads = [];
    private readonly HashSet<string> _points = new(points, StringComparer.Ordinal);
    private Memory<float> _free;

    /// <summary>Customers whose score another point may still raise, or who came after the areas.</summary>
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    public Dictionary<string, CustomerScore> Scores { get; } = new(points, StringComparer.Ordinal);

    public int Areas { get; private set; }

    /// <summary>Evidence vector of each customer, of its most suspicious point.</summary>
    public Dictionary<string, ReadOnlyMemory<float>> Vectors { get; } = new(points, StringComparer.Ordinal);

    /// <summary>Meters whose readings were put right or rejected, by rule.</summary>
    public SortedDictionary<string, int> Flagged { get; } = new(StringComparer.Ordinal);

    /// <summary>Scores that are not written yet, in order of number.</summary>
    public IEnumerable<CustomerScore> Unwritten => _open.Order(StringComparer.Ordinal).Select(c => Scores[c]);

    public bool Knows(string customer) => Scores.ContainsKey(customer);

    /// <summary>Whether the point was judged with its area.</summary>
    public bool KnowsPoint(string point) => _points.Contains(point);

    /// <summary>Judges the customers of some areas.</summary>
    /// <returns>Scores of customers with one place in the archive: nothing can change them any more.</returns>
    public List<CustomerScore> Add(IReadOnlyList<AreaAssessment> areas, Archive archive, SuspicionModel model, bool checkArchive = true)
    {
        Areas += areas.Count;
        var settled = new List<CustomerScore>();
        var judged = new (double Probability, LeadDraft? Lead)[areas.Count][];
        Parallel.For(0, areas.Count, a => judged[a] = Judged(areas[a], archive.Areas[areas[a].Area.AreaNo].OrgPath, model, checkArchive));
        for (var a = 0; a < areas.Count; a++)
        {
            var area = areas[a];
            var orgPath = archive.Areas[area.Area.AreaNo].OrgPath;
            if (ComposeLeads.Area(area, orgPath) is { } ofArea) _leads.Add(ofArea);
            foreach (var rule in area.Customers.SelectMany(c => c.Evidence).Concat(area.Evidence).Where(e => e.Engine == EngineId.E0 && (e.Code is ReadingChecks.Registers or ReadingChecks.WrongUnit or ReadingChecks.Impossible)).Select(e => e.Code))
            {
                Flagged[rule] = Flagged.GetValueOrDefault(rule) + 1;
            }

            for (var i = 0; i < area.Customers.Count; i++)
            {
                var (probability, lead) = judged[a][i];
                if (lead is not null) _leads.Add(lead);
                _points.Add(area.Customers[i].Point.Point);
                var score = new CustomerScore(area.Customers[i].Point.Customer, Fusion.Score(probability), probability, lead?.Lost?.Mid);
                Keep(score, area.Customers[i].Features);
                if (archive.InSeveralPlaces.Contains(score.Customer)) _open.Add(score.Customer);
                else settled.Add(score);
            }
        }

        return settled;
    }

    private static (double Probability, LeadDraft? Lead)[] Judged(AreaAssessment area, string orgPath, SuspicionModel model, bool checkArchive)
    {
        var chances = model.Probabilities([.. area.Customers.Select(c => c.Features)]);
        return [.. area.Customers.Select((assessment, i) =>
            (chances[i], ComposeLeads.Customer(assessment, area, orgPath, new Judgement(chances[i], model, assessment.Features), checkArchive)))];
    }

    /// <summary>A customer who is judged by bills alone.</summary>
    /// <param name="bill">The score.</param>
    /// <param name="orgPath">Place in the organisation.</param>
    /// <param name="months">Billed months, kWh a day; null when there are none.</param>
    public void Add(BillScore bill, string orgPath, float[]? months)
    {
        Keep(new CustomerScore(bill.Customer, bill.Score, bill.Probability, null), null);
        _open.Add(bill.Customer);
        if (bill.Reasons.Count == 0) return;
        _leads.Add(new LeadDraft
        {
            SubjectKind = "customer",
            Customer = bill.Customer,
            OrgPath = orgPath,
            Kind = LeadKinds.Bill,
            Score = bill.Score,
            Probability = bill.Probability,
            StatisticalOnly = true,
            Lost = LeadEnergy.OfBills(months),
            Reasons = [.. bill.Reasons.Take(ComposeLeads.MostReasons).Select(StoredReason.Of)],
            Innocent = [.. ((CauseCode[])[CauseCode.Vacancy, CauseCode.NewOccupant, CauseCode.Refit, CauseCode.MeterFault])
                .Select(c => new InnocentCause(c, null, true))],
        });
    }

    /// <summary>A customer who is judged by the own daily readings alone, with a lead or without.</summary>
    public void Add(string customer, (double Score, double Probability) rank, LeadDraft? lead)
    {
        Keep(new CustomerScore(customer, rank.Score, rank.Probability, lead?.Lost?.Mid), null);
        _open.Add(customer);
        if (lead is not null) _leads.Add(lead);
    }

    /// <summary>Leads in order of probability; equal ones by number, so that the order never depends on chance.</summary>
    public IReadOnlyList<LeadDraft> Ranked() =>
        [.. _leads.OrderByDescending(l => l.Probability).ThenBy(l => l.Customer ?? l.Area, StringComparer.Ordinal).ThenBy(l => l.Kind, StringComparer.Ordinal)];

    /// <summary>A customer with several points counts by the most suspicious one.</summary>
    private void Keep(CustomerScore score, double[]? vector)
    {
        if (Scores.TryGetValue(score.Customer, out var known) && known.Probability >= score.Probability) return;
        Scores[score.Customer] = score;
        if (vector is null) return;
        if (_free.Length < vector.Length) _free = new float[_perBlock * vector.Length];
        for (var i = 0; i < vector.Length; i++) _free.Span[i] = (float)vector[i];
        (Vectors[score.Customer], _free) = (_free[..vector.Length], _free[vector.Length..]);
    }
}
