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

    /// <summary>Answers by cause; always all four.</summary>
    public static IReadOnlyDictionary<CauseCode, ArchiveAnswer> Of(AreaFacts facts, int i, IReadOnlyList<EngineEvidence> evidence)
    {
        if (!facts.CheckArchive) return new Dictionary<CauseCode, ArchiveAnswer>();
        var point = facts.Points[i];
        bool Found(params string[] codes) => evidence.Any(e => e.Engine == EngineId.E0 && codes.Contains(e.Code));
        ArchiveAnswer Answer(bool explains, bool tested) => explains ? ArchiveAnswer.Explains : tested ? ArchiveAnswer.DoesNotExplain : ArchiveAnswer.Unknown;
        var days = 0;
        for (var d = 0; d < point.Days; d++)
        {
            if (!float.IsNaN(point.DailyKwh[d]) && facts.Loss.Balance.Usable(d)) days++;
        }

        var byVoltage = point.Point.Phase.Length == 1 && point.Curves is { Phases.Count: 1 } && facts.Buses.Count >= 2;
        return new Dictionary<CauseCode, ArchiveAnswer>
        {
            // Small use in a rough loss says neither yes nor no.
            [CauseCode.WrongArea] = Answer(Found("wrong-area", "wrong-area-by-load", "wrong-area-by-voltage"), facts.BookingLogOdds is { } odds && odds[i] <= Refuted),
            [CauseCode.WrongPhase] = Answer(Found("wrong-phase"), byVoltage),
            // A meter without transformers has no ratio that could be wrong.
            [CauseCode.WrongRatio] = Answer(Found("wrong-ratio"), !(point.Point.Factor > 1) || days >= FewestDays),
            [CauseCode.ClockOffset] = Answer(Found("clock"), facts.Fine is not null),
        };
    }
}
