using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Turns voltage residuals into evidence (E4): a bypass at a meter, or a bad joint, which is a fire risk and no theft.</summary>
internal static class VoltageEvidence
{
    private const double EnoughReadings = 0.6;
    private const int MostMeters = 48;
    private const double LeastT = 5;
    private const double LeastZ = 3.5;
    private const double LeastDropV = 0.05;
    private const double LeastStolenA = 0.15;
    private const double MeanShare = 0.15;
    private const double JointShare = 0.5;

    /// <summary>Evidence by point of the area, null where nothing was found; and how clearly each meter's voltage leans, NaN where that cannot be computed.</summary>
    public static (EngineEvidence?[] Evidence, double[] Lean) Of(AreaFacts facts)
    {
        var evidence = new EngineEvidence?[facts.Points.Length];
        var lean = new double[evidence.Length];
        Array.Fill(lean, double.NaN);
        var first = facts.Points.FirstOrDefault(p => p.Curves is not null)?.Curves;
        // The same quarters on both sides: the fine grid and the curves cover the same last days.
        var ntl = facts.Fine is { Slots: 96 } fine && first is not null && fine.Days == first.Days ? fine.Ntl : null;
        foreach (var phase in "ABC")
        {
            var meters = facts.Points.Select((p, i) => (Index: i, Curve: p.Curves?.Of(phase), p.Point.RatedVoltageV))
                .Where(m => m.Curve is not null && m.RatedVoltageV > 0)
                .Select(m => (m.Index, Curve: m.Curve!, m.RatedVoltageV, Share: Share(m.Curve!)))
                .Where(m => m.Share >= EnoughReadings).OrderByDescending(m => m.Share).ThenBy(m => m.Index).Take(MostMeters).OrderBy(m => m.Index).ToArray();
            if (meters.Length < 3) continue;
            var residuals = VoltageEngine.Run([.. meters.Select(m => m.Curve.VoltageV)], [.. meters.Select(m => m.Curve.CurrentA)], meters[0].RatedVoltageV, ntl);
            var z = Robust.Standardise(residuals.Select(r => r.T).ToArray(), 1);
            var ohm = Robust.Median(residuals.Select(r => r.ServiceOhm));
            for (var k = 0; k < residuals.Count; k++)
            {
                var index = meters[residuals[k].Meter].Index;
                lean[index] = double.IsNaN(lean[index]) ? residuals[k].T : Math.Max(lean[index], residuals[k].T);
                if (Judge(facts.Points[index], Usual(residuals[k], ohm), z[k], phase) is { } found && !(evidence[index]?.Strength >= found.Strength)) evidence[index] = found;
            }
        }

        return (evidence, lean);
    }

    /// <summary>A meter whose own line cannot be told takes the usual resistance of its group.</summary>
    private static VoltageResidual Usual(VoltageResidual residual, double ohm) =>
        double.IsNaN(residual.StolenA) && ohm > 0 ? residual with { StolenA = residual.DropV * MeanShare / ohm } : residual;

    private static EngineEvidence? Judge(PointFacts point, VoltageResidual residual, double z, char phase)
    {
        if (residual.T < LeastT || z < LeastZ || residual.DropV < LeastDropV) return null;
        var isJoint = residual.JointShare > JointShare;
        if (!isJoint && !(residual.StolenA > LeastStolenA)) return null;
        var kwh = point.Point.RatedVoltageV * residual.StolenA * 24 / 1000;
        var strength = Math.Clamp(Math.Min((residual.T - 3) / 8, (z - 2) / 6), 0, 1);
        return point.Evidence(EngineId.E4, isJoint ? "joint" : "bypass", isJoint ? Math.Min(strength, 0.5) : strength, point.Curves!.FirstDay + residual.OnsetDay) with
        {
            Phases = ElectricalRules.PhaseOf(phase),
            Lost = isJoint || double.IsNaN(kwh) ? null : new LostEnergy(0.25 * kwh, kwh, 3 * kwh),
            InnocentCauses = isJoint ? [CauseCode.BadJoint] : [CauseCode.BadJoint, CauseCode.UnmeteredSupply, CauseCode.MeterFault],
            WouldClear = isJoint ? [CheckCode.TighteningOfJoints, CheckCode.VoltageAtTerminals] : [CheckCode.OpenBox, CheckCode.BranchMeter, CheckCode.VoltageAtTerminals],
            Figures = new Dictionary<string, double>
            {
                ["dropV"] = residual.DropV,
                ["stolenA"] = residual.StolenA,
                ["ohm"] = residual.ServiceOhm,
                ["t"] = residual.T,
                ["z"] = z,
                ["jointShare"] = residual.JointShare,
            },
        };
    }

    private static double Share(ElementCurve curve)
    {
        var valid = 0;
        for (var t = 0; t < curve.VoltageV.Length; t++)
        {
            if (!float.IsNaN(curve.VoltageV[t]) && !float.IsNaN(curve.CurrentA[t])) valid++;
        }

        return valid / (double)Math.Max(1, curve.VoltageV.Length);
    }
}
