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
    ];

    public static int Count => All.Count;
}
