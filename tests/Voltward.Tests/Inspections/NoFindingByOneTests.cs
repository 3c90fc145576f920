using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>Random sequences of commands by random people: no finding ever rests on a visit of fewer than two qualified inspectors.</summary>
public sealed class NoFindingByOneTests
{
    private const int Steps = 60;

    [Fact]
    public async Task No_sequence_of_commands_takes_a_record_of_one_inspector_to_a_finding() => await RunAsync(6, run => 70 + run);

    [Fact]
    public async Task No_sequence_of_commands_of_random_seeds_does_either()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("VOLTWARD_LONG"))) Assert.Skip("slow proof, run by ./test --long");
        var seed = Random.Shared.Next();
        await RunAsync(300, run => seed + run);
    }

    private static async Task RunAsync(int runs, Func<int, int> seed)
    {
        long findings = 0, records = 0;
        for (var run = 0; run < runs; run++)
        {
            await using var town = await OpenAsync(Engine.Sqlite);
            await town.CustomerAsync("1001");
            var walk = new Walk(town, new Random(seed(run)));
            for (var step = 0; step < Steps; step++) await walk.StepAsync();
            await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
            // Whatever counts: distinct people of the order's crew, signed in with proof, qualified on the day.
            Assert.Equal(0, await look.ScalarAsync<long>(
                """
                select count(*) from finding f where (
                    select count(distinct i.person_id) from visit_inspector i join visit v on v.visit_id = i.visit_id join work_order o on o.order_no = v.order_no
                    join qualification q on q.person_id = i.person_id
                    where i.visit_id = f.visit_id and i.proof <> 'none' and i.person_id in (o.inspector_1, o.inspector_2)) < 2
                """));
            findings += await look.ScalarAsync<long>("select count(*) from finding");
            records += await look.ScalarAsync<long>("select count(*) from visit where content_sha256 is not null");
        }

        // The walk is worth nothing if it never gets anywhere.
        Assert.True(records >= runs, $"{records} records in {runs} runs");
        Assert.True(findings >= runs / 4, $"{findings} findings in {runs} runs");
    }

    private sealed class Walk(FlowTown town, Random random)
    {
        private readonly List<string> _orders = [];
        private readonly List<string> _visits = [];
        private readonly Dictionary<string, string> _orderOf = [];
        private readonly Dictionary<(string Order, int Person), string> _codes = [];

        /// <summary>Anybody tries anything; refusals are part of the walk.</summary>
        public async Task StepAsync()
        {
            town.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 20)));
            // Half of the walk goes the ordinary way on, so that it gets anywhere; the other half is anything by anybody.
            if (random.Next(2) == 0)
            {
                await ForwardAsync();
                return;
            }

            switch (random.Next(12))
            {
                case 0: await OpenAsync(); break;
                case 1: await AssignAsync(); break;
                case 2: await OnOrder(o => town.Use<ApproveOrder>().RunAsync(o, Anybody(), Stop)); break;
                case 3: await StartAsync(); break;
                case 4: await OnVisit(v => town.Use<SignInOnSite>().RunAsync(v, Anybody(), Stop)); break;
                case 5: await OnVisit(v => town.Use<NoteVisitStep>().RunAsync(new(v, random.Next(2) == 0 ? VisitStep.ShowIdentity : VisitStep.ConfirmSafety), Anybody(), Stop)); break;
                case 6: await DrawAsync(); break;
                case 7 or 8: await SubmitAsync(); break;
                case 9: await OnVisit(v => town.Use<ReviewVisit>().RunAsync(new(v, random.Next(4) > 0, new Dictionary<string, string> { ["*"] = "x" }), Anybody(), Stop)); break;
                default: await OnVisit(v => town.Use<RecordFinding>().RunAsync(new(v, new(FindingKind.Theft, "THF", "bypass", "绕越")), Anybody(), Stop)); break;
            }
        }

        private int _stage;
        private string _order = "";
        private string _visit = "";

        /// <summary>The next step of an ordinary inspection, with none, one or two of the crew on site.</summary>
        private async Task ForwardAsync()
        {
            var (crew, day) = (new[] { 1, 2 }, CompanyTime.Day(town.Clock.GetUtcNow()));
            switch (_stage++ % 8)
            {
                case 0:
                    await OpenAsync();
                    _order = _orders.Count == 0 ? "" : _orders[^1];
                    break;
                case 1: await town.Use<AssignOrder>().RunAsync(new(_order, "K1", day), Planner, Stop); break;
                case 2: await town.Use<ApproveOrder>().RunAsync(_order, Manager, Stop); break;
                case 3:
                    _visit = $"visit-{_visits.Count:0000}";
                    _visits.Add(_visit);
                    _orderOf[_visit] = _order;
                    await town.Use<StartVisit>().RunAsync(new(_visit, _order), Inspector(1), Stop);
                    break;
                case 4:
                    foreach (var n in crew.Where(_ => random.Next(4) > 0)) await town.Use<SignInOnSite>().RunAsync(_visit, Inspector(n), Stop);
                    break;
                case 5: await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete(_visit, _order, town, "F1001")), Inspector(1), Stop); break;
                case 6: await town.Use<ReviewVisit>().RunAsync(new(_visit, true), Reviewer, Stop); break;
                default: await town.Use<RecordFinding>().RunAsync(new(_visit, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop); break;
            }
        }

        private Actor Anybody() => random.Next(7) switch
        {
            0 => Planner,
            1 => Manager,
            2 => Reviewer,
            3 => Person($"i{random.Next(1, 5)}", Role.Inspector, Role.Reviewer, Role.Manager, Role.Planner),
            _ => Inspector(random.Next(1, 5)),
        };

        private async Task OpenAsync()
        {
            if ((await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "breach"), Planner, Stop)).Succeeded(out var orderNo, out _)) _orders.Add(orderNo);
        }

        private Task AssignAsync() => OnOrder(o =>
        {
            var crew = random.Next(1, 3);
            // Now and then one person twice, or somebody of another crew.
            var first = random.Next(5) == 0 ? $"i{random.Next(1, 5)}" : null;
            return town.Use<AssignOrder>().RunAsync(new(o, $"K{crew}", CompanyTime.Day(town.Clock.GetUtcNow()), first, random.Next(8) == 0 ? first : null), Planner, Stop);
        });

        private async Task StartAsync()
        {
            if (_orders.Count == 0) return;
            var (visit, order) = ($"visit-{_visits.Count:0000}", _orders[random.Next(_orders.Count)]);
            if (!(await town.Use<StartVisit>().RunAsync(new(visit, order), Anybody(), Stop)).Succeeded(out _, out _)) return;
            _visits.Add(visit);
            _orderOf[visit] = order;
        }

        private async Task DrawAsync()
        {
            if (_orders.Count == 0) return;
            var (order, n) = (_orders[random.Next(_orders.Count)], random.Next(1, 5));
            if ((await town.Use<DrawSignCode>().RunAsync(order, Inspector(n), Stop)).Succeeded(out var code, out _)) _codes[(order, n)] = code;
        }

        /// <summary>A record with sign-ins of the device: own codes, codes of others, made-up ones.</summary>
        private async Task SubmitAsync()
        {
            if (_orders.Count == 0) return;
            var fresh = _visits.Count == 0 || random.Next(3) == 0;
            var visit = fresh ? $"visit-{_visits.Count:0000}" : _visits[random.Next(_visits.Count)];
            var order = _orderOf.GetValueOrDefault(visit, _orders[random.Next(_orders.Count)]);
            var record = Records.Complete(visit, order, town, "F1001") with
            {
                SignIns = [.. Enumerable.Range(1, 4).Where(_ => random.Next(2) == 0).Select(n => new DeviceSignIn($"i{n}", town.Clock.GetUtcNow(), Code(order, n)))],
            };
            if ((await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Anybody(), Stop)).Succeeded(out _, out _) && fresh)
            {
                _visits.Add(visit);
                _orderOf[visit] = order;
            }
        }

        private string? Code(string order, int person) => random.Next(4) switch
        {
            0 => null,
            1 => _codes.Values.FirstOrDefault(),
            _ => _codes.GetValueOrDefault((order, person), "00"),
        };

        private async Task OnOrder<T>(Func<string, Task<T>> run)
        {
            if (_orders.Count > 0) await run(_orders[random.Next(_orders.Count)]);
        }

        private async Task OnVisit<T>(Func<string, Task<T>> run)
        {
            if (_visits.Count > 0) await run(_visits[random.Next(_visits.Count)]);
        }
    }
}
