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

    public static string Tone(InterruptionState state) => state switch
    {
        InterruptionState.Restored => "good",
        InterruptionState.Withdrawn => "muted",
        InterruptionState.Interrupted or InterruptionState.CauseRemoved => "bad",
        InterruptionState.Proposed or InterruptionState.Ordered => "warn",
    };

    public static Words Ground(string ground) => CutGroundWords.Name(Enum.Parse<CutGround>(ground));

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
            [.. ((string[])["Vacancy", "Renovation", "Solar", "ChangedEquipment", "CurrentTransformerFault", "Topology", "DataGap"]).Select(c => (c, InnocentTests.Name(c)))],
        InterruptionStep.AddEvidence => [.. EvidencePack.Items.Select(i => (i.Code, EvidencePack.Name(i.Code)))],
        _ => [],
    };
}
