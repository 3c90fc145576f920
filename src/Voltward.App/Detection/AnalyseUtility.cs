using System.Globalization;
using System.Runtime;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;
using Voltward.App.LineLoss;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// Line loss, engines and ranking of the whole utility up to a day (分析). A run is known by what it was made from, so running it
/// again changes nothing; one that was interrupted begins again.
/// </summary>
public sealed class AnalyseUtility(Database database, Lake lake, BuildCache cache, BillSuspicion suspicion, DataFolder folder)
{
    private const int HistoryDays = 400;
    private const int WindowDays = 90;

    /// <summary>What to analyse.</summary>
    /// <param name="AsOf">Decision day: later readings and archive rows are invisible. Null = the last day that has readings.</param>
    /// <param name="Anew">Whether every area is asked again who explains its loss, whatever the nights before found.</param>
    public sealed record Request(DateOnly? AsOf = null, bool Anew = false);

    /// <summary>What came out.</summary>
    public sealed record Report(string RunId, DateOnly AsOf, DateOnly From, long Customers, long Areas, long Leads, double Seconds, string Model)
    {
        /// <summary>Areas whose customers were asked on one of the six nights before, and not again.</summary>
        public long KeptAreas { get; init; }

        /// <summary>Meters whose readings were put right or rejected, by rule: registers for energy (V1), another unit (V2), impossible days (V3).</summary>
        public IReadOnlyDictionary<string, int> Flagged { get; init; } = new SortedDictionary<string, int>();
    }

