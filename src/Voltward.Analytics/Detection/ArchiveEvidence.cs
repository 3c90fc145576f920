using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.Analytics.Detection;

/// <summary>What the archive tests found, as evidence (E0): a reason to correct the file before anybody is suspected.</summary>
internal static class ArchiveEvidence
{
    private const double Sure = 0.9;
    private const double Doubt = 0.4;

    /// <summary>Wrong multiplier of the area's supply meter.</summary>
    public static EngineEvidence? OfArea(AreaFacts facts)
    {
        var step = ArchiveTests.SupplyRatio(facts.Loss, facts.PeerLossRate);
        if (double.IsNaN(step)) return null;
        return new EngineEvidence(
            EngineId.E0, "supply-ratio", new SubjectId(SubjectKind.Area, facts.Loss.Area.AreaNo), 0.8, null, Misread(facts.Loss), PhaseSet.None,
            [CauseCode.WrongRatio], [CheckCode.RatioPlate], Doubts.None, InputHash.Of(facts.Input.SupplyKwh))
        {
            Figures = new Dictionary<string, double> { ["step"] = step },
        };
    }

    /// <summary>What is wrong with the readings themselves of the supply meter.</summary>
    public static IEnumerable<EngineEvidence> OfSupplyReadings(AreaFacts facts) => facts.Input.SupplyFlags.Select(flag => new EngineEvidence(
        EngineId.E0, flag.Rule, new SubjectId(SubjectKind.Area, facts.Loss.Area.AreaNo), Sure, null, new LostEnergy(0, 0, 0), PhaseSet.None,
        [CauseCode.WrongUnit], [CheckCode.ReadingOnMeter], Doubts.DaysFilled, InputHash.Of(facts.Input.SupplyKwh))
    {
        Figures = Figures(flag),
    });

    /// <summary>Single impossible values may be a slip of the collection; three and more are the meter or its channel.</summary>
    private static double Strength(ReadingFlag flag) => flag.Rule != ReadingChecks.Impossible ? Sure : flag.Days >= 3 ? 0.6 : 0.3;

    private static Dictionary<string, double> Figures(ReadingFlag flag) => new()
    {
        ["days"] = flag.Days,
        ["figure"] = flag.Figure,
        ["scale"] = flag.Scale,
        ["ruleVersion"] = flag.Version,
    };

    /// <summary>What the wrong multiplier makes of the supply: all that the area seems to lose or gain, with the meters' limits.</summary>
    private static LostEnergy Misread(AreaLoss loss)
    {
        var (kwh, z) = (Math.Abs(loss.AbnormalKwhPerDay), Math.Abs(loss.Z));
        return BalanceEvidence.Lost(double.IsFinite(kwh) ? kwh : 0, double.IsFinite(z) && z > 0.1 ? kwh / z : kwh);
    }

