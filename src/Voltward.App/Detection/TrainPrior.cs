using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>Reads the evidence of an analysed synthetic utility beside its truth: the rows that the shipped ranker is trained on.</summary>
public sealed class TrainPrior(Database database, DataFolder folder)
{
    private const int RecentDays = 28;

    /// <param name="Seed">Seed of the town.</param>
    /// <param name="TruthPath">Its truth file.</param>
    public sealed record Request(ulong Seed, string TruthPath);

    public async Task<Outcome<EvidenceTown>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        var read = await TruthFile.ReadAsync(request.TruthPath, stop);
        if (!read.Succeeded(out var truth, out var problem)) return problem;
        await using var look = await database.LookAsync(actor, stop);
        if (await EvaluationQueries.RunAsync(look) is not { } run || EvidenceFile.Find(folder, run.RunId) is not { } evidence) return DetectionProblems.NoRun;
        var places = truth.Customers.ToDictionary(c => c.Customer, c => c.Area);
        var thieves = truth.Thefts.Where(t => t.Customer is not null && t.InWindow && t.Onset <= run.AsOf && (t.End is null || t.End > run.WindowFrom))
            .GroupBy(t => t.Customer!).ToDictionary(g => g.Key, g => g.First());
        var (rows, stolen, areas, kinds) = (new List<double[]>(), new List<double>(), new List<int>(), new List<string>());
        for (var i = 0; i < evidence.Customers.Count; i++)
        {
            if (!places.TryGetValue(evidence.Customers[i], out var area)) continue;
            rows.Add([.. evidence.Of(i).ToArray().Select(v => (double)v)]);
            stolen.Add(thieves.TryGetValue(evidence.Customers[i], out var theft) ? Recent(theft) : double.NaN);
            kinds.Add(theft?.Kind ?? "");
            areas.Add((int)(CacheLayout.Hash($"{request.Seed}/{area}") & int.MaxValue));
        }

        return new EvidenceTown(request.Seed, [.. rows], [.. stolen], [.. areas]) { Kinds = kinds };
    }

    /// <summary>Mean stolen energy of the last days, kWh a day.</summary>
    private static double Recent(TruthFile.Theft theft) => theft.KwhPerDay.Length == 0 ? 0 : Math.Max(0, theft.KwhPerDay.TakeLast(RecentDays).Average());
}
