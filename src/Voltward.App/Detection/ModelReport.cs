using System.Text.Json;
using Voltward.Analytics.Detection;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>
/// What the ranking in use is worth, from what has been recorded here (模型档案): where it comes from, whether its chances come true, what its list is
/// worth at the length that can be worked off, whether the world has moved since, and which versions ranked which analysis.
/// </summary>
public sealed class ModelReport(Database database, DataFolder folder)
{
    private const int LookBackDays = 730;
    private const double Moved = 0.1;
    private const int MostMoved = 12;

    /// <summary>Customers whose evidence drift is measured on; of a million a page would read 0.8 GB.</summary>
    private const int Watched = 20_000;

    /// <param name="Shipped">The ranker of evidence beside the program; null when the transparent formula ranks.</param>
    /// <param name="Formula">Name of that formula.</param>
    /// <param name="Trained">Models trained here, the newest first.</param>
    /// <param name="Runs">Analyses and the model that ranked each, the newest first.</param>
    /// <param name="Visits">Visits of scored customers.</param>
    /// <param name="Bins">Stated chance against findings.</param>
    /// <param name="Gains">What lists of some lengths are worth.</param>
    /// <param name="Capacity">Visits of an ordinary week; the first length.</param>
    /// <param name="Drift">Features of evidence that moved between the last two analyses, the most moved first; null when there are not two.</param>
    /// <param name="Compared">Features compared.</param>
    public sealed record View(
        EvidenceRanker? Shipped, string Formula, IReadOnlyList<BillModelCard> Trained, IReadOnlyList<RunRow> Runs, int Visits, IReadOnlyList<ReliabilityBin> Bins,
        IReadOnlyList<ListGain> Gains, int Capacity, IReadOnlyList<Movement>? Drift, int Compared);

    /// <summary>One feature and how far its distribution moved.</summary>
    public sealed record Movement(string Feature, string Engine, double Index);

    /// <param name="capacity">Visits that can be made in a week; null: those of the latest plan, or 20.</param>
    /// <param name="actor">Whose rows.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<View>> RunAsync(int? capacity, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Manager, Role.Analyst, Role.Planner, Role.Reviewer, Role.Auditor)) return AccessProblems.RoleMissing(Role.Analyst, Role.Manager);
        await using var look = await database.LookAsync(actor, stop);
        var today = CompanyTime.Day(look.Now);
        var visits = await VisitOutcomes.AllAsync(look, today.AddDays(-LookBackDays), today);
        var runs = await look.QueryAsync<RunRow>(
            """
            select run_id as RunId, as_of as AsOf, coalesce(model_id, '') as Model, data_id as DataId, customers as Customers, areas as Areas, started_at as StartedAt,
                (select count(*) from lead l where l.run_id = r.run_id) as Leads
            from analysis_run r where state = 'done' order by started_at desc, run_id desc limit 20
            """);
        var week = capacity ?? (int)await look.ScalarAsync<long>(
            "select coalesce((select count(*) from plan_candidate q where q.chosen = 1 and q.plan_id = (select plan_id from inspection_plan order by made_at desc, plan_id desc limit 1)), 0)");
        if (week < 1) week = 20;
        var scored = visits.Where(v => v.Probability is not null).ToList();
        var gains = runs.Count == 0 ? [] : await GainsAsync(look, runs[0].RunId, visits, week);
        var drift = runs.Count < 2 ? null : Movements(runs[1].RunId, runs[0].RunId);
        return new View(
            DetectionFiles.Suspicion().Ranker, DetectionFiles.Fusion().Model, await CardsAsync(stop), runs, scored.Count,
            Reliability.Bins([.. scored.Select(v => (v.Probability!.Value, v.Hit == 1))]), gains, week,
            drift is null ? null : [.. drift.Where(d => d.Index >= Moved).OrderByDescending(d => d.Index).Take(MostMoved)], drift?.Count ?? 0);
    }

    private static async Task<IReadOnlyList<ListGain>> GainsAsync(Look look, string runId, IReadOnlyList<VisitOutcomes.Row> visits, int week)
    {
        var found = visits.GroupBy(v => v.Customer).ToDictionary(g => g.Key, g => g.Any(v => v.Hit == 1));
        var ranked = (await look.QueryAsync<ScoreRow>(
            "select customer_no as Customer, probability as Probability from customer_score where run_id = @runId order by score desc, customer_no", new { runId }))
            .Select(s => (s.Probability, found.TryGetValue(s.Customer, out var hit) ? (bool?)hit : null)).ToList();
        return Reliability.Gains(ranked, [week, 2 * week, 5 * week, 10 * week, ranked.Count]);
    }

    /// <summary>Null when either run keeps no evidence.</summary>
    private List<Movement>? Movements(string before, string after)
    {
        if (EvidenceFile.Find(folder, before, Watched) is not { } old || EvidenceFile.Find(folder, after, Watched) is not { } now) return null;
        var places = now.Features.Select((name, i) => (Name: name, Now: i, Old: old.Features.ToList().IndexOf(name))).Where(p => p.Old >= 0);
        return [.. places.Select(p => new Movement(p.Name, FeatureNames.EngineOf(p.Name).ToString(), Drift.Index(Column(old, p.Old), Column(now, p.Now)))).Where(m => double.IsFinite(m.Index))];
    }

    private static float[] Column(EvidenceFile.Content file, int feature) =>
        [.. Enumerable.Range(0, file.Customers.Count).Select(c => file.Values[(c * file.Features.Count) + feature])];

    private async Task<IReadOnlyList<BillModelCard>> CardsAsync(CancellationToken stop)
    {
        var cards = new List<BillModelCard>();
        foreach (var file in Directory.GetFiles(folder.Models, "*.json").OrderDescending(StringComparer.Ordinal))
        {
            if (JsonSerializer.Deserialize<BillModelCard>(await File.ReadAllBytesAsync(file, stop), JsonSerializerOptions.Web) is { Model.Length: > 0 } card) cards.Add(card);
        }

        return [.. cards.OrderByDescending(c => c.TrainedAt)];
    }

    public sealed class RunRow
    {
        public string RunId { get; init; } = "";

        public DateOnly AsOf { get; init; }

        public string Model { get; init; } = "";

        public string DataId { get; init; } = "";

        public long Customers { get; init; }

        public long Areas { get; init; }

        public long Leads { get; init; }

        public DateTimeOffset StartedAt { get; init; }
    }

    private sealed class ScoreRow
    {
        public string Customer { get; init; } = "";

        public double Probability { get; init; }
    }
}
