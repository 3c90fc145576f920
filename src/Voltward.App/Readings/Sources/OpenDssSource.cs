using System.Globalization;
using System.Text.RegularExpressions;
using Voltward.App.Readings.Import;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Sources;

/// <summary>
/// Reads low-voltage networks written for OpenDSS: a folder per network, in it a folder per outgoing feeder with transformers and loads.
/// Gives the tables <c>source</c> (one row), <c>networks</c>, <c>feeders</c> and <c>loads</c>. All feeders of a network hang on one transformer, although each circuit
/// repeats it.
/// </summary>
internal static partial class OpenDssSource
{
    public static Outcome<IReadOnlyList<RawTable>> Open(Stage stage, SourceFile folder)
    {
        if (!Directory.Exists(folder.Path)) return ReadingProblems.NoFiles(folder.Path);
        var circuits = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f).StartsWith("Loads.", StringComparison.OrdinalIgnoreCase))
            .Select(f => Path.GetDirectoryName(f)!).Distinct().Order(StringComparer.Ordinal).Select(d => Circuit.Read(d)).ToList();
        if (circuits.Count == 0) return ReadingProblems.NoFiles(folder.Path);

        var networks = circuits.GroupBy(c => c.Network).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.First()).ToList();
        return new List<RawTable>
        {
            Table(stage, folder, "source", ["name"], [[folder.Name]]),
            Table(stage, folder, "networks", ["network", "kva", "kv"], networks.Select(c => (string[])[c.Network, c.Kva, c.HighKv])),
            Table(stage, folder, "feeders", ["network", "feeder", "low_v"], circuits.Select(c => (string[])[c.Network, c.Feeder, Volts(c.LowKv)])),
            Table(
                stage, folder, "loads", ["network", "feeder", "load", "bus", "phase", "kv", "kw"],
                circuits.SelectMany(c => c.Loads.Select(l => (string[])[c.Network, c.Feeder, l.Name, l.Bus, l.Phase, l.Kv, l.Kw]))),
        };
    }

    private static RawTable Table(Stage stage, SourceFile folder, string part, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        var path = Path.Combine(stage.Folder, $"{folder.No}-{part}.csv");
        var row = 0L;
        using (var writer = new CsvWriter(path))
        {
            foreach (var fields in rows)
            {
                writer.Begin(++row);
                foreach (var field in fields) writer.Field(field);
                writer.End();
            }
        }

        return TableSource.View(stage, folder, path, $"raw_{folder.No}_{part}", columns) with { Part = part };
    }

    private static string Volts(string kv) => decimal.TryParse(kv, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (value * 1000).ToString("0", CultureInfo.InvariantCulture) : "";

    [GeneratedRegex(@"(\w+)\s*=\s*(\[[^\]]*\]|\([^)]*\)|""[^""]*""|'[^']*'|[^\s]+)")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^\s*new\s+(?:object\s*=\s*)?(\w+)\.(\S+)\s*(.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex NewElement();

    private sealed record Load(string Name, string Bus, string Phase, string Kv, string Kw);

    /// <summary>One circuit: the files of one folder.</summary>
    private sealed class Circuit
    {
        public string Network { get; private init; } = "";

        public string Feeder { get; private init; } = "";

        public string Kva { get; private set; } = "";

        public string HighKv { get; private set; } = "";

        public string LowKv { get; private set; } = "";

        public List<Load> Loads { get; } = [];

        public static Circuit Read(string folder)
        {
            var circuit = new Circuit { Network = Path.GetFileName(Path.GetDirectoryName(folder)!), Feeder = Path.GetFileName(folder) };
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f).ToUpperInvariant() is ".TXT" or ".DSS").Order(StringComparer.Ordinal))
            {
                foreach (var text in Elements(file)) circuit.Take(text);
            }

            return circuit;
        }

        /// <summary>Elements with their continuation lines (~ or more), comments taken off.</summary>
        private static IEnumerable<string> Elements(string file)
        {
            var element = "";
            foreach (var raw in File.ReadLines(file))
            {
                var text = raw.Split('!')[0].Split("//")[0].Trim();
                var more = text.StartsWith('~') ? text[1..] : text.StartsWith("more ", StringComparison.OrdinalIgnoreCase) ? text[5..] : null;
                if (more is not null)
                {
                    element += " " + more;
                    continue;
                }

                if (element.Length > 0) yield return element;
                element = text;
            }

            if (element.Length > 0) yield return element;
        }

        private void Take(string text)
        {
            var match = NewElement().Match(text);
            if (!match.Success) return;
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (Match m in Assignment().Matches(match.Groups[3].Value)) values[m.Groups[1].Value] = m.Groups[2].Value.Trim('[', ']', '(', ')', '"', '\'');
            switch (match.Groups[1].Value.ToUpperInvariant())
            {
                case "TRANSFORMER":
                    Kva = First(values.GetValueOrDefault("kVAs", ""));
                    (HighKv, LowKv) = (First(values.GetValueOrDefault("kVs", "")), Last(values.GetValueOrDefault("kVs", "")));
                    break;
                case "LOAD":
                    var bus = values.GetValueOrDefault("Bus1", "");
                    Loads.Add(new(match.Groups[2].Value, bus.Split('.')[0], PhaseOf(bus, values.GetValueOrDefault("Phases", "3")), values.GetValueOrDefault("kV", ""), values.GetValueOrDefault("kW", "")));
                    break;
                default:
                    break;
            }
        }

        /// <summary>A bus names its nodes after dots: <c>34.1</c> is phase A of bus 34; none means all three.</summary>
        private static string PhaseOf(string bus, string phases)
        {
            var nodes = bus.Split('.').Skip(1).Where(n => n is "1" or "2" or "3").ToList();
            return nodes.Count == 1 && phases == "1" ? ((char)('A' + (nodes[0][0] - '1'))).ToString() : phases == "1" ? "" : "ABC";
        }

        private static string First(string list) => list.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";

        private static string Last(string list) => list.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
    }
}
