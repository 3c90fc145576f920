using System.Globalization;
using Voltward.Analytics.LineLoss;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>
/// Looks whether the loss of the area really fell after each closed case of theft (结案降损验证), by the last analysis. Where the
/// claimed drop is absent the case comes back by itself; what cannot be decided is said so, never confirmed.
/// </summary>
public sealed class VerifyLossDrops(Database database)
{
    private const int MostControls = 40;

    /// <param name="CaseNo">The case.</param>
    /// <param name="Area">Its area.</param>
    /// <param name="Drop">The estimate, kWh per day.</param>
    /// <param name="ClaimedKwhPerDay">Energy claimed.</param>
    /// <param name="Reopened">Whether the case came back.</param>
    public sealed record Look(string CaseNo, string Area, DropEstimate Drop, double ClaimedKwhPerDay, bool Reopened);

    public async Task<Outcome<IReadOnlyList<Look>>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Manager, Role.Analyst)) return AccessProblems.RoleMissing(Role.Manager, Role.Analyst);
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        await using var work = await database.BeginAsync(actor, stop);
        var looks = new List<Look>();
        if (await LossDropStore.LastRunAsync(work) is not { } run) return looks;
        foreach (var closed in await LossDropStore.ClosedAsync(work, run.RunId))
        {
            var (area, controls) = await LossDropStore.SeriesAsync(work, run, closed.AreaNo, MostControls);
            var change = closed.EndedOn.DayNumber - run.WindowFrom.DayNumber;
            if (area is null || change <= 0 || change >= area.Abnormal.Length) continue;
            if (closed.Days is null && Presumed(shelf, closed.EndedOn) is null) continue;
            var claimed = closed.EnergyWh / 1000.0 / (closed.Days ?? Presumed(shelf, closed.EndedOn)!.Value);
            var drop = LossDrop.Estimate(area, controls, change, claimed);
            var reopened = drop.Verdict == DropVerdict.Absent && await ReopenAsync(work, closed.CaseNo);
            await LossDropStore.SaveAsync(work, run.RunId, closed, drop, claimed);
            looks.Add(new(closed.CaseNo, closed.AreaNo, drop, claimed, reopened));
        }

        if (looks.Count > 0)
        {
            await work.CommitAsync("case.loss-drops-verified", $"analysis/{run.RunId}", new { cases = looks.Count, reopened = looks.Where(l => l.Reopened).Select(l => l.CaseNo) }, stop: stop);
        }

        return looks;
    }

    private static int? Presumed(RuleShelf shelf, DateOnly day) =>
        RuleSelection.OnDay(shelf.Records, "THF-DAYS", [], "CN", day).Succeeded(out var terms, out _)
        && int.TryParse(terms.Find("defaultDays"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;

    private static async Task<bool> ReopenAsync(Work work, string caseNo)
    {
        var held = await work.TakeCaseAsync(caseNo);
        return held is not null && await work.StepAsync(held, CaseEvent.Reopen, null, "结案后台区线损未按认定电量下降") is null;
    }
}