    public async Task<Outcome<Report>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Analyst)) return AccessProblems.RoleMissing(Role.Analyst);
        using var alone = await FolderLock.TakeAsync(folder, FolderLock.Analysis, TimeSpan.Zero, stop);
        if (alone is null) return DetectionProblems.AnalysisRunning;
        // A collector that works beside the engines lags behind them: a third more memory for a million customers, and no time won.
        var usual = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        try
        {
            return await RunAsync(request, actor, System.Diagnostics.Stopwatch.StartNew(), stop);
        }
        finally
        {
            GCSettings.LatencyMode = usual;
        }
    }

    private async Task<Outcome<Report>> RunAsync(Request request, Actor actor, System.Diagnostics.Stopwatch clock, CancellationToken stop)
    {
        var extent = await AnalysisInputs.ExtentAsync(database, request.AsOf, stop);
        var span = extent ?? await AnalysisInputs.BillExtentAsync(database, request.AsOf, stop);
        if (span is null) return DetectionProblems.NoReadings;
        span = Cut(span);
        // What the night before found and the ranker are read while the archive is.
        var (before, ranking) = (Task.Run(() => KeptFindings.Load(folder, span.AsOf, request.Anew), stop), Task.Run(DetectionFiles.Suspicion, stop));
        var inputs = await AnalysisInputs.LoadAsync(database, lake, cache, span, stop);
        var (kept, fusion) = (await before, await ranking);
        var model = (await BillModelCard.LatestAsync(folder, stop)) is { } bills ? $"{fusion.Model}+{bills.Card.Model}" : fusion.Model;
        if (await BillModelCard.LatestAsync(folder, stop, BillModelCard.Days) is { } days) model += "+" + days.Card.Model;
        var run = new AnalysisStore.RunRow
        {
            RunId = string.Create(CultureInfo.InvariantCulture, $"R{span.AsOf:yyyyMMdd}-{CacheLayout.Hash(inputs.DataId + model + kept.From):x16}")[..20],
            AsOf = span.AsOf,
            WindowFrom = span.WindowFrom,
            WindowTo = span.AsOf,
            Model = model,
        };
        if (await EarlierAsync(run.RunId, stop) is { } earlier) return earlier with { Seconds = clock.Elapsed.TotalSeconds };

        await using (var work = await database.BeginAsync(actor, stop))
        {
            await AnalysisStore.StartAsync(work, run, inputs.DataId);
            await work.CommitAsync("analysis.started", "analysis/" + run.RunId, new { findingsOf = kept.From }, stop: stop);
        }

        var keeping = Task.CompletedTask;
        try
        {
            var result = await AnalyseAsync(inputs, (span, true, kept), fusion, (run.RunId, actor), found => keeping = Task.Run(() => Keep(found, kept, run), stop), stop);
            if (!(await new DailySuspicion(database, cache, folder).AddAsync(result, extent is null ? null : request.AsOf ?? extent.AsOf, stop)).Succeeded(out _, out var other)) return other;
            if (!(await AddBillsAsync(result, inputs, request.AsOf, stop)).Succeeded(out _, out var refused)) return refused;
            return await FinishAsync(run, actor, (result, kept, keeping), stop) with { Seconds = clock.Elapsed.TotalSeconds };
        }
        finally
        {
            // Nobody may write files for an analysis that is over; what went wrong first is what is thrown.
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>History for reference and a shorter window for what is published.</summary>
    private static AnalysisSpan Cut(AnalysisSpan extent)
    {
        var (first, window) = (extent.AsOf.AddDays(1 - HistoryDays), extent.AsOf.AddDays(1 - WindowDays));
        return new AnalysisSpan(first > extent.First ? first : extent.First, window > extent.First ? window : extent.First, extent.AsOf);
    }

    private async Task<Report?> EarlierAsync(string runId, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        if (await AnalysisStore.FindRunAsync(look, runId) is not { State: "done" } run) return null;
        var leads = await look.ScalarAsync<long>("select count(*) from lead where run_id = @runId", new { runId });
        return new Report(runId, run.AsOf, run.WindowFrom, run.Customers, run.Areas, leads, 0, run.Model ?? "");
    }

    /// <summary>
    /// The same analysis kept nowhere, with the check of the archive or without: what the check is worth is the difference. Null when there is
    /// nothing to analyse.
    /// </summary>
    internal async Task<AnalysisResult?> UnkeptAsync(DateOnly asOf, bool checkArchive, CancellationToken stop)
    {
        if (await AnalysisInputs.ExtentAsync(database, asOf, stop) is not { } extent) return null;
        var span = Cut(extent);
        var inputs = await AnalysisInputs.LoadAsync(database, lake, cache, span, stop);
        return await AnalyseAsync(inputs, (span, checkArchive, null), DetectionFiles.Suspicion(), null, null, stop);
    }

    /// <summary>All buckets: losses first, then with what the peers and neighbours say the evidence; losses are written bucket by bucket meanwhile.</summary>
    /// <param name="inputs">What is analysed.</param>
    /// <param name="how">Days, whether the archive is checked, and the findings of the nights before; null: everybody is asked.</param>
    /// <param name="fusion">From evidence to a chance.</param>
    /// <param name="run">Where losses are written and by whom; null: nothing is written.</param>
    /// <param name="judged">Told when everybody with an area is judged, while the database still writes.</param>
    /// <param name="stop">Cancels.</param>
    private async Task<AnalysisResult> AnalyseAsync(
        AnalysisInputs inputs, (AnalysisSpan Span, bool CheckArchive, KeptFindings? Kept) how, SuspicionModel fusion, (string RunId, Actor Actor)? run, Action<AnalysisResult>? judged, CancellationToken stop)
    {
        var span = how.Span;
        var result = new AnalysisResult(inputs.Archive.Points.Count);
        using var open = new OpenBuckets(bucket => BucketReadings.Open(cache.Root, bucket, span.First, span.Days));
        var parts = Alone(inputs, open, new SeriesStore(span.Days));
        var peers = PeerModel.Fit([.. parts.SelectMany(p => p.Fits)]);
        var losses = EachBucket(parts.Length, n => parts[n].Losses(peers));
        var utility = Facts(parts, losses, peers, (how.CheckArchive, how.Kept));
        // The database writes while the processors look for theft.
        var saving = new List<Task>();
        if (run is { } kept)
        {
            var meters = parts.SelectMany(p => p.FeederMeters).ToDictionary(m => m.Key, m => m.Value);
            saving.Add(Task.Run(() => SaveLossesAsync(inputs, (losses, meters), span, kept, stop), stop));
        }

        try
        {
            await DetectAsync(
                parts.Length,
                n =>
                {
                    var found = parts[n].Detect(losses[n], utility);
                    open.Drop(inputs.Buckets[n].Bucket);
                    return found;
                },
                found =>
                {
                    var settled = result.Add(found, inputs.Archive, fusion, utility.CheckArchive);
                    if (run is { } known) saving.Add(Task.Run(() => SaveScoresAsync(settled, known, stop), stop));
                },
                stop);
            judged?.Invoke(result);
        }
        finally
        {
            await Task.WhenAll(saving);
        }

        return result;
    }

    /// <summary>First step of every bucket; nobody holds the lent series after it.</summary>
    private static AnalyseBucket[] Alone(AnalysisInputs inputs, OpenBuckets open, SeriesStore store) =>
        EachBucket(inputs.Buckets.Count, n => new AnalyseBucket(inputs.Archive, inputs.Context, inputs.Buckets[n].Areas, () => open.Take(inputs.Buckets[n].Bucket), store));

    /// <summary>Evidence of all buckets in their order; the next bucket is begun before the one before it is judged, so that no processor waits for the last area of a bucket.</summary>
    private static async Task DetectAsync(int buckets, Func<int, AreaAssessment[]> detect, Action<AreaAssessment[]> judge, CancellationToken stop)
    {
        var begun = new Queue<Task<AreaAssessment[]>>();
        var next = 0;
        try
        {
            for (var n = 0; n < buckets; n++)
            {
                while (next < buckets && next <= n + 1)
                {
                    var bucket = next++;
                    begun.Enqueue(Task.Run(() => detect(bucket), stop));
                }

                judge(await begun.Dequeue());
            }
        }
        finally
        {
            // Nobody may be reading when the buckets are unmapped; what went wrong first is what is thrown.
            await ((Task)Task.WhenAll(begun)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One result for each bucket, two buckets at a time.</summary>
    private static T[] EachBucket<T>(int count, Func<int, T> make)
    {
        var made = new T[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, n => made[n] = make(n));
        return made;
    }

    private static UtilityFacts Facts(AnalyseBucket[] parts, AreaLoss[][] losses, PeerModel peers, (bool CheckArchive, KeptFindings? Kept) how)
    {
        var neighbours = new FeederNeighbours(losses.SelectMany(l => l), parts);
        AreaBookings[] bookings = how.CheckArchive ? [.. EachBucket(parts.Length, n => parts[n].Misbooked(neighbours, how.Kept)).SelectMany(found => found)] : [];
        return new UtilityFacts(peers, PeerLossRate(losses.SelectMany(l => l)), [.. bookings.SelectMany(b => b.Found)], DetectionFiles.Rules())
        {
            CheckArchive = how.CheckArchive,
            Kept = how.Kept,
            Tests = bookings.ToDictionary(b => b.AreaNo),
        };
    }

    private async Task SaveLossesAsync(
        AnalysisInputs inputs, (AreaLoss[][] Areas, Dictionary<string, (float[] Import, float[] Export)> FeederMeters) losses, AnalysisSpan span, (string RunId, Actor Actor) run, CancellationToken stop)
    {
        for (var n = 0; n < losses.Areas.Length; n++)
        {
            var (bucket, part) = (inputs.Buckets[n].Bucket, losses.Areas[n]);
            await using var work = await database.BeginAsync(run.Actor, stop);
            await LossStore.SaveAreasAsync(work, run.RunId, span.WindowFrom, [.. part.Select(l => (l, inputs.Archive.Areas[l.Area.AreaNo].OrgPath))]);
            await work.CommitAsync("analysis.losses-saved", $"analysis/{run.RunId}", new { bucket, areas = part.Length }, stop: stop);
        }

        var feeders = FeederSums.Of([.. losses.Areas.SelectMany(l => l)], losses.FeederMeters, span).ToList();
        await using var last = await database.BeginAsync(run.Actor, stop);
        await LossStore.SaveFeedersAsync(last, run.RunId, feeders);
        await last.CommitAsync("analysis.feeders-saved", $"analysis/{run.RunId}", new { days = feeders.Count }, stop: stop);
    }

    private async Task SaveScoresAsync(List<CustomerScore> scores, (string RunId, Actor Actor) run, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(run.Actor, stop);
        await AnalysisStore.SaveScoresAsync(work, run.RunId, scores);
        await work.CommitAsync("analysis.scores-saved", $"analysis/{run.RunId}", new { customers = scores.Count }, stop: stop);
    }

    /// <summary>Ordinary loss rate of an area.</summary>
    private static double PeerLossRate(IEnumerable<AreaLoss> losses)
    {
        var rate = Robust.Median(losses.Select(l => Robust.Median(Enumerable.Range(0, l.Days).Where(l.Balance.Usable).Select(d => l.Balance.Loss[d] / l.Balance.In[d]))));
        return double.IsNaN(rate) ? 0.04 : rate;
    }

    /// <summary>Customers without readings are judged by their bills.</summary>
    private async Task<Outcome<Done>> AddBillsAsync(AnalysisResult result, AnalysisInputs inputs, DateOnly? asOf, CancellationToken stop)
    {
        if (!await AnalysisInputs.HasOtherBillsAsync(database, lake, result.Scores.Keys, stop)) return default(Done);
        if (!(await suspicion.ScoreAsync(asOf, stop)).Succeeded(out var scores, out var problem)) return problem;
        var orgs = inputs.Archive.Points.GroupBy(p => p.Subject.Customer).ToDictionary(g => g.Key, g => g.First().OrgPath);
        foreach (var bill in scores.Where(b => !result.Knows(b.Customer)))
        {
            result.Add(bill, orgs.GetValueOrDefault(bill.Customer, "/"), inputs.Context.Bills.Of(bill.Customer));
        }

        return default(Done);
    }

    /// <summary>What lies beside the database: vectors for a later ranker, findings for the next nights.</summary>
    private void Keep(AnalysisResult result, KeptFindings kept, AnalysisStore.RunRow run)
    {
        EvidenceFile.Save(folder, run.RunId, run.AsOf, result.Vectors);
        kept.Save(folder, run.RunId);
    }

    private async Task<Report> FinishAsync(AnalysisStore.RunRow run, Actor actor, (AnalysisResult Result, KeptFindings Kept, Task Keeping) made, CancellationToken stop)
    {
        var (result, areas) = (made.Result, made.Result.Areas);
        var leads = result.Ranked();
        await using var work = await database.BeginAsync(actor, stop);
        await AnalysisStore.SaveScoresAsync(work, run.RunId, result.Unwritten);
        await AnalysisStore.SaveLeadsAsync(work, run.RunId, leads);
        await AnalysisStore.FinishAsync(work, run.RunId, result.Scores.Count, areas);
        await made.Keeping;
        await work.CommitAsync(
            "analysis.finished", "analysis/" + run.RunId, new { customers = result.Scores.Count, areas, leads = leads.Count, keptAreas = made.Kept.Kept }, stop: stop);
        return new Report(run.RunId, run.AsOf, run.WindowFrom, result.Scores.Count, areas, leads.Count, 0, run.Model ?? "") { Flagged = result.Flagged, KeptAreas = made.Kept.Kept };
    }
}

/// <summary>Days of an analysis: history from <paramref name="First"/>, published figures from <paramref name="WindowFrom"/>.</summary>
internal sealed record AnalysisSpan(DateOnly First, DateOnly WindowFrom, DateOnly AsOf)
{
    public int Days => AsOf.DayNumber - First.DayNumber + 1;
}
