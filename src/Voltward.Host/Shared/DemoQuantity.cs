using System.Globalization;
using Voltward.App.Customers;
using Voltward.App.Readings;
using Voltward.App.Storage;

namespace Voltward.Host.Shared;

/// <summary>
/// The quantity of a demonstration's theft by the first lawful method that the visit and the files allow (窃电量确定): the error that the field
/// calibrator shows, applied to what the register counted; else the normal months of the bills; else the equipment found before the meter. Only
/// what an inspector can measure on the day of the visit is taken from the truth.
/// </summary>
internal sealed class DemoQuantity(IServiceProvider services, DemoCast people)
{
    private const decimal DaysPerMonth = 30.4m;
    private const int NormalMonths = 6;
    private const decimal LeastKwh = 0.2m;

    private static readonly HashSet<string> ShownByCalibrator =
        ["scale", "magnet", "register-hack", "ct-ratio", "voltage-open", "ct-reversal", "phase-shunt", "earth-return"];

    /// <summary>The facts of the investigation; null when neither measurement nor file gives a quantity.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="from">First day that is claimed.</param>
    /// <param name="to">Last one.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<object?> FactsAsync(DemoFinding finding, DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (finding.Truth is not { } found || finding.Order.Customer is not { } customer) return null;
        // The story runs two weeks back, the archive came in today.
        var asked = new CustomerQueries.Request(customer, to, TimeProvider.System.GetUtcNow());
        var archive = await new CustomerQueries(services.GetRequiredService<Database>()).RunAsync(asked, people.Investigator, stop);
        string[] points = [.. (archive?.Points ?? []).Select(p => p.UsagePointNo).Distinct()];
        var readings = await new ReadingQueries(services.GetRequiredService<Lake>()).RunAsync(customer, points, null, stop);
        var days = readings.Days.Where(d => d.Date >= from && d.Date <= to && d.ImportWh is not null).ToList();
        if (days.Count == 0) return null;
        var recorded = days.Sum(d => d.ImportWh!.Value) / 1000m;
        return ByCalibrator(found, days[^1].ImportWh!.Value / 1000m, recorded) ?? ByEquipment(found) ?? ByNormalMonths(readings.Bills, from, (recorded, days.Count));
    }

    /// <summary>THF-Q1: what flows over what the register counts, on the day, rounded down.</summary>
    private static object? ByCalibrator(DemoTruth.Found found, decimal countedOnTheDay, decimal recorded)
    {
        if (!ShownByCalibrator.Contains(found.Theft) || countedOnTheDay < LeastKwh) return null;
        var factor = Math.Round((countedOnTheDay + (decimal)found.HiddenOnLastDay) / countedOnTheDay, 2, MidpointRounding.ToZero);
        return factor > 1m ? new { correctionFactorK = Text(factor), recordedKwh = Text(recorded) } : null;
    }

    /// <summary>THF-Q4: equipment before the meter, by its plate; it never stood in a bill, so that normal months say nothing of it.</summary>
    private static object? ByEquipment(DemoTruth.Found found) => found is { Theft: "appliance-bypass", Kw: > 0 }
        ? new { equipmentKw = Text((decimal)found.Kw), failedMethods = new Dictionary<string, string> { ["THF-Q1"] = "旁路电量不经计量装置，无校表", ["THF-Q2"] = "旁路设备从未计入电费，正常月份不可比", ["THF-Q3"] = "本省无此方法" } }
        : null;

    /// <summary>THF-Q2: up to six months of bills before the first day less what was metered since.</summary>
    private static object? ByNormalMonths(IReadOnlyList<BillLine> bills, DateOnly from, (decimal Kwh, int Days) metered)
    {
        var normal = bills.Where(b => b is { Kind: "ELEC", EnergyWh: > 0, PeriodFrom: not null, PeriodTo: not null } && b.PeriodTo <= from && b.PeriodTo > from.AddMonths(-NormalMonths)).ToList();
        var length = normal.Sum(b => b.PeriodTo!.Value.DayNumber - b.PeriodFrom!.Value.DayNumber);
        if (length < DaysPerMonth / 2) return null;
        var (before, since) = (normal.Sum(b => b.EnergyWh!.Value) / 1000m / length * DaysPerMonth, metered.Kwh / metered.Days * DaysPerMonth);
        return before <= since
            ? null
            : new
            {
                normalMonthlyKwh = Text(before),
                meteredMonthlyKwh = Text(since),
                months = Text(metered.Days / DaysPerMonth),
                failedMethods = new Dictionary<string, string> { ["THF-Q1"] = "无校表，台区差额不能分摊到户，误差不恒定" },
            };
    }

    private static string Text(decimal value) => Math.Round(value, 2, MidpointRounding.ToZero).ToString(CultureInfo.InvariantCulture);
}
