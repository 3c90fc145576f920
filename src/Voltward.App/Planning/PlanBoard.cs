using System.Text.Json.Nodes;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>The planner's board (派工板): crew × day of one week, with every order of that week, whether from a plan or by hand.</summary>
public sealed class PlanBoard(Database database, PolicyShelf policies)
{
    public async Task<BoardView> RunAsync(PlanWeek week, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var orders = await look.QueryAsync<OrderList.Row>(
            $"""
            {OrderList.Columns} {OrderList.Joined}
            where @@scope(o.org_path) and @@opened(o) and o.state <> 'void' and (o.day between @from and @to or (o.day is null and o.state = 'draft'))
            order by o.day, o.crew_id, o.area_no, o.order_no
            """,
            new { from = week.Monday, to = week.Sunday, now = look.Now, today = CompanyTime.Day(look.Now) });
        var crews = await look.QueryAsync<BoardCrew>(
            """
            select c.crew_id as CrewId, c.name as Name, m.person_id as PersonId, p.name as PersonName from crew c
            join crew_member m on m.crew_id = c.crew_id join person p on p.person_id = m.person_id
            where c.active = 1 and @@scope(c.org_path) order by c.crew_id, m.person_id
            """);
        var plans = await look.QueryAsync<PlanHead>(
            """
            select p.plan_id as PlanId, p.state as State, p.provisional as Provisional, p.crew_days as CrewDays, p.objective_fen as ObjectiveFen,
                   p.bound_fen as BoundFen, p.price_of_one_more_crew_day_fen as PriceFen, p.policy as Policy, p.made_by as MadeBy, p.made_at as MadeAt, p.approved_by as ApprovedBy,
                   (select count(*) from plan_candidate q where q.plan_id = p.plan_id) as Candidates,
                   (select count(*) from plan_candidate q where q.plan_id = p.plan_id and q.chosen = 1) as Chosen
            from inspection_plan p where p.week = @week and p.state <> 'withdrawn' and @@scope(p.org_path) order by p.made_at desc
            """,
            new { week = week.ToString() });
        // Stops are counted here: whom an order by lot is about may be hidden, and its trip still takes its time.
        var stops = (await look.QueryAsync<BoardStops>(
            """
            select o.crew_id as CrewId, o.day as Day, count(distinct coalesce(o.area_no, o.customer_no, o.order_no)) as Stops from work_order o
            where @@scope(o.org_path) and @@opened(o) and o.state <> 'void' and o.crew_id is not null and o.day between @from and @to group by o.crew_id, o.day
            """,
            new { from = week.Monday, to = week.Sunday })).ToDictionary(s => (s.CrewId, s.Day), s => s.Stops);
        var latest = plans.Count > 0 ? null : await look.ScalarAsync<string?>("select max(p.week) from inspection_plan p where p.state <> 'withdrawn' and @@scope(p.org_path)");
        var policy = policies.Near(week.Monday);
        return new(
            week, [.. plans.Select(p => actor.Is(Role.Planner, Role.Inspector) ? p.WithoutLot() : p)],
            [.. crews.GroupBy(c => (c.CrewId, c.Name)).Select(g => new BoardRow(
                g.Key.CrewId, g.Key.Name, [.. g.Select(m => m.PersonName)],
                [.. week.Days.Select(d => Cell(d, [.. orders.Where(o => o.CrewId == g.Key.CrewId && o.Day == d)], (stops.GetValueOrDefault((g.Key.CrewId, d)), policy)))]))],
            [.. orders.Where(o => o.Day is null)])
        { Latest = latest, Today = CompanyTime.Day(look.Now) };
    }

    private static BoardCell Cell(DateOnly day, IReadOnlyList<OrderList.Row> orders, (long Stops, PlanningPolicy Policy) trip) =>
        new(day, orders, orders.Sum(o => o.Minutes) + (trip.Policy.StopMinutes * trip.Stops), trip.Policy.WorkingMinutesPerDay);
}

/// <summary>The board of a week.</summary>
/// <param name="Week">The week.</param>
/// <param name="Plans">Plans of the week, latest first, without withdrawn ones.</param>
/// <param name="Rows">One per active crew.</param>
/// <param name="Unassigned">Draft orders without a day.</param>
public sealed record BoardView(PlanWeek Week, IReadOnlyList<PlanHead> Plans, IReadOnlyList<BoardRow> Rows, IReadOnlyList<OrderList.Row> Unassigned)
{
    /// <summary>The latest week that has a plan; null when this week has one, or none has.</summary>
    public string? Latest { get; init; }

    /// <summary>The company's day when the board was read.</summary>
    public DateOnly Today { get; init; }

    /// <summary>Whether a working day is left that can be planned.</summary>
    public bool IsAhead => Week.WorkingDays[^1] >= Today;

    /// <summary>The days worth a column: the working days, and of the weekend today and whatever day somebody is sent out on.</summary>
    public IReadOnlyList<DateOnly> Days =>
        [.. Week.Days.Where(d => Week.WorkingDays.Contains(d) || d == Today || Rows.Any(r => r.Days.Any(c => c.Day == d && c.MinutesPlanned > 0)))];
}

/// <summary>A crew's week, Monday to Sunday.</summary>
public sealed record BoardRow(string CrewId, string Name, IReadOnlyList<string> Members, IReadOnlyList<BoardCell> Days);

/// <summary>A crew's day, minutes planned of minutes available.</summary>
public sealed record BoardCell(DateOnly Day, IReadOnlyList<OrderList.Row> Orders, long MinutesPlanned, long MinutesAvailable);

/// <summary>The head of a plan. Money is fen.</summary>
public sealed record PlanHead
{
    public string PlanId { get; init; } = "";

    /// <summary>draft, approved, closed.</summary>
    public string State { get; init; } = "";

    public long Provisional { get; init; }

    public long CrewDays { get; init; }

    public long ObjectiveFen { get; init; }

    public long BoundFen { get; init; }

    public long PriceFen { get; init; }

    private static readonly string[] Shown = ["prices", "mustOrdersOfOneMoreCrewDay"];

    /// <summary>Without what was drawn: with seed and archive anybody could draw the audit again and tell second visits from it.</summary>
    internal PlanHead WithoutLot() => this with { Policy = new JsonObject(Shown.Select(name => KeyValuePair.Create(name, JsonNode.Parse(Policy)?[name]?.DeepClone()))).ToJsonString() };

    /// <summary>JSON: seed, shares, prices of the limits, draw of the audit.</summary>
    public string Policy { get; init; } = "{}";

    public string MadeBy { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    public string? ApprovedBy { get; init; }

    public long Candidates { get; init; }

    public long Chosen { get; init; }
}

/// <summary>How many trips a crew makes on a day.</summary>
internal sealed class BoardStops
{
    public string CrewId { get; init; } = "";

    public DateOnly Day { get; init; }

    public long Stops { get; init; }
}

/// <summary>A member of a crew.</summary>
internal sealed class BoardCrew
{
    public string CrewId { get; init; } = "";

    public string Name { get; init; } = "";

    public string PersonId { get; init; } = "";

    public string PersonName { get; init; } = "";
}
