using Voltward.App.Evidence;
using Voltward.Domain.Evidence;
using Voltward.Tests.Inspections;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Evidence;

public sealed class ExhibitTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 4, 0, 0, TimeSpan.Zero);

    private static readonly Exhibit Meter = new(
        "WZ-2026-000001", "AJ-1", "meter", "电能表", true, ExhibitObtained.Removed, null, "D-1", "S-1", new string('a', 64), "物证柜", Noon, "i1", "王社区");

    [Fact]
    public void A_chain_from_bag_to_laboratory_to_police_without_a_gap_is_whole() => Assert.Empty(CustodyRules.Gaps(Meter,
    [
        Move("i1", "keeper", "S-1", "S-1", 1), Move("keeper", "lab", "S-1", "S-1", 2), Open("lab", "lab-2", "S-1", "S-2", 3, "授权 12"), Move("lab-2", "police", "S-2", "S-2", 4),
    ]));

    [Theory]
    [InlineData("holder")]
    [InlineData("seal")]
    [InlineData("time")]
    [InlineData("changed")]
    [InlineData("authorisation")]
    [InlineData("reseal")]
    public void Each_kind_of_gap_is_found_and_said_in_words(string gap)
    {
        var move = gap switch
        {
            "holder" => Move("somebody", "keeper", "S-1", "S-1", 1),
            "seal" => Move("i1", "keeper", "S-7", "S-7", 1),
            "time" => Move("i1", "keeper", "S-1", "S-1", -1),
            "changed" => Move("i1", "keeper", "S-1", "S-2", 1),
            "authorisation" => Open("i1", "lab", "S-1", "S-2", 1, null),
            _ => Open("i1", "lab", "S-1", "S-1", 1, "授权 12"),
        };
        Assert.True(Assert.Single(CustodyRules.Gaps(Meter, [move])).Zh.Length > 8);
    }

    [Fact]
    public async Task What_a_crew_may_not_take_and_what_two_people_must_sign_is_refused()
    {
        await using var made = await BundleCase.OpenAsync();
        var seal = made.Town.Use<SealExhibit>();
        SealExhibit.Request Request(bool ours, ExhibitObtained obtained, string? by, string sealNo) =>
            new(made.CaseNo, "device", "倒表器", ours, obtained, by, new("D-2", sealNo, "物证柜", "王社区"), Records.Picture);
        Assert.Equal("evidence.exhibit-not-ours", Refused(await seal.RunAsync(Request(false, ExhibitObtained.Removed, null, "FH-2"), Inspector(1), Stop)));
        Assert.Equal("evidence.exhibit-text-missing", Refused(await seal.RunAsync(Request(false, ExhibitObtained.HandedOver, " ", "FH-2"), Inspector(1), Stop)));
        Assert.Equal("evidence.exhibit-seal-taken", Refused(await seal.RunAsync(Request(false, ExhibitObtained.HandedOver, "户主", "FH-0001"), Inspector(1), Stop)));
        Assert.Equal("access.role-missing", Refused(await seal.RunAsync(Request(false, ExhibitObtained.HandedOver, "户主", "FH-2"), Planner, Stop)));
        Assert.Equal("WZ-2026-000002", Ok(await seal.RunAsync(Request(false, ExhibitObtained.HandedOver, "户主", "FH-2"), Inspector(1), Stop)));

        var move = made.Town.Use<MoveExhibit>();
        Assert.Equal("evidence.exhibit-one-person", Refused(await move.RunAsync(new("WZ-2026-000002", Move("i1", "i1", "FH-2", "FH-2", 1), default), Inspector(1), Stop)));
        Assert.Equal("evidence.exhibit-not-found", Refused(await move.RunAsync(new("WZ-9", Move("i1", "k", "FH-2", "FH-2", 1), default), Inspector(1), Stop)));
        Assert.Empty(Ok(await move.RunAsync(new("WZ-2026-000002", Move("i1", "keeper", "FH-2", "FH-2", 1), default), Inspector(1), Stop)).Gaps);
        Assert.Single(Ok(await move.RunAsync(new("WZ-2026-000002", Open("keeper", "i2", "FH-2", "FH-3", 2, null), default), Inspector(1), Stop)).Gaps);

        // The gap stands on the list of defects and keeps the case from the police.
        var (file, written) = await made.BundleAsync();
        Assert.Equal((1, false), (written.Defects, written.FitForPolice));
        Assert.False(BundleCase.Json(file, "checklist.json")[8].GetProperty("met").GetBoolean());
        Assert.Empty(Verify.Program.Check(file, []).Problems);
    }

    private static ExhibitMove Move(string from, string to, string found, string after, int hours) =>
        new(ExhibitMoveKind.HandOver, Noon.AddHours(hours), from, to, "物证柜", found, after, null);

    private static ExhibitMove Open(string from, string to, string found, string after, int hours, string? authorisation) =>
        new(ExhibitMoveKind.Open, Noon.AddHours(hours), from, to, "检定所", found, after, authorisation);
}
