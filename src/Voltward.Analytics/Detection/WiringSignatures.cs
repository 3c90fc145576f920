namespace Voltward.Analytics.Detection;

/// <summary>One way to wire a meter.</summary>
/// <param name="Voltages">Which phase's voltage each terminal has, such as <c>ABC</c>.</param>
/// <param name="Currents">Which phase's current each element has, such as <c>BAC</c> or <c>CA</c>.</param>
/// <param name="Reversed">Elements whose current is reversed, such as <c>-+-</c>.</param>
public sealed record WiringCase(string Voltages, string Currents, string Reversed);

/// <summary>All wirings that show the same angles; they have the same correction factor.</summary>
/// <param name="OffsetsDeg">By element, degrees in (−180, 180].</param>
/// <param name="Cases">Wirings of the signature.</param>
public sealed record WiringSignature(double[] OffsetsDeg, IReadOnlyList<WiringCase> Cases)
{
    /// <summary>Whether the signature is the right wiring (voltages turned as a whole with their currents count as right).</summary>
    public bool IsHealthy(MeterWiring wiring) => wiring == MeterWiring.FourWire
        ? OffsetsDeg.All(o => Math.Abs(o) < 1)
        : Math.Abs(OffsetsDeg[0] - 30) < 1 && Math.Abs(OffsetsDeg[1] + 30) < 1;
}

/// <summary>The 72 signatures of a four-wire and the 36 of a three-wire meter.</summary>
public static class WiringSignatures
{
    private static readonly string[] Orders = ["ABC", "ACB", "BAC", "BCA", "CAB", "CBA"];

    public static IReadOnlyList<WiringSignature> FourWire { get; } = Group(FourWireCases());

    public static IReadOnlyList<WiringSignature> ThreeWire { get; } = Group(ThreeWireCases());

    public static IReadOnlyList<WiringSignature> Of(MeterWiring wiring) => wiring == MeterWiring.FourWire ? FourWire : ThreeWire;

    /// <summary>An angle in (−180, 180], degrees.</summary>
    public static double Wrap(double degrees)
    {
        var turned = degrees - (360 * Math.Floor((degrees + 180) / 360));
        return turned <= -180 ? turned + 360 : turned;
    }

    private static IEnumerable<(double[] Offsets, WiringCase Case)> FourWireCases() =>
        from v in Orders
        from c in Orders
        from s in Signs(3)
        select (Enumerable.Range(0, 3).Select(k => Wrap(Angle(v[k]) - Angle(c[k]) + (s[k] == '-' ? 180 : 0))).ToArray(), new WiringCase(v, c, s));

    private static IEnumerable<(double[] Offsets, WiringCase Case)> ThreeWireCases() =>
        from v in Orders
        from c in (string[])["AC", "CA"]
        from s in Signs(2)
        select (new[]
        {
            Wrap(LineAngle(v[0], v[1]) - Angle(c[0]) + (s[0] == '-' ? 180 : 0)),
            Wrap(LineAngle(v[2], v[1]) - Angle(c[1]) + (s[1] == '-' ? 180 : 0)),
        }, new WiringCase(v, c, s));

    private static IReadOnlyList<WiringSignature> Group(IEnumerable<(double[] Offsets, WiringCase Case)> cases) =>
        [.. cases.GroupBy(c => string.Join(' ', c.Offsets.Select(o => (int)Math.Round(o)))).Select(g => new WiringSignature(
            [.. g.First().Offsets.Select(o => Math.Round(o))], [.. g.Select(c => c.Case)]))];

    private static IEnumerable<string> Signs(int elements) =>
        Enumerable.Range(0, 1 << elements).Select(bits => string.Concat(Enumerable.Range(0, elements).Select(k => (bits & (1 << k)) == 0 ? '+' : '-')));

    private static double Angle(char phase) => phase switch { 'A' => 0, 'B' => -120, _ => 120 };

    /// <summary>Angle of V_x − V_y.</summary>
    private static double LineAngle(char x, char y)
    {
        var (sx, cx) = Math.SinCos(Angle(x) * Math.PI / 180);
        var (sy, cy) = Math.SinCos(Angle(y) * Math.PI / 180);
        return Math.Atan2(sx - sy, cx - cy) * 180 / Math.PI;
    }
}
