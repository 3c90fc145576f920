using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>What a measurement against the truth found; the JSON of <c>voltward evaluate --truth</c> has these names.</summary>
public sealed record TruthReport
{
    /// <summary>Customers scored.</summary>
    public int N { get; init; }

    /// <summary>Customers who were stealing.</summary>
    public int Positives { get; init; }

    public string Protocol { get; init; } = "";

    public MetricsInterval Auc { get; init; }

    public MetricsInterval Ap { get; init; }

    public required EvaluationCapacity PrecisionAtCapacity { get; init; }

    /// <summary>Share of the thieves among the first k customers.</summary>
    public IReadOnlyList<RecallAt> RecallAt { get; init; } = [];

    public IReadOnlyList<TheftKindResult> ByKind { get; init; } = [];

    /// <summary>Share of the areas with a thief in which the first customer is one.</summary>
    public MetricsInterval HitAtOne { get; init; }

    /// <summary>Innocent look-alikes sent out as theft.</summary>
    public IReadOnlyList<SentOut> Twins { get; init; } = [];

    /// <summary>Wrong bookings sent out as theft, and found as what they are.</summary>
    public IReadOnlyList<SentOut> ArchiveErrors { get; init; } = [];

    public required LossAccuracy TechnicalLoss { get; init; }

    public required LossAccuracy Loss { get; init; }

    /// <summary>Share of areas without any theft or fault that are called high or serious.</summary>
    public double CleanAlarmShare { get; init; }
}

/// <summary>Recall among the first k.</summary>
public sealed record RecallAt(int K, double Value);

/// <summary>What was found of one kind of theft.</summary>
/// <param name="Kind">As the generator names it.</param>
/// <param name="N">Thieves of the kind that were scored.</param>
/// <param name="Auc">Against everybody who does not steal.</param>
/// <param name="Found">Of them among the first k.</param>
/// <param name="FirstInArea">Of them first in their area.</param>
/// <param name="AtChance">The interval of the AUC holds one half.</param>
/// <param name="KwhCovered">Leads whose energy interval holds the true energy, of <paramref name="KwhJudged"/>.</param>
/// <param name="KwhJudged">Leads with an energy interval.</param>
/// <param name="KwhPerDay">Mean stolen energy, kWh a day.</param>
public sealed record TheftKindResult(
    string Kind, int N, MetricsInterval Auc, int Found, int FirstInArea, bool AtChance, int KwhCovered, int KwhJudged, double KwhPerDay);

/// <summary>Customers who are innocent, or whose file is wrong.</summary>
/// <param name="Kind">Kind of look-alike, or field that is wrong.</param>
/// <param name="N">How many.</param>
/// <param name="AsTheft">Of them among the first k and called theft or bypass.</param>
/// <param name="AsCorrection">Of them with a lead of file correction, meter fault or safety.</param>
public sealed record SentOut(string Kind, int N, int AsTheft, int AsCorrection);

/// <summary>Error of a loss over the window, by area.</summary>
/// <param name="Areas">Areas judged.</param>
/// <param name="MedianErrorPercent">Middle error, per cent of the truth.</param>
/// <param name="P10">10 % quantile of the error.</param>
/// <param name="P90">90 % quantile of the error.</param>
/// <param name="Coverage">Share of areas whose interval holds the truth.</param>
public sealed record LossAccuracy(int Areas, double MedianErrorPercent, double P10, double P90, double Coverage);
