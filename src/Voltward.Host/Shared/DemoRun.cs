using System.Diagnostics;
using Voltward.App.Access;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Simulation.Readings;

namespace Voltward.Host.Shared;

/// <summary>
/// What a demonstration came to: counts; energy settled in its cases against energy truly stolen in the window (from the simulation's
/// own record), by everybody and by the customers of those settlements, kWh; kinds of theft planted; seconds until losses and leads could be looked at, and until everything was done.
/// </summary>
internal sealed record DemoReport(
    long Customers,
    long Areas,
    long Leads,
    long Orders,
    long Visits,
    long Cases,
    double RecoveredKwh,
    double TrueStolenKwh,
    double SettledTrueKwh,
    int Kinds,
    double FirstScreenSeconds,
    double Seconds);

/// <summary>
/// Takes a synthetic town through the whole job by the same use cases everybody uses: import, analyse, plan, visits, cases. The truth
/// is handed only to the walk of sample visits, which plays the inspectors who see what is on site; the analysis never reads it.
/// </summary>
internal sealed class DemoRun(IServiceProvider services, Action<string> say)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task<Outcome<DemoReport>> RunAsync(SimulationOptions options, CancellationToken stop)
    {
        var folder = services.GetRequiredService<DataFolder>();
        var town = Path.Combine(folder.Root, "simulated");
        var made = await services.GetRequiredService<DemoPeople>().RunAsync(Actor.System, stop);
        if (made.Problem is { } noPeople) return noPeople;

        Step("仿真城镇", "simulating the town");
        var summary = await Task.Run(() => SyntheticUtility.Write(options, town, null, stop), stop);

        Step("导入", "importing");
        var import = await services.GetRequiredService<ImportFiles>().RunAsync(
            new("company", [Path.Combine(town, "files")]), Actor.System, null, stop);
        if (import.Problem is { } badFile) return badFile;

        Step("线损与线索", "losses and leads");
        var analysis = await services.GetRequiredService<AnalyseUtility>().RunAsync(new(), Actor.System, stop);
        if (!analysis.Succeeded(out var found, out var noAnalysis)) return noAnalysis;
        var firstScreen = _clock.Elapsed.TotalSeconds;

        Step("计划、检查与案件", "plan, visits and cases");
        var walk = await new DemoWalk(services).RunAsync(Path.Combine(town, "truth.json"), stop);
        if (!walk.Succeeded(out var walked, out var stuck)) return stuck;

        return new DemoReport(
            summary.Customers, found.Areas, found.Leads, walked.Orders, walked.Visits, walked.Cases, walked.RecoveredKwh,
            summary.TrueStolenKwh, Math.Round(walked.SettledTrueKwh, 1), summary.Thefts.Count, Math.Round(firstScreen, 1), Math.Round(_clock.Elapsed.TotalSeconds, 1));
    }

    private void Step(string zh, string en) =>
        say(Terminal.Invariant($"{_clock.Elapsed.TotalSeconds,6:0.0} s  ") + Terminal.Say(zh, en));
}
