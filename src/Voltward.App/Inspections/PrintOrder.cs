using System.Globalization;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Prints an approved work order and puts it on file (打印用电检查工作单). Nobody leaves on a draft, so a draft is not printed.</summary>
public sealed class PrintOrder(Database database, EvidenceFiles files, InspectionShelf rules, OrderPrint print)
{
    public async Task<Outcome<FormOnFile>> RunAsync(string orderNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager, Role.Inspector)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager, Role.Inspector);
        PrintedDocument printed;
        await using (var look = await database.LookAsync(actor, stop))
        {
            var order = await look.FindOrderAsync(orderNo);
            if (order is null) return OrderProblems.NotFound(orderNo);
            if (order.HidesFrom(actor)) return OrderProblems.ByLot(orderNo);
            if (order.ApprovedBy is null) return OrderProblems.StepOutOfOrder(order.CurrentState);
            var outcome = print.Print(await ContentAsync(look, order));
            if (!outcome.Succeeded(out var document, out var problem)) return problem;
            printed = document;
        }

        var sha256 = await files.SaveAsync(printed.Pdf, "application/pdf");
        await using var work = await database.BeginAsync(actor, stop);
        var isNew = await work.AddDocumentAsync(new($"work-order-{orderNo}-{sha256[..12]}", null, null, "work-order", orderNo, sha256, printed.Pdf.Length));
        if (isNew) await work.CommitAsync("order.printed", $"order/{orderNo}", new { sha256 }, stop: stop);
        return new FormOnFile(orderNo, sha256, printed.Pages);
    }

    private async Task<OrderPrintContent> ContentAsync(Look look, OrderRow order)
    {
        var day = order.Day ?? CompanyTime.Day(look.Now);
        var party = order.CustomerNo is null ? null : await look.PartyAsync(order.CustomerNo, day);
        var area = order.AreaNo is null ? null : await look.AreaNameAsync(order.AreaNo);
        var inspectors = new List<string>();
        foreach (var id in order.Crew) inspectors.Add(await look.SignerAsync(id, day));
        var checklist = rules.Checklists[order.ChecklistId];
        var capacity = party?.ContractedVa is { } va ? string.Create(CultureInfo.InvariantCulture, $"，合同容量 {va / 1000m:0.##} 千伏安") : "";
        var reasons = rules.Reasons(day);
        return new(
            await look.UnitNameAsync(order.OrgPath),
            order.OrderNo,
            order.Day,
            party?.Name ?? (area is null ? "" : $"台区 {area}"),
            order.CustomerNo ?? order.AreaNo ?? "",
            party?.Address ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{order.VoltageV} 伏{capacity}"),
            reasons.TryGetValue(order.ReasonCode, out var reason) ? reason.Zh : order.ReasonCode,
            inspectors,
            order.ApprovedAt is { } at ? $"{await look.SignerAsync(order.ApprovedBy!, day)} {at.ToOffset(CompanyTime.Offset):yyyy-MM-dd HH:mm}" : "",
            [.. checklist.Items.Where(i => IsPrinted(i, order)).Select(i => (i.Code, Group(i.Group), i.Text.Zh))]);
    }

    /// <summary>Items that depend on a fact of the order are left out where the fact differs; those that depend on an answer are printed.</summary>
    private static bool IsPrinted(ChecklistItem item, OrderRow order) =>
        order.Only?.Contains(item.Code) != false && ChecklistRules.FactsAsk(item, order.Facts);

    private static string Group(string group) => group switch
    {
        "safety" => "安全",
        "contract" => "合同",
        "metering" => "计量",
        "clues" => "线索",
        _ => group,
    };
}

/// <summary>A form that was printed and put on file.</summary>
/// <param name="Number">Number printed on it.</param>
/// <param name="Sha256">Hash of the file in the evidence store.</param>
/// <param name="Pages">Number of pages.</param>
public sealed record FormOnFile(string Number, string Sha256, int Pages);
