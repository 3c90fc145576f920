using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Inspections;

/// <summary>One visit as its record would say, and what was the case.</summary>
internal sealed class FieldVisit
{
    public required string VisitId { get; init; }

    public required int Site { get; init; }

    public required int Crew { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required int Items { get; init; }

    /// <summary>Degrees.</summary>
    public required (double Longitude, double Latitude) Place { get; init; }

    /// <summary>Voltages and currents as written down.</summary>
    public required IReadOnlyList<(string Quantity, string Phase, double Value)> Values { get; init; }

    /// <summary>Brightness of each photo, 32 × 32, row by row.</summary>
    public required IReadOnlyList<double[]> Photos { get; init; }

    /// <summary>Register written down, kWh.</summary>
    public required double NotedKwh { get; init; }

    /// <summary>Register by the remote readings; NaN where the meter was not read.</summary>
    public required double RemoteKwh { get; init; }

    /// <summary>What the remote value may be off by.</summary>
    public required double ToleranceKwh { get; init; }

    /// <summary>Nobody was there.</summary>
    public required bool Invented { get; init; }
}

/// <summary>
/// Months of visits by crews of whom some invent part of their records at a desk: with numbers copied or made up, old photos, times that leave no
/// room for the way, readings guessed from the last bill. Each invention shows only some of the signs; a careful one shows none.
/// </summary>
internal sealed class FieldVisits
{
    private const int Sites = 900;
    private readonly Chance _chance;
    private readonly (double Longitude, double Latitude)[] _places;
    private readonly double[][] _scenes;
    private readonly double[] _registers;
    private readonly double[] _daily;
    private readonly List<FieldVisit> _visits = [];

    private FieldVisits(ulong seed)
    {
        _chance = Chance.For(seed, Purpose.Past, -7);
        _places = [.. Enumerable.Range(0, Sites).Select(_ => ((double)_chance.Between(112.9f, 113.1f), (double)_chance.Between(34.7f, 34.85f)))];
        var box = Scene(1f);
        _scenes = [.. Enumerable.Range(0, Sites).Select(_ => Mix(box, Scene(1f), _chance.Between(0.3f, 0.7f)))];
        _registers = [.. Enumerable.Range(0, Sites).Select(_ => (double)_chance.Between(500f, 6e4f))];
        _daily = [.. Enumerable.Range(0, Sites).Select(_ => (double)_chance.LogNormal(7f, 0.8f))];
    }

    /// <param name="seed">Seed.</param>
    /// <param name="days">Working days.</param>
    /// <param name="crews">Crews; a quarter of them invent.</param>
    /// <param name="share">Share of all visits that are invented, about.</param>
    public static IReadOnlyList<FieldVisit> Make(ulong seed, int days, int crews, float share)
    {
        var world = new FieldVisits(seed);
        for (var crew = 0; crew < crews; crew++) world.Work(crew, days, crew % 4 == 0 ? share * 4f : 0f);
        return world._visits;
    }

    private void Work(int crew, int days, float invents)
    {
        var own = new List<FieldVisit>();
        var pace = _chance.LogNormal(1.9f, 0.2f);
        for (var day = 0; day < days; day++)
        {
            var clock = new DateTimeOffset(2026, 3, 2, 0, 30, 0, TimeSpan.Zero).AddDays(day + (day / 5 * 2)).AddMinutes(_chance.Below(30));
            var site = _chance.Below(Sites);
            for (var n = _chance.Whole(4, 6); n > 0; n--)
            {
                var next = Near(site);
                var invented = own.Count > 3 && _chance.Happens(invents);
                var way = Kilometres(site, next) / _chance.Between(16f, 30f) * 60;
                // At a desk the next visit begins when the writer says so.
                clock = clock.AddMinutes(invented && _chance.Happens(0.5f) ? _chance.Between(0.5f, 3f) : 4 + way);
                var items = _chance.Whole(14, 18);
                var minutes = items * pace * _chance.LogNormal(1f, 0.25f) * (invented && _chance.Happens(0.4f) ? 0.2f : 1f);
                var visit = invented ? Invent(crew, next, clock, (items, minutes), own) : Honest(crew, next, clock, (items, minutes), day);
                own.Add(visit);
                _visits.Add(visit);
                (site, clock) = (next, visit.FinishedAt);
            }
        }
    }

    private FieldVisit Honest(int crew, int site, DateTimeOffset at, (int Items, float Minutes) stay, int day)
    {
        var register = _registers[site] + (_daily[site] * day * 1.4);
        // One in eighty is a slip of the pen: a digit wrong.
        var noted = Math.Floor(register) + (_chance.Happens(0.0125f) ? 90 * _chance.Whole(1, 9) : 0);
        return Visit(crew, site, at, stay, Measured(), [Shot(site), Shot(site), Shot(site)], (noted, register), false);
    }

