namespace Voltward.Simulation.Detection;

/// <summary>Which innocent cause looks like which theft.</summary>
public static class TwinTable
{
    /// <summary>The innocent causes with the signature of a kind of theft; never empty.</summary>
    public static IReadOnlyList<TwinKind> Of(TheftKind kind) => kind switch
    {
        TheftKind.Scale => [TwinKind.EfficiencyRefit, TwinKind.TenantChange],
        TheftKind.FixedOffset => [TwinKind.ApplianceRemoved],
        TheftKind.NightOnly or TheftKind.WindowShare => [TwinKind.ShiftChange],
        TheftKind.ApplianceBypass => [TwinKind.BadJoint],
        TheftKind.FullBypass or TheftKind.Zero => [TwinKind.Vacancy, TwinKind.Closing, TwinKind.StuckMeter],
        TheftKind.PhaseShunt => [TwinKind.PhaseLoadRemoved],
        TheftKind.VoltageOpen => [TwinKind.DeadPhase],
        TheftKind.CtReversal => [TwinKind.WiringFault],
        TheftKind.EarthReturn => [TwinKind.SharedNeutral],
        TheftKind.Magnet => [TwinKind.MagnetNearby],
        TheftKind.RegisterHack => [TwinKind.MeterSwapGap, TwinKind.CoverService],
        TheftKind.CtRatio => [TwinKind.WrongRatio],
        TheftKind.DirectHook => [TwinKind.ConstructionSupply, TwinKind.WrongArea, TwinKind.WrongPhase],
        TheftKind.CapacityFraud => [TwinKind.StaleCapacity],
        TheftKind.ClockShift => [TwinKind.ClockFault],
        TheftKind.ZeroSpell => [TwinKind.Outage],
        TheftKind.RandomShare or TheftKind.OnOff => [TwinKind.HolidayHome],
        TheftKind.RandomMean or TheftKind.Mean => [TwinKind.FlatLoad],
        TheftKind.Clip => [TwinKind.LoadLimited],
        TheftKind.Progressive => [TwinKind.SlowDecline],
        TheftKind.Reversal or TheftKind.PeakMoved => [TwinKind.LoadShifted, TwinKind.PvInstallation, TwinKind.PvWithoutContract],
        TheftKind.Swap => [TwinKind.CrossedMeters],
    };
}
