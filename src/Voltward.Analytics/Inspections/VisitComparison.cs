namespace Voltward.Analytics.Inspections;

/// <summary>One measured value of a visit.</summary>
/// <param name="Quantity">voltage, current, power …</param>
/// <param name="Phase">A, B, C, N or empty.</param>
/// <param name="Value">In the unit of the quantity.</param>
public readonly record struct SeenValue(string Quantity, string Phase, double Value);

/// <summary>One photo of a visit.</summary>
/// <param name="Sha256">Hash of the file.</param>
/// <param name="Hash">Perceptual hash; null when the file is no picture that can be decoded.</param>
public readonly record struct SeenPhoto(string Sha256, PictureHash? Hash);

/// <summary>One visit as it is set against the others.</summary>
public sealed record SeenVisit
{
    public required string VisitId { get; init; }

    /// <summary>Where: customer or area; photos and values of the same place may be alike.</summary>
    public required string Place { get; init; }

    /// <summary>Who was there.</summary>
    public required IReadOnlyList<string> People { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Answered items.</summary>
    public required int Items { get; init; }

    /// <summary>Degrees; NaN when unknown.</summary>
    public double Longitude { get; init; } = double.NaN;

    public double Latitude { get; init; } = double.NaN;

    public IReadOnlyList<SeenValue> Values { get; init; } = [];

    public IReadOnlyList<SeenPhoto> Photos { get; init; } = [];

    /// <summary>See <see cref="VisitTraits.ReadingGap"/>.</summary>
    public double ReadingGap { get; init; } = double.NaN;

    /// <summary>See <see cref="VisitTraits.PowerGap"/>.</summary>
    public double PowerGap { get; init; } = double.NaN;

    internal string Crew => string.Join('+', People.Order(StringComparer.Ordinal));
}

/// <summary>Sets every visit of a period against the others: travel, photos, values, digits, pace.</summary>
public static class VisitComparison
{
    private const double EarthKm = 6_371;

    /// <summary>Detour of streets over the straight line, and the error of a place known only by its box.</summary>
    private const double Detour = 1.3;
    private const double PlaceErrorKm = 0.3;

    public static IReadOnlyList<VisitTraits> Traits(IReadOnlyList<SeenVisit> visits)
    {
        var digits = visits.GroupBy(v => v.Crew).ToDictionary(g => g.Key, g => DigitTest.Evenness(
            g.SelectMany(v => v.Values).GroupBy(v => v.Quantity).Select(q => (IReadOnlyList<double>)[.. q.Select(v => v.Value)])));
        var speed = Speeds(visits);
        var photos = NearestPhotos(visits);
        var copied = Copied(visits);
        return
        [
            .. visits.Select(v => new VisitTraits
            {
                VisitId = v.VisitId,
                ReadingGap = v.ReadingGap,
                PowerGap = v.PowerGap,
                TravelKmh = speed.GetValueOrDefault(v.VisitId, double.NaN),
                NearestPhoto = photos.TryGetValue(v.VisitId, out var near) ? near : null,
                CopiedShare = copied.GetValueOrDefault(v.VisitId),
                Values = v.Values.Count,
                DigitEvenness = digits[v.Crew],
                MinutesPerItem = v.Items == 0 ? double.NaN : Math.Max(0.01, (v.FinishedAt - v.StartedAt).TotalMinutes / v.Items),
            }),
        ];
    }

    /// <summary>The highest speed anybody of the visit would have needed from the visit before. Nearby places need none.</summary>
    private static Dictionary<string, double> Speeds(IReadOnlyList<SeenVisit> visits)
    {
        var speeds = new Dictionary<string, double>();
        foreach (var own in visits.SelectMany(v => v.People.Select(p => (Person: p, Visit: v))).GroupBy(p => p.Person))
        {
            SeenVisit? before = null;
            foreach (var (_, visit) in own.OrderBy(p => p.Visit.StartedAt).ThenBy(p => p.Visit.VisitId, StringComparer.Ordinal))
            {
                if (before is not null && before.Place != visit.Place)
                {
                    var kmh = Speed(before, visit);
                    if (!(speeds.GetValueOrDefault(visit.VisitId, double.NaN) >= kmh)) speeds[visit.VisitId] = kmh;
                }

                before = before is null || visit.FinishedAt > before.FinishedAt ? visit : before;
            }
        }

        return speeds;
    }

    private static double Speed(SeenVisit from, SeenVisit to)
    {
        var km = Math.Max(0, (Detour * Kilometres(from, to)) - PlaceErrorKm);
        var hours = (to.StartedAt - from.FinishedAt).TotalHours;
        if (double.IsNaN(km)) return hours < 0 ? double.PositiveInfinity : double.NaN;
        // Two visits of one box may overlap: one writes while the other measures next door.
        return km <= 0 ? 0 : hours <= 0 ? double.PositiveInfinity : km / hours;
    }

    private static double Kilometres(SeenVisit a, SeenVisit b)
    {
        double Radians(double degrees) => degrees * Math.PI / 180;
        var (dy, dx) = (Radians(b.Latitude - a.Latitude), Radians(b.Longitude - a.Longitude) * Math.Cos(Radians((a.Latitude + b.Latitude) / 2)));
        return EarthKm * Math.Sqrt((dx * dx) + (dy * dy));
    }

    private static Dictionary<string, int> NearestPhotos(IReadOnlyList<SeenVisit> visits)
    {
        var all = visits.SelectMany(v => v.Photos.Select(p => (Visit: v, Photo: p))).ToArray();
        var nearest = new Dictionary<string, int>();
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = i + 1; j < all.Length; j++)
            {
                if (all[i].Visit.Place == all[j].Visit.Place) continue;
                var bits = all[i].Photo.Sha256 == all[j].Photo.Sha256 ? 0
                    : all[i].Photo.Hash is { } a && all[j].Photo.Hash is { } b ? a.Distance(b) : int.MaxValue;
                if (bits > 128) continue;
                // The later of the two is the one that may be a copy.
                var later = all[i].Visit.StartedAt > all[j].Visit.StartedAt ? all[i].Visit.VisitId : all[j].Visit.VisitId;
                nearest[later] = Math.Min(bits, nearest.GetValueOrDefault(later, 128));
            }
        }

        return nearest;
    }

    /// <summary>Largest share of a visit's values that stand digit for digit in one earlier visit of the same people elsewhere.</summary>
    private static Dictionary<string, double> Copied(IReadOnlyList<SeenVisit> visits)
    {
        var shares = new Dictionary<string, double>();
        foreach (var crew in visits.GroupBy(v => v.Crew))
        {
            var earlier = new List<(string Place, HashSet<SeenValue> Values)>();
            foreach (var visit in crew.OrderBy(v => v.StartedAt))
            {
                // Zero and one say nothing: an idle phase reads 0 everywhere.
                var telling = visit.Values.Where(v => Math.Abs(v.Value) > 1).ToHashSet();
                if (telling.Count >= 3)
                {
                    shares[visit.VisitId] = earlier.Where(e => e.Place != visit.Place)
                        .Select(e => (double)telling.Count(e.Values.Contains) / telling.Count).DefaultIfEmpty().Max();
                }

                earlier.Add((visit.Place, telling));
            }
        }

        return shares;
    }
}
