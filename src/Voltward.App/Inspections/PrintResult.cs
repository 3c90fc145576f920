using System.Globalization;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Prints the result notice of an accepted visit and puts it on file (用电检查结果通知书).</summary>
public sealed class PrintResult(Database database, EvidenceFiles files, InspectionShelf rules, ResultPrint print)
{
    public async Task<Outcome<FormOnFile>> RunAsync(string visitId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Reviewer, Role.Executor)) return AccessProblems.RoleMissing(Role.Inspector, Role.Reviewer, Role.Executor);
        string number;
        PrintedDocument printed;
        await using (var look = await database.LookAsync(actor, stop))
        {
            var visit = await look.FindVisitAsync(visitId);
            var order = visit is null ? null : await look.FindOrderAsync(visit.OrderNo);
            if (visit is null || order is null) return VisitProblems.NotFound(visitId);
            if (!VisitStates.CarriesFindings(visit.CurrentState)) return FindingProblems.VisitNotAccepted(visitId);
            number = "JG-" + (order.OrderNo.StartsWith("GD-", StringComparison.Ordinal) ? order.OrderNo["GD-".Length..] : order.OrderNo);
            var outcome = print.Print(await ContentAsync(look, visit, order, number));
            if (!outcome.Succeeded(out var document, out var problem)) return problem;
            printed = document;
        }

        var sha256 = await files.SaveAsync(printed.Pdf, "application/pdf");
        await using var work = await database.BeginAsync(actor, stop);
        var isNew = await work.AddDocumentAsync(new($"result-notice/{number}/{sha256[..12]}", null, visitId, "result-notice", number, sha256, printed.Pdf.Length));
        if (isNew) await work.CommitAsync("visit.result-printed", $"visit/{visitId}", new { number, sha256 }, stop: stop);
        return new FormOnFile(number, sha256, printed.Pages);
    }

    private async Task<ResultPrintContent> ContentAsync(Look look, VisitRow visit, OrderRow order, string number)
    {
        var day = CompanyTime.Day(visit.StartedAt);
        var party = order.CustomerNo is null ? null : await look.PartyAsync(order.CustomerNo, day);
        var area = order.AreaNo is null ? null : await look.AreaNameAsync(order.AreaNo);
        var inspectors = new List<string>();
        foreach (var id in await look.PresentAsync(visit.VisitId)) inspectors.Add(await look.SignerAsync(id, day));
        var items = await look.PrintItemsAsync(visit.VisitId);
        var names = rules.Checklists[visit.ChecklistId].Items.ToDictionary(i => i.Code, i => i.Text.Zh);
        var hazards = await look.PrintHazardsAsync(visit.VisitId);
        var quantities = rules.Quantities(day);
        var findings = await look.PrintFindingsAsync(visit.VisitId);
        return new(
            await look.UnitNameAsync(order.OrgPath),
            number,
            order.OrderNo,
            party?.Name ?? (area is null ? "" : $"台区 {area}"),
            order.CustomerNo ?? order.AreaNo ?? "",
            party?.Address ?? "",
            visit.StartedAt.ToOffset(CompanyTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            inspectors,
            items.Count(i => i.Answer is "ok" or "fail"),
            [.. items.Where(i => i.Failed == 1).Select(i => new ResultItem(
                $"{i.Code} {names.GetValueOrDefault(i.Code, "")}", Found(i), Demand(hazards.FirstOrDefault(h => h.ItemCode == i.Code))))],
            [.. (await look.PrintMeasurementsAsync(visit.VisitId)).Select(m => string.Create(
                CultureInfo.InvariantCulture,
                $"{(m.Phase is null ? "" : $"{m.Phase} 相")}{(quantities.TryGetValue(m.Quantity, out var q) ? q.Name.Zh : m.Quantity)} {m.Value:0.####} {m.Unit}{(m.Instrument is null ? "" : $"（{m.Instrument}）")}"))],
            findings.Count == 0 ? ["本次检查未发现违约用电、窃电和安全隐患。"] : [.. findings.Select(f => f.Description.TrimEnd('。') + "。")]);
    }

    private static string Found(PrintItemRow item)
    {
        var value = item.Value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.####} {item.Unit}") : "";
        return string.Join("；", new[] { "不合格", value, item.Note ?? "" }.Where(t => t.Length > 0));
    }

    private static string Demand(PrintHazardRow? hazard) => hazard is null
        ? "请配合核查"
        : string.Create(CultureInfo.InvariantCulture, $"请于 {hazard.DueOn:yyyy-MM-dd} 前整改（{Level(hazard.Level)}）");

    private static string Level(string level) => level switch
    {
        "major" => "重大隐患",
        "larger" => "较大隐患",
        _ => "一般隐患",
    };
}
