using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Planning;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Planning;

/// <summary>The plan for the budget (D6): close to its bound at full size, as good as trying everything when small, and lawful at any size.</summary>
public sealed class PlanProofTests
{
    private static readonly PlanWeek Week = new(new(2026, 11, 23));

    /// <summary>Crews that share people, recused people and days that are partly taken.</summary>
    private static readonly Gen<PlanProblem> Entangled =
        from orders in Gen.Select(Gen.Int[0, 3], Gen.Int[20, 120], Gen.Int[0, 3], Gen.Int[-50, 300], Gen.Int[0, 8]).List[1, 5]
        from crews in Gen.Int[1, 3]
        from days in Gen.Int[1, 2]
        from crewDays in Gen.Int[1, 3]
        from perPerson in Gen.Int[1, 2]
        from district in Gen.Int[1, 5]
        from taken in Gen.Int[0, 120]
        select Problem(orders, crews, days, new(crewDays, perPerson, district, taken));

    private static readonly Gen<PlanProblem> Wide =
        from orders in Gen.Select(Gen.Int[0, 12], Gen.Int[4, 24].Select(n => 5 * n), Gen.Int[0, 3], Gen.Int[-50, 300], Gen.Int[0, 8]).List[20, 60]
        from crews in Gen.Int[2, 4]
        from crewDays in Gen.Int[2, 16]
        from perPerson in Gen.Int[1, 4]
        from district in Gen.Int[3, 30]
        from taken in Gen.Int[0, 120]
        select Problem(orders, crews, 4, new(crewDays, perPerson, district, taken));

    [Fact]
    public void Small_plans_with_shared_people_and_recusals_are_as_good_as_trying_everything() => Entangled.Sample(
        problem =>
        {
            var found = PlanSolver.Solve(problem, 2);
            Assert.Null(problem.Breaks(found.SlotOf));
            var (musts, worth) = PlanSolverTests.BruteForce(problem);
            Assert.Equal(musts, Musts(problem, found.SlotOf));
            Assert.Equal(worth, found.Objective);
        },
        iter: Runs(25, 150), seed: Seed);

    [Fact]
    public void No_limit_is_broken_and_no_plan_is_worth_more_than_its_bound() => Wide.Sample(
        problem =>
        {
            var found = PlanSolver.Solve(problem, 0.2);
            Assert.Null(problem.Breaks(found.SlotOf));
            Assert.True(found.Objective <= found.Bound);
            var plain = GreedyPlan.Make(problem);
            Assert.Null(problem.Breaks(plain));
            Assert.True((Musts(problem, found.SlotOf), found.Objective).CompareTo((Musts(problem, plain), problem.Worth(plain))) >= 0);
        },
        iter: Runs(12, 100), seed: Seed);

    [Fact]
    public void A_quarter_of_the_largest_week_is_lawful_and_close_to_its_bound()
    {
        var (draft, inputs, _) = Make(500, 5, 41, 2);
        AssertLawful(draft, inputs);
        // Fewer days fill less evenly than the bound believes.
        Assert.InRange(draft.Figures.GapPercent, 0, 2);
    }

    [Fact]
    public void Two_thousand_candidates_twenty_crews_and_five_days_come_within_two_per_cent_in_a_minute()
    {
        TestFiles.OnlyWhenLong();
        // The first two were the worst before: days filled to the last minute in the bound, and a bound of plans with fewer must-orders than the plan holds.
        foreach (var seed in new[] { 137_064_910, 28_528_879, Random.Shared.Next(), Random.Shared.Next() })
        {
            var (draft, inputs, cost) = Make(2_000, 20, seed, 6);
            var plain = draft.Candidates.Count(c => c.Slot is not null);
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {draft.Candidates.Count} candidates, {plain} planned, gap {draft.Figures.GapPercent:0.00} %, one more crew-day {draft.Figures.PriceOfOneMoreCrewDay / 100.0:0} yuan and {draft.Figures.MustOrdersOfOneMoreCrewDay} must-orders, processor {cost.Processor:0.0} s, wall {cost.Wall:0.0} s"));
            AssertLawful(draft, inputs);
            // 2 % is what is promised; what was measured leaves room below this.
            Assert.InRange(draft.Figures.GapPercent, 0, 1.3);
            Assert.True(draft.Figures.PriceOfOneMoreCrewDay > 0);
            // Wall time depends on who else is at work; the limit of a minute has two processors.
            Assert.True(cost.Processor < 45, $"{cost.Processor:0.0} s of processor time, seed {seed}");
        }
    }

    private static string? Seed => Long ? null : "0000KL6hEaP1";

