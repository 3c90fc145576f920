using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Is the customer fed from where the file says, and is its ratio right?</summary>
public sealed class BookingTests
{
    private const int Days = BookingWorld.Days;
    private static readonly PointSubject Behind = new("P1", "C1", "shop", "ABC", 1, 20);

    [Fact]
    public void Odds_of_a_known_slope_by_hand()
    {
        // Moves 1 and 2 against 1 and 2 in a variance of 1: power 5, along 5.
        var fit = new TraceFit(5, 5);
        Assert.Equal((1, 2.5, -7.5), (fit.Slope, fit.Odds(1), fit.Odds(-1)));
        Assert.Equal((Math.Sqrt(5), 10 / Math.Sqrt(5)), (fit.T, fit.Off(-1)));
        Assert.Equal(0, fit.Off(1));
        // Half of the slope: 0.5·5 − 0.25·5/2.
        Assert.Equal(1.875, fit.Odds(0.5));
    }

    [Fact]
    public void Who_is_fed_from_the_neighbour_is_found_and_the_others_are_not()
    {
        var world = new BookingWorld(1);
        world.Move(3, ofOwn: -1, ofOther: 1);
        var (odds, found, doubtful) = world.Ask();
        Assert.Empty(doubtful);
        var wrong = Assert.Single(found);
        Assert.Equal((3, "B"), (wrong.Point, wrong.FedFrom));
        Assert.InRange(wrong.OwnSlope, -1.3, -0.7);
        Assert.InRange(wrong.OtherSlope, 0.7, 1.3);
        Assert.False(wrong.ByLoad);
        Assert.All(odds.Where((_, i) => i != 3), o => Assert.True(o < 3, $"{o}"));
        Assert.True(odds.Count(o => o < -3) >= 15, "the readings show that most are booked rightly");
    }

    [Fact]
    public void Two_who_are_booked_wrongly_are_both_found()
    {
        var world = new BookingWorld(2);
        world.Move(3, ofOwn: -1, ofOther: 1);
        world.Move(9, ofOwn: -1, ofOther: 1);
        Assert.Equal([3, 9], world.Ask().Found.Select(f => f.Point).Order());
    }

    /// <summary>A thief's loss rises here and nowhere else; a loss that falls here must have gone somewhere.</summary>
    [Theory, InlineData(1, 0), InlineData(-1, 0), InlineData(0, 1), InlineData(0.5, 0)]
    public void Both_signs_are_required(double ofOwn, double ofOther)
    {
        var world = new BookingWorld(3);
        world.Move(3, ofOwn, ofOther);
        Assert.Empty(world.Ask().Found);
        Assert.Empty(world.Ask().Doubtful);
    }

    /// <summary>The own loss falls by all of the use, but the neighbour's scatters so much that nothing can be read in it: half a proof names no area, and is enough to look at the file first.</summary>
    [Fact]
    public void A_neighbour_that_cannot_be_read_convicts_nobody_and_clears_nobody()
    {
        var world = new BookingWorld(5);
        world.Move(3, ofOwn: -1, ofOther: 1);
        for (var d = 0; d < Days; d++) world.Other[d] += 4000 * Math.Sin(d * d);
        Assert.Empty(world.Ask().Found);
        Assert.Equal([3], world.Ask().Doubtful);
        Assert.True(world.Ask().LogOdds[3] > 8, "the own loss alone speaks loudly here, or the test shows nothing");
    }

    /// <summary>The neighbour's loss is rough but does say that the customer's use is not in it: that is no wrong area, however loudly the own loss speaks.</summary>
    [Fact]
    public void A_neighbour_that_speaks_softly_against_it_ends_the_doubt()
    {
        var world = new BookingWorld(5);
        world.Move(3, ofOwn: -1, ofOther: 0);
        for (var d = 0; d < Days; d++) world.Other[d] += 12 * Math.Sin(d * d);
        Assert.True(world.Ask().LogOdds[3] > 8, "the own loss alone speaks loudly here, or the test shows nothing");
        Assert.Empty(world.Ask().Doubtful);
    }

    /// <summary>Who only lives like a customer that is booked wrongly is looked at again when that one is put right.</summary>
    [Fact]
    public void Whoever_lives_like_the_one_who_is_found_is_in_no_doubt()
    {
        var world = new BookingWorld(4);
        for (var d = 0; d < Days; d++) world.Daily[9][d] = 2 + (0.65f * world.Daily[3][d]) + (0.35f * (world.Daily[9][d] - 9));
        world.Move(3, ofOwn: -1, ofOther: 1);
        for (var d = 0; d < Days; d++) world.Other[d] += 11 * Math.Sin(d * d);
        var (odds, found, doubtful) = world.Ask();
        Assert.Equal(3, Assert.Single(found).Point);
        Assert.True(odds[9] > 8, $"{odds[9]}: beside the wrong booking this one looks alike, or the test shows nothing");
        Assert.Empty(doubtful);
    }

