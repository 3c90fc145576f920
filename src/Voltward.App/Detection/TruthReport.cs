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

    /// <summary>Share of innocent look-alikes that do not go out as theft among the first customers.</summary>
    public MetricsInterval TwinsBlocked { get; init; }

    /// <summary>Wrong bookings sent out as theft, with the check of the archive.</summary>
    public required SentOutShare ArchiveChecked { get; init; }

    /// <summary>The same with the check off; null when it was not asked for.</summary>
    public SentOutShare? ArchiveUnchecked { get; init; }

    /// <summary>Of the wrong bookings those that move a hundredth of an area's supply and more, with the check.</summary>
    public required SentOutShare LossEntriesChecked { get; init; }

    /// <summary>The same with the check off; null when it was not asked for.</summary>
    public SentOutShare? LossEntriesUnchecked { get; init; }

    /// <summary>Thieves whose lead is about their file, with the check and without it.</summary>
    public (int Checked, int? Unchecked) ThievesHeldBack { get; init; }

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

/// <summary>How many innocent customers a list sends crews to on suspicion of theft.</summary>
/// <param name="N">Innocent customers of the sort.</param>
/// <param name="First">Share that goes out as theft within the capacity, with Wilson's 95 % interval.</param>
/// <param name="Any">Share with a lead of theft or bypass at any rank.</param>
public sealed record SentOutShare(int N, MetricsInterval First, MetricsInterval Any)
{
    /// <summary>Share that does not go out within the capacity.</summary>
    public MetricsInterval Blocked => new(1 - First.Value, 1 - First.High, 1 - First.Low);

    internal static SentOutShare Of(IReadOnlyList<string> customers, IReadOnlyList<EvaluationQueries.Lead> leads, int capacity)
    {
        var asked = customers.ToHashSet();
        // Crews work off leads in their order, whatever each is about; one visit per customer.
        var order = leads.Where(l => l.Customer is not null).GroupBy(l => l.Customer!).Select(g => g.MinBy(l => l.Rank)!).OrderBy(l => l.Rank).ToArray();
        int Count(IEnumerable<EvaluationQueries.Lead> list) => list.Count(l => asked.Contains(l.Customer!) && (l.Kind is LeadKinds.Theft or LeadKinds.Bypass));
        return new SentOutShare(customers.Count, Metrics.Wilson(Count(order.Take(capacity)), customers.Count), Metrics.Wilson(Count(order), customers.Count));
    }
}

/// <summary>Error of a loss over the window, by area.</summary>
/// <param name="Areas">Areas judged.</param>
/// <param name="MedianErrorPercent">Middle error, per cent of the truth.</param>
/// <param name="P10">10 % quantile of the error.</param>
/// <param name="P90">90 % quantile of the error.</param>
/// <param name="Coverage">Share of areas whose interval holds the truth.</param>
public sealed record LossAccuracy(int Areas, double MedianErrorPercent, double P10, double P90, double Coverage);
