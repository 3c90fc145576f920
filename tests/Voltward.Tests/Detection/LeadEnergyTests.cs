using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class LeadEnergyTests
{
    private static readonly LostEnergy Judged = new(1, 4, 9);

    [Fact]
    public void A_theft_takes_the_rankers_energy_and_a_file_error_its_upper_limit_alone()
    {
        Assert.Equal(new LostEnergy(1, 4, 9), LeadEnergy.Of(LeadKinds.Theft, Judged, [], 7));
        Assert.Equal(new LostEnergy(0, 0, 9), LeadEnergy.Of(LeadKinds.FileCorrection, Judged, [], 7));
        Assert.Equal(new LostEnergy(0, 0, 7), LeadEnergy.Of(LeadKinds.Safety, null, [], 7));
    }

    [Fact]
    public void Beside_a_wrong_file_what_was_measured_may_be_nothing_or_all_that_theft_would_be()
    {
        var loss = new EngineEvidence(
            EngineId.E2, "reading", new SubjectId(SubjectKind.UsagePoint, "P1"), 0.5, null, new LostEnergy(2, 3, 5), PhaseSet.None, [CauseCode.WrongRatio], [CheckCode.RatioPlate], Doubts.None, "");
        Assert.Equal(new LostEnergy(0, 3, 9), LeadEnergy.Of(LeadKinds.FileCorrection, Judged, [loss], 7));
        Assert.Equal(new LostEnergy(0, 3, 5), LeadEnergy.Of(LeadKinds.FileCorrection, null, [loss], 7));
        Assert.Equal(new LostEnergy(2, 3, 5), LeadEnergy.Of(LeadKinds.MeterFault, Judged, [loss], 7));
    }

    [Fact]
    public void Bills_say_at_most_what_lacks_to_the_highest_month()
    {
        // Twelve months of 10 with one of 14, then six of 4: 6 lack to the middle, 10 to the highest.
        float[] months = [.. Enumerable.Repeat(10f, 11), 14, .. Enumerable.Repeat(4f, 6)];
        Assert.Equal(new LostEnergy(0, 6, 10), LeadEnergy.OfBills(months));
        Assert.Equal(new LostEnergy(0, 0, 0), LeadEnergy.OfBills(null));
    }
}
