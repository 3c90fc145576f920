using Voltward.Analytics.Inspections;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Detection;

/// <summary>What a visit overlooks (漏检率), from blind second visits: overall, and by crew where the crew was looked at again.</summary>
/// <param name="Overall">Share of defects that a first visit passed; unknown when nobody was looked at again.</param>
/// <param name="Crews">Shrunk share by crew.</param>
public sealed record DetectionChance(Estimate Overall, IReadOnlyDictionary<string, double> Crews)
{
    private const int LookBackDays = 730;

    /// <summary>Whether there is a measurement at all.</summary>
    public bool IsMeasured => !double.IsNaN(Overall.Value);

    /// <summary>Share that a visit of a crew overlooks; 0 when nothing was measured: then nothing is corrected, and that is said.</summary>
    public double OmissionOf(string? crew) => crew is not null && Crews.TryGetValue(crew, out var own) ? own : IsMeasured ? Overall.Value : 0;

    /// <summary>The same for every crew, as somebody states it.</summary>
    public static DetectionChance Stated(double omission) => new(new Estimate(omission, omission, omission, 0, 0, 0), new Dictionary<string, double>());

    internal static async Task<DetectionChance> MeasureAsync(Database database, InspectionShelf rules, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var until = CompanyTime.Day(look.Now);
        var from = until.AddDays(-LookBackDays);
        var view = OmissionReport.View(await look.BlindPairsAsync(from, until), await look.BlindStrataAsync(from, until), rules.Quality(until).Changeable);
        return new DetectionChance(view.Overall, view.Crews.Where(c => double.IsFinite(c.Shrunk.Value)).ToDictionary(c => c.Group, c => c.Shrunk.Value));
    }
}
