using System.Globalization;

namespace Voltward.Benchmarks;

/// <summary>
/// A whole night of an installation with daily readings: one more day comes in, the cache takes it up, then losses, engines, ranking and
/// leads of everybody. The same at half the size shows whether it grows in proportion.
/// </summary>
internal static class NightBench
{
    public const string Name = "night";
    private const int Days = 365;
    private const int PerArea = 100;

    /// <summary>Rows of a file of readings; a year of a million customers in one file would need 10 GB of memory to write.</summary>
    private const int RowsOfFile = 20_000_000;
    private const double TargetSeconds = 60;
    private const double TargetCustomers = 1_000_000;

    public static async Task<Figure> RunAsync(BenchRequest request)
    {
        var notes = new List<string>();
        if (request.Customers is { } wanted) return Of(wanted, await NightAsync(request, wanted, notes), notes);
        var largest = request.Full ? 20_000 : 6_000;
        var half = await NightAsync(request, largest / 2, notes);
        var whole = await NightAsync(request, largest, notes);
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"twice the customers take {whole.Median / half.Median:0.00} times as long; at this pace {TargetCustomers:N0} customers would take {whole.Median * TargetCustomers / largest:N0} s (extrapolated, not measured)"));
        return Of(largest, whole, notes);
    }

    private static Figure Of(int customers, Spread nights, List<string> notes) => new(
        Name, string.Create(CultureInfo.InvariantCulture, $"night of {customers:N0} customers in {customers / PerArea} areas, {Days} days of daily readings: new day into the cache, losses, engines, ranking, leads"),
        nights, null, null, null, "≤ 60 s, ≤ 6 GB for 1 M customers", nights.Median * TargetCustomers / customers <= TargetSeconds, notes);

    private static async Task<Spread> NightAsync(BenchRequest request, int customers, List<string> notes)
    {
        // A folder of its own for each size: connections to the first database may outlive its file.
        var folder = request.Folder(string.Create(CultureInfo.InvariantCulture, $"{Name}-{customers}"));
        request.Say($"{Name}: writing and importing {customers:N0} customers × {Days} days");
        var archive = BenchInstallation.WriteArchive(folder, customers, PerArea);
        await using var installation = await BenchInstallation.OpenAsync(Path.Combine(folder, "data"));
        var import = await Timing.SecondsAsync(async () =>
        {
            await installation.ImportAsync("company", archive);
            var atOnce = Math.Max(1, RowsOfFile / customers);
            for (var day = 0; day < Days; day += atOnce)
            {
                var file = BenchInstallation.WriteReadings(folder, (customers, PerArea), day, Math.Min(atOnce, Days - day));
                await installation.ImportAsync("company", file);
                File.Delete(file);
            }
        });
        var first = await Timing.SecondsAsync(() => installation.Cache.RunAsync(CancellationToken.None));
        // The night before, which has nothing to take over; those that are measured keep what it found until it is its turn again.
        var alone = await Timing.SecondsAsync(() => installation.AnalyseAsync());
        var (nights, work, said) = (new List<double>(), new List<double>(), "");
        for (var night = 0; night < request.Repeats; night++)
        {
            request.Say($"{Name}: night {night + 1} of {request.Repeats}, {customers:N0} customers");
            await installation.ImportAsync("company", BenchInstallation.WriteReadings(folder, (customers, PerArea), Days + night, 1));
            var before = Environment.CpuUsage.TotalTime;
            // The analysis takes the new day into the cache itself, while it loads the archive.
            nights.Add(await Timing.SecondsAsync(async () =>
            {
                var report = await installation.AnalyseAsync();
                said = string.Create(CultureInfo.InvariantCulture, $"{report.Customers:N0} customers, {report.Areas} areas, {report.Leads} leads, {report.KeptAreas} areas not asked again");
            }));
            work.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
            if ((await installation.Cache.RunAsync(CancellationToken.None)).DaysWritten != 0) throw new InvalidOperationException("the night left the new day out of the cache");
        }

        notes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{customers:N0} customers: night {new Spread(nights).Text("0.0")} s with the new day into the cache ({first:0.0} s for all {Days} days at first, and {alone:0.0} s for a night with nothing kept); processor time of the analysis {new Spread(work).Text("0.0")} s; {said}; import at first {import:0.0} s with writing the file; peak memory {Timing.PeakMegabytes():N0} MB"));
        if (!request.Keep) Directory.Delete(folder, recursive: true);
        return new Spread(nights);
    }
}
