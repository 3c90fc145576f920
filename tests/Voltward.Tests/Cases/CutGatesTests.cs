using System.Collections.Concurrent;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Xunit;

namespace Voltward.Tests.Cases;

public sealed class CutGatesTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Served = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset Cut = new(2026, 3, 6, 14, 0, 0, TimeSpan.FromHours(8));
    private static readonly CutCustomer Resident = new(Resident: true, false, false, false);
    private static readonly CutCustomer Important = new(false, Important: true, HighRisk: true, ContinuousProducer: true);

    /// <summary>Arrears of a resident with everything on file (X10 of the worked examples for the days).</summary>
    private static CutFile Complete => new()
    {
        Ground = CutGround.ArrearsUnpaid,
        Customer = Resident,
        ProposedBy = "executor",
        PlannedAt = Cut,
        OverdueDays = 31,
        Urged = true,
        Risks = [.. ((string[])["LifeSupport", "HighRiskProcess", "Lifts", "FirePumps", "OthersOnFeed"]).Select(i => new RiskAnswer(i, false))],
        Approval = new("head", Served.AddDays(-1), IsHeadOfUnit: true),
        Notice = new(Served, "EMS 1"),
        SecondNotice = new(Cut.AddMinutes(-30), "call 2"),
    };

    [Fact]
    public void A_complete_file_may_be_cut_exactly_from_the_third_to_the_seventh_day()
    {
        Assert.Empty(Missing(Complete));
        foreach (var (at, ok) in (IEnumerable<(DateTimeOffset, bool)>)[(Served.AddDays(3), true), (Served.AddDays(3).AddSeconds(-1), false), (Served.AddDays(7), true), (Served.AddDays(7).AddSeconds(1), false)])
        {
            Assert.Equal(ok, Missing(Complete with { PlannedAt = at, SecondNotice = new(at.AddHours(-1), "c") }, at: at).Count == 0);
        }
    }

    public static TheoryData<CutGate, Func<CutFile, CutFile>> OneMissing => new()
    {
        { CutGate.OverdueAndUrged, f => f with { OverdueDays = 30 } },
        { CutGate.OverdueAndUrged, f => f with { Urged = false } },
        { CutGate.OverdueAndUrged, f => f with { OverdueDays = null } },
        { CutGate.NoOpenDispute, f => f with { DisputeOpen = true } },
        { CutGate.NoKeptInstalments, f => f with { InstalmentsKept = true } },
        { CutGate.RiskChecked, f => f with { Risks = [.. f.Risks.Skip(1)] } },
        { CutGate.LoadsSecured, f => f with { Risks = [f.Risks[0] with { Present = true }, .. f.Risks.Skip(1)] } },
        { CutGate.LoadsSecured, f => f with { Risks = [f.Risks[0] with { Present = true, Secured = " " }, .. f.Risks.Skip(1)] } },
        { CutGate.Approved, f => f with { Approval = null } },
        { CutGate.Approved, f => f with { Approval = f.Approval! with { IsHeadOfUnit = false } } },
        { CutGate.Approved, f => f with { Approval = f.Approval! with { By = "executor" } } },
        { CutGate.Approved, f => f with { Approval = f.Approval! with { At = Cut.AddMinutes(1) } } },
        { CutGate.NoticeServed, f => f with { Notice = f.Notice! with { Proof = "" } } },
        { CutGate.SecondNotice, f => f with { SecondNotice = new(Cut.AddMinutes(-29), "late") } },
        { CutGate.SecondNotice, f => f with { SecondNotice = null } },
        { CutGate.SecondNotice, f => f with { SecondNotice = new(Served.AddMinutes(-1), "before the first") } },
        { CutGate.AuthorityCopy, f => f with { Customer = Resident with { Important = true } } },
    };

    [Theory]
    [MemberData(nameof(OneMissing))]
    public void One_missing_proof_closes_exactly_its_gate(CutGate gate, Func<CutFile, CutFile> without) => Assert.Equal([gate], Missing(without(Complete)));

    [Theory]
    [InlineData("2026-09-24T10:00:00+08:00", false)]
    [InlineData("2026-09-25T10:00:00+08:00", false)]
    [InlineData("2026-09-27T23:59:00+08:00", false)]
    [InlineData("2026-09-28T10:00:00+08:00", true)]
    [InlineData("2026-09-23T23:30:00+08:00", true)]
    [InlineData("2026-09-24T16:30:00Z", false)]
    [InlineData("2027-03-06T14:00:00+08:00", false)]
    public void A_resident_is_spared_on_a_holiday_the_day_before_and_in_a_year_without_calendar(string planned, bool ok)
    {
        var at = DateTimeOffset.Parse(planned, System.Globalization.CultureInfo.InvariantCulture);
        var file = Complete with { PlannedAt = at, Notice = new(at.AddDays(-4), "n"), SecondNotice = new(at.AddHours(-1), "s") };
        Assert.Equal(ok ? [] : [CutGate.NoHoliday], Missing(file, at: at));
        Assert.Empty(Missing(file with { Customer = default }, at: at));
    }

    [Fact]
    public void Theft_on_site_needs_the_pack_the_tests_and_the_notice_but_no_days()
    {
        var theft = new CutFile
        {
            Ground = CutGround.Theft,
            Inspectors = ["i1", "i2"],
            IdentityShown = true,
            Evidence = ["EVD-1", "EVD-2", "EVD-3", "EVD-4", "EVD-5", "EVD-6", "EVD-7"],
            InnocentTested = ["Vacancy", "Renovation", "Solar", "ChangedEquipment", "CurrentTransformerFault", "Topology", "DataGap"],
            Risks = Complete.Risks,
            Notice = new(Cut.AddMinutes(-1), "signed"),
        };
        Assert.Empty(Missing(theft));
        Assert.Equal([CutGate.Evidence], Missing(theft with { Evidence = [.. theft.Evidence.Skip(1)] }));
        Assert.Equal([CutGate.TwoInspectors], Missing(theft with { Inspectors = ["i1", "i1"] }));
        Assert.Equal([CutGate.NoticeServed], Missing(theft with { Notice = new(Cut.AddMinutes(1), "not yet") }));
        Assert.Equal([CutGate.Approved], Missing(theft, "CN-31"));
    }

    [Theory]
    [InlineData("CN-41", CutGround.Resale, CutMode.AnyTime)]
    [InlineData("CN-41", CutGround.DeviceUnsafe, CutMode.NoticeProcedure)]
    [InlineData("CN-31", CutGround.Theft, CutMode.SameTime)]
    [InlineData("CN-3701", CutGround.DeviceUnsafe, CutMode.NoticeProcedure)]
    [InlineData("CN", CutGround.ForceMajeure, CutMode.Immediate)]
    public void The_most_local_rule_decides_the_procedure(string place, CutGround ground, CutMode mode) =>
        Assert.Equal(mode, Law(new CutFile { Ground = ground }, place).Conditions.Mode);

    [Fact]
    public void A_day_without_a_rule_in_force_gives_no_law() =>
        Assert.Equal("case.rule-not-in-force", CutLaw.On(Records, "CN", new(1990, 1, 1), Complete).Problem?.Code);

    [Theory]
    [InlineData(CutGround.ArrearsUnpaid, "CN")]
    [InlineData(CutGround.Theft, "CN")]
    [InlineData(CutGround.Resale, "CN-41")]
    public void No_sequence_of_steps_reaches_a_cut_without_its_proofs(CutGround ground, string place) => Explore(ground, place, Important with { Resident = true });

    [Fact]
    public void Every_ground_place_and_customer_explored_and_each_guard_removed_in_turn_is_noticed()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 }, "slow proof, run by ./test --long");
        long states = 0;
        var noticed = new ConcurrentDictionary<CutGate, int>();
        var all = from ground in Enum.GetValues<CutGround>() from place in (string[])["CN", "CN-31", "CN-3701", "CN-41"] from customer in (CutCustomer[])[default, Resident, Important] select (ground, place, customer);
        Parallel.ForEach(all, x =>
        {
            var walked = new CutExploration(x.ground, x.customer, x.place, _ => true).Run(Records);
            Assert.True(walked.Cuts > 0);
            Assert.Equal(0, walked.Unlawful);
            Interlocked.Add(ref states, walked.States);
            foreach (var gate in CutGates.Standing(new CutFile { Ground = x.ground, Customer = x.customer }, Law(new CutFile { Ground = x.ground, Customer = x.customer }, x.place).Conditions))
            {
                if (new CutExploration(x.ground, x.customer, x.place, g => g != gate).Run(Records).Unlawful > 0) noticed.AddOrUpdate(gate, 1, (_, n) => n + 1);
            }
        });
        output.WriteLine($"{states} states; guards noticed when removed: {string.Join(", ", noticed.OrderBy(n => n.Key).Select(n => $"{n.Key} {n.Value}"))}");
        // The holiday is a promise of the company, tested above, not a step of the law's checklist.
        Assert.Equal(CutGates.All.Except([CutGate.NoHoliday]), noticed.Keys.Order());
    }

    private void Explore(CutGround ground, string place, CutCustomer customer)
    {
        var walked = new CutExploration(ground, customer, place, _ => true).Run(Records);
        output.WriteLine($"{ground} {place}: {walked.States} states, {walked.Cuts} cuts");
        Assert.True(walked.Cuts > 0);
        Assert.Equal(0, walked.Unlawful);
        foreach (var gate in CutGates.Standing(new CutFile { Ground = ground, Customer = customer }, Law(new CutFile { Ground = ground, Customer = customer }, place).Conditions))
        {
            // Planned is implied where the window is asked for; the holiday is a promise, tested above.
            if (gate is CutGate.Planned or CutGate.NoHoliday) continue;
            Assert.True(new CutExploration(ground, customer, place, g => g != gate).Run(Records).Unlawful > 0, $"nobody noticed that {gate} was gone");
        }
    }

    private static IReadOnlyList<RuleRecord> Records => RuleShelf.Standard.Succeeded(out var shelf, out var problem) ? shelf.Records : throw new InvalidOperationException(problem.Text.En);

    private static CutLaw Law(CutFile file, string place) =>
        CutLaw.On(Records, place, new(2026, 3, 6), file).Succeeded(out var law, out var problem) ? law : throw new InvalidOperationException(problem.Code + problem.Where);

    private static IReadOnlyList<CutGate> Missing(CutFile file, string place = "CN", DateTimeOffset? at = null) =>
        CutGates.Missing(file, Law(file, place).Conditions, at ?? Cut, Holidays.Standard);
}
