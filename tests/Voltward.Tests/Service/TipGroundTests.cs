using Voltward.App.Cases;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Inspections;
using Voltward.App.Service;
using Voltward.Domain.Access;
using Voltward.Domain.Evidence;
using Voltward.Domain.Inspections;
using Voltward.Domain.Service;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;
using static Voltward.Tests.Service.Tips;

namespace Voltward.Tests.Service;

/// <summary>A tip alone is never the ground of a finding, never evidence, and stands in no document.</summary>
public sealed class TipGroundTests
{
    [Fact]
    public async Task A_tip_opens_no_finding_and_no_case_without_an_accepted_visit()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var (_, tipNo) = await AcceptedAsync(town, "1001");
        Assert.Equal("visit.not-found", Refused(await town.Use<RecordFinding>().RunAsync(new(tipNo, new(FindingKind.Theft, "THF", "bypass", "绕越")), Inspector(1), Stop)));
        Assert.NotNull((await town.Use<OpenCase>().RunAsync(tipNo, Person("hecha", Role.Investigator), Stop)).Problem);
        Assert.Equal(0, await CountAsync(town, "select (select count(*) from finding) + (select count(*) from inspection_case)"));
    }

    [Theory]
    [InlineData("据 JB-2026-000001 所述，绕越接线")]
    [InlineData("接群众举报后到现场，绕越接线")]
    [InlineData("By a tip-off: the meter is by-passed")]
    public async Task A_finding_that_leans_on_a_tip_is_refused(string description)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var visitId = await Records.AcceptedAsync(town, "1001");
        Assert.Equal("evidence.names-a-tip", Refused(await town.Use<RecordFinding>().RunAsync(new(visitId, new(FindingKind.Theft, "THF", "bypass", description)), Inspector(1), Stop)));
        Ok(await town.Use<RecordFinding>().RunAsync(new(visitId, new(FindingKind.Theft, "THF", "bypass", "表前绕越接线")), Inspector(1), Stop));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Neither_the_number_nor_a_photo_of_a_tip_counts_as_evidence(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        Ok(await town.Use<ReportTip>().RunAsync(new(TipKind.Theft, "x", "x", Photos: [Photo.WithMarks()]), Stop));
        var visitId = await Records.AcceptedAsync(town, "1001");
        var findingId = Ok(await town.Use<RecordFinding>().RunAsync(new(visitId, new(FindingKind.Theft, "THF", "bypass", "表前绕越接线")), Inspector(1), Stop));
        var hecha = Person("hecha", Role.Investigator);
        var caseNo = Ok(await town.Use<OpenCase>().RunAsync(findingId, hecha, Stop));
        var item = Domain.Cases.EvidencePack.Items.First(i => i.Filing == Domain.Cases.PackFiling.File && i.NeedsDetail is null).Code;
        var kept = Directory.GetFiles(town.Store.Folder.Evidence, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).Single(b => b.Length > 100 && b[0] == 0xff && b[1] == 0xd8);
        var file = town.Use<FileEvidence>();
        Assert.Equal("evidence.file-of-a-tip", Refused(await file.RunAsync(new(caseNo, item, "照片", null, new(kept, "image/jpeg")), hecha, Stop)));
        Assert.Equal("evidence.names-a-tip", Refused(await file.RunAsync(new(caseNo, item, "JB-2026-000001", null, new(Records.Picture, "image/jpeg")), hecha, Stop)));
        Ok(await file.RunAsync(new(caseNo, item, "照片", null, new(Records.Picture, "image/jpeg")), hecha, Stop));
        Assert.Equal("evidence.file-of-a-tip", Refused(await town.Use<SealExhibit>().RunAsync(
            new(caseNo, "meter", "电能表", true, ExhibitObtained.Removed, null, new("D1", "S1", "库房", "王五"), kept), hecha, Stop)));
    }

    [Fact]
    public void No_document_is_printed_that_names_a_tip()
    {
        var printed = new Printer().Print(new("通知", "1", "公司", null, [new TextBlock("依据 jb-2026-000017 号记录")]));
        Assert.Equal("evidence.names-a-tip", printed.Problem?.Code);
    }
}
