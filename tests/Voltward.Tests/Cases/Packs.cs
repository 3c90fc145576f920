using System.Text;
using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Tests.Inspections;

namespace Voltward.Tests.Cases;

/// <summary>Files what a theft case needs on both sides: the evidence pack, and the innocent explanations, all excluded.</summary>
internal static class Packs
{
    public static async Task FileAsync(FlowTown town, string caseNo, Actor investigator)
    {
        var view = (await town.Use<CasePage>().RunAsync(caseNo, investigator, FlowTown.Stop))!;
        foreach (var item in EvidencePack.Items.Where(i => i.Filing != PackFiling.Records && !view.Pack.OnFile.Contains(i.Code)))
            FlowTown.Ok(await town.Use<FileEvidence>().RunAsync(Of(caseNo, item), investigator, FlowTown.Stop));
        foreach (var explanation in view.Pack.Explanations)
            FlowTown.Ok(await town.Use<TestInnocence>().RunAsync(new(caseNo, explanation, true, "核查排除", "核查记录"), investigator, FlowTown.Stop));
    }

    public static FileEvidence.Request Of(string caseNo, PackItem item) => new(
        caseNo, item.Code, item.Name.Zh, item.NeedsDetail?.Zh,
        item.Filing == PackFiling.File ? new(Encoding.UTF8.GetBytes(caseNo + item.Code), "text/plain") : FileEvidence.Original.None);
}
