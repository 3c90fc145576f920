using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Runs the engines over one area. Pure: the same facts give the same bits on any number of threads.</summary>
public static class AreaDetection
{
    private const int SupplyDays = 28;

    /// <summary>Assessments in the order of the area's points.</summary>
    /// <param name="facts">The area.</param>
    /// <param name="pursuit">Who explains its loss: asked now, or kept from a night before.</param>
    public static AreaAssessment Run(AreaFacts facts, AreaPursuit pursuit)
    {
        var ofArea = new List<EngineEvidence?> { BalanceEvidence.OfArea(facts.Loss), facts.CheckArchive ? ArchiveEvidence.OfArea(facts) : null }.Concat(ArchiveEvidence.OfSupplyReadings(facts)).OfType<EngineEvidence>().ToList();
        if (facts.Points.Length == 0) return new AreaAssessment(facts.Loss.Area, ofArea, [], double.NaN);
        var (daily, fine, voltage) = (pursuit.Daily, pursuit.Fine, VoltageEvidence.Of(facts));
        var found = new AreaFindings(
            pursuit.Match, daily, Standardised.Of(daily.Customers), fine, fine is null ? null : Standardised.Of(fine.Customers), voltage.Evidence, voltage.Lean)
        {
            SupplyKwh = Robust.Median(facts.Loss.Balance.In.AsSpan(Math.Max(0, facts.Loss.Days - SupplyDays))),
            WrongRatios = facts.CheckArchive ? ArchiveTests.WrongRatios(facts.Input, facts.Loss) : [],
            Courses = facts.Points.Select(p => p.Course).Distinct().ToDictionary(c => c, c => Array.ConvertAll(c, v => (float)v)),
        };
        var loss = UncertainLoss.Of(facts.Loss);
        var customers = facts.Points.Select((_, i) => Assess(facts, i, found, loss)).ToArray();
        return new AreaAssessment(facts.Loss.Area, ofArea, customers, Smaller(daily.Gate, fine?.Gate ?? double.NaN));
    }

    private static Assessment Assess(AreaFacts facts, int i, AreaFindings area, UncertainLoss loss)
    {
        var point = facts.Points[i];
        var change = ChangePoint.StrongestFall(point.DailyKwh, point.Course);
        var fall = change is { Day: >= 0, T: > 4, Ratio: < 0.85 }
            ? VacancyOrTheft.Separate(point.DailyKwh, point.Course, loss, change.Day)
            : null;
        var found = new PointFindings(area, i, change, fall);
        var evidence = new List<EngineEvidence?> { MatchEvidence.Of(facts, found), BalanceEvidence.Localised(facts, found), BalanceEvidence.Fell(facts, found), BalanceEvidence.BilledLess(facts, i), area.Voltage[i] };
        evidence.AddRange(EventRules.Run(point, facts.Rules));
        evidence.AddRange(DailyRules.Run(point, change, facts.Loss.Z, facts.Rules));
        evidence.AddRange(ElectricalRules.Run(point, facts.Rules));
        evidence.AddRange(CurveRules.Run(point, facts.Rules));
        if (facts.CheckArchive) evidence.AddRange(ArchiveEvidence.OfPoint(facts, i, area.WrongRatios));
        var given = evidence.OfType<EngineEvidence>().ToList();
        return new Assessment
        {
            Point = point.Point,
            Match = area.Match[i],
            Localisation = area.Daily.Customers[i],
            Fine = area.Fine?.Customers[i],
            Change = change,
            Fall = fall,
            Evidence = given,
            Archive = ArchiveAnswers.Of(facts, i, given),
            Profile = DayProfile.Of(point.Quarters),
            Features = EvidenceVector.Of(facts, found, given),
        };
    }

    private static double Smaller(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(a, b);
}

/// <summary>What was found for the area as a whole.</summary>
internal sealed record AreaFindings(
    LossMatch[] Match, AreaLocalisation Daily, Standardised Scores, AreaLocalisation? Fine, Standardised? FineScores, EngineEvidence?[] Voltage, double[] VoltageLean)
{
    private readonly (int At, double First, double Second) _best = Two(Match);

    /// <summary>Customers whose ratio on record is wrong, k = recorded / true.</summary>
    public required IReadOnlyList<(int Customer, double K, double T)> WrongRatios { get; init; }

    /// <summary>Middle of what the area was supplied with on the last days, kWh a day.</summary>
    public required double SupplyKwh { get; init; }

    /// <summary>The peers' courses in single precision.</summary>
    public required IReadOnlyDictionary<double[], float[]> Courses { get; init; }

    /// <summary>Highest match of the other customers; 0 when there is none.</summary>
    public double BestBut(int customer)
    {
        var best = customer == _best.At ? _best.Second : _best.First;
        return double.IsNaN(best) ? 0 : best;
    }

    private static (int At, double First, double Second) Two(LossMatch[] match)
    {
        var best = (At: -1, First: double.NaN, Second: double.NaN);
        for (var i = 0; i < match.Length; i++)
        {
            var z = match[i].Z;
            if (double.IsNaN(z)) continue;
            if (!(best.First >= z)) best = (i, z, best.First);
            else if (!(best.Second >= z)) best.Second = z;
        }

        return best;
    }
}

/// <summary>What was found for one of its points.</summary>
internal sealed record PointFindings(AreaFindings Area, int Index, Change? Change, FallAgainstLoss? Fall)
{
    /// <summary>Statistics from quarter hours where there are any, else by day.</summary>
    public Localisation Best => Area.Fine?.Customers[Index] ?? Area.Daily.Customers[Index];

    public Standardised BestScores => Area.FineScores ?? Area.Scores;

    public double Gate => Area.Fine?.Gate ?? Area.Daily.Gate;
}

/// <summary>Localisation statistics standardised across the customers of the area; NaN where not computable.</summary>
internal sealed record Standardised(double[] Deficit, double[] DeficitDaily, double[] Reading, double[] Opposite)
{
    private const double Floor = 0.03;

    public static Standardised Of(Localisation[] customers) => new(
        Z(customers, c => c.Deficit), Z(customers, c => c.DeficitDaily), Z(customers, c => c.Reading), Z(customers, c => c.Opposite));

    private static double[] Z(Localisation[] customers, Func<Localisation, double> statistic) =>
        [.. Robust.Standardise(customers.Select(statistic).ToArray(), Floor).Select(z => Math.Clamp(z, -6, 12))];
}
