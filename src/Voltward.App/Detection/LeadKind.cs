using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// What a lead is about. An unresolved alternative in the archive makes it a correction of the file and not a suspicion, unless the
/// meter itself shows that it was tampered with.
/// </summary>
internal static class LeadKind
{
    private const double Enough = 0.5;
    private const double Tampered = 0.8;
    private const double Measured = 0.25;

    /// <summary>One transformer of three reversed leaves a third of the energy, in unequal phases up to a half.</summary>
    private const double Reversed = 0.5;

    private static readonly string[] MeterRules = ["R15"];
    private static readonly string[] FileRules = ["R10x", "R13"];

    /// <param name="evidence">Strongest first.</param>
    /// <param name="checkArchive">False only to measure what the check of the archive is worth.</param>
    public static string Of(IReadOnlyList<EngineEvidence> evidence, bool checkArchive = true)
    {
        var isTampered = evidence.Any(e => (e.Code is "R1" or "R2" || e.Code is "R4" or "R4e" or "R5" or "R8" or "R14") && e.Strength >= Tampered);
        // A bad joint is a danger, whoever is booked where.
        if (evidence[0] is { Engine: EngineId.E4, Code: "joint" }) return LeadKinds.Safety;
        // Current without any power is the meter and nothing else, whatever the loss of the area suggests.
        if (!isTampered && evidence.Any(IsStill)) return LeadKinds.MeterFault;
        if (checkArchive && !isTampered && evidence.Any(e => IsFile(e) && e.Strength >= Enough && Explains(e, evidence))) return LeadKinds.FileCorrection;
        // A wrong phase makes no loss, but a suspicion that nothing measured speaks for waits until the file is right.
        if (checkArchive && evidence.Any(e => e.Code == "wrong-phase") && IsStatistical(evidence)) return LeadKinds.FileCorrection;
        var first = evidence[0];
        var kind = first.Engine switch
        {
            EngineId.E4 => LeadKinds.Bypass,
            EngineId.E3 when MeterRules.Contains(first.Code) => LeadKinds.MeterFault,
            EngineId.E3 when first.Code == "R10" => LeadKinds.Breach,
            EngineId.E5 when first.Code == "R10e" => LeadKinds.Breach,
            _ => LeadKinds.Theft,
        };
        // As probable as where the neighbour is named, only which one it is cannot be read. A breach of the contract does not wait for that.
        var isDoubted = checkArchive && !isTampered && evidence.Any(e => e.Code == "area-doubt");
        return isDoubted && kind is LeadKinds.Theft or LeadKinds.Bypass ? LeadKinds.FileCorrection : kind;
    }

    /// <summary>Strength of the evidence that made the kind, 0 to 1.</summary>
    public static double Deciding(IReadOnlyList<EngineEvidence> evidence, string kind) =>
        kind == LeadKinds.FileCorrection ? evidence.Where(IsFile).Max(e => e.Strength) : First(evidence, kind).First().Strength;

    /// <summary>The evidence with what decided the kind in front.</summary>
    public static IEnumerable<EngineEvidence> First(IReadOnlyList<EngineEvidence> evidence, string kind) =>
        kind switch
        {
            LeadKinds.FileCorrection => evidence.OrderBy(e => IsFile(e) ? 0 : 1),
            LeadKinds.MeterFault => evidence.OrderBy(e => IsStill(e) ? 0 : 1),
            _ => evidence,
        };

    /// <summary>
    /// A ratio is wrong from the day the transformers were hung, so it explains no fall within the window and no event that nearly no honest meter reports. Bills
    /// that fell before say nothing against it, unless so much is missing that a reversed transformer may be the cause.
    /// </summary>
    private static bool Explains(EngineEvidence file, IReadOnlyList<EngineEvidence> evidence) =>
        file.Code is not ("wrong-ratio" or "wrong-ratio-by-load") || !evidence.Any(e => e.Engine switch
        {
            EngineId.E5 => e.Strength >= Enough,
            EngineId.E6 => e.Strength >= Measured && (e.Code != "bill-fall" || file.Figures["k"] <= Reversed),
            _ => false,
        });

    /// <summary>Whether only behaviour and the file speak, and nothing that was measured (统计疑点).</summary>
    public static bool IsStatistical(IReadOnlyList<EngineEvidence> evidence) => !evidence.Any(e => IsMeasured(e.Engine) && e.Strength >= Measured);

    /// <summary>Evidence of the loss, the meter, its voltages or its events, not of behaviour alone.</summary>
    private static bool IsMeasured(EngineId engine) => engine is EngineId.E2 or EngineId.E3 or EngineId.E4 or EngineId.E5;

    private static bool IsStill(EngineEvidence evidence) => evidence.Code == "R15s";

    private static bool IsFile(EngineEvidence evidence) => evidence.Engine == EngineId.E0 || FileRules.Contains(evidence.Code);
}
