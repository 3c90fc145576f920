namespace Voltward.Analytics.LineLoss;

/// <summary>What an area's loss comes to (台区线损状态).</summary>
public enum LossState
{
    /// <summary>Within what physics and the meters explain.</summary>
    Normal,

    /// <summary>Above it with confidence.</summary>
    High,

    /// <summary>Far above it.</summary>
    Serious,

    /// <summary>Below zero, or below the technical loss with confidence.</summary>
    Negative,

    /// <summary>Too few complete days to say.</summary>
    Incomplete,

    /// <summary>No supply readings.</summary>
    NoSupply,
}

/// <summary>Limits of the loss states; alarms stand on z, the percentages only grade them.</summary>
public readonly record struct LossBands()
{
    /// <summary>One-sided alarm limit of z; level and rise are two tests, together one clean area in a hundred.</summary>
    public double AlarmZ { get; init; } = 2.58;

    /// <summary>Loss rate above which an alarmed area is serious, per cent.</summary>
    public double SeriousPercent { get; init; } = 10;

    /// <summary>Abnormal share of the supply above which an alarmed area is serious, per cent.</summary>
    public double SeriousAbnormalPercent { get; init; } = 3;

    /// <summary>Loss rate below which an area is negative, per cent.</summary>
    public double NegativePercent { get; init; } = -1;

    /// <summary>Days that the state is judged on.</summary>
    public int RecentDays { get; init; } = 28;
}

/// <summary>Loss of one area over all loaded days: daily arrays in kWh, NaN where a day cannot be used.</summary>
public sealed record AreaLoss
{
    public required AreaSubject Area { get; init; }

    public required DateOnly First { get; init; }

    public required BalanceDays Balance { get; init; }

    public required TechnicalLoss Model { get; init; }

    /// <summary>What peers and voltages lead to expect of the load loss before the area's own balance is asked; null when nobody was.</summary>
    public LoadShare? Expected { get; init; }

    /// <summary>Technical loss of each day, kWh.</summary>
    public required double[] Technical { get; init; }

    /// <summary>Lower limit of the technical loss of each day with 95 % confidence, kWh; the error is the same on every day.</summary>
    public required double[] TechnicalLow { get; init; }

    /// <summary>Its upper limit.</summary>
    public required double[] TechnicalHigh { get; init; }

    /// <summary>How far the metered loss of each day may be from the true one.</summary>
    public required ErrorBudget[] Budget { get; init; }

    public required CusumResult Chart { get; init; }

    /// <summary>Non-technical loss of the recent days in standard deviations; NaN when it cannot be said. The larger of its level and its rise.</summary>
    public required double Z { get; init; }

    /// <summary>Rise of the recent days above the clean days' own level, in standard deviations.</summary>
    public required double RiseZ { get; init; }

    /// <summary>Mean non-technical loss of the recent days, kWh a day.</summary>
    public required double AbnormalKwhPerDay { get; init; }

    public required LossState State { get; init; }

    /// <summary>Points of the area on the last day.</summary>
    public required int Customers { get; init; }

    /// <summary>Usage points whose voltages took part in the technical loss.</summary>
    public int VoltagePoints { get; init; }

    /// <summary>The fitted load loss is far from that of the peers: long-running theft may hide in it.</summary>
    public bool CalibrationDoubted { get; init; }

    public int Days => Technical.Length;

    /// <summary>Non-technical loss of a day, kWh; NaN when the day cannot be used.</summary>
    public double NonTechnical(int day) => Balance.Usable(day) ? Balance.Loss[day] - Technical[day] : double.NaN;

    public double[] NonTechnical() => [.. Enumerable.Range(0, Days).Select(NonTechnical)];
}
