using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Turns what the balance and its localiser found into evidence (E1, E2, E6).</summary>
internal static class BalanceEvidence
{
    private const double LeastZ = 2;
    private const double LeastShare = 0.15;

    /// <summary>E1: the area loses more than physics and meters explain.</summary>
    public static EngineEvidence? OfArea(AreaLoss loss)
    {
        if (!(loss.Z > new LossBands().AlarmZ) && loss.Chart.Open is null) return null;
        // An alarm stays open while too few days are complete to say how large the loss is now.
        var isKnown = double.IsFinite(loss.Z);
        var sd = loss.AbnormalKwhPerDay / Math.Max(Math.Abs(loss.Z), 0.1);
        return new EngineEvidence(
            EngineId.E1, "area-loss", new SubjectId(SubjectKind.Area, loss.Area.AreaNo), isKnown ? Math.Clamp(loss.Z / 10, 0.1, 1) : 0.1,
            loss.Chart.Open is { } alarm ? new Onset(loss.First.AddDays(alarm.Onset), null, loss.First.AddDays(alarm.Raised)) : null,
            isKnown ? Lost(loss.AbnormalKwhPerDay, sd) : null, PhaseSet.None,
            [CauseCode.WrongRatio, CauseCode.WrongArea, CauseCode.UnmeteredSupply, CauseCode.ClockOffset],
            [CheckCode.RatioPlate, CheckCode.AreaByTracer, CheckCode.BranchMeter],
            (loss.CalibrationDoubted ? Doubts.CalibrationDoubt : Doubts.None) | (loss.Balance.Filled.Any(f => f > 0) ? Doubts.DaysFilled : Doubts.None),
            InputHash.Of([.. loss.Balance.Loss.Select(v => (float)v)]))
        {
            Figures = new Dictionary<string, double> { ["z"] = loss.Z, ["kwhPerDay"] = loss.AbnormalKwhPerDay, ["alarm"] = loss.Chart.Open is null ? 0 : 1 },
        };
    }

    /// <summary>E2: the customer's behaviour explains the area's loss.</summary>
    public static EngineEvidence? Localised(AreaFacts facts, PointFindings found)
    {
        if (!(facts.Loss.Z > 1) && facts.Loss.Chart.Open is null) return null;
        var (located, scores, i) = (found.Best, found.BestScores, found.Index);
        var fall = found.Area.Daily.Customers[i].FallKwhPerDay;
        var strongest = Math.Max(Math.Max(scores.Deficit[i], scores.Reading[i]), Math.Max(scores.Opposite[i], located.Band));
        var share = located.ExplainedKwhPerDay / Math.Max(facts.Loss.AbnormalKwhPerDay, 0.1);
        if (!(strongest > LeastZ) && !(share > LeastShare)) return null;
        var gate = double.IsNaN(found.Gate) ? 1 : found.Gate;
        var strength = Math.Clamp((strongest - 1) / 6, 0, 1) * (gate < 0.05 ? 1 : 0.5);
        var kwh = Math.Max(located.ExplainedKwhPerDay, double.IsNaN(fall) ? 0 : fall);
        return facts.Points[i].Evidence(EngineId.E2, Statistic(scores, located, i), strength, facts.Loss.Chart.Open?.Onset) with
        {
            Lost = kwh > 0 ? new LostEnergy(0.4 * kwh, kwh, 1.6 * kwh) : null,
            InnocentCauses = [CauseCode.WrongArea, CauseCode.WrongRatio, CauseCode.MeterFault, CauseCode.Chance],
            WouldClear = [CheckCode.ClampAgainstMeter, CheckCode.RatioPlate, CheckCode.AreaByTracer],
            Figures = new Dictionary<string, double>
            {
                ["deficit"] = located.Deficit,
                ["reading"] = located.Reading,
                ["opposite"] = located.Opposite,
                ["band"] = located.Band,
                ["rank"] = located.Rank,
                ["explainedKwhPerDay"] = located.ExplainedKwhPerDay,
                ["share"] = share,
                ["gate"] = found.Gate,
                ["customers"] = facts.Points.Length,
            },
        };
    }

