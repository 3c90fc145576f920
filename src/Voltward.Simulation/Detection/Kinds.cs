namespace Voltward.Simulation.Detection;

/// <summary>Ways of stealing that can be planted. The names in kebab case stand in <c>truth.json</c>.</summary>
public enum TheftKind
{
    /// <summary>A1: a constant share of the energy is registered.</summary>
    Scale,

    /// <summary>A7: a constant power is taken off.</summary>
    FixedOffset,

    /// <summary>Nothing or little is registered at night.</summary>
    NightOnly,

    /// <summary>One large appliance hangs in front of the meter.</summary>
    ApplianceBypass,

    /// <summary>Everything passes in front of the meter, with pauses.</summary>
    FullBypass,

    /// <summary>The current of one of three phases is shunted.</summary>
    PhaseShunt,

    /// <summary>The voltage of one of three phases does not reach the meter.</summary>
    VoltageOpen,

    /// <summary>One current transformer is turned round.</summary>
    CtReversal,

    /// <summary>Live and neutral exchanged, return through the earth.</summary>
    EarthReturn,

    /// <summary>A magnet slows the register.</summary>
    Magnet,

    /// <summary>The register counts less than the meter measures.</summary>
    RegisterHack,

    /// <summary>Current transformers with a higher ratio than the archive says.</summary>
    CtRatio,

    /// <summary>A load on the line without a contract.</summary>
    DirectHook,

    /// <summary>More capacity in use than contracted: no energy is hidden.</summary>
    CapacityFraud,

    /// <summary>The clock is moved so that peak hours count as valley: no energy is hidden.</summary>
    ClockShift,

    /// <summary>A0: nothing is registered.</summary>
    Zero,

    /// <summary>A2: nothing inside some hours of the day, or for weeks.</summary>
    ZeroSpell,

    /// <summary>A3: a random share at each interval.</summary>
    RandomShare,

    /// <summary>A4: a constant share inside a daily window.</summary>
    WindowShare,

    /// <summary>A5: a random share of the mean.</summary>
    RandomMean,

    /// <summary>A6: clipped at a power.</summary>
    Clip,

    /// <summary>A8: a share that falls slowly.</summary>
    Progressive,

    /// <summary>A9: the mean of the day before.</summary>
    Mean,

    /// <summary>A10: the day reversed: no energy is hidden.</summary>
    Reversal,

    /// <summary>A11: the peak shaved and moved: no energy is hidden.</summary>
    PeakMoved,

    /// <summary>A12: exchanged with a smaller neighbour.</summary>
    Swap,

    /// <summary>A13: zero, on and off at random.</summary>
    OnOff,
}

/// <summary>Innocent causes that look like a theft. Every theft has at least one.</summary>
public enum TwinKind
{
    Vacancy, TenantChange, EfficiencyRefit, ApplianceRemoved, ShiftChange, BadJoint, Closing, PhaseLoadRemoved, DeadPhase, WiringFault,
    SharedNeutral, MagnetNearby, MeterSwapGap, WrongRatio, ConstructionSupply, StaleCapacity, ClockFault, StuckMeter, HolidayHome,
    PvInstallation, PvWithoutContract, WrongArea, WrongPhase, CrossedMeters, SlowDecline, FlatLoad, LoadShifted, LoadLimited, Outage, CoverService,
}
