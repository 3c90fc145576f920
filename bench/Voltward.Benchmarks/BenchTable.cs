using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace Voltward.Benchmarks;

/// <summary>All benchmarks, and how their figures are printed.</summary>
internal static class BenchTable
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Benchmarks by name, in order.</summary>
    public static IReadOnlyDictionary<string, Func<BenchRequest, Task<Figure>>> All { get; } = new Dictionary<string, Func<BenchRequest, Task<Figure>>>
    {
        [ImportBench.Name] = ImportBench.RunAsync,
        [FeatureBench.Name] = FeatureBench.RunAsync,
        [RankingBench.Name] = RankingBench.RunAsync,
        [NightBench.Name] = NightBench.RunAsync,
        [SgccBench.Name] = SgccBench.RunAsync,
    };

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchRequest request, string? only)
    {
        var figures = new List<Figure>();
        foreach (var (name, run) in All.Where(b => only is null || b.Key == only)) figures.Add(await run(request));
        return figures;
    }

    public static string Json(IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(
        new
        {
            machine = Machine(),
            load = Timing.Load(),
            figures = figures.Select(f => new
            {
                f.Name,
                f.What,
                f.Skipped,
                seconds = f.Skipped is null ? View(f.Seconds) : null,
                f.Peer,
                peerSeconds = View(f.PeerSeconds),
                ratio = View(f.Ratio),
                f.Target,
                f.Reached,
                f.Notes,
            }),
        },
        Readable) + "\n";

    public static string Text(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder();
        text.AppendLine(Machine());
        foreach (var f in figures)
        {
            text.AppendLine();
            if (f.Skipped is { } reason)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{f.Name}: skipped, {reason}");
                continue;
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"{f.Name}: {f.What}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  Voltward   {f.Seconds.Text("0.000"),-30} s, median (smallest–largest) of {f.Seconds.Values.Count}");
            if (f is { PeerSeconds: { } peer, Ratio: { } ratio })
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  peer       {peer.Text("0.000"),-30} s of {peer.Values.Count}: {f.Peer}");
                text.AppendLine(CultureInfo.InvariantCulture, $"  ratio      {ratio.Text("0.0000"),-30} ours over the peer's; the peer takes {1 / ratio.Median:0.00} times ours");
            }

            if (f.Target is { } target) text.AppendLine(CultureInfo.InvariantCulture, $"  target     {target}: {(f.Reached is null ? "not judged at this size" : f.Reached.Value ? "reached" : "NOT reached")}");
            foreach (var note in f.Notes) text.AppendLine("  " + note);
        }

        return text.ToString();
    }

    private static object? View(Spread? spread) => spread is null ? null : new { spread.Min, spread.Median, spread.Max, spread.Values };

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors, {(Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128")}-bit vectors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, load {Timing.Load():0.0}");
}
