namespace Voltward.Analytics.Detection;

/// <summary>Turns the match of a customer with its area's loss into evidence (E2).</summary>
internal static class MatchEvidence
{
    private const double LeastZ = 6;
    private const double FullZ = 20;
    private const int MostPlaces = 3;
    private const double ShareInDoubt = 0.3;

    /// <summary>Null unless the customer is among the first of its area and the loss follows it clearly.</summary>
    public static EngineEvidence? Of(AreaFacts facts, PointFindings found)
    {
        var match = found.Area.Match[found.Index];
        if (!(match.Z >= LeastZ)) return null;
        var place = 1 + found.Area.Match.Count(m => m.Z > match.Z);
        if (place > MostPlaces) return null;
        // The factor is an estimate of its own beside the scatter of the loss: other customers may carry a part of it.
        var sd = Math.Sqrt((match.KwhSd * match.KwhSd) + (ShareInDoubt * match.KwhPerDay * ShareInDoubt * match.KwhPerDay));
        return facts.Points[found.Index].Evidence(
            EngineId.E2, match.Always ? "match-always" : "match", Math.Clamp((match.Z - 4) / (FullZ - 4), 0, 1), match.Always ? null : facts.Loss.Chart.Open?.Onset) with
        {
            Lost = match.KwhPerDay > 0 ? BalanceEvidence.Lost(match.KwhPerDay, sd) : null,
            InnocentCauses = [CauseCode.WrongArea, CauseCode.WrongRatio, CauseCode.MeterFault, CauseCode.Chance],
            WouldClear = [CheckCode.ClampAgainstMeter, CheckCode.RatioPlate, CheckCode.AreaByTracer],
            Figures = new Dictionary<string, double>
            {
                ["z"] = match.Z,
                ["place"] = place,
                ["factor"] = match.Factor,
                ["kwhPerDay"] = match.KwhPerDay,
                ["always"] = match.Always ? 1 : 0,
                ["customers"] = facts.Points.Length,
            },
            Detail = match.Course,
        };
    }
}
