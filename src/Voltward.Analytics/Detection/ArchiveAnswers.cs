namespace Voltward.Analytics.Detection;

/// <summary>Whether a wrong entry of the archive explains what was found.</summary>
public enum ArchiveAnswer
{
    /// <summary>It does: correct the file first.</summary>
    Explains,

    /// <summary>It was tested and does not.</summary>
    DoesNotExplain,

    /// <summary>The readings that the test needs are not there.</summary>
    Unknown,
}

/// <summary>The four tests that come before an accusation (户变、相别、倍率、时钟核查), each with its answer.</summary>
public static class ArchiveAnswers
{
    private const int FewestDays = 21;

    /// <summary>Log odds of another area at which the booking is taken as right: one in twenty.</summary>
    private const double Refuted = -3;

    private static readonly IReadOnlyDictionary<CauseCode, ArchiveAnswer> None = new Dictionary<CauseCode, ArchiveAnswer>();

    /// <summary>All there can be; a million customers share them.</summary>
    private static readonly IReadOnlyDictionary<CauseCode, ArchiveAnswer>[] All =
    [
        .. from area in Enum.GetValues<ArchiveAnswer>() from phase in Enum.GetValues<ArchiveAnswer>() from ratio in Enum.GetValues<ArchiveAnswer>() from clock in Enum.GetValues<ArchiveAnswer>()
           select new Dictionary<CauseCode, ArchiveAnswer> { [CauseCode.WrongArea] = area, [CauseCode.WrongPhase] = phase, [CauseCode.WrongRatio] = ratio, [CauseCode.ClockOffset] = clock },
    ];

    /// <summary>Answers by cause; always all four.</summary>
    public static IReadOnlyDictionary<CauseCode, ArchiveAnswer> Of(AreaFacts facts, int i, IReadOnlyList<EngineEvidence> evidence)
    {
        if (!facts.CheckArchive) return None;
        var point = facts.Points[i];
        var byVoltage = point.Point.Phase.Length == 1 && point.Curves is { Phases.Count: 1 } && facts.Buses.Count >= 2;
        // Small use in a rough loss says neither yes nor no.
        var area = Answer(evidence, ["wrong-area", "wrong-area-by-load", "wrong-area-by-voltage"], facts.BookingLogOdds is { } odds && odds[i] <= Refuted);
        var phase = Answer(evidence, ["wrong-phase"], byVoltage);
        // A meter without transformers has no ratio that could be wrong.
        var ratio = Answer(evidence, ["wrong-ratio", "wrong-ratio-by-load"], !(point.Point.Factor > 1) || DaysOf(facts, point) >= FewestDays);
        var clock = Answer(evidence, ["clock"], facts.Fine is not null);
        return All[(((((((int)area * 3) + (int)phase) * 3) + (int)ratio) * 3) + (int)clock)];
    }

    private static ArchiveAnswer Answer(IReadOnlyList<EngineEvidence> evidence, ReadOnlySpan<string> codes, bool tested)
    {
        for (var n = 0; n < evidence.Count; n++)
        {
            if (evidence[n].Engine == EngineId.E0 && codes.Contains(evidence[n].Code)) return ArchiveAnswer.Explains;
        }

        return tested ? ArchiveAnswer.DoesNotExplain : ArchiveAnswer.Unknown;
    }

    private static int DaysOf(AreaFacts facts, PointFacts point)
    {
        var days = 0;
        for (var d = 0; d < point.Days; d++)
        {
            if (!float.IsNaN(point.DailyKwh[d]) && facts.Loss.Balance.Usable(d)) days++;
        }

        return days;
    }
}
