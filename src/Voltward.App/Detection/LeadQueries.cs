using System.Text.Json.Nodes;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>One lead with its reasons and what would clear the customer (线索详情).</summary>
public sealed class LeadQueries(Database database)
{
    /// <summary>Null when there is no such lead inside the person's part.</summary>
    public async Task<Lead?> RunAsync(string leadId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var row = await look.FindAsync<LeadList.Row>(
            $"{LeadList.Columns} {LeadList.Joined} where l.lead_id = @leadId and @@scope(l.org_path)",
            new { leadId, now = look.Now, today = CompanyTime.Day(look.Now) });
        if (row is null) return null;
        var run = (await look.FindAsync<Run>(
            """
            select r.run_id as RunId, r.data_id as DataId, r.as_of as AsOf, r.window_from as WindowFrom, r.window_to as WindowTo, r.model_id as ModelId
            from analysis_run r join lead l on l.run_id = r.run_id where l.lead_id = @leadId
            """,
            new { leadId }))!;
        var reasons = await look.QueryAsync<Reason>(
            "select code as Code, engine as Engine, strength as Strength, text_zh as Zh, text_en as En, data as Data from lead_reason where lead_id = @leadId order by n",
            new { leadId });
        var causes = InnocentCause.Of(await look.ScalarAsync<string>("select causes from lead where lead_id = @leadId", new { leadId }) ?? "");
        return new Lead(row, run, reasons, [.. causes.OrderByDescending(c => c.Open)]);
    }

    public sealed record Lead(LeadList.Row Row, Run Run, IReadOnlyList<Reason> Reasons, IReadOnlyList<InnocentCause> Innocent)
    {
        /// <summary>What a crew measures or looks up to dismiss the lead, each once.</summary>
        public IReadOnlyList<LeadCheck> Checks => LeadRecipe.Checks(Reasons.Select(r => r.Facts));

        /// <summary>Earlier night on which the customers of the area were asked who explains its loss; null: on the night of the run.</summary>
        public string? AskedOn => Reasons.Select(r => r.Facts[LeadRecipe.AskedOn]?.ToString()).FirstOrDefault();

        /// <summary>The commands that make the same lead again from the same data.</summary>
        public string Command => LeadRecipe.Command(Run.AsOf, Reasons.Select(r => r.Facts));
    }

    public sealed class Run
    {
        public string RunId { get; init; } = "";

        /// <summary>Hash over the readings and the archive rows that were used, and the build of the engines.</summary>
        public string DataId { get; init; } = "";

        public DateOnly AsOf { get; init; }

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }

        public string? ModelId { get; init; }
    }

    public sealed class Reason
    {
        public string Code { get; init; } = "";

        public string Engine { get; init; } = "";

        public double Strength { get; init; }

        public string Zh { get; init; } = "";

        public string En { get; init; } = "";

        /// <summary>JSON that reproduces the reason.</summary>
        public string Data { get; init; } = "{}";

        public Words Text => new(Zh, En);

        /// <summary>Hash of the exact numbers the engine used; null when the reason names none.</summary>
        public string? InputHash => Facts["inputHash"]?.ToString();

        /// <summary>What the engine adds to the log odds of the ranker; null when no ranker says.</summary>
        public double? LogOdds => (double?)Facts["logOdds"];

        internal JsonObject Facts => _facts ??= JsonNode.Parse(Data) as JsonObject ?? [];

        private JsonObject? _facts;
    }
}
