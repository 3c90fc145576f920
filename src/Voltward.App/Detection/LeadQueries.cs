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
            select r.as_of as AsOf, r.window_from as WindowFrom, r.window_to as WindowTo, r.model_id as ModelId
            from analysis_run r join lead l on l.run_id = r.run_id where l.lead_id = @leadId
            """,
            new { leadId }))!;
        var reasons = await look.QueryAsync<Reason>(
            "select code as Code, engine as Engine, strength as Strength, text_zh as Zh, text_en as En, data as Data from lead_reason where lead_id = @leadId order by n",
            new { leadId });
        var innocent = await look.QueryAsync<Innocent>(
            "select code as Code, text_zh as Zh, text_en as En, still_open as Open from lead_innocent where lead_id = @leadId order by still_open desc, n",
            new { leadId });
        return new Lead(row, run, reasons, innocent);
    }

    public sealed record Lead(LeadList.Row Row, Run Run, IReadOnlyList<Reason> Reasons, IReadOnlyList<Innocent> Innocent);

    public sealed class Run
    {
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
    }

    public sealed class Innocent
    {
        public string Code { get; init; } = "";

        public string Zh { get; init; } = "";

        public string En { get; init; } = "";

        /// <summary>1 while nothing rules it out.</summary>
        public long Open { get; init; }

        public Words Text => new(Zh, En);
    }
}
