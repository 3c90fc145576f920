using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Notices;

/// <summary>
/// Fills a notice from the case: nothing is typed again. What the file does not hold is left empty, and the notice then refuses by
/// name to be printed.
/// </summary>
internal static class NoticeFile
{
    /// <param name="session">Reads the case's file.</param>
    /// <param name="held">The case.</param>
    /// <param name="settlement">Its approved settlement.</param>
    /// <param name="contact">Where questions go.</param>
    public static async Task<(CaseNoticeContent Notice, SettlementSheetContent Sheet)> ReadAsync(
        Session session, CaseRow held, NoticeSettlementRow settlement, string contact)
    {
        var visit = await session.NoticeVisitAsync(held.FindingId);
        var visitDay = CompanyTime.Day(visit.StartedAt);
        var party = await PartyAsync(session, held, visitDay);
        var theft = held.Kind == "theft";
        var serial = $"{held.CaseNo["AJ-".Length..]}-{settlement.Version}";
        var head = new NoticeHead(
            await session.UnitNameAsync(held.OrgPath), $"{(theft ? "QD" : "WY")}-{serial}", held.CaseNo, CompanyTime.Day(session.Now), contact);
        var lines = JsonSerializer.Deserialize<List<DeterminationLine>>(settlement.Lines, CaseText.Json)!;
        var result = JsonNode.Parse(settlement.Result)!.AsObject();
        var due = new AmountsDue(
            new(Yuan.FromFen(settlement.ChargeFen ?? 0)), settlement.PenaltyFen is { } fen ? new PenaltyCharge(Yuan.FromFen(fen)) : null);
        var conduct = Conduct(held, result);
        var notice = new CaseNoticeContent(
            head, party, await FactsAsync(session, held, visit, conduct), await EvidenceAsync(session, visit), lines, due, Demands(theft, result));
        var edition = lines.Count > 0 ? $"{settlement.RuleId}（{string.Join("、", lines.Select(l => l.Edition).Distinct())}）" : settlement.RuleId;
        var sheet = new SettlementSheetContent(
            head with { Number = $"JS-{serial}" }, party, edition, conduct,
            settlement.EnergyWh is { } wh ? KilowattHours.FromWattHours(wh) : null, lines, due,
            $"{settlement.CalculatedBy} {Local(settlement.CalculatedAt)}", $"{settlement.ReviewedBy} {(settlement.ReviewedAt is { } at ? Local(at) : "")}");
        return (notice, sheet);
    }

    private static async Task<NoticeParty> PartyAsync(Session session, CaseRow held, DateOnly day)
    {
        var row = held.CustomerNo is null ? null : await session.PartyAsync(held.CustomerNo, day);
        return new(row?.Name ?? "", row?.CustomerNo ?? "", row?.Address ?? "", row?.AgreementNo ?? "未签订或未登记", row?.TariffCategory ?? "未登记");
    }

    private static async Task<NoticeFacts> FactsAsync(Session session, CaseRow held, NoticeVisitRow visit, string conduct)
    {
        var stated = held.Facts is null ? [] : JsonNode.Parse(held.Facts)!.AsObject();
        var facts = new List<string> { visit.Description.TrimEnd('。') + "。" };
        foreach (var seal in await session.NoticeSealsAsync(visit.VisitId))
        {
            facts.Add(
                $"{SealPlace(seal.Position)}封印{SealCondition(seal.Condition)}：台账登记 {seal.ExpectedNo ?? "无"}，现场 {seal.FoundNo ?? "无"}。");
        }

        facts.AddRange(Texts(stated["foundFacts"]));
        var inspectors = new List<string>();
        foreach (var id in await session.NoticeInspectorsAsync(visit.VisitId))
            inspectors.Add(await session.SignerAsync(id, CompanyTime.Day(visit.StartedAt)));
        return new(Local(visit.StartedAt), inspectors, visit.OrderNo, facts, conduct, [.. (await session.TestedAsync(held.CaseNo)).GroupBy(t => t.Explanation).Select(Tested), .. Texts(stated["explanations"])]);
    }

    /// <summary>An innocent explanation with what came of testing it, the latest test.</summary>
    private static string Tested(IGrouping<string, TestedRow> tests) =>
        $"{InnocentTests.Name(tests.Key).Zh}：{(tests.Last().Excluded == 1 ? "已排除" : "成立")}，{tests.Last().Grounds.TrimEnd('。')}";

    private static async Task<IReadOnlyList<NoticeEvidence>> EvidenceAsync(Session session, NoticeVisitRow visit)
    {
        var evidence = new List<NoticeEvidence>();
        if (visit.ContentSha256 is { } sha)
            evidence.Add(new($"现场检查记录（工作单 {visit.OrderNo}）", Local(visit.StartedAt), sha));
        foreach (var photo in await session.NoticePhotosAsync(visit.VisitId))
        {
            evidence.Add(new(
                $"现场照片：{Shot(photo.Shot)}{(photo.ItemCode is null ? "" : $"（检查项 {photo.ItemCode}）")}",
                Local(photo.TakenAt ?? photo.ReceivedAt), photo.Sha256));
        }

        return evidence;
    }

    private static string Conduct(CaseRow held, JsonObject result)
    {
        if (held is { ConductFrom: { } from, ConductTo: { } to })
            return string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} 至 {to:yyyy-MM-dd}（共 {to.DayNumber - from.DayNumber + 1} 天，首尾两日均计入）");
        return result["daysApplied"] is { } days
            ? $"起止时间未能查明，依规定按 {days} 天计算"
            : "起止时间未能查明";
    }

    private static List<string> Demands(bool theft, JsonObject result)
    {
        var demands = new List<string> { theft ? "立即停止窃电行为，不得改动计量装置和供电设施。" : "立即停止违约用电行为。" };
        foreach (var action in result["requiredActions"]?.AsArray() ?? [])
        {
            demands.Add(action!.ToString() switch
            {
                "RemoveConnection" => "立即拆除私自接入的电源或者接线。",
                "RemoveEquipmentOrApplyForIncrease" => "拆除私增容设备，或者办理增容手续。",
                var other => other,
            });
        }

        return demands;
    }

    private static List<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.Select(t => t?.ToString() ?? "").Where(t => t.Length > 0)],
        JsonValue one => [one.ToString()],
        _ => [],
    };

    private static string Shot(string shot) => shot switch
    {
        "seal" => "封印",
        "meter-number" => "电能表编号",
        "wiring" => "接线",
        "overview" => "全貌",
        "nameplate" => "铭牌",
        _ => "其他",
    };

    private static string SealPlace(string position) => position switch
    {
        "meter-cover" => "电能表表盖",
        "terminal" => "电能表端钮盖",
        "box" => "计量箱",
        "ct-box" => "互感器箱",
        "joint-box" => "联合接线盒",
        _ => position,
    };

    private static string SealCondition(string condition) => condition switch
    {
        "broken" => "断裂",
        "missing" => "缺失",
        "other-number" => "编号不符",
        "unregistered" => "未登记",
        _ => condition,
    };

    private static string Local(DateTimeOffset at) => at.ToOffset(CompanyTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