    [Fact]
    public void Days_that_were_filled_count_as_little_as_the_filling_is_sure()
    {
        var world = new BookingWorld(4);
        world.Move(3, ofOwn: -1, ofOther: 1);
        for (var d = 0; d < Days; d += 3) (world.Own[d], world.Filled[d]) = (world.Own[d] + (40 * ((d % 2) - 0.5)), 400);
        Assert.Equal(3, Assert.Single(world.Ask().Found).Point);
        Array.Clear(world.Filled);
        Assert.Empty(world.Ask().Found);
    }

    [Fact]
    public void Quarter_hours_say_whose_supply_meter_sees_the_customer()
    {
        var world = new BookingWorld(5) { LossIsKnown = false };
        var found = Assert.Single(world.Ask(fedFromOther: 7).Found);
        Assert.Equal((7, "B", true), (found.Point, found.FedFrom, found.ByLoad));
        Assert.InRange(found.OwnSlope, -0.3, 0.3);
        Assert.InRange(found.OtherSlope, 0.7, 1.3);
    }

    [Fact]
    public void A_coarse_supply_register_convicts_nobody()
    {
        var world = new BookingWorld(6) { LossIsKnown = false, Step = 3 };
        Assert.Empty(world.Ask(fedFromOther: -1).Found);
    }

    [Fact]
    public void Without_a_loss_and_without_quarter_hours_nothing_is_said()
    {
        var (odds, found, doubtful) = new BookingTest(new("A", null), [new("B", null)], _ => null).Run(new BookingWorld(7).Daily, _ => null);
        Assert.Empty(found);
        Assert.Empty(doubtful);
        Assert.All(odds, o => Assert.True(double.IsNaN(o)));
    }

    [Fact]
    public void What_is_taken_out_of_a_trace_is_gone_from_it()
    {
        var world = new BookingWorld(8);
        world.Move(3, ofOwn: 1, ofOther: 0);
        var (trace, moves) = (LossTrace.OfDays(world.Own, world.Filled)!, LossTrace.DayMoves(world.Daily[3]));
        Assert.Equal(trace.Fit(moves).Slope - 1, trace.Without(moves, 1).Fit(moves).Slope, 1e-4);
    }

    /// <summary>Recorded is k of the true energy, so the loss is 1/k − 1 of what is recorded.</summary>
    [Theory, InlineData(0.5, 1), InlineData(0.75, 1 / 3.0), InlineData(1.5, -1 / 3.0)]
    public void A_wrong_ratio_is_found_by_its_step(double k, double slope)
    {
        var world = new BookingWorld(9);
        for (var d = 0; d < Days; d++) world.Daily[3][d] *= 5;
        world.Move(3, slope, 0);
        var (customer, found, t) = Ratio(world, Behind)!.Value;
        Assert.Equal(3, customer);
        Assert.Equal(k, found, 1e-9);
        Assert.True(t > 6);
    }

    [Fact]
    public void No_ratio_is_wrong_without_transformers_or_without_a_loss_that_follows()
    {
        var world = new BookingWorld(9);
        Assert.Null(Ratio(world, Behind));
        world.Move(3, 2, 0);
        Assert.NotNull(Ratio(world, Behind));
        Assert.Null(Ratio(world, Behind with { Factor = 1 }));
        Assert.Empty(ArchiveTests.WrongRatios([Behind], [world.Daily[3]], null));
    }

    /// <summary>Fifteen per cent more is no ratio that anybody hangs.</summary>
    [Fact]
    public void A_loss_between_the_steps_is_no_ratio()
    {
        var world = new BookingWorld(9);
        for (var d = 0; d < Days; d++) world.Daily[3][d] *= 8;
        world.Move(3, 0.15, 0);
        Assert.Null(Ratio(world, Behind));
    }

    /// <summary>The supply meter sees the quarter hours 1/k times; a ratio that is right, between the steps or on record too large says nothing, nor does a small customer of whom one and a step fit alike.</summary>
    [Theory, InlineData(10, 0.6, 4, 0.6), InlineData(10, 0.5, 4, 0.5), InlineData(10, 1, 4, null), InlineData(10, 0.85, 4, null), InlineData(10, 1.5, 4, null), InlineData(11, 0.91, 0.65, null)]
    public void A_ratio_on_record_too_small_is_seen_by_the_supply_meter(int seed, double k, double size, double? found)
    {
        var answer = new BookingWorld(seed).AskLoad(7, k, size, Behind);
        Assert.Equal(found, answer?.K);
        if (found is not null) Assert.Equal(7, answer!.Value.Customer);
        Assert.Null(new BookingWorld(seed).AskLoad(7, k, size, Behind with { Factor = 1 }));
    }

