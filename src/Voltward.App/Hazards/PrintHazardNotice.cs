using System.Globalization;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Hazards;

namespace Voltward.App.Hazards;

/// <summary>What an order to rectify says (限期整改通知书).</summary>
/// <param name="Issuer">Name of the company's unit.</param>
/// <param name="Number">Number of the notice.</param>
/// <param name="Party">Addressee: name, number, address.</param>
/// <param name="FoundOn">Day of the visit.</param>
/// <param name="Inspectors">Inspectors with their cards.</param>
/// <param name="Level">Grade of the hazard.</param>
/// <param name="Description">What was found.</param>
/// <param name="DueOn">By when it is to be put right.</param>
public sealed record HazardNoticeContent(
    string Issuer, string Number, (string Name, string No, string Address) Party, DateOnly FoundOn, IReadOnlyList<string> Inspectors, string Level, string Description, DateOnly DueOn);

/// <summary>Prints an order to rectify on one sheet, with room to sign or to note the refusal.</summary>
public sealed class HazardNoticePrint(Printer printer)
{
    public Outcome<PrintedDocument> Print(HazardNoticeContent c)
    {
        (string Member, string Zh, string En, string Text)[] needed =
            [("issuer", "出具单位", "issuer", c.Issuer), ("customerName", "户名", "customer name", c.Party.Name), ("address", "用电地址", "address", c.Party.Address), ("description", "隐患内容", "the hazard", c.Description)];
        foreach (var (member, zh, en, text) in needed)
        {
            if (string.IsNullOrWhiteSpace(text)) return PrintProblems.FactMissing(member, zh, en);
        }

        return printer.Print(new(
            "用电安全隐患限期整改通知书",
            $"编号：{c.Number}",
            c.Issuer,
            $"voltward:hazard/{c.Number}",
            [
                FormTables.Facts(
                    ("户名", c.Party.Name), ("户号", c.Party.No), ("用电地址", c.Party.Address), ("检查日期", Day(c.FoundOn)), ("检查人员", string.Join("、", c.Inspectors)), ("隐患等级", c.Level)),
                new TextBlock("一、发现的隐患", TextLook.Section),
                new TextBlock(c.Description.TrimEnd('。') + "。"),
                new TextBlock("二、整改要求", TextLook.Section),
                new TextBlock($"请于 {Day(c.DueOn)} 前完成整改，整改由你户负责。完成后请告知本单位复验；复验由未参加本次检查的人员进行。"),
                new TextBlock("三、整改前的安全提示", TextLook.Section),
                new TextBlock("整改前请停用有隐患的设备，不要自行带电作业，应当委托有资质的单位施工。危及人身或者电网安全的，请立即断电并拨打 95598。"),
                new TextBlock("四、你户的权利", TextLook.Section),
                new TextBlock("有权就隐患事实和期限陈述意见；有正当理由不能按期完成的，可以在到期前书面申请延期。逾期不整改的，供电企业将报告电力管理部门。"),
                FormTables.Signatures("客户签收", "检查人员（两人）", "拒签情形见证人", "出具单位（盖章）"),
                new TableBlock([16, 84], [new([new("客户拒绝签收的", CellLook.Label), new("□ 已说明权利并记录理由：____________________________\n□ 留置送达并拍照    □ 邮寄，单号：____________    □ 公证送达")])]),
                new TextBlock("复验记录：□ 已消除    □ 未消除    复验人：________________    日期：____________", TextLook.Small),
            ]));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Prints the order to rectify of a hazard and puts it on file.</summary>
public sealed class PrintHazardNotice(Database database, EvidenceFiles files, HazardNoticePrint print)
{
    public async Task<Outcome<FormOnFile>> RunAsync(string hazardId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Executor)) return AccessProblems.RoleMissing(Role.Inspector, Role.Executor);
        Row? row;
        PrintedDocument? printed;
        await using (var look = await database.LookAsync(actor, stop))
        {
            row = await look.FindAsync<Row>(
                """
                select h.hazard_id as HazardId, h.customer_no as CustomerNo, h.org_path as OrgPath, h.visit_id as VisitId, h.level as Level, h.description as Description,
                       h.found_on as FoundOn, h.due_on as DueOn
                from hazard h where h.hazard_id = @hazardId and @@scope(h.org_path) and @@blind(h.visit_id)
                """,
                new { hazardId });
            if (row is null) return HazardProblems.NotFound(hazardId);
            var party = row.CustomerNo is null ? null : await look.PartyAsync(row.CustomerNo, row.FoundOn);
            var inspectors = new List<string>();
            foreach (var id in await look.PresentAsync(row.VisitId)) inspectors.Add(await look.SignerAsync(id, row.FoundOn));
            if (!print.Print(new(
                    await look.UnitNameAsync(row.OrgPath), row.Number, (party?.Name ?? "", party?.CustomerNo ?? "", party?.Address ?? ""), row.FoundOn, inspectors, Level(row.Level), row.Description, row.DueOn))
                .Succeeded(out printed, out var problem))
            {
                return problem;
            }
        }

        var sha256 = await files.SaveAsync(printed.Pdf, "application/pdf");
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.AddDocumentAsync(new($"hazard-notice-{row.Number}-{sha256[..12]}", null, row.VisitId, "hazard-notice", row.Number, sha256, printed.Pdf.Length)))
            await work.CommitAsync("hazard.notice-printed", $"hazard/{row.HazardId}", new { row.Number, sha256 }, stop: stop);
        return new FormOnFile(row.Number, sha256, printed.Pages);
    }

    private static string Level(string level) => level switch
    {
        "major" => "重大隐患",
        "larger" => "较大隐患",
        _ => "一般隐患",
    };

    private sealed class Row
    {
        public string HazardId { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string OrgPath { get; init; } = "";

        public string VisitId { get; init; } = "";

        public string Level { get; init; } = "";

        public string Description { get; init; } = "";

        public DateOnly FoundOn { get; init; }

        public DateOnly DueOn { get; init; }

        public string Number => "ZG" + HazardId[2..];
    }
}
