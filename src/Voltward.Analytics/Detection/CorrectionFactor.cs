namespace Voltward.Analytics.Detection;

/// <summary>How a three-phase meter is wired.</summary>
public enum MeterWiring
{
    /// <summary>Three elements, phase voltage against phase current (三相四线).</summary>
    FourWire,

    /// <summary>Two elements, U_ab·I_a and U_cb·I_c (三相三线).</summary>
    ThreeWire,
}

/// <summary>
/// Correction factor of a wiring fault (更正系数): <c>G = P_true/P_measured</c>, for a balanced load with lag φ <c>1/G = α + β·tan φ</c>.
/// </summary>
public readonly record struct CorrectionFactor(double Alpha, double Beta)
{
    private const double Standstill = 1e-9;

    /// <summary>From what each element sees.</summary>
    /// <param name="wiring">Four-wire (three elements) or three-wire (two).</param>
    /// <param name="offsetsDeg">Angle from the element's current to its voltage at φ = 0, degrees, reversed current counted as 180.</param>
    /// <param name="fractions">Voltage fraction × current fraction: 1 healthy, 0 dead, 0.3 for a CT shunted to 30 %.</param>
    public static CorrectionFactor Of(MeterWiring wiring, ReadOnlySpan<double> offsetsDeg, ReadOnlySpan<double> fractions)
    {
        double alpha = 0, beta = 0;
        for (var k = 0; k < offsetsDeg.Length; k++)
        {
            var (sin, cos) = Math.SinCos(offsetsDeg[k] * Math.PI / 180);
            alpha += fractions[k] * cos;
            beta -= fractions[k] * sin;
        }

        var divisor = wiring == MeterWiring.FourWire ? 3 : Math.Sqrt(3);
        return new CorrectionFactor(alpha / divisor, beta / divisor);
    }

    /// <summary>G at a lag angle; infinity when the meter stands still.</summary>
    public double At(double phiDeg)
    {
        var inverse = Alpha + (Beta * Math.Tan(phiDeg * Math.PI / 180));
        return Math.Abs(inverse) < Standstill ? double.PositiveInfinity : 1 / inverse;
    }

    /// <summary>Share by which G moves when the angle is three degrees off; above 0.2 nobody may bill by G.</summary>
    public double Sensitivity(double phiDeg)
    {
        var g = At(phiDeg);
        return double.IsInfinity(g)
            ? double.PositiveInfinity
            : Math.Max(Math.Abs((At(phiDeg + 3) / g) - 1), Math.Abs((At(phiDeg - 3) / g) - 1));
    }

    /// <summary>Energy to add (positive) or refund, kWh: <c>W·(G − 1)</c> with signed energy; a register that counts absolute energy uses |G|.</summary>
    public double EnergyToAddKwh(double measuredKwh, double phiDeg, bool isSigned) =>
        measuredKwh * ((isSigned ? At(phiDeg) : Math.Abs(At(phiDeg))) - 1);
}
