using System.Text;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>Files what a demonstration's case lacks of the evidence pack, and the tests of innocent explanations; every text says that it is invented.</summary>
internal sealed class DemoPack(IServiceProvider services, DemoCast people)
{
    private static readonly Dictionary<string, (string Grounds, string Reference)> Tests = new()
    {
        ["Vacancy"] = ("现场有人居住经营，用水用气正常", "走访记录（演示）"),
        ["Renovation"] = ("用电下降期间没有装修", "走访记录（演示）"),
        ["Solar"] = ("没有光伏并网，现场也没有光伏设备", "档案与现场照片（演示）"),
        ["ChangedEquipment"] = ("主要用电设备没有减少", "设备清单（演示）"),
        ["CurrentTransformerFault"] = ("直接接入表，没有互感器；或互感器变比复核正常", "现场检查记录（演示）"),
        ["Topology"] = ("停送电核对，户变关系正确", "台区核查记录（演示）"),
        ["DataGap"] = ("计算期间采集完整，没有缺数", "采集数据（演示）"),
    };

    public async Task<Problem?> FileAsync(string caseNo, CancellationToken stop)
    {
        var view = (await services.GetRequiredService<CasePage>().RunAsync(caseNo, people.Investigator, stop))!;
        foreach (var item in EvidencePack.Items.Where(i => i.Filing != PackFiling.Records && !view.Pack.OnFile.Contains(i.Code)))
        {
            var original = item.Filing == PackFiling.File
                ? new FileEvidence.Original(Encoding.UTF8.GetBytes($"演示数据：案件 {caseNo} 的{item.Name.Zh}。\n"), "text/plain")
                : FileEvidence.Original.None;
            var request = new FileEvidence.Request(caseNo, item.Code, $"{item.Name.Zh}（演示）", item.NeedsDetail is { } asked ? $"{asked.Zh}（演示）" : null, original);
            if ((await services.GetRequiredService<FileEvidence>().RunAsync(request, people.Investigator, stop)).Problem is { } refused) return refused;
        }

        foreach (var explanation in view.Pack.Explanations)
        {
            var (grounds, reference) = Tests.GetValueOrDefault(explanation, ("已核查", "核查记录（演示）"));
            if ((await services.GetRequiredService<TestInnocence>().RunAsync(new(caseNo, explanation, true, grounds, reference), people.Investigator, stop)).Problem is { } refused) return refused;
        }

        return null;
    }
}
