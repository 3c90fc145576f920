using CsCheck;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

public sealed class TwoPersonGateTests
{
    private static readonly QualificationLevels Levels = new(new Dictionary<int, long> { [3] = 400 });
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly Qualification[] Held =
        [.. ((string[])["a", "b", "c"]).Select(p => new Qualification(p, 3, new(2026, 1, 1), new(2027, 1, 1)))];

    [Theory]
    [InlineData("a,b", true)]
    [InlineData("a", false)]
    [InlineData("a,a,a", false)]
    [InlineData("a,x", false)]
    [InlineData("a,d", false)]
    [InlineData("", false)]
    public void Two_different_qualified_people_of_the_crew(string signIns, bool passed)
    {
        var facts = new GateFacts(Day, 220, new HashSet<string> { "a", "b", "d" }, [.. signIns.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => new SignedIn(p, default))], 2);
        Assert.Equal(passed, TwoPersonGate.IsPassed(facts, Levels, Held));
    }

    [Fact]
    public void The_minimum_can_be_raised_and_never_lowered()
    {
        var two = new GateFacts(Day, 220, new HashSet<string> { "a", "b", "c" }, [new("a", default), new("b", default)], 2);
        Assert.False(TwoPersonGate.IsPassed(two with { Minimum = 3 }, Levels, Held));
        Assert.True(TwoPersonGate.IsPassed(two with { Minimum = 0 }, Levels, Held));
        Assert.False(TwoPersonGate.IsPassed(two with { Minimum = 0, SignIns = [new("a", default)] }, Levels, Held));
    }

    /// <summary>
    /// Random people do random things in random order to one order; whenever a finding stands afterwards, its visit was signed in by two
    /// different qualified people of the crew with their own accounts, and accepted by somebody else.
    /// </summary>
    [Fact]
    public async Task No_sequence_of_actions_reaches_a_finding_with_fewer_than_two()
    {
        var runs = Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 } ? 400 : 25;
        var steps = (from what in Gen.Int[0, 11] from who in Gen.Int[1, 4] from visit in Gen.Int[1, 3] select (what, who, visit)).List[40, 100];
        // The lawful way is played as well: without it a run of bad luck would prove nothing.
        var found = await PlayAsync([(1, 1, 1), (1, 2, 1), (5, 1, 1), (6, 1, 1), (8, 3, 1), (11, 1, 1)]) ? 1 : 0;
        await steps.SampleAsync(async sequence => found += await PlayAsync(sequence) ? 1 : 0, iter: runs, threads: 1);
        Assert.True(found > 0, "no run reached a finding, so nothing was tested");
    }

    private static async Task<bool> PlayAsync(List<(int What, int Who, int Visit)> sequence)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var orderNo = await town.ApprovedOrderAsync("1001");
        // One in a hundred random beginnings gets anywhere; a visit that has begun gives the rest a chance to go wrong.
        await ActAsync(town, orderNo, 0, Person("i1", Role.Inspector), "visit-0001");
        foreach (var (what, who, visit) in sequence) await ActAsync(town, orderNo, what, Person($"i{who}", Role.Inspector, Role.Reviewer), $"visit-000{visit}");

        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        var findings = await look.ScalarAsync<long>("select count(*) from finding");
        Assert.Equal(0, await look.ScalarAsync<long>(
            """
            select count(*) from finding f join visit v on v.visit_id = f.visit_id
            where v.state <> 'accepted'
               or (select count(distinct i.person_id) from visit_inspector i where i.visit_id = v.visit_id and i.proof in ('account', 'code') and i.person_id in ('i1', 'i2')) < 2
               or v.reviewed_by in ('i1', 'i2')
            """));
        return findings > 0;
    }

    /// <summary>Crew of the order are i1 and i2; everybody may try everything, refusals are part of the game.</summary>
    private static async Task ActAsync(FlowTown town, string orderNo, int what, Actor who, string visit)
    {
        switch (what)
        {
            case 0: await town.Use<StartVisit>().RunAsync(new(visit, orderNo), who, Stop); break;
            case >= 1 and <= 4: await town.Use<SignInOnSite>().RunAsync(visit, who, Stop); break;
            case 5: await town.Use<NoteVisitStep>().RunAsync(new(visit, VisitStep.ShowIdentity), who, Stop); break;
            case 6: await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete(visit, orderNo, town, "F1001")), who, Stop); break;
            case 7: await town.Use<ReviewVisit>().RunAsync(new(visit, false, new Dictionary<string, string> { ["*"] = "x" }), who, Stop); break;
            case 8 or 9: await town.Use<ReviewVisit>().RunAsync(new(visit, true), who, Stop); break;
            case 10:
                var at = town.Clock.GetUtcNow();
                var code = (await town.Use<DrawSignCode>().RunAsync(orderNo, who, Stop)).Succeeded(out var drawn, out _) ? drawn : null;
                var claimed = Records.Complete(visit, orderNo, town, "F1001") with { SignIns = [new("i1", at, code), new("i2", at, code), new(who.PersonId, at, code)] };
                await town.Use<SubmitVisit>().RunAsync(Records.Sent(claimed), who, Stop);
                break;
            default: await town.Use<RecordFinding>().RunAsync(new(visit, new(FindingKind.Theft, "THF", "bypass", "x")), who, Stop); break;
        }
    }
}
