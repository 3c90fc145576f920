using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Who gets a lead: the chance decides where behaviour alone speaks, evidence that was measured stands for itself.</summary>
public sealed class ListedLeadsTests
{
    private static readonly SuspicionModel Prior = new(DetectionFiles.Fusion(), null);
    private static readonly AreaSubject Subject = new("T1", "F1", false, 0, 0.5);

    [Theory]
    [InlineData(0.049, 0.9, false)]
    [InlineData(0.05, 0.9, true)]
    [InlineData(0.3, 0.1, true)]
    public void A_strange_course_alone_makes_a_lead_from_a_chance_of_one_in_twenty(double chance, double strength, bool listed)
    {
        var lead = Lead(chance, Of(EngineId.E6, "fall", strength));
        Assert.Equal(listed, lead is not null);
        if (lead is not null) Assert.True(lead.StatisticalOnly);
    }

    [Theory]
    [InlineData(EngineId.E2, "deficit", 0.25, LeadKinds.Theft)]
    [InlineData(EngineId.E3, "R5", 0.25, LeadKinds.Theft)]
    [InlineData(EngineId.E5, "R4e", 0.3, LeadKinds.Theft)]
    public void What_was_measured_beside_it_keeps_the_lead_whatever_the_chance(EngineId engine, string code, double strength, string kind)
    {
        var lead = Lead(0.01, Of(EngineId.E6, "fall", 0.9), Of(engine, code, strength));
        Assert.Equal((kind, false), (lead!.Kind, lead.StatisticalOnly));
        // A trace of it is not enough.
        Assert.Null(Lead(0.01, Of(EngineId.E6, "fall", 0.9), Of(engine, code, 0.2)));
    }

    [Fact]
    public void A_wrong_file_is_corrected_whatever_the_chance_of_theft()
    {
        EngineEvidence[] evidence = [Of(EngineId.E6, "fall", 0.6), Of(EngineId.E0, "wrong-area", 0.7)];
        Assert.Equal(LeadKinds.FileCorrection, Lead(0.01, evidence)!.Kind);
        Assert.Null(ComposeLeads.Customer(Assessed(evidence), new(Subject, [], [], double.NaN), "/1/", new(0.01, Prior, []), checkArchive: false));
        Assert.Equal(LeadKinds.FileCorrection, Lead(0.01, Of(EngineId.E6, "fall", 0.6), Of(EngineId.E0, "wrong-phase", 0.3))!.Kind);
    }

    private static LeadDraft? Lead(double chance, params EngineEvidence[] evidence) =>
        ComposeLeads.Customer(Assessed(evidence), new(Subject, [], [], double.NaN), "/1/", new(chance, Prior, []));

    private static Assessment Assessed(EngineEvidence[] evidence) => new()
    {
        Point = new("P1", "K1", "residential", "A", 2, 1),
        Match = LossPursuit.Nothing,
        Localisation = new(),
        Evidence = evidence,
        Features = [.. FeatureNames.All.Select(_ => double.NaN)],
    };

    private static EngineEvidence Of(EngineId engine, string code, double strength) => new(
        engine, code, new SubjectId(SubjectKind.UsagePoint, "P1"), strength, null, null, PhaseSet.None, [CauseCode.Chance], [CheckCode.RatioPlate], Doubts.None, "");
}
