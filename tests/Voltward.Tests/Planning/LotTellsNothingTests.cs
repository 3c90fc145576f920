using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Voltward.App.Hazards;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Planning;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>A second visit, a site with a seeded defect and a random audit look alike to everybody who plans or goes: no field of anything they are shown tells them apart.</summary>
public sealed class LotTellsNothingTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>What stands for the single order by its nature; whether their order tells anything is asked apart.</summary>
    private static readonly HashSet<string> Own = ["OrderNo", "Day", "CrewId", "CrewName", "Crew", "Inspectors", "Inspector1", "Inspector1Name", "Inspector2", "Inspector2Name", "PlanId", "TravelMinutes", "ApprovedAt"];

    /// <summary>What a crew must be told about the place it goes to.</summary>
    private static readonly HashSet<string> Place = ["CustomerNo", "CustomerName", "AreaNo", "AreaName", "UsagePointNo", "MeterBox", "Address", "Seals", "Meters", "Supersedes"];

    [Fact]
    public async Task No_field_that_a_planner_is_shown_tells_second_visits_and_seeded_defects_from_random_audits()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var (fields, numbers) = (new Dictionary<string, Dictionary<string, HashSet<string>>>(), new List<(int Place, bool IsAudit)>());
        for (var seed = 0; seed < 16; seed++)
        {
            var plan = Ok(await town.Use<MakePlan>().RunAsync(new("2026-W49", Seed: $"{seed}", Effort: 0.1), Actor.System, Stop));
            var kinds = await KindsAsync(town, plan.PlanId);
            Assert.Equal(6, kinds.Values.Count(k => k != "audit"));
            var shown = await PlannerSeesAsync(town, plan);
            foreach (var (orderNo, view, text) in shown.Where(s => kinds.ContainsKey(s.OrderNo)))
            {
                foreach (var (path, value) in Leaves(JsonSerializer.SerializeToElement(text))) Note(fields, $"{view}.{path}", kinds[orderNo], value);
            }

            var ordered = kinds.Keys.Order(StringComparer.Ordinal).ToList();
            numbers.AddRange(ordered.Select((no, place) => ((place * 100) / ordered.Count, kinds[no] == "audit")));
            Assert.DoesNotContain("seed", (await town.Use<PlanBoard>().RunAsync(PlanWeek.Of(new(2026, 11, 30)), Planner, Stop)).Plans[0].Policy, StringComparison.Ordinal);
        }

        Assert.True(numbers.Count(n => n.IsAudit) >= 12, "too few random audits to compare with");
        Assert.All(fields.Where(f => !Own.Contains(f.Key.Split('.')[^1])), f => AssertAlike(f.Key, f.Value));
        // Numbers of orders: a random audit does not stand before or behind the others.
        Assert.InRange(numbers.Where(n => n.IsAudit).Average(n => n.Place) - numbers.Where(n => !n.IsAudit).Average(n => n.Place), -25, 25);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Searches_filters_sorts_and_refusals_do_not_tell_a_planner_where_the_lot_goes(Engine engine)
    {
        await using var town = await TownAsync(engine);
        Assert.DoesNotContain((await town.Use<OrderList>().RunAsync(ListRequest.All, Planner, Stop)).Rows, r => r.ReasonCode == "random-audit");
        Assert.Empty((await town.Use<PlanBoard>().RunAsync(PlanWeek.Of(new(2026, 11, 30)), Planner, Stop)).Unassigned);
        // Of a customer whose second visit waits for its plan, an order by hand is not refused: the refusal would say that something waits.
        var byHand = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1002", "breach"), Planner, Stop));
        Ok(await town.Use<CancelOrder>().RunAsync(new(byHand, "试探"), Planner, Stop));
        Assert.Equal("order.reason-of-lot", Refused(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1020", "random-audit"), Planner, Stop)));
        Assert.Equal("plan.seed-not-drawn", Refused(await town.Use<MakePlan>().RunAsync(new("2026-W49", Seed: "mine"), Planner, Stop)));

        var plan = Ok(await town.Use<MakePlan>().RunAsync(new("2026-W49", Effort: 0.1), Planner, Stop));
        Assert.Null(plan.Audit.Drawn);
        Assert.All(plan.Orders, o => Assert.Null(o.Propensity));
        Assert.All(plan.LeftOut, o => Assert.Null(o.Propensity));
        var kinds = await KindsAsync(town, plan.PlanId);
        foreach (var no in (string[])["1001", "1002", "1003", "1007"])
        {
            Assert.DoesNotContain((await town.Use<OrderList>().RunAsync(ListRequest.All.Where("customer", no), Planner, Stop)).Rows, r => r.PlanId == plan.PlanId);
            Assert.DoesNotContain((await town.Use<OrderList>().RunAsync(ListRequest.All with { Search = no }, Planner, Stop)).Rows, r => r.PlanId == plan.PlanId);
            Assert.Equal(0, (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All with { Search = no }, Planner, Stop)).Total);
        }

        var orderNo = kinds.Keys.First();
        Assert.Equal("order.by-lot", Refused(await town.Use<CancelOrder>().RunAsync(new(orderNo, "x"), Planner, Stop)));
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
        Assert.Equal("order.by-lot", Refused(await town.Use<PrintOrder>().RunAsync(orderNo, Planner, Stop)));
        // The chances stay for whoever weighs results with them.
        var chances = (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All, Person("a", Role.Analyst), Stop)).Rows;
        Assert.All(chances, c => Assert.NotNull(c.Propensity));
        Assert.Contains(chances, c => c.CustomerNo == "1001");
        Assert.All((await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All, Person("a", Role.Analyst, Role.Planner), Stop)).Rows, c => Assert.Null(c.Propensity));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task No_field_that_a_crew_is_shown_tells_second_visits_and_seeded_defects_from_random_audits(Engine engine)
    {
        await using var town = await TownAsync(engine);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(new("2026-W49", Seed: "3", Effort: 0.1), Actor.System, Stop));
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
        town.Clock.Advance(TimeSpan.FromDays(13));
        var kinds = await KindsAsync(town, plan.PlanId);
        Assert.Contains("audit", kinds.Values);
        var fields = new Dictionary<string, Dictionary<string, HashSet<string>>>();
        foreach (var n in (int[])[1, 2, 3, 4])
        {
            var own = await FieldDayAsync(town, n);
            var mine = own.Orders.Where(o => kinds.ContainsKey(o.Row.OrderNo)).ToList();
            Assert.NotEmpty(mine);
            foreach (var order in mine)
            {
                var page = (await town.Use<OrderPage>().RunAsync(order.Row.OrderNo, Inspector(n), Stop))!;
                foreach (var (view, shown) in (IEnumerable<(string, object)>)[("device", order), ("page", page)])
                {
                    foreach (var (path, value) in Leaves(JsonSerializer.SerializeToElement(shown))) Note(fields, $"{view}.{path}", kinds[order.Row.OrderNo], value);
                }

                // What was there before is not found from the place either.
                Assert.Equal(order.Row.OrderNo, Assert.Single((await town.Use<OrderList>().RunAsync(ListRequest.All.Where("customer", order.Row.CustomerNo!), Inspector(n), Stop)).Rows).OrderNo);
                Assert.DoesNotContain((await town.Use<HazardList>().RunAsync(ListRequest.All, Inspector(n), Stop)).Rows, h => h.CustomerNo == order.Row.CustomerNo);
            }

            // Where the lot sends the others is theirs.
            Assert.All((await town.Use<OrderList>().RunAsync(ListRequest.All, Inspector(n), Stop)).Rows.Where(r => kinds.ContainsKey(r.OrderNo) && r.Inspector1 != $"i{n}" && r.Inspector2 != $"i{n}"), r => Assert.True(r.IsHidden));
        }

        Assert.All(fields.Where(f => !f.Key.Split('.').Any(p => Own.Contains(p) || Place.Contains(p))), f => AssertAlike(f.Key, f.Value));
    }

    /// <summary>Whatever one kind shows, the other shows as well.</summary>
    private static void AssertAlike(string field, Dictionary<string, HashSet<string>> values)
    {
        var all = values.Values.SelectMany(v => v).ToHashSet();
        Assert.True(values.Values.All(v => v.SetEquals(all)), $"{field}: {string.Join("; ", values.Select(v => $"{v.Key}: {string.Join(", ", v.Value.Take(4))}"))}");
    }

    private static void Note(Dictionary<string, Dictionary<string, HashSet<string>>> fields, string path, string kind, string value)
    {
        if (!fields.TryGetValue(path, out var kinds)) fields[path] = kinds = new() { ["audit"] = [], ["second"] = [], ["seeded"] = [] };
        kinds[kind].Add(value);
    }

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((e, n) => Leaves(e, path)).Append((path + ".count", element.GetArrayLength().ToString(CultureInfo.InvariantCulture))),
        _ => [(path, element.ToString())],
    };

    /// <summary>Everything about single orders that the planner's commands, pages and addresses give out.</summary>
    private static async Task<List<(string OrderNo, string View, object Shown)>> PlannerSeesAsync(FlowTown town, MadePlan plan)
    {
        var shown = new List<(string, string, object)>();
        shown.AddRange(plan.SeenBy(Planner).Orders.Select(o => (o.OrderNo, "made", (object)o)));
        var rows = (await town.Use<OrderList>().RunAsync(ListRequest.All, Planner, Stop)).Rows;
        shown.AddRange(rows.Select(r => (r.OrderNo, "list", (object)r)));
        foreach (var row in rows.Where(r => r.PlanId == plan.PlanId)) shown.Add((row.OrderNo, "page", (await town.Use<OrderPage>().RunAsync(row.OrderNo, Planner, Stop))!));
        var board = await town.Use<PlanBoard>().RunAsync(PlanWeek.Of(new(2026, 11, 30)), Planner, Stop);
        shown.AddRange(board.Rows.SelectMany(r => r.Days).SelectMany(d => d.Orders).Select(o => (o.OrderNo, "board", (object)o)));
        // A candidate of the lot has no order to be joined by; all of them have to be alike.
        var candidates = (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All, Planner, Stop)).Rows.Where(c => c.Source == "random").ToList();
        Assert.All(candidates, c => Assert.Equal(JsonSerializer.Serialize(candidates[0], Same), JsonSerializer.Serialize(c, Same)));
        return shown;
    }

    private static readonly JsonSerializerOptions Same = new()
    {
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
        {
            Modifiers = { t => { foreach (var p in t.Properties.Where(p => Own.Contains(p.Name)).ToList()) t.Properties.Remove(p); } },
        },
    };

    private static async Task<Dictionary<string, string>> KindsAsync(FlowTown town, string planId)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        var rows = await look.QueryAsync<Kind>(
            """
            select o.order_no as OrderNo, case when exists (select 1 from blind_reinspection b where b.order_no = o.order_no) then 'second'
                   when exists (select 1 from seeded_defect d where d.customer_no = o.customer_no) then 'seeded' else 'audit' end as Name
            from work_order o where o.plan_id = @planId and o.reason_code = 'random-audit'
            """,
            new { planId });
        return rows.ToDictionary(r => r.OrderNo, r => r.Name);
    }

    private static async Task<FieldTasks> FieldDayAsync(FlowTown town, int n)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Ok(await town.Use<EnrolDevice>().RunAsync(new($"device-000{n}", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), null), Inspector(n), Stop));
        return Ok(await town.Use<FieldDay>().RunAsync(new($"device-000{n}"), Inspector(n), Stop));
    }

    /// <summary>Two crews with two accepted visits each, all drawn for a second one, two seeded defects, and enough others to draw from.</summary>
    private static async Task<FlowTown> TownAsync(Engine engine)
    {
        var town = await OpenAsync(engine);
        for (var no = 1001; no <= 1040; no++) await town.CustomerAsync($"{no}", $"T{no % 4}");
        await BlindReinspectionTests.VisitAsync(town, "1001", "K1", (1, 2), "L1");
        await BlindReinspectionTests.VisitAsync(town, "1002", "K1", (1, 2));
        await BlindReinspectionTests.VisitAsync(town, "1003", "K2", (3, 4), "L1", "L2");
        await BlindReinspectionTests.VisitAsync(town, "1004", "K2", (3, 4));
        Assert.Equal(4, Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today.AddDays(1), 1, "s"), Actor.System, Stop)).Orders.Count);
        foreach (var no in (string[])["1007", "1008"])
        {
            Ok(await town.Use<SeedDefects>().RunAsync(new(no, "M2", "neutral-bypass", Today, Today.AddDays(20)), Person("trainer", Role.Trainer), Stop));
        }

        return town;
    }

    private sealed class Kind
    {
        public string OrderNo { get; init; } = "";

        public string Name { get; init; } = "";
    }
}
