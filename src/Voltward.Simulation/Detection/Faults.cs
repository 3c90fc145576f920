using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Detection;

/// <summary>What broken or wrongly connected metering does, whoever did it.</summary>
internal static class Faults
{
    /// <summary>Whether a cause keeps energy from the register without anybody's intent.</summary>
    public static bool HidesEnergy(TwinKind kind) => kind is TwinKind.DeadPhase or TwinKind.WiringFault or TwinKind.StuckMeter;

    public static void Apply(Twin twin, Customer customer, Measured seen)
    {
        switch (twin.Kind)
        {
            case TwinKind.DeadPhase:
                OpenVoltage(seen, customer.ThreePhase ? twin.Phase : 0);
                break;
            case TwinKind.WiringFault:
                Reverse(seen, twin.Phase);
                break;
            case TwinKind.StuckMeter:
                for (var k = 0; k < customer.TapCount; k++) Array.Clear(seen.Kw(k));
                break;
            default:
                break;
        }
    }

    /// <summary>The meter sees a remainder of the voltage of one phase, and so nearly none of its power.</summary>
    public static void OpenVoltage(Measured seen, int phase)
    {
        Multiply(seen.Volt(phase), 0.06f);
        Multiply(seen.Kw(phase), 0.06f);
        Multiply(seen.Kvar(phase), 0.06f);
    }

    /// <summary>A current transformer turned round: its phase counts against the others.</summary>
    public static void Reverse(Measured seen, int phase)
    {
        Multiply(seen.Kw(phase), -1f);
        Multiply(seen.Kvar(phase), -1f);
    }

    private static void Multiply(float[] lane, float factor)
    {
        for (var t = 0; t < lane.Length; t++) lane[t] *= factor;
    }
}