    /// <param name="facts">The area.</param>
    /// <param name="i">Which of its points.</param>
    /// <param name="ratios">Whose ratio on record is wrong, of the whole area.</param>
    public static IReadOnlyList<EngineEvidence> OfPoint(AreaFacts facts, int i, IReadOnlyList<(int Customer, double K, double T)> ratios)
    {
        var found = new List<EngineEvidence>();
        var point = facts.Points[i];
        if (facts.Misbooked.FirstOrDefault(m => m.Point == i) is { } wrong)
        {
            found.Add(Correction(point, wrong.ByLoad ? "wrong-area-by-load" : "wrong-area", Math.Clamp(0.5 + (wrong.LogOdds / 60), 0, 0.95), CauseCode.WrongArea, CheckCode.AreaByTracer) with
            {
                Doubts = Doubts.TopologyDoubt,
                Figures = new Dictionary<string, double> { ["ownSlope"] = wrong.OwnSlope, ["otherSlope"] = wrong.OtherSlope, ["logOdds"] = wrong.LogOdds },
                Detail = wrong.FedFrom,
            });
        }

        if (facts.Doubtful.Contains(i))
        {
            found.Add(Correction(point, "area-doubt", Doubt, CauseCode.WrongArea, CheckCode.AreaByTracer) with
            {
                Doubts = Doubts.TopologyDoubt,
                Figures = new Dictionary<string, double> { ["logOdds"] = facts.BookingLogOdds![i] },
            });
        }

        if (i < facts.Input.Flags.Count)
        {
            found.AddRange(facts.Input.Flags[i].Select(flag => point.Evidence(EngineId.E0, flag.Rule, Strength(flag), flag.First) with
            {
                InnocentCauses = [CauseCode.WrongUnit],
                WouldClear = [CheckCode.ReadingOnMeter],
                Doubts = Doubts.DaysFilled,
                Figures = Figures(flag),
            }));
        }

        if (ratios.Where(r => r.Customer == i).Cast<(int, double K, double T)?>().FirstOrDefault() is var (_, k, t))
        {
            found.Add(Correction(point, "wrong-ratio", Math.Clamp(0.4 + (t / 40), 0.5, 0.9), CauseCode.WrongRatio, CheckCode.RatioPlate) with
            {
                Figures = new Dictionary<string, double> { ["k"] = k, ["t"] = t },
            });
        }

        else if (facts.RatioByLoad is var (whose, ratio, off) && whose == i)
        {
            found.Add(Correction(point, "wrong-ratio-by-load", Math.Clamp(0.4 + (off / 40), 0.5, 0.9), CauseCode.WrongRatio, CheckCode.RatioPlate) with
            {
                Figures = new Dictionary<string, double> { ["k"] = ratio, ["t"] = off },
            });
        }

        if (WrongPhase(facts, point) is { } phase) found.Add(phase);
        if (WrongClock(facts, point, i) is { } clock) found.Add(clock);
        return found;
    }

    private static EngineEvidence? WrongPhase(AreaFacts facts, PointFacts point)
    {
        if (point.Point.Phase.Length != 1 || point.Curves is not { Phases.Count: 1 } curves || facts.Buses.Count < 2) return null;
        var curve = curves.Phases[0].Curve;
        var verdict = PhaseIdentification.Identify(curve.VoltageV, curve.CurrentA, facts.Buses);
        if (verdict.Bus is not { } bus || (bus.AreaNo == facts.Loss.Area.AreaNo && bus.Phase == point.Point.Phase[0])) return null;
        var isOtherArea = bus.AreaNo != facts.Loss.Area.AreaNo;
        return Correction(
            point, isOtherArea ? "wrong-area-by-voltage" : "wrong-phase", isOtherArea ? 0.7 : 0.3,
            isOtherArea ? CauseCode.WrongArea : CauseCode.WrongPhase, CheckCode.AreaByTracer) with
        {
            Doubts = Doubts.TopologyDoubt,
            Figures = new Dictionary<string, double> { ["correlation"] = verdict.Correlation, ["margin"] = verdict.Margin },
            Detail = isOtherArea ? bus.AreaNo : bus.Phase.ToString(),
        };
    }

    private static EngineEvidence? WrongClock(AreaFacts facts, PointFacts point, int i)
    {
        var minutes = facts.Fine is { } fine ? ArchiveTests.ClockMinutes(fine, i) : double.NaN;
        var faults = point.Events.Where(e => e.Code == "clock-fault").ToArray();
        if (double.IsNaN(minutes) && faults.Length == 0) return null;
        return Correction(point, "clock", double.IsNaN(minutes) ? 0.3 : 0.6, CauseCode.ClockOffset, CheckCode.ClockReading) with
        {
            Doubts = Doubts.ClockDoubt,
            Figures = new Dictionary<string, double> { ["minutes"] = minutes, ["events"] = faults.Length },
        };
    }

    private static EngineEvidence Correction(PointFacts point, string code, double strength, CauseCode cause, CheckCode check) =>
        point.Evidence(EngineId.E0, code, strength, null) with { InnocentCauses = [cause], WouldClear = [check] };
}
