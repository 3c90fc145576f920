namespace Voltward.Analytics.Detection;

/// <summary>
/// The evidence vector of a customer: names in the order of the values. The order is part of a model's identity: add at the end only.
/// No customer number, no file order, no address.
/// </summary>
public static class FeatureNames
{
    /// <summary>Every feature: how suspicious a larger value is supposed to be is said by the sign of its prior coefficient.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "areaZ", "areaAbnormalShare", "areaAlarm", "gate",
        "deficitZ", "deficitDailyZ", "explainedShare", "readingZ", "oppositeZ", "bandZ", "fallT",
        "changeT", "changeRatio", "rhoTheft", "rhoVacancy", "rhoShare",
        "events", "electrical", "voltage", "novelty",
        "zeroShare", "missingShare",
        "voltageT", "archive", "fineGate", "fineDeficitZ", "fineReadingZ", "fineOppositeZ", "fineBandZ", "fineExplainedShare", "peerDistance",
        "riseZ", "hiddenShare", "billT", "billRatio", "billFallShare", "changeFallShare",
        "cover", "magnet", "settings", "neutral", "lostVoltage", "reversed", "ratioStep", "overCapacity", "wiring", "stuck", "powerDowns", "unbalance",
        "dailyUse", "peakUse", "courseCorrelationZ", "spreadZ", "lag1Z", "lag7Z", "restlessZ", "nightZ", "flatZ", "peakZ", "likeness", "reversedLikeness",
        "matchZ", "matchLead", "matchFactor", "matchAlways", "matchShare", "matchOfOwn", "matchDeficit",
        "ownKwh", "matchKwh", "areaKwh", "changeKwh", "billKwh", "voltageKwh",
    ];

    /// <summary>Energies in kWh a day: they say how much, and must not say who.</summary>
    public static IReadOnlyList<string> Energies { get; } = ["ownKwh", "matchKwh", "areaKwh", "changeKwh", "billKwh", "voltageKwh"];

    /// <summary>How readings were collected: reported, never learned from.</summary>
    public static IReadOnlyList<string> Collection { get; } = ["missingShare"];

    /// <summary>Strengths of the engines: a score may only rise with them.</summary>
    public static IReadOnlyList<string> Rising { get; } =
    [
        "areaAbnormalShare", "deficitZ", "deficitDailyZ", "readingZ", "oppositeZ", "bandZ", "rhoTheft", "events", "electrical", "voltage", "voltageT",
        "fineDeficitZ", "fineReadingZ", "fineOppositeZ", "fineBandZ", "cover", "magnet", "settings", "neutral", "lostVoltage", "reversed", "wiring",
        "matchZ", "matchLead", "matchShare",
    ];

    /// <summary>Hash of names and order: a model made for another vector is refused.</summary>
    public static string SchemaHash { get; } =
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', All))))[..16];

    /// <summary>Place of a name; −1 when there is no such feature.</summary>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == name) return i;
        }

        return -1;
    }

    /// <summary>Engine that a feature belongs to, for grouped explanations.</summary>
    public static EngineId EngineOf(string name) => name switch
    {
        "areaZ" or "areaAbnormalShare" or "areaAlarm" or "riseZ" or "hiddenShare" or "areaKwh" => EngineId.E1,
        "gate" or "deficitZ" or "deficitDailyZ" or "explainedShare" or "readingZ" or "oppositeZ" or "bandZ" or "fallT" => EngineId.E2,
        _ when name.StartsWith("fine", StringComparison.Ordinal) || name.StartsWith("match", StringComparison.Ordinal) => EngineId.E2,
        "electrical" or "ratioStep" or "overCapacity" or "wiring" or "stuck" or "dailyUse" or "peakUse" or "reversed" or "lostVoltage" => EngineId.E3,
        "voltage" or "voltageT" or "voltageKwh" => EngineId.E4,
        "events" or "cover" or "magnet" or "settings" or "neutral" or "powerDowns" or "unbalance" => EngineId.E5,
        "archive" or "missingShare" => EngineId.E0,
        "novelty" or "peerDistance" or "likeness" or "reversedLikeness" => EngineId.E7,
        _ => EngineId.E6,
    };

    public static int Count => All.Count;
}
