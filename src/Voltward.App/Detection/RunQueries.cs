using System.Text.Json.Nodes;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>Leads and scores of the last finished analysis, in order of rank.</summary>
public sealed class RunQueries(Database database)
{
    /// <summary>Ranked leads of a run.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="AsOf">Decision day.</param>
    /// <param name="Model">What turned evidence into chances.</param>
    /// <param name="Leads">In order of rank.</param>
    /// <param name="ListLength">How many of the first customers make a list of which at most half are expected to be false orders; null when the model cannot say.</param>
    public sealed record Report(string RunId, DateOnly AsOf, string Model, IReadOnlyList<Entry> Leads, int? ListLength = null)
    {
        /// <summary>Hash over what the run was made from.</summary>
        public string DataId { get; init; } = "";
    }

    /// <summary>A lead with its reasons; a customer who is no lead has none.</summary>
    public sealed record Entry(LeadRow Lead, IReadOnlyList<LeadReason> Reasons, IReadOnlyList<InnocentCause> Innocent);

    /// <summary>The first leads.</summary>
    /// <param name="top">How many at most; null = all leads.</param>
    /// <param name="all">Every scored customer, once, on one scale: by how likely a visit finds theft, whatever the lead is about; leads of areas follow.</param>
    /// <param name="actor">Whose rows.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<Report>> RunAsync(int? top, bool all, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var run = await look.FindAsync<RunRow>(
            "select run_id as RunId, as_of as AsOf, coalesce(model_id, '') as Model, data_id as DataId from analysis_run where state = 'done' order by started_at desc, run_id desc limit 1");
        if (run is null) return DetectionProblems.NoRun;
        var leads = await LeadsAsync(look, run.RunId, top ?? int.MaxValue);
        var reasons = await ReasonsAsync(look, run.RunId);
        var entries = leads.Select(l => new Entry(l, [.. reasons[l.LeadId]], InnocentCause.Of(l.Causes))).ToList();
        if (all) entries = OneScale(entries, [.. (await OthersAsync(look, run.RunId, leads.Count)).Select(o => new Entry(o, [], []))], await ScoresAsync(look, run.RunId));
        return new Report(run.RunId, run.AsOf, run.Model, entries, await ListLengthAsync(look, run)) { DataId = run.DataId };
    }

    /// <summary>
    /// A lead about a file or a joint ranks by its own evidence; beside customers without a lead that would be another scale. Here everybody has the
    /// score of the same model, the place among all and the place in the own area.
    /// </summary>
    private static List<Entry> OneScale(List<Entry> leads, List<Entry> others, Dictionary<string, ScoreRow> scores)
    {
        var customers = leads.Where(e => e.Lead.Customer is not null).DistinctBy(e => e.Lead.Customer).Concat(others).Select(e => scores.TryGetValue(e.Lead.Customer!, out var s) ? e with { Lead = e.Lead.With(s.Score, s.Probability) } : e)
            .OrderByDescending(e => e.Lead.Score).ThenBy(e => e.Lead.Customer, StringComparer.Ordinal).ToList();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < customers.Count; i++)
        {
            var area = customers[i].Lead.Area ?? "";
            customers[i].Lead.Rank = i + 1;
            customers[i].Lead.RankInArea = area.Length == 0 ? null : places[area] = places.GetValueOrDefault(area) + 1;
        }

        var areas = leads.Where(e => e.Lead.Customer is null).ToList();
        for (var i = 0; i < areas.Count; i++) areas[i].Lead.Rank = customers.Count + i + 1;
        return [.. customers, .. areas];
    }

    private static async Task<Dictionary<string, ScoreRow>> ScoresAsync(Look look, string runId) => (await look.QueryAsync<ScoreRow>(
        "select customer_no as Customer, score as Score, probability as Probability from customer_score where run_id = @runId", new { runId })).ToDictionary(s => s.Customer, StringComparer.Ordinal);

    private static async Task<int?> ListLengthAsync(Look look, RunRow run)
    {
        var model = DetectionFiles.Suspicion();
        if (model.Ranker is null || model.Model != run.Model) return null;
        return model.ListLength([.. (await look.QueryAsync<LeadRow>("select probability as Probability from customer_score where run_id = @RunId", run)).Select(r => r.Probability)]);
    }

    private static Task<IReadOnlyList<LeadRow>> LeadsAsync(Look look, string runId, int top) => look.QueryAsync<LeadRow>(
        """
        select l.lead_id as LeadId, l.rank as Rank, l.customer_no as Customer, l.usage_point_no as Point, l.area_no as Area, l.kind as Kind,
            l.score as Score, l.probability as Probability, l.low_wh_per_day as LowWh, l.mid_wh_per_day as MidWh, l.high_wh_per_day as HighWh,
            l.onset as Onset, l.statistical_only as StatisticalOnly, l.state as State, l.causes as Causes
        from lead l where l.run_id = @runId and l.rank <= @top and @@scope(l.org_path)
        order by l.rank
        """,
        new { runId, top });

    private static async Task<ILookup<string, LeadReason>> ReasonsAsync(Look look, string runId) => (await look.QueryAsync<ReasonRow>(
        """
        select r.lead_id as LeadId, r.code as Code, r.engine as Engine, r.strength as Strength, r.text_zh as Zh, r.text_en as En, r.data as Data
        from lead_reason r join lead l on l.lead_id = r.lead_id where l.run_id = @runId and @@scope(l.org_path)
        order by r.lead_id, r.n
        """,
        new { runId })).ToLookup(r => r.LeadId, r => new LeadReason(r.Code, r.Engine, r.Strength, new(r.Zh, r.En), JsonNode.Parse(r.Data)!.AsObject()));

    /// <summary>Scored customers that are no lead, the most suspicious first; ranked after the leads.</summary>
    private static Task<IReadOnlyList<LeadRow>> OthersAsync(Look look, string runId, int after) => look.QueryAsync<LeadRow>(
        """
        select '' as LeadId, @after + row_number() over (order by s.score desc, s.customer_no) as Rank, s.customer_no as Customer,
            (select max(u.area_no) from usage_point u where u.customer_no = s.customer_no and u.known_to = '9999-12-31T00:00:00.0000000Z'
                and u.valid_to = '9999-12-31') as Area,
            '' as Kind, s.score as Score, s.probability as Probability, s.mid_wh_per_day as MidWh
        from customer_score s
        where s.run_id = @runId and not exists (select 1 from lead l where l.run_id = s.run_id and l.customer_no = s.customer_no)
            and (@everything = 1 or exists (select 1 from customer c where c.customer_no = s.customer_no and @@scope(c.org_path)))
        order by s.score desc, s.customer_no
        """,
        new { runId, after, everything = look.Actor.OrgPath == "/" ? 1 : 0 });

    public sealed class LeadRow
    {
        /// <summary>Ordinary causes as they are stored.</summary>
        internal string Causes { get; init; } = "";

        public string LeadId { get; init; } = "";

        public long Rank { get; set; }

        /// <summary>Place among the customers of its area; known when everybody is listed.</summary>
        public long? RankInArea { get; set; }

        public string? Customer { get; init; }

        public string? Point { get; init; }

        public string? Area { get; init; }

        public string Kind { get; init; } = "";

        public double Score { get; set; }

        public double Probability { get; set; }

        public long? LowWh { get; init; }

        public long? MidWh { get; init; }

        public long? HighWh { get; init; }

        public DateOnly? Onset { get; init; }

        public long StatisticalOnly { get; init; }

        public string State { get; init; } = "";

        internal LeadRow With(double score, double probability)
        {
            var row = (LeadRow)MemberwiseClone();
            (row.Score, row.Probability) = (score, probability);
            return row;
        }
    }

    private sealed class ScoreRow
    {
        public string Customer { get; init; } = "";

        public double Score { get; init; }

        public double Probability { get; init; }
    }

    private sealed class RunRow
    {
        public string RunId { get; init; } = "";

        public DateOnly AsOf { get; init; }

        public string Model { get; init; } = "";

        public string DataId { get; init; } = "";
    }

    private sealed class ReasonRow
    {
        public string LeadId { get; init; } = "";

        public string Code { get; init; } = "";

        public string Engine { get; init; } = "";

        public double Strength { get; init; }

        public string Zh { get; init; } = "";

        public string En { get; init; } = "";

        public string Data { get; init; } = "{}";
    }
}
