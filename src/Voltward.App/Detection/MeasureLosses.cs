using Voltward.Analytics.LineLoss;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// Losses of the last analysis of a synthetic utility against what was really lost, by size of the area, by how much is read there, and by
/// whether its file is right. A regression test, never a promise for the field.
/// </summary>
public sealed class MeasureLosses(Database database)
{
    private const int FewestDays = 7;

    /// <summary>Share of the customers whose voltages take part where an area counts as read completely.</summary>
    private const double NearlyAll = 0.8;

    public sealed record Request(string TruthPath);

    /// <summary>What came out.</summary>
    /// <param name="Technical">Technical loss: heat in the lines, and in the transformer where it stands inside the balance.</param>
    /// <param name="Metered">The whole loss: heat, stolen energy, faults and what unmetered supplies took beyond their agreed use.</param>
    public sealed record Report(IReadOnlyList<LossGroup> Technical, IReadOnlyList<LossGroup> Metered)
    {
        /// <summary>Technical loss of each area, and whose voltages are read there: all, some or none.</summary>
        internal IReadOnlyList<(string Read, LossError Technical)> Areas { get; init; } = [];
    }

    public async Task<Outcome<Report>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        var read = await TruthFile.ReadAsync(request.TruthPath, stop);
        if (!read.Succeeded(out var truth, out var problem)) return problem;
        await using var look = await database.LookAsync(actor, stop);
        if (await EvaluationQueries.RunAsync(look) is not { } run) return DetectionProblems.NoRun;
        var days = await EvaluationQueries.DaysAsync(look, run.RunId);
        var sums = (await EvaluationQueries.AreasAsync(look, run.RunId)).ToDictionary(a => a.Area);
        var areas = days.GroupBy(d => d.Area).Where(g => g.Count() >= FewestDays && sums.ContainsKey(g.Key)).ToDictionary(g => g.Key, g => g.ToArray());
        var known = truth.Areas.Where(a => areas.ContainsKey(a.AreaNo)).ToArray();
        if (known.Length == 0)
        {
            return DetectionProblems.TruthUnreadable(request.TruthPath, new("文件中的台区与本数据目录无关。", "None of its areas is in this data folder."));
        }

        var measured = known.Select(a => Measured.Of(truth, a, areas[a.AreaNo], sums[a.AreaNo])).ToArray();
        return new Report(Groups(measured, m => m.Technical), Groups(measured, m => m.Metered)) { Areas = [.. measured.Select(m => (m.Read, m.Technical))] };
    }

    private static IReadOnlyList<LossGroup> Groups(Measured[] all, Func<Measured, LossError> of) =>
    [
        .. new (string, Func<Measured, bool>)[]
        {
            ("all", _ => true), ("below 60 customers", m => m.Customers < 60), ("60 to 119 customers", m => m.Customers is >= 60 and < 120),
            ("120 customers and more", m => m.Customers >= 120), ("below 30 complete days", m => m.Days < 30), ("30 complete days and more", m => m.Days >= 30),
            ("file right", m => m.FileRight), ("file wrong", m => !m.FileRight), ("voltages of all", m => m.Read == "all"), ("voltages of some", m => m.Read == "some"), ("no voltages", m => m.Read == "none"), ("nothing hidden", m => m.HiddenShare < 0.001), ("something hidden", m => m.HiddenShare >= 0.001),
        }.Select(g => LossGroup.Of(g.Item1, [.. all.Where(g.Item2).Select(of)])).Where(g => g.Areas > 0),
    ];

    /// <summary>One area over its complete days.</summary>
    private sealed record Measured(int Customers, int Days, bool FileRight, double HiddenShare, LossError Technical, LossError Metered, string Read)
    {
        public static Measured Of(TruthFile truth, TruthFile.Area area, EvaluationQueries.AreaDay[] days, EvaluationQueries.AreaSum sum)
        {
            double heat = 0, other = 0, supplied = 0;
            var counted = days.Where(d => d.Day.DayNumber - truth.Start.DayNumber is var n && n >= 0 && n < truth.Days).ToArray();
            foreach (var day in counted)
            {
                var d = day.Day.DayNumber - truth.Start.DayNumber;
                heat += area.TechnicalKwh[d] + (sum.Side == "MV" ? area.TransformerKwh[d] : 0);
                other += area.StolenKwh[d] + area.FaultKwh[d];
                supplied += area.SuppliedKwh[d];
            }

            var technical = new LossError(heat, Sum(d => d.TechnicalWh), Sum(d => d.LowWh), Sum(d => d.HighWh));
            var metered = new LossError(heat + other, sum.LossWh / 1000.0, sum.LowWh / 1000.0, sum.HighWh / 1000.0);
            var isWrong = truth.ArchiveErrors.Any(e => e.Field is "area" && (e.Booked == area.AreaNo || e.Real == area.AreaNo))
                || truth.ArchiveErrors.Any(e => e.Field is "multiplying_factor" && truth.AreaOf(e.Customer) == area.AreaNo)
                || truth.Twins.Any(t => t.Kind == "pv-without-contract" && truth.AreaOf(t.Customer) == area.AreaNo);
            var read = sum.VoltagePoints == 0 ? "none" : sum.VoltagePoints >= NearlyAll * area.Customers ? "all" : "some";
            return new Measured(area.Customers, counted.Length, !isWrong, other / supplied, technical, metered, read);

            double Sum(Func<EvaluationQueries.AreaDay, long> of) => counted.Sum(d => of(d) / 1000.0);
        }
    }
}

/// <summary>Truth and statement of one area, kWh.</summary>
public readonly record struct LossError(double Real, double Said, double Low, double High)
{
    public bool Covered => Low <= Real && Real <= High;
}

/// <summary>How well a loss is known in a group of areas.</summary>
/// <param name="Name">The group.</param>
/// <param name="Areas">Areas judged.</param>
/// <param name="Covered">Of them with the truth inside their 95 % interval.</param>
/// <param name="Median">Middle error, per cent of the truth.</param>
/// <param name="P10">10 % quantile of the error.</param>
/// <param name="P90">90 % quantile of the error.</param>
/// <param name="MedianSize">Middle size of the error without its sign, per cent.</param>
/// <param name="Close">Areas within 5 % of the truth.</param>
/// <param name="Total">Error of the sum over the areas, per cent.</param>
public sealed record LossGroup(string Name, int Areas, int Covered, double Median, double P10, double P90, double MedianSize, int Close, double Total)
{
    public double Coverage => (double)Covered / Areas;

    public static LossGroup Of(string name, IReadOnlyList<LossError> areas)
    {
        if (areas.Count == 0) return new LossGroup(name, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN, 0, double.NaN);
        var errors = areas.Select(a => ((a.Said / a.Real) - 1) * 100).ToArray();
        return new LossGroup(
            name, areas.Count, areas.Count(a => a.Covered), Robust.Median(errors), Robust.Quantile([.. errors], 0.1, true), Robust.Quantile([.. errors], 0.9, true),
            Robust.Median(errors.Select(Math.Abs)), errors.Count(e => Math.Abs(e) <= 5), ((areas.Sum(a => a.Said) / areas.Sum(a => a.Real)) - 1) * 100);
    }
}