    private static bool Long => Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 };

    private static int Runs(int usual, int many) => Long ? many : usual;

    private static (PlanDraft Draft, PlanInputs Inputs, (double Processor, double Wall) Cost) Make(int candidates, int crews, int seed, double effort)
    {
        var inputs = Inputs(candidates, crews, new(seed));
        var (watch, before) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var draft = new PlanMaker(new InspectionShelf(), new PolicyShelf()).Make(inputs, Week, new(null, null, seed.ToString(CultureInfo.InvariantCulture), effort))!;
        return (draft, inputs, ((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds, watch.Elapsed.TotalSeconds));
    }

    /// <summary>Leads over areas of three districts, a few customers of 10 kV, important ones that are due, recused people, a day given by hand.</summary>
    internal static PlanInputs Inputs(int leads, int crews, Random chance)
    {
        var customers = Enumerable.Range(0, leads * 2).Select(n => new PlannableCustomer(
            $"C{n:00000}", $"/E/D{n % 3}", $"T{n / 12:0000}", $"P{n:00000}",
            new(n % 5 == 0 ? "shop" : "resident", n % 400 == 7 ? "second" : null, n % 25 == 0 ? 10_000 : 220, null, false), new(2015, 1, 1), new(2026, 5, 1), 1, false)).ToList();
        var open = customers.OrderBy(_ => chance.Next()).Take(leads).Select((c, n) => new OpenLead
        {
            LeadId = $"L{n}",
            CustomerNo = c.CustomerNo,
            AreaNo = c.AreaNo,
            OrgPath = c.OrgPath,
            Kind = "theft",
            Probability = chance.NextDouble() * chance.NextDouble(),
            MidWhPerDay = (long)(Math.Exp(chance.NextDouble() * 4) * 1_000),
            Engine = $"engine-{n % 6}",
            Strength = chance.NextDouble(),
        }).ToList();
        var people = Enumerable.Range(0, crews).SelectMany(k => new[] { $"p{k:00}a", $"p{k:00}b", $"p{(k + 1) % crews:00}a" }.Select(p => new CrewMember { CrewId = $"K{k:00}", PersonId = p })).ToList();
        return new(
            "R", customers.ToDictionary(c => c.CustomerNo), open, [], [], new HashSet<string>(), new HashSet<string>(), new HashSet<(string, DateOnly)>(), people,
            [.. people.Select(m => m.PersonId).Distinct().Select((p, n) => new Qualification(p, n % 6 < 2 ? 2 : 3, new(2020, 1, 1), new(2030, 1, 1)))])
        {
            Fixed = [new() { Day = Week.Monday, CrewId = "K00", Inspector1 = "p00a", Inspector2 = "p00b", Minutes = 120, Stop = "T0000" }],
            Recused = [.. Enumerable.Range(0, 40).Select(n => new Recused { PersonId = $"p{n % crews:00}a", Subject = "area", SubjectNo = $"T{n * 3:0000}" })],
        };
    }

    /// <summary>Every limit anew from the plan itself, not from the solver's own check.</summary>
    private static void AssertLawful(PlanDraft draft, PlanInputs inputs)
    {
        var levels = new InspectionShelf().Qualifications(Week.Monday).Levels;
        var planned = draft.Candidates.Where(c => c.Slot is not null).ToList();
        var days = planned.GroupBy(c => (c.Slot!.CrewId, c.Slot.Day)).ToList();
        Assert.All(planned, c =>
        {
            var people = new[] { c.Slot!.First!, c.Slot.Second! };
            Assert.Equal(2, people.Distinct().Count());
            Assert.All(people, p => Assert.True(levels.Covers(inputs.Held, p, c.Slot.Day, c.Candidate.Subject.Facts.VoltageV)));
            Assert.DoesNotContain(inputs.Recused, r => r.SubjectNo == c.Candidate.Subject.AreaNo && people.Contains(r.PersonId));
        });
        Assert.All(days, day => Assert.True(
            day.Sum(c => c.Candidate.Minutes) + (draft.Policy.StopMinutes * day.Select(c => c.Candidate.Stop).Distinct().Count())
            <= draft.Policy.WorkingMinutesPerDay - day.First().Slot!.TakenMinutes));
        Assert.All(days, day => Assert.True(day.Count() <= draft.Policy.OrdersPerCrewDay));
        var seats = days.SelectMany(d => new[] { (d.First().Slot!.First, d.Key.Day), (d.First().Slot!.Second, d.Key.Day) }).ToList();
        Assert.Equal(seats.Count, seats.Distinct().Count());
        Assert.DoesNotContain(days, d => d.Key is { Day: var day, CrewId: not "K00" } && day == Week.Monday && (d.First().Slot!.First == "p00a" || d.First().Slot!.Second == "p00a"));
        var expected = draft.Figures.CrewDays * (double)draft.Policy.WorkingMinutesPerDay / (draft.Policy.VisitMinutes["customer-visit-lv"] + (draft.Policy.StopMinutes / 2.0));
        Assert.All(planned.CountBy(c => c.Candidate.Subject.OrgPath), d => Assert.True(d.Value <= Math.Ceiling(expected * draft.Policy.District.MostShareOfOrders)));
        Assert.All(draft.Candidates.Where(c => c.Candidate.Must && c.Coverage == Coverage.Possible), c => Assert.NotNull(c.Slot));
        Assert.All(planned, c => Assert.True(c.Propensity > 0));
    }

    private static PlanProblem Problem(List<(int Stop, int Minutes, int High, int Value, int Must)> orders, int crews, int days, Limits limits) => new(
        [.. orders.Select(o => new PlanOrder($"T{o.Stop}", $"D{o.Stop % 2}", o.Minutes, o.High == 0 ? 10_000 : 220, o.Value, o.Must == 0)
        {
            Aside = o.Stop == 1 ? new HashSet<string> { "p1" } : PlanOrder.Nobody,
        })],
        [.. Enumerable.Range(0, crews).SelectMany(c => Enumerable.Range(0, days).Select(d => new PlanSlot(
            $"K{c}", Week.Monday.AddDays(d), $"p{c}", $"p{c + 1}", c == 0 ? 10_000 : 400) { TakenMinutes = c == 1 ? limits.Taken : 0 }))],
        240, 4, 20, limits.CrewDays, limits.PerPerson, limits.District, 30);

    private static int Musts(PlanProblem problem, IReadOnlyList<int> slotOf) => slotOf.Where((s, i) => s >= 0 && problem.Orders[i].Must).Count();

    private sealed record Limits(int CrewDays, int PerPerson, int District, int Taken);
}
