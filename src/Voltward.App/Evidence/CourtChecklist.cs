using Voltward.Domain.Common;

namespace Voltward.App.Evidence;

/// <summary>One row of what a court asks of electronic evidence.</summary>
/// <param name="Id">L1 to L17.</param>
/// <param name="Rule">Which article asks for it.</param>
/// <param name="Asks">What it asks for.</param>
/// <param name="File">Where in the bundle it is answered.</param>
/// <param name="Defects">What is missing; empty when the row is met.</param>
internal sealed record ChecklistRow(string Id, string Rule, Words Asks, string File, IReadOnlyList<Words> Defects)
{
    public bool Met => Defects.Count == 0;
}

/// <summary>
/// What courts and investigators ask of electronic evidence, held against one bundle (电子证据审查清单). It decides nothing: it lists the defects that are
/// still open, and a case with open defects is not handed to the police.
/// </summary>
internal static class CourtChecklist
{
    public static IReadOnlyList<ChecklistRow> Of(BundleFacts f) =>
    [
        Row("L1", "刑诉法解释(2021) 110(1)", "原始存储介质的来源与保管", "where the original is and how it is kept", "custody.json",
            Lacks(f.Items.Any(i => i.File.Contains(".j", StringComparison.Ordinal) && i.Device is null), "采集设备未登记", "the device that collected it is not on record"),
            Lacks(f.Unit.Length == 0, "保管单位未登记", "the place where it is kept is not on record")),
        Row("L2", "刑诉法解释(2021) 110(2)", "数字签名、数字证书等特殊标识", "signature, certificate or similar mark", "checkpoint, tsa/",
            Lacks(f.Stamp is null, "没有可信时间戳", "there is no time stamp")),
        Row("L3", "刑诉法解释(2021) 110(3)", "收集过程可以重现", "the collection can be reproduced", "records/, originals/, health.json",
            Lacks(f.Visit.Row.ContentSha256 is null, "没有原始检查记录", "the raw visit record is missing"),
            Lacks(f.Health.Build.Length == 0, "程序版本无法确认", "the build of the program is unknown")),
        Row("L4", "刑诉法解释(2021) 110(4)、114(2)", "增加、删除、修改须说明", "additions, deletions and changes explained", "access-log.json",
            Lacks(f.Visit.Row.Conflicts > 0, "收到过内容不同的同号记录，尚无说明", "another content came under the same number and is not explained"),
            Lacks(f.Visit.Row.State == "returned" && f.Visit.ReturnReasons.Count == 0, "退回而无理由", "sent back without a reason")),
        Row("L5", "刑诉法解释(2021) 111(3)(4)(5)", "校验完整性值、审查访问日志", "integrity values and access log", "manifest.json, access-log.json, health.json",
            Lacks(f.Records.Count == 0, "没有访问日志", "there is no access log"),
            Lacks(f.Health.LastCheck is not { Ok: true }, "没有近期全面校验通过的记录", "no full check that passed is on record")),
        Row("L6", "刑诉法解释(2021) 112(1)", "两人以上收集，符合技术标准", "collected by two or more, by the standard", "case.json",
            Lacks(f.Visit.Inspectors.Count(i => i.Counted == 1) < 2, "合格检查人员不足两人", "fewer than two qualified inspectors"),
            Lacks(f.Visit.Row.State == "void", "检查记录已作废", "the visit is void")),
        Row("L7", "刑诉法解释(2021) 112(2)；2016 电子数据规定 14", "笔录与清单经签名，注明类别与格式", "record and list signed, category and format stated", "list.json, 清单.pdf",
            Lacks(f.Items.Count == 0, "清单为空", "the list is empty"),
            Lacks(f.Visit.Row.Signature is null, "没有签收，也没有说明原因", "neither signed nor a reason why not"),
            Lacks(f.Visit.Row.Signature is "refused" or "absent" && string.IsNullOrWhiteSpace(f.Visit.Row.RefusalReason), "拒签或不在场而没有写明原因", "refused or absent without a reason")),
        Row("L8", "刑诉法解释(2021) 112(3)", "见证人或者全程录像", "a witness, or video of the activity", "case.json, custody.json",
            Lacks(string.IsNullOrWhiteSpace(f.Visit.Row.CustomerPresent) && f.Exhibits.Count == 0 && !f.Items.Any(i => i.Format.StartsWith("video/", StringComparison.Ordinal)), "没有见证人，也没有录像", "neither witness nor video")),
        Row("L9", "刑诉法解释(2021) 113", "未封存、无签名、名称类别格式不清的须补正", "what is unsealed, unsigned or unclear must be cured", "checklist.json",
            [.. f.Exhibits.SelectMany(e => e.Gaps.Select(g => new Words($"{e.Exhibit.ExhibitNo}：{g.Zh}", $"{e.Exhibit.ExhibitNo}: {g.En}")))]),
        Row("L10", "民事诉讼证据规定(2019) 93", "系统完整可靠、有监测手段", "a reliable system with means to detect errors", "health.json",
            Lacks(f.Health.Version.Length == 0, "系统版本未知", "the version is unknown"),
            Lacks(f.Health.LastCheck is null, "没有日志全面校验的记录", "no full check of the log is on record")),
        Row("L11", "民事诉讼证据规定(2019) 94", "中立第三方、正常业务、档案方式保管", "neutral third party, normal business, kept as archives", "checkpoint, custody.json",
            Lacks(!IsWitnessed(f), "没有见证方签名", "no witness has signed")),
        Row("L12", "民事诉讼证据规定(2019) 15、19", "由电子数据直接形成的打印件，编号并写明证明对象", "printout from the data, numbered, with what it proves", "清单.pdf",
            Lacks(f.Items.Any(i => i.Proves.Zh.Length == 0), "有证据没有写明证明对象", "an item does not say what it proves")),
        Row("L13", "电子签名法 5、6、8、13", "内容自最终形成时完整，收发双方与时间可识别", "whole since final, sender, receiver and times known", "records/, list.json",
            Lacks(f.Visit.Row.ReceivedAt is null || f.Visit.Row.SubmittedBy is null, "没有接收时间或提交人", "no time of receipt or no sender"),
            Lacks(f.Visit.Inspectors.Any(i => i.Counted == 1 && i.Proof == "none"), "有检查人员的签到未经本人账号或签到码证明", "an inspector's sign-in is unproven")),
        Row("L14", "在线诉讼规则(2021) 16–18", "存证技术核验、平台利害关系、上链前真实性", "technical check, interests, truth before storage", "proofs/, checkpoint",
            Lacks(!IsWitnessed(f), "没有独立见证方", "no independent witness"),
            Lacks(f.Records.Any(r => r.Salt is null), "有记录没有证明", "a record has no proof")),
        Row("L15", "公安机关电子数据取证规则(2019) 5、6", "移送清单，两人以上取证", "list for handing over, two or more", "list.json",
            Lacks(f.Items.Count == 0 || f.Visit.Inspectors.Count(i => i.Counted == 1) < 2, "不具备移送条件", "not fit to be handed over")),
        Row("L16", "行政处罚法(2021) 41、47", "监测设备经审核，记录真实完整", "monitoring equipment reviewed, records complete", "originals/, case.json",
            Lacks(f.Visit.Measurements.Any(m => m.Quantity is "voltage" or "current" or "power" or "power-factor" && string.IsNullOrWhiteSpace(m.Instrument)), "有测量没有写明仪器编号", "a measurement names no instrument")),
        Row("L17", "电力法 33、71；供电与使用条例 31、41", "出示证件；处罚由电力管理部门决定", "card shown; fines are the authority's to decide", "case.json",
            Lacks(f.Visit.Row.IdentityShownAt is null, "没有出示证件的记录", "showing the card is not on record")),
    ];

    /// <summary>Whether a witness that the installation names has signed the checkpoint.</summary>
    public static bool IsWitnessed(BundleFacts f) => f.Witnesses.Any(w => w.Verifies(f.Note));

    private static ChecklistRow Row(string id, string rule, string zh, string en, string file, params IReadOnlyList<Words>[] defects) =>
        new(id, rule, new(zh, en), file, [.. defects.SelectMany(d => d)]);

    private static IReadOnlyList<Words> Lacks(bool lacks, string zh, string en) => lacks ? [new(zh, en)] : [];
}
