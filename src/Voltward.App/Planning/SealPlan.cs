using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>
/// Seals the days of an approved plan (计划封存): the hash of each day's orders is published at once, the orders themselves stay hidden from those who
/// carry them out until the day is opened at departure. What was sold could then be shown to be the plan; what was changed, to be changed.
/// </summary>
public sealed class SealPlan(Database database)
{
    /// <param name="Day">Business day.</param>
    /// <param name="Commitment">SHA-256 of salt and content, lower-case hex: to be published.</param>
    public sealed record SealedDay(DateOnly Day, string Commitment);

    public async Task<Outcome<IReadOnlyList<SealedDay>>> RunAsync(string planId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.Planner)) return AccessProblems.RoleMissing(Role.Manager, Role.Planner);
        await using var work = await database.BeginAsync(actor, stop);
        var plan = await work.FindPlanAsync(planId);
        if (plan is null) return PlanProblems.NotFound(planId);
        if (EnumText.Parse<PlanState>(plan.State) != PlanState.Approved) return SealProblems.NotApproved(planId);
        var days = (await work.OrdersOfPlanAsync(planId)).Where(o => o.Day is not null && o.CurrentState == WorkOrderState.Approved).GroupBy(o => o.Day!.Value).OrderBy(g => g.Key).ToList();
        var published = new List<SealedDay>();
        foreach (var day in days)
        {
            var (salt, content) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), PlanDay.Content(planId, day.Key, day));
            var commitment = PlanDay.Commitment(salt, content);
            if (!await work.AddSealAsync(planId, day.Key, commitment, salt, content)) return SealProblems.AlreadySealed(planId);
            published.Add(new(day.Key, commitment));
        }

        await work.CommitAsync("plan.sealed", $"plan/{planId}", new { days = published }, stop: stop);
        return published;
    }
}

/// <summary>Opens one day of a sealed plan at departure (启封当日计划), not before its day has come, and says whether it is still what was sealed.</summary>
public sealed class OpenPlanDay(Database database)
{
    /// <param name="Commitment">As published.</param>
    /// <param name="Salt">To check the commitment with.</param>
    /// <param name="Content">The day's orders as sealed, one a line; with the salt empty for those who plan and go, since it names whom the lot drew.</param>
    /// <param name="Unchanged">Whether the orders stand today as they were sealed.</param>
    public sealed record Opened(string Commitment, string Salt, string Content, bool Unchanged);

    public async Task<Outcome<Opened>> RunAsync(string planId, DateOnly day, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.Planner, Role.Inspector, Role.Auditor)) return AccessProblems.RoleMissing(Role.Manager, Role.Planner, Role.Inspector, Role.Auditor);
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.FindSealAsync(planId, day);
        if (row is null || await work.FindPlanAsync(planId) is null) return SealProblems.NotSealed(planId, day);
        if (CompanyTime.Day(work.Now) < day) return SealProblems.TooEarly(day);
        if (row.OpenedAt is null) await work.OpenSealAsync(planId, day);
        var orders = (await work.OrdersOfPlanAsync(planId)).Where(o => o.Day == day && o.CurrentState != WorkOrderState.Void);
        var unchanged = row.OpenedAt is not null || PlanDay.Content(planId, day, orders) == row.Content;
        if (row.OpenedAt is null) await work.CommitAsync("plan.opened", $"plan/{planId}", new { day, row.Commitment, unchanged }, stop: stop);
        return actor.Is(Role.Manager, Role.Auditor) && !actor.Is(Role.Planner, Role.Inspector)
            ? new Opened(row.Commitment, row.Salt, row.Content, unchanged)
            : new Opened(row.Commitment, "", "", unchanged);
    }
}

/// <summary>The text of a plan's day and its commitment; both documented, so that anybody can check them with standard tools.</summary>
internal static class PlanDay
{
    /// <summary>Plan and day in the first line, then one line per order in order of its number, fields separated by tabs.</summary>
    public static string Content(string planId, DateOnly day, IEnumerable<OrderRow> orders) => string.Join('\n', orders
        .OrderBy(o => o.OrderNo, StringComparer.Ordinal)
        .Select(o => string.Join('\t', o.OrderNo, o.CustomerNo ?? o.AreaNo, o.CrewId, o.Inspector1, o.Inspector2))
        .Prepend(string.Create(CultureInfo.InvariantCulture, $"{planId}\t{day:yyyy-MM-dd}")));

    /// <summary>SHA-256 of the salt's hex digits, a line feed and the content, in UTF-8.</summary>
    public static string Commitment(string salt, string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{content}")));
}

/// <summary>SQL of sealed days.</summary>
internal static class SealStore
{
    public static async Task<bool> AddSealAsync(this Work work, string planId, DateOnly day, string commitment, string salt, string content) => 1 == await work.ExecuteAsync(
        """
        insert into plan_seal (plan_id, day, commitment, salt, content, sealed_by, sealed_at)
        values (@planId, @day, @commitment, @salt, @content, @PersonId, @Now) on conflict (plan_id, day) do nothing
        """,
        new { planId, day, commitment, salt, content, work.Actor.PersonId, work.Now });

    public static Task<SealRow?> FindSealAsync(this Session session, string planId, DateOnly day) => session.FindAsync<SealRow>(
        "select commitment as Commitment, salt as Salt, content as Content, opened_at as OpenedAt from plan_seal where plan_id = @planId and day = @day",
        new { planId, day });

    public static Task OpenSealAsync(this Work work, string planId, DateOnly day) => work.ExecuteAsync(
        "update plan_seal set opened_by = @PersonId, opened_at = @Now where plan_id = @planId and day = @day and opened_at is null",
        new { planId, day, work.Actor.PersonId, work.Now });
}

/// <summary>A sealed day.</summary>
internal sealed class SealRow
{
    public string Commitment { get; init; } = "";

    public string Salt { get; init; } = "";

    public string Content { get; init; } = "";

    public DateTimeOffset? OpenedAt { get; init; }
}
