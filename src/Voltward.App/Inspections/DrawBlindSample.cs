using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Draws accepted visits at random, stratum by stratum, for other people to look at again (抽取盲复检). Each gets an order that looks like a random
/// audit; whoever carries it out sees nothing of the first result, and nobody of the first crew can be sent.
/// </summary>
public sealed class DrawBlindSample(Database database, InspectionShelf rules, PolicyShelf policies)
{
    /// <param name="From">First day of the visits drawn from.</param>
    /// <param name="Until">Last day, counted.</param>
    /// <param name="Share">Share drawn of each stratum, over 0 and at most 1; null: the company's.</param>
    /// <param name="Seed">Seed of the draw; null: a fresh one, kept with the sample.</param>
    public sealed record Request(DateOnly From, DateOnly Until, double? Share = null, string? Seed = null);

    /// <param name="SampleId">The sample.</param>
    /// <param name="Visits">Visits in the frame.</param>
    /// <param name="Orders">Orders written, in order of their number.</param>
    /// <param name="Busy">Visits not drawn from, because the customer has an unfinished order.</param>
    public sealed record Drawn(string SampleId, int Visits, IReadOnlyList<string> Orders, int Busy);

    public async Task<Outcome<Drawn>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Reviewer, Role.Manager, Role.System)) return AccessProblems.RoleMissing(Role.Reviewer, Role.Manager);
        if (!LotSeed.Of(request.Seed, actor).Succeeded(out var seed, out var chosen)) return chosen;
        if (request.Until < request.From) return QualityProblems.PeriodSenseless;
        if (request.Share is { } asked && !(asked is > 0 and <= 1)) return QualityProblems.ShareSenseless;
        await using var work = await database.BeginAsync(actor, stop);
        var today = CompanyTime.Day(work.Now);
        var terms = rules.Quality(today);
        var frame = await work.BlindFrameAsync(request.From, request.Until);
        // The place has to be in time for the second visit, else it could only be reported as late.
        var open = frame.Where(f => f.Unfinished == 0 && CompanyTime.Day(f.StartedAt).AddDays(terms.WithinDays) > today).ToList();
        if (open.Count == 0) return QualityProblems.NothingToDraw;

        var share = request.Share ?? terms.ReinspectShare;
        var strata = Strata(open, share, terms.LeastPerStratum, seed);
        var sampleId = await work.NextQualityIdAsync("FJ");
        await work.AddBlindSampleAsync(sampleId, new(request.From, request.Until, seed, share, terms.WithinDays, frame.Count(f => f.Unfinished > 0), strata));
        var orders = new List<string>();
        // In order of the lot, so that the numbers of the orders say nothing about the first visits.
        foreach (var first in strata.SelectMany(s => s.Drawn).OrderBy(f => AuditDraw.Number(seed, "order|" + f.VisitId)))
        {
            orders.Add(await OrderAsync(work, sampleId, first, CompanyTime.Day(first.StartedAt).AddDays(terms.WithinDays)));
        }

        await work.CommitAsync("quality.blind-drawn", $"sample/{sampleId}", new { visits = open.Count, drawn = orders.Count, strata = strata.Count }, stop: stop);
        return new Drawn(sampleId, open.Count, orders, frame.Count(f => f.Unfinished > 0));
    }

    /// <summary>The lot inside each stratum: at least the least, at most all of it.</summary>
    internal static IReadOnlyList<StratumDraw> Strata(IReadOnlyList<FrameRow> frame, double share, int least, string seed) =>
    [
        .. frame.GroupBy(f => f.Stratum).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new StratumDraw(
            g.Key, g.Count(),
            [.. g.OrderBy(f => AuditDraw.Number(seed, f.VisitId)).Take(Math.Min(g.Count(), Math.Max(least, (int)Math.Ceiling(share * g.Count()))))])),
    ];

    private async Task<string> OrderAsync(Work work, string sampleId, FrameRow first, DateOnly dueOn)
    {
        var earlier = (await work.FindOrderAsync(first.OrderNo))!;
        var order = new OrderRow
        {
            OrderNo = await work.NextOrderNoAsync(),
            CustomerNo = earlier.CustomerNo,
            UsagePointNo = earlier.UsagePointNo,
            AreaNo = earlier.AreaNo,
            OrgPath = earlier.OrgPath,
            Kind = earlier.Kind,
            ReasonCode = "random-audit",
            ChecklistId = earlier.ChecklistId,
            VoltageV = earlier.VoltageV,
            Phases = earlier.Phases,
            Ct = earlier.Ct,
            Minutes = policies.On(CompanyTime.Day(work.Now)).MinutesOf(earlier.Kind, earlier.VoltageV),
            CreatedBy = Actor.System.PersonId,
            CreatedAt = work.Now,
        };
        await work.AddOrderAsync(order);
        await work.AddReinspectionAsync(sampleId, order.OrderNo, first, dueOn);
        return order.OrderNo;
    }

    /// <summary>What is written of a draw.</summary>
    internal sealed record Plan(
        DateOnly From, DateOnly Until, string Seed, double Share, int WithinDays, int Busy, IReadOnlyList<StratumDraw> Strata);

    /// <summary>One stratum with the visits drawn from it.</summary>
    internal sealed record StratumDraw(string Name, int Visits, IReadOnlyList<FrameRow> Drawn);
}
