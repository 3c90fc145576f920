using System.Globalization;
using Voltward.Simulation.Customers;

namespace Voltward.Simulation.LineLoss;

/// <summary>One circuit as its OpenDSS files state it.</summary>
internal sealed class OpenDssCircuit
{
    private readonly List<(string From, string To, Impedance Z, float Metres)> _lines = [];

    /// <summary>Bus and phase of each load; phase −1 = three phases.</summary>
    public List<(string Bus, int Phase)> Loads { get; } = [];

    public Transformer Transformer { get; private set; }

    private string Busbar { get; set; } = "1";

    public static OpenDssCircuit Read(string folder)
    {
        var circuit = new OpenDssCircuit();
        var codes = new Dictionary<string, Impedance>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in Elements(folder, "LineCode.txt", "LineCode"))
        {
            var (r1, x1, r0, x0) = (Number(values, "R1"), Number(values, "X1"), Number(values, "R0"), Number(values, "X0"));
            // Sequence values hold the neutral: each conductor Z1, the neutral a third of Z0 − Z1.
            codes[name] = new Impedance(r1, x1, (r0 - r1) / 3f, (x0 - x1) / 3f) * (1f / Metres(values));
        }

        foreach (var (_, values) in Elements(folder, "Lines.txt", "Line"))
        {
            var metres = Number(values, "Length") * Metres(values);
            circuit._lines.Add((Bus(values["Bus1"]), Bus(values["Bus2"]), codes[values["Linecode"]] * metres, metres));
        }

        foreach (var (_, values) in Elements(folder, "Loads.txt", "Load"))
        {
            var bus = values["Bus1"].Split('.');
            circuit.Loads.Add((bus[0], bus.Length == 2 ? int.Parse(bus[1], CultureInfo.InvariantCulture) - 1 : -1));
        }

        circuit.ReadTransformer(folder);
        return circuit;
    }

    /// <summary>The radial network with its customers' places; buses without branch or load are merged into the segment they lie on.</summary>
    public (LvNetwork Network, List<Place> Places) Build()
    {
        var network = new LvNetwork(NetworkBuilder.Seen(Transformer));
        var places = new Place[Loads.Count];
        var loads = Loads.Select((l, i) => (l.Bus, l.Phase, Index: i)).ToLookup(l => l.Bus);
        var children = Children();
        var waiting = new Stack<(string Bus, int Node, Impedance Z, float Metres)>();
        waiting.Push((Busbar, 1, default, 0f));
        var box = 0;
        while (waiting.TryPop(out var at))
        {
            var next = children[at.Bus].ToArray();
            var here = loads[at.Bus].ToArray();
            if (here.Length == 1 && here[0].Phase >= 0 && next.Length == 0)
            {
                network.Taps.Add(new Tap(at.Node, here[0].Phase, at.Z.R + at.Z.Rn, at.Z.X + at.Z.Xn));
                places[here[0].Index] = new Place(at.Node, box++ / 8, here[0].Phase, network.Taps.Count - 1, 1, at.Metres);
                continue;
            }

            var merged = here.Length == 0 && next.Length == 1;
            var node = merged || at.Metres == 0f ? at.Node : network.Add(at.Node, at.Z);
            foreach (var load in here) places[load.Index] = Attach(network, node, load.Phase, (box++ / 8, at.Metres));
            foreach (var (to, z, metres) in next) waiting.Push(merged ? (to, at.Node, at.Z + z, at.Metres + metres) : (to, node, z, metres));
        }

        if (places.Any(p => p.FixedPhases == 0)) throw new InvalidDataException("A load hangs on a bus that no line reaches.");
        return (network, [.. places]);
    }

    private static Place Attach(LvNetwork network, int node, int phase, (int Box, float Metres) at)
    {
        var first = network.Taps.Count;
        if (phase >= 0) network.Taps.Add(new Tap(node, phase, 0f, 0f));
        for (var p = 0; phase < 0 && p < 3; p++) network.Taps.Add(new Tap(node, p, 0f, 0f));
        return new Place(node, at.Box, Math.Max(0, phase), first, phase < 0 ? 3 : 1, at.Metres);
    }

    private ILookup<string, (string To, Impedance Z, float Metres)> Children() =>
        Directed().ToLookup(l => l.From, l => (l.To, l.Z, l.Metres));

    /// <summary>The lines, each pointing away from the busbar.</summary>
    private List<(string From, string To, Impedance Z, float Metres)> Directed()
    {
        var ends = _lines.SelectMany(l => new[] { (At: l.From, Line: l), (At: l.To, Line: l) }).ToLookup(e => e.At, e => e.Line);
        var directed = new List<(string From, string To, Impedance Z, float Metres)>();
        var seen = new HashSet<string> { Busbar };
        var waiting = new Queue<string>([Busbar]);
        while (waiting.TryDequeue(out var bus))
        {
            foreach (var line in ends[bus])
            {
                var to = line.From == bus ? line.To : line.From;
                if (!seen.Add(to)) continue;
                directed.Add((bus, to, line.Z, line.Metres));
                waiting.Enqueue(to);
            }
        }

        // Stubs that feed nobody carry nothing.
        var parent = directed.ToDictionary(l => l.To, l => l.From);
        var feeds = new HashSet<string>();
        foreach (var (load, _) in Loads)
        {
            for (var bus = load; feeds.Add(bus) && parent.TryGetValue(bus, out var up);) bus = up;
        }

        return [.. directed.Where(l => feeds.Contains(l.To))];
    }

    private void ReadTransformer(string folder)
    {
        var (_, values) = Elements(folder, "Transformers.txt", "Transformer").First();
        var kva = List(values["kVAs"])[0];
        Busbar = Bus(values["Buses"].Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        var rated = float.Parse(kva, CultureInfo.InvariantCulture);
        Transformer = NetworkBuilder.Size(rated) with { Kva = rated, ShortCircuit = Number(values, "XHL") / 1e2f };
    }

    private static IEnumerable<(string Name, Dictionary<string, string> Values)> Elements(string folder, string file, string kind)
    {
        var head = "New " + kind + ".";
        foreach (var text in File.ReadLines(Path.Combine(folder, file)))
        {
            var line = text.Trim();
            if (!line.StartsWith(head, StringComparison.OrdinalIgnoreCase)) continue;
            var parts = Words(line[head.Length..]);
            yield return (parts[0], parts.Skip(1).Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
                .ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>Splits at blanks outside brackets.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] is '[' or '(') depth++;
            if (i < line.Length && line[i] is ']' or ')') depth--;
            if (i < line.Length && (!char.IsWhiteSpace(line[i]) || depth > 0)) continue;
            if (i > start) words.Add(line[start..i]);
            start = i + 1;
        }

        return words;
    }

    private static string[] List(string value) => value.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Bus(string value) => value.Split('.')[0];

    private static float Number(Dictionary<string, string> values, string key) => float.Parse(values[key], CultureInfo.InvariantCulture);

    private static float Metres(Dictionary<string, string> values) =>
        values.GetValueOrDefault("Units", "m").ToLowerInvariant() switch { "km" => 1e3f, "m" => 1f, var unit => throw new InvalidDataException($"Unit {unit} is not known.") };
}