    /// <summary>E6: consumption fell against the peers, and what the loss did meanwhile.</summary>
    public static EngineEvidence? Fell(AreaFacts facts, PointFindings found)
    {
        if (found.Change is not { Day: >= 0, T: > 4, Ratio: < 0.85 } change) return null;
        var strength = Math.Clamp((change.T - 3) / 12, 0, 1) * found.Fall?.Verdict switch
        {
            FallVerdict.TheftConsistent => 1,
            FallVerdict.VacancyConsistent => 0.15,
            _ => 0.5,
        };
        var figures = new Dictionary<string, double> { ["t"] = change.T, ["ratio"] = change.Ratio, ["fallKwhPerDay"] = change.FallKwhPerDay };
        if (found.Fall is { } fall) (figures["rho"], figures["rhoLow"], figures["rhoHigh"], figures["riseKwhPerDay"]) = (fall.Rho, fall.Low, fall.High, fall.RiseKwhPerDay);
        return facts.Points[found.Index].Evidence(EngineId.E6, "fall", strength, change.Day) with
        {
            Lost = found.Fall is { FallKwhPerDay: > 0 } f ? Lost(f.FallKwhPerDay, Math.Max(f.RiseSd, 0.1 * f.FallKwhPerDay)) : Lost(change.FallKwhPerDay, 0.4 * change.FallKwhPerDay),
            InnocentCauses = Causes(found.Fall),
            WouldClear = [CheckCode.ShowOccupancy, CheckCode.ClampAgainstMeter],
            Figures = figures,
        };
    }

    /// <summary>E6 on bills: the billed months fell against the peers before the daily readings could show it.</summary>
    public static EngineEvidence? BilledLess(AreaFacts facts, int i)
    {
        var point = facts.Points[i];
        if (point.Bills is not { Month: >= 0, T: > 5, Ratio: < 0.75 } fall || point.BillsOnset is not { } onset) return null;
        return point.Evidence(EngineId.E6, "bill-fall", Math.Clamp((fall.T - 4) / 14, 0, 0.7), onset.DayNumber - point.First.DayNumber) with
        {
            Lost = Lost(fall.FallKwhPerDay, 0.4 * fall.FallKwhPerDay),
            InnocentCauses = [CauseCode.Vacancy, CauseCode.NewOccupant, CauseCode.Refit, CauseCode.OwnGeneration],
            WouldClear = [CheckCode.ShowOccupancy, CheckCode.ClampAgainstMeter],
            Figures = new Dictionary<string, double> { ["t"] = fall.T, ["ratio"] = fall.Ratio, ["fallKwhPerDay"] = fall.FallKwhPerDay },
        };
    }

    public static LostEnergy Lost(double mid, double sd) => new(Math.Max(0, mid - (1.96 * sd)), Math.Max(0, mid), Math.Max(0, mid + (1.96 * sd)));

    private static IReadOnlyList<CauseCode> Causes(FallAgainstLoss? fall) => fall?.Verdict == FallVerdict.TheftConsistent
        ? [CauseCode.MeterFault, CauseCode.WrongArea]
        : [CauseCode.Vacancy, CauseCode.NewOccupant, CauseCode.Refit, CauseCode.OwnGeneration, CauseCode.MeterFault];

    private static string Statistic(Standardised scores, Localisation located, int i)
    {
        var best = new[] { ("deficit", scores.Deficit[i]), ("reading", scores.Reading[i]), ("opposite", scores.Opposite[i]), ("band", located.Band) };
        return best.MaxBy(b => double.IsNaN(b.Item2) ? double.NegativeInfinity : b.Item2).Item1;
    }
}