    [Fact]
    public void A_wrong_ratio_does_not_explain_a_fall_and_a_wrong_phase_yields_to_what_was_measured()
    {
        EngineEvidence Of(EngineId engine, string code, double strength) => new(
            engine, code, new SubjectId(SubjectKind.UsagePoint, "P1"), strength, null, null, PhaseSet.None, [CauseCode.Chance], [CheckCode.RatioPlate], Doubts.None, "");
        EngineEvidence Ratio(double k) => Of(EngineId.E0, "wrong-ratio", 0.6) with { Figures = new Dictionary<string, double> { ["k"] = k } };
        var (ratio, phase) = (Ratio(1 / 3.0), Of(EngineId.E0, "wrong-phase", 0.3));
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([ratio, Of(EngineId.E2, "reading", 0.5)]));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E6, "bill-fall", 0.7), ratio]));
        // A reversed transformer leaves no two thirds, and bills that fell long before the window leave the loss as it is; a fall within the window does not.
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([Of(EngineId.E6, "bill-fall", 0.7), Ratio(2 / 3.0)]));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E6, "fall", 0.4), Ratio(2 / 3.0)]));
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([Of(EngineId.E5, "R3", 0.3), ratio]));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E5, "R4e", 0.6), Ratio(2 / 3.0)]));
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([Of(EngineId.E6, "fall", 0.7), Of(EngineId.E0, "wrong-area", 0.6)]));
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([Of(EngineId.E6, "fall", 0.7), phase]));
        // A danger waits for no file, and a breach of the contract for no doubt.
        Assert.Equal(LeadKinds.Safety, LeadKind.Of([Of(EngineId.E4, "joint", 0.7), Of(EngineId.E0, "wrong-area", 0.6)]));
        var doubt = Of(EngineId.E0, "area-doubt", 0.4);
        Assert.Equal(LeadKinds.Breach, LeadKind.Of([Of(EngineId.E3, "R10", 0.7), doubt]));
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([Of(EngineId.E4, "lean", 0.5), doubt]));
        Assert.Equal(LeadKinds.FileCorrection, LeadKind.Of([Of(EngineId.E2, "deficit", 0.8), doubt]));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E2, "deficit", 0.8), doubt], checkArchive: false));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E5, "R2", 0.9), Of(EngineId.E2, "deficit", 0.8), doubt]));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E5, "R2", 0.4), phase]));
        Assert.Equal(LeadKinds.Theft, LeadKind.Of([Of(EngineId.E6, "fall", 0.7), Of(EngineId.E0, "wrong-area", 0.6)], checkArchive: false));
    }

    private static (int Customer, double K, double T)? Ratio(BookingWorld world, PointSubject point) =>
        ArchiveTests.WrongRatios([.. world.Daily.Select(_ => point)], world.Daily, LossTrace.OfDays(world.Own, world.Filled)).Cast<(int, double, double)?>().FirstOrDefault();

    [Fact]
    public async Task A_customer_in_the_wrong_file_goes_out_as_a_correction_and_its_suspicion_waits()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var utility = new SmallUtility(areas: 6, customers: 30, days: 90, seed: 5);
        // Wrong since ever, and a fall of its own on top.
        utility.FedFrom[42] = 3;
        utility.LeaveHome(i: 42, from: 55, left: 0.45);
        await utility.WriteAsync(store);
        var analyse = AnalyseUtilityTests.Analyse(store);
        var run = AnalyseUtilityTests.Value(await analyse.RunAsync(new(), Actor.System, TestContext.Current.CancellationToken));
        var leads = AnalyseUtilityTests.Value(await new RunQueries(store.Database).RunAsync(null, all: true, Actor.System, TestContext.Current.CancellationToken)).Leads;
        var lead = leads.Single(l => l.Lead.Customer == SmallUtility.Customer(42));
        Assert.Equal(LeadKinds.FileCorrection, lead.Lead.Kind);
        Assert.Equal("wrong-area", lead.Reasons[0].Code);
        Assert.Equal("waits-for-file", lead.Reasons[^1].Code);
        Assert.Equal([SmallUtility.Customer(42)], leads.Where(l => l.Lead.Kind == LeadKinds.FileCorrection && l.Lead.Customer is not null).Select(l => l.Lead.Customer));

        var other = await analyse.UnkeptAsync(run.AsOf, checkArchive: false, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(other!.Ranked(), l => l.Kind == LeadKinds.FileCorrection);
        Assert.All(other.Ranked().Where(l => l.Customer == SmallUtility.Customer(42)), l => Assert.Equal(LeadKinds.Theft, l.Kind));

        // Put right, the area that books them loses more, and the one that feeds them less: nobody there is asked for what flows to them.
        var (kept, z) = (EvidenceFile.Find(store.Folder, run.RunId)!, FeatureNames.IndexOf("areaZ"));
        float With(int i) => kept.Of(kept.Customers.ToList().IndexOf(SmallUtility.Customer(i)))[z];
        float Without(int i) => other.Vectors[SmallUtility.Customer(i)].Span[z];
        Assert.True(With(95) < Without(95) - 1, $"{With(95)} {Without(95)}");
        Assert.True(With(35) > Without(35) + 0.5, $"{With(35)} {Without(35)}");
        Assert.Equal(With(5), Without(5));
    }
}
