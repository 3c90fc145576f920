using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>Words of interruptions of supply.</summary>
internal static class InterruptionWords
{
    /// <summary>Proofs that people put on file, in the order of the procedure.</summary>
    public static IReadOnlyList<InterruptionStep> Proofs { get; } =
    [
        InterruptionStep.AddEvidence, InterruptionStep.TestInnocent, InterruptionStep.Urge, InterruptionStep.CheckRisks, InterruptionStep.Approve,
        InterruptionStep.RecordConsent, InterruptionStep.Plan, InterruptionStep.ServeNotice, InterruptionStep.CopyAuthority, InterruptionStep.NotifyAgain,
    ];

    public static Words State(InterruptionState state) => state switch
    {
        InterruptionState.Proposed => new("拟停电", "Proposed"),
        InterruptionState.Ordered => new("已下达停电指令", "Ordered"),
        InterruptionState.Interrupted => new("已停电", "Interrupted"),
        InterruptionState.CauseRemoved => new("待复电", "To be restored"),
        InterruptionState.Restored => new("已复电", "Restored"),
        InterruptionState.Withdrawn => new("已撤销", "Withdrawn"),
    };

    public static string Tone(InterruptionState state) => state switch
    {
        InterruptionState.Restored => "good",
        InterruptionState.Withdrawn => "muted",
        InterruptionState.Interrupted or InterruptionState.CauseRemoved => "bad",
        InterruptionState.Proposed or InterruptionState.Ordered => "warn",
    };

    public static Words Ground(string ground) => ground switch
    {
        nameof(CutGround.Theft) => new("窃电", "Theft"),
        nameof(CutGround.OverCapacityNotRemoved) => new("私增容量未拆除", "Capacity not removed"),
        nameof(CutGround.Resale) => new("私自转供电", "Resale"),
        nameof(CutGround.UnsafeUse) => new("违反安全用电拒不改正", "Unsafe use"),
        nameof(CutGround.DeviceUnsafe) => new("受电装置不合格未整改", "Unsafe installation"),
        nameof(CutGround.Disturbance) => new("谐波、冲击负荷未整改", "Disturbance not remedied"),
        nameof(CutGround.InspectionRefused) => new("拒绝检查", "Inspection refused"),
        nameof(CutGround.RefusingOrderlyUse) => new("拒不执行有序用电", "Refusing orderly use"),
        nameof(CutGround.ArrearsUnpaid) => new("拖欠电费", "Arrears"),
        nameof(CutGround.BreachChargesUnpaid) => new("拒付违约使用电费", "Breach charges unpaid"),
        nameof(CutGround.SeriousDanger) => new("严重危及安全", "Serious danger"),
        _ => new("不可抗力、紧急避险", "Emergency"),
    };

    public static Words Mode(CutMode mode) => mode switch
    {
        CutMode.NoticeProcedure => new("按程序停电（批准、书面通知、再次通知）", "by procedure: approval, written notice, second notice"),
        CutMode.OnSite => new("现场停电（证据齐全并先送达通知）", "on site: complete evidence, notice handed over first"),
        CutMode.AnyTime => new("经批准并事先通知", "approved and told beforehand"),
        CutMode.SameTime => new("经批准，停电同时告知", "approved, told at the same moment"),
        CutMode.Immediate => new("立即停电，事后报告", "at once, reported afterwards"),
    };

    /// <summary>An item of a checklist as people name it; an unknown one stays as it is.</summary>
    public static Words Item(string code) =>
        Proofs.SelectMany(Items).FirstOrDefault(i => i.Code == code) is { Code: not null } known ? known.Name : new(code, code);

    /// <summary>Items that a proof can be of; empty when it needs none.</summary>
    public static IReadOnlyList<(string Code, Words Name)> Items(InterruptionStep step) => step switch
    {
        InterruptionStep.CheckRisks =>
        [
            ("LifeSupport", new("生命维持设备", "life support")), ("HighRiskProcess", new("高危工艺", "high-risk process")), ("Lifts", new("电梯", "lifts")),
            ("FirePumps", new("消防泵", "fire pumps")), ("OthersOnFeed", new("同线其他用户", "others on the feed")),
        ],
        InterruptionStep.TestInnocent =>
        [
            ("Vacancy", new("空置", "vacancy")), ("Renovation", new("装修", "renovation")), ("Solar", new("光伏", "solar")),
            ("ChangedEquipment", new("设备变化", "changed equipment")), ("CurrentTransformerFault", new("互感器故障", "transformer fault")),
            ("Topology", new("户变关系", "topology")), ("DataGap", new("数据缺失", "data gap")),
        ],
        InterruptionStep.AddEvidence => [.. Enumerable.Range(1, 11).Select(n => ($"EVD-{n}", new Words($"证据 {n}", $"evidence {n}")))],
        _ => [],
    };
}
