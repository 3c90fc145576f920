namespace Voltward.Simulation.LineLoss;

/// <summary>Impedance of one conductor and of the neutral beside it, ohm.</summary>
internal readonly record struct Impedance(float R, float X, float Rn, float Xn)
{
    public static Impedance operator +(Impedance a, Impedance b) => new(a.R + b.R, a.X + b.X, a.Rn + b.Rn, a.Xn + b.Xn);

    public static Impedance operator *(Impedance perMetre, float metres) =>
        new(perMetre.R * metres, perMetre.X * metres, perMetre.Rn * metres, perMetre.Xn * metres);
}

/// <summary>One phase of one load: where it hangs, and the loop impedance of its own service drop, ohm.</summary>
internal readonly record struct Tap(int Node, int Phase, float R, float X);

/// <summary>
/// A radial low-voltage network. Node 0 is the transformer's ideal source, node 1 the busbar, and every parent has a smaller
/// number than its children.
/// </summary>
internal sealed class LvNetwork
{
    private readonly List<int> _parent = [-1];
    private readonly List<Impedance> _segment = [default];

    public LvNetwork(Impedance transformer) => Add(0, transformer);

    public int Nodes => _parent.Count;

    public IReadOnlyList<int> Parent => _parent;

    /// <summary>Impedance of the segment from the parent to each node.</summary>
    public IReadOnlyList<Impedance> Segment => _segment;

    public List<Tap> Taps { get; } = [];

    /// <summary>Makes all lines thicker or thinner; the transformer and the service drops stay.</summary>
    public void Scale(float factor)
    {
        for (var node = 2; node < _segment.Count; node++) _segment[node] *= factor;
    }

    public int Add(int parent, Impedance segment)
    {
        _parent.Add(parent);
        _segment.Add(segment);
        return _parent.Count - 1;
    }
}
