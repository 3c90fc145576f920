using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Everything about one visit (检查记录详情): people, steps, answers beside their questions, seals, measurements, photos, review, findings.</summary>
public sealed class VisitPage(Database database, InspectionShelf rules)
{
    /// <summary>Null when there is no such visit inside the person's part.</summary>
    public async Task<VisitView?> RunAsync(string visitId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var row = await look.FindAsync<VisitSummary>($"{VisitSummary.Columns} where v.visit_id = @visitId and @@scope(v.org_path) and @@blind(v.visit_id)", new { visitId });
        if (row is null) return null;
        var order = (await look.FindAsync<OrderList.Row>(
            $"{OrderList.Columns} {OrderList.Joined} where o.order_no = @OrderNo",
            new { row.OrderNo, now = look.Now, today = CompanyTime.Day(look.Now) }))!;
        return new(
            row, order, rules.Checklists[row.ChecklistId], Codes(row.VoidReasons), Codes(row.Flags), Codes(row.Undone),
            await look.QueryAsync<InspectorRow>(
                "select i.person_id as PersonId, p.name as Name, i.signed_in_at as At, i.proof as Proof, i.counted as Counted from visit_inspector i join person p on p.person_id = i.person_id where i.visit_id = @visitId order by i.signed_in_at",
                new { visitId }),
            await look.QueryAsync<ItemRow>(
                "select item_code as Code, answer as Answer, value as Value, unit as Unit, note as Note, implausible as Implausible, failed as Failed, answered_at as At from visit_item where visit_id = @visitId order by answered_at, item_code",
                new { visitId }),
            await look.QueryAsync<MeasurementRow>(
                "select quantity as Quantity, phase as Phase, value as Value, unit as Unit, implausible as Implausible, instrument as Instrument, taken_at as At from visit_measurement where visit_id = @visitId order by n",
                new { visitId }),
            await look.QueryAsync<SealResultRow>(
                "select position as Position, expected_no as ExpectedNo, found_no as FoundNo, condition as Condition from visit_seal where visit_id = @visitId order by position",
                new { visitId }),
            await look.QueryAsync<PhotoRow>(
                "select n as N, sha256 as Sha256, bytes as Bytes, item_code as ItemCode, shot as Shot, media_type as MediaType, taken_at as TakenAt from visit_photo where visit_id = @visitId order by n",
                new { visitId }),
            await look.QueryAsync<ReturnReasonRow>(
                "select item_code as Code, reason as Reason from visit_return_reason where visit_id = @visitId order by item_code", new { visitId }),
            await look.QueryAsync<FindingSummary>(
                """
                select f.finding_id as FindingId, f.kind as Kind, f.rule_id as RuleId, f.method as Method, f.description as Description, f.state as State,
                       i.case_no as CaseNo
                from finding f left join inspection_case i on i.finding_id = f.finding_id where f.visit_id = @visitId order by f.found_at
                """,
                new { visitId }));
    }

    private static List<string> Codes(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<string>>(json)!;
}

/// <summary>A visit as its page shows it.</summary>
public sealed record VisitView(
    VisitSummary Row,
    OrderList.Row Order,
    Checklist Checklist,
    IReadOnlyList<string> VoidReasons,
    IReadOnlyList<string> Flags,
    IReadOnlyList<string> Undone,
    IReadOnlyList<InspectorRow> Inspectors,
    IReadOnlyList<ItemRow> Items,
    IReadOnlyList<MeasurementRow> Measurements,
    IReadOnlyList<SealResultRow> Seals,
    IReadOnlyList<PhotoRow> Photos,
    IReadOnlyList<ReturnReasonRow> ReturnReasons,
    IReadOnlyList<FindingSummary> Findings);

/// <summary>Words for the codes that visits carry.</summary>
public static class VisitWords
{
    /// <summary>Why a visit is void, or what the reviewer should look at.</summary>
    public static IReadOnlyDictionary<string, Words> Codes { get; } = new Dictionary<string, Words>
    {
        ["fewer-than-two-inspectors"] = new("不足两名合格检查员签到", "fewer than two qualified inspectors signed in"),
        ["left-before-approval"] = new("工作单审批前已出发", "the crew left before the order was approved"),
        ["identity-not-shown"] = new("未出示证件", "the card was not shown"),
        ["purpose-not-stated"] = new("未说明来意", "the purpose was not stated"),
        ["not-acknowledged"] = new("无签收，也无拒签或不在场的说明", "neither signed for nor a reason why not"),
        ["safety-not-confirmed"] = new("未确认安全措施", "the safety steps were not confirmed"),
        ["measured-before-safety"] = new("安全措施确认前已测量", "measured before the safety steps"),
        ["finished-before-started"] = new("结束时间早于开始时间", "finished before it started"),
        ["device-clock-ahead"] = new("设备时钟超前", "the device's clock is ahead"),
        ["seal-alarm"] = new("封印与台账不符", "a seal is not as registered"),
        ["seal-not-checked"] = new("有封印未核对", "a seal was not checked"),
        ["implausible-value"] = new("数值超出合理范围", "a value is out of its plausible range"),
        ["other-record-first"] = new("该工作单已有另一份记录先到", "another record of this order arrived before"),
        ["stopped-on-site"] = new("检查中途停止", "the visit was broken off"),
        ["device-clock-off"] = new("设备时钟与服务器相差超过 5 分钟", "the device's clock is more than 5 minutes off"),
        ["mock-location"] = new("设备报告为模拟定位", "the device reports a made-up position"),
        ["photo-from-gallery"] = new("有照片来自相册", "a photo came from the gallery"),
        ["two-accounts-on-one-device"] = new("两名检查员在同一设备签到", "both inspectors signed in on one device"),
        ["unsigned"] = new("记录没有设备签名", "the record bears no signature of its device"),
        ["device-unknown"] = new("设备未登记", "the device is not enrolled"),
        ["device-revoked"] = new("设备已注销，记录早于注销时间", "the device is revoked; the record is older than that"),
        ["device-of-another-crew"] = new("设备登记在班组以外的人员名下", "the device is enrolled by somebody outside the crew"),
        ["signature-wrong"] = new("签名与内容不符，经人工放行", "the signature does not fit; released by a person"),
        ["released-from-quarantine"] = new("曾被隔离，经人工放行", "was set aside and released by a person"),
        ["chain-broken"] = new("与本机前一份记录衔接不上", "does not follow the record before it on its device"),
        ["required-items-undone"] = new("必检项目未完成", "required items are undone"),
    };
}