    private FieldVisit Invent(int crew, int site, DateTimeOffset at, (int Items, float Minutes) stay, List<FieldVisit> own)
    {
        var earlier = own[^_chance.Whole(1, 3)];
        var values = _chance.Weighted([0.4f, 0.3f, 0.3f]) switch
        {
            0 => [.. earlier.Values.Select((v, i) => i == 0 && _chance.Happens(0.5f) ? v with { Value = Math.Round(v.Value + _chance.Between(-2f, 2f), 1) } : v)],
            1 => [.. Measured().Select(v => v with { Value = Math.Round(v.Value * 2) / 2 })],
            _ => Measured(),
        };
        var reused = _chance.Happens(0.55f);
        var photos = reused ? earlier.Photos.Select(p => Again(p)).ToList() : [Shot(site), Shot(site)];
        var day = (at - new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)).TotalDays;
        var register = _registers[site] + (_daily[site] * day);
        // From the last bill, some weeks old, with a guess of what was used since.
        var noted = Math.Floor(register - (_daily[site] * _chance.Between(0f, 25f) * (_chance.Happens(0.7f) ? 1f : 0.04f)));
        return Visit(crew, site, at, stay, values, photos, (noted, register), true);
    }

    private FieldVisit Visit(
        int crew, int site, DateTimeOffset at, (int Items, float Minutes) stay, IReadOnlyList<(string, string, double)> values, IReadOnlyList<double[]> photos,
        (double Noted, double True) register, bool invented) => new()
        {
            VisitId = FormattableString.Invariant($"V{_visits.Count:D6}"),
            Site = site,
            Crew = crew,
            StartedAt = at,
            FinishedAt = at.AddMinutes(stay.Minutes),
            Items = stay.Items,
            Place = _places[site],
            Values = values,
            Photos = photos,
            NotedKwh = register.Noted,
            RemoteKwh = _chance.Happens(0.25f) ? double.NaN : register.True + (0.3 * _chance.Normal()),
            ToleranceKwh = 1.5 + (0.1 * _daily[site]),
            Invented = invented,
        };

    private List<(string Quantity, string Phase, double Value)> Measured()
    {
        var phases = _chance.Happens(0.3f) ? new[] { "A", "B", "C" } : ["A"];
        var values = new List<(string, string, double)>();
        foreach (var phase in phases)
        {
            values.Add(("voltage", phase, Math.Round(_chance.Between(214f, 237f), 1)));
            values.Add(("current", phase, Math.Round((double)_chance.LogNormal(4f, 0.8f), 2)));
        }

        values.Add(("current", "N", Math.Round((double)_chance.LogNormal(4f, 0.8f), 2)));
        return values;
    }

    /// <summary>A site close by, as a planner would send a crew.</summary>
    private int Near(int site)
    {
        var best = _chance.Below(Sites);
        for (var i = 0; i < 12; i++)
        {
            var other = _chance.Below(Sites);
            if (other != site && (best == site || Kilometres(site, other) < Kilometres(site, best))) best = other;
        }

        return best;
    }

    private double Kilometres(int a, int b)
    {
        var (dx, dy) = ((_places[a].Longitude - _places[b].Longitude) * 91.4, (_places[a].Latitude - _places[b].Latitude) * 111.2);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>Smooth light and shade with some edges.</summary>
    private double[] Scene(float strength)
    {
        var picture = new double[1024];
        for (var blob = 0; blob < 9; blob++)
        {
            var (x, y, size, light) = (_chance.Between(0f, 32f), _chance.Between(0f, 32f), _chance.Between(2f, 9f), strength * _chance.Between(-90f, 90f));
            for (var i = 0; i < 1024; i++)
            {
                var (dx, dy) = ((i % 32) - x, (i / 32) - y);
                if (blob % 3 == 0) picture[i] += Math.Abs(dx) < size && Math.Abs(dy) < size ? light : 0;
                else picture[i] += light * Math.Exp(-((dx * dx) + (dy * dy)) / (2 * size * size));
            }
        }

        return picture;
    }

    private static double[] Mix(double[] a, double[] b, float share) => [.. a.Select((v, i) => ((1 - share) * v) + (share * b[i]))];

    /// <summary>A photo of a site: its scene, what else is in view, the hand's shake and the noise of the sensor.</summary>
    private double[] Shot(int site) => Again(Mix(_scenes[site], Scene(1f), _chance.Between(0.15f, 0.4f)));

    /// <summary>The same picture saved again, a little brighter or darker.</summary>
    private double[] Again(double[] picture)
    {
        var (gain, lift) = (_chance.Between(0.9f, 1.1f), _chance.Between(-12f, 12f));
        return [.. picture.Select(v => (v * gain) + lift + (1.5 * _chance.Jitter()))];
    }
}
