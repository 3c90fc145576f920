using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;

namespace Voltward.Host.Detection;

/// <summary>
/// <c>train --simulated</c>: makes synthetic towns, takes each through import and analysis as any company's files, and fits the
/// ranker of evidence on what the analysis says of their customers. Some kinds of theft and of innocent cause are never planted.
/// </summary>
internal sealed class SimulatedTraining(int customers, Action<string> say)
{
    private const int Days = 90;
    private const float TheftShare = 0.04f;

    /// <summary>Never learned from: what the ranker does with them shows what it does with the unknown.</summary>
    public static IReadOnlyList<TheftKind> HeldOutKinds { get; } = [TheftKind.NightOnly, TheftKind.Clip, TheftKind.PhaseShunt, TheftKind.Progressive];

    public static IReadOnlyList<TwinKind> HeldOutTwins { get; } = [TwinKind.TenantChange, TwinKind.BadJoint];

    public async Task<Outcome<EvidenceRanker>> RunAsync(int towns, int seed, CancellationToken stop)
    {
        var calibration = Math.Max(1, (towns + 2) / 3);
        var made = new List<EvidenceTown>();
        for (var n = 0; n < towns + calibration; n++)
        {
            var town = await TownAsync((ulong)((seed * 1000) + n), n < towns ? TheftShare : null, stop);
            if (!town.Succeeded(out var evidence, out var problem)) return problem;
            made.Add(evidence);
            say(Terminal.Say($"城镇 {n + 1}/{towns + calibration}", $"town {n + 1} of {towns + calibration}"));
        }

        return RankerTraining.Fit(made[..towns], made[towns..]) with
        {
            HeldOutKinds = [.. HeldOutKinds.Select(k => k.ToString())],
            HeldOutTwins = [.. HeldOutTwins.Select(k => k.ToString())],
            Note = Terminal.Invariant(
                $"Trained on {towns} simulated towns of {customers} customers, calibrated on {calibration} others; no real outcome was seen. Made by: train --simulated {towns} --customers {customers} --seed {seed}"),
        };
    }

    /// <summary>Writes the file when one is asked for.</summary>
    public static void Keep(EvidenceRanker ranker, string? file)
    {
        if (file is not null) File.WriteAllText(file, ranker.ToJson() + "\n");
    }

    public static object View(EvidenceRanker ranker) => new
    {
        ranker.Model,
        ranker.Note,
        ranker.SchemaHash,
        ranker.DataId,
        ranker.TrainSeeds,
        ranker.CalibrationSeeds,
        ranker.HeldOutKinds,
        ranker.HeldOutTwins,
        ranker.Metrics,
    };

    public static void Print(EvidenceRanker ranker)
    {
        Console.Out.WriteLine(ranker.Note);
        foreach (var (name, value) in ranker.Metrics) Console.Out.WriteLine(Terminal.Invariant($"  {name,-18} {value:0.###}"));
    }

    private async Task<Outcome<EvidenceTown>> TownAsync(ulong seed, float? theftShare, CancellationToken stop)
    {
        var root = Directory.CreateTempSubdirectory("voltward-train-").FullName;
        try
        {
            var town = Path.Combine(root, "town");
            await Task.Run(() => SyntheticUtility.Write(
                new SimulationOptions { Seed = seed, Customers = customers, Days = Days, TheftShare = theftShare, HeldOut = HeldOutKinds, HeldOutTwins = HeldOutTwins }, town, null, stop), stop);
            await using var services = await Services.OpenAsync(Path.Combine(root, "data"), stop);
            var import = await services.GetRequiredService<ImportFiles>().RunAsync(new("company", [Path.Combine(town, "files")]), Actor.System, null, stop);
            if (import.Problem is { } unreadable) return unreadable;
            var run = await services.GetRequiredService<AnalyseUtility>().RunAsync(new(), Actor.System, stop);
            if (run.Problem is { } failed) return failed;
            return await services.GetRequiredService<TrainPrior>().RunAsync(new(seed, Path.Combine(town, "truth.json")), Actor.System, stop);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
