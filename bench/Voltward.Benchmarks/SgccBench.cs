using System.Globalization;
using System.Text;

namespace Voltward.Benchmarks;

/// <summary>
/// A file of the State Grid format, as large as the real one, all the way: wide file with days in the order of text, import, cache,
/// features, model from its labels, scores and leads. The values are invented, so nothing is said about how well it finds anybody.
/// </summary>
internal static class SgccBench
{
    public const string Name = "sgcc";
    private const int Days = 1034;
    private static readonly DateOnly First = new(2014, 1, 1);
    private static readonly DateOnly Absent = new(2016, 9, 18);

    public static async Task<Figure> RunAsync(BenchRequest request)
    {
        var customers = request.Full ? 42_372 : 2_000;
        var folder = request.Folder(Name);
        var file = Path.Combine(folder, "wide.csv");
        request.Say($"{Name}: writing {customers:N0} × {Days}");
        Write(file, customers);
        await using var installation = await BenchInstallation.OpenAsync(Path.Combine(folder, "data"));
        var (rows, auc, said) = (0L, (With: double.NaN, Without: (double?)null), "");
        var import = await StepAsync(request, "import", async () => rows = (await installation.ImportAsync("sgcc-wide", file)).Loaded);
        var importPeak = Timing.PeakMegabytes();
        var cache = await StepAsync(request, "cache", async () => await installation.Cache.RunAsync(CancellationToken.None));
        var train = await StepAsync(request, "train", async () => auc = await installation.TrainAsync() is { Card: var card } ? (card.InnerAuc, card.BlindAuc) : auc);
        var analyse = await StepAsync(request, "analyse", async () =>
        {
            var report = await installation.AnalyseAsync();
            var leads = await installation.LeadsAsync(3);
            said = string.Create(CultureInfo.InvariantCulture, $"{report.Customers:N0} customers scored, {report.Leads:N0} leads, first {leads.Leads[0].Lead.Customer} with {leads.Leads[0].Reasons.Count} reasons");
            if (report.Customers != customers) throw new InvalidOperationException(said);
        });
        var bytes = new FileInfo(file).Length;
        Directory.Delete(folder, recursive: true);
        return new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"State Grid format, {customers:N0} customers × {Days} day columns ({bytes / 1e6:N0} MB), file to leads, once"),
            new Spread([import + cache + train + analyse]), null, null, null, "the whole path works", true,
            [
                string.Create(CultureInfo.InvariantCulture, $"import {import:0.0} s ({rows:N0} values and labels, {rows / import / 1e3:N0} thousand a second), cache {cache:0.0} s, training {train:0.0} s, features, scores and leads {analyse:0.0} s"),
                said,
                string.Create(CultureInfo.InvariantCulture, $"inner AUC on the invented labels {auc.With:0.000}, blind to missing readings {auc.Without:0.000}: it says that the path is connected, nothing else; peak memory {importPeak:N0} MB after the import, {Timing.PeakMegabytes():N0} MB in the end"),
            ]);
    }

    private static async Task<double> StepAsync(BenchRequest request, string step, Func<Task> work)
    {
        var seconds = await Timing.SecondsAsync(work);
        request.Say($"{Name}: {step} {seconds:0.0} s");
        return seconds;
    }

    private static void Write(string file, int customers)
    {
        var days = Enumerable.Range(0, Days).Select(d => First.AddDays(d)).Where(d => d != Absent).ToArray();
        // One day is absent in the real file; the last column keeps their number.
        days = [.. days, First.AddDays(Days)];
        var columns = days.Select(d => (Text: d.ToString("yyyy/M/d", CultureInfo.InvariantCulture), Day: (uint)(d.DayNumber - First.DayNumber))).OrderBy(d => d.Text, StringComparer.Ordinal).ToArray();
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20);
        writer.WriteLine("CONS_NO,FLAG," + string.Join(',', columns.Select(c => c.Text)));
        var line = new StringBuilder();
        for (var c = 0u; c < customers; c++)
        {
            line.Clear().Append(CultureInfo.InvariantCulture, $"{c:X32},{(DailyReadings.Fell(c) ? 1 : 0)}");
            foreach (var (_, day) in columns)
            {
                line.Append(',');
                // A quarter of the real cells is empty.
                var value = DailyReadings.Value(c, day, 0.25f);
                if (!float.IsNaN(value)) line.Append(CultureInfo.InvariantCulture, $"{value:0.00}");
            }

            writer.WriteLine(line);
        }
    }
}
