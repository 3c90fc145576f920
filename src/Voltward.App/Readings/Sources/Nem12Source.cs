using System.Globalization;
using Voltward.App.Readings.Import;
using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Sources;

/// <summary>
/// Reads NEM12 (200: channel, 300: one day of it, 400: quality of parts of the day) into one row per day and channel. Channels E are energy
/// taken from the network (import), B energy fed in (export); the unit of the channel is applied here. Blank lines, padding and 100, 500 and
/// 900 records are passed over.
/// </summary>
internal sealed class Nem12Source
{
    private static readonly string[] Fixed = ["channel", "nmi", "suffix", "serial", "day", "minutes", "direction", "quality", "slot_quality", "row_marks"];

    private readonly SourceFile _file;
    private readonly List<(long Line, string Code)> _faults = [];
    private Channel? _channel;
    private Day? _day;
    private int _columns;

    private Nem12Source(SourceFile file) => _file = file;

    public static Outcome<RawTable> Open(Stage stage, SourceFile file, SourceShape shape) => new Nem12Source(file).Read(stage, shape);

    private Outcome<RawTable> Read(Stage stage, SourceShape shape)
    {
        if (!TextFile.Open(_file.Path, _file.Name, shape.Encoding).Succeeded(out var text, out var problem)) return problem;
        List<(long Line, string[] Fields)> records;
        using (text)
        using (var reader = new StreamReader(text))
        {
            records = Records(reader);
        }

        if (records.Count == 0) return ReadingProblems.FileEmpty(_file.Name);
        // The longest day decides how many value columns there are; shorter ones leave the rest empty.
        _columns = records.Where(r => r.Fields[0] == "200").Select(r => Channel.Of(r.Fields)?.Count ?? 0).DefaultIfEmpty(0).Max();
        if (_columns == 0) return ReadingProblems.FileDamaged(_file.Name, "no 200 record of 5, 15, 30 or 60 minutes");

        var path = Path.Combine(stage.Folder, $"{_file.No}.csv");
        using (var writer = new CsvWriter(path))
        {
            foreach (var (line, fields) in records) Take(line, fields, writer);
            Finish(writer);
            if (writer.Rows == 0 && _faults.Count == 0) return ReadingProblems.FileEmpty(_file.Name);
        }

        TableSource.Fault(stage, _file, _faults);
        return TableSource.View(stage, _file, path, $"raw_{_file.No}", [.. Fixed, .. Enumerable.Range(1, _columns).Select(i => $"v{i:00}")]);
    }

    private static List<(long Line, string[] Fields)> Records(StreamReader reader)
    {
        var records = new List<(long, string[])>();
        for (var line = 1L; reader.ReadLine() is { } text; line++)
        {
            var fields = text.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Any(f => f.Length > 0)) records.Add((line, fields));
        }

        return records;
    }

    private void Take(long line, string[] fields, CsvWriter writer)
    {
        if (fields[0] != "400") Finish(writer);
        switch (fields[0])
        {
            case "100" or "500" or "900":
                break;
            case "200":
                _channel = Channel.Of(fields);
                if (_channel is null) _faults.Add((line, "reading.record-damaged"));
                break;
            case "300" when _channel is { Factor: 0 }:
                _faults.Add((line, "reading.unit-unknown"));
                break;
            case "300" when _channel is not null && fields.Length >= _channel.Count + 3:
                _day = new Day(line, _channel, fields);
                break;
            case "400" when _day is not null && _day.Describe(fields):
                break;
            case "400" when _channel is { Factor: 0 }:
                break;
            default:
                // A 400 record that makes no sense leaves the values of its day as they are.
                _faults.Add((line, "reading.record-damaged"));
                break;
        }
    }

    /// <summary>A day is complete when the next record is no 400.</summary>
    private void Finish(CsvWriter writer)
    {
        if (_day is { } day) day.Write(writer, _columns);
        _day = null;
    }

    /// <summary>A 200 record.</summary>
    private sealed record Channel(string Nmi, string Suffix, string Serial, int Minutes, decimal Factor)
    {
        public int Count => 1440 / Minutes;

        /// <summary>Further registers of a direction are points of their own: they may come in another file, and a sum could not be told from a revision.</summary>
        public string Point => Suffix.EndsWith('1') ? Nmi : $"{Nmi}:{Suffix}";

        public string Direction => Suffix.StartsWith('B') ? "export" : "import";

        public static Channel? Of(string[] f)
        {
            if (f.Length < 9 || f[1].Length == 0 || f[4].Length == 0 || !int.TryParse(f[8], out var minutes) || minutes is not (5 or 15 or 30 or 60)) return null;
            var factor = f[7].ToUpperInvariant() switch { "KWH" => 1m, "WH" => 0.001m, "MWH" => 1000m, _ => 0m };
            return new(f[1], f[4].ToUpperInvariant(), f[6], minutes, f[4][0] is 'E' or 'B' or 'e' or 'b' ? factor : 0);
        }
    }

    /// <summary>A 300 record with its 400 records.</summary>
    private sealed class Day(long line, Channel channel, string[] fields)
    {
        private readonly char[] _quality = Enumerable.Repeat('V', channel.Count).ToArray();

        private string Method => fields[2 + channel.Count];

        /// <summary>Applies a 400 record: first and last interval, from 1, and their quality.</summary>
        public bool Describe(string[] f)
        {
            if (f.Length < 4 || !int.TryParse(f[1], out var from) || !int.TryParse(f[2], out var to) || from < 1 || to < from || to > channel.Count || f[3].Length == 0) return false;
            Array.Fill(_quality, f[3][0], from - 1, to - from + 1);
            return true;
        }

        public void Write(CsvWriter writer, int columns)
        {
            // The time of the last update carries fourteen digits; a spreadsheet leaves six of them.
            var spoiled = fields.Skip(channel.Count + 3).Any(f => f.Contains("E+", StringComparison.OrdinalIgnoreCase));
            var quality = Method.Length > 0 && Method[0] == 'V' ? _quality : Enumerable.Repeat(Method.Length == 0 ? 'A' : Method[0], channel.Count).ToArray();
            var mixed = quality.Distinct().Count() > 1;
            string[] head =
            [
                channel.Point, channel.Nmi, channel.Suffix, channel.Serial, fields[1], channel.Minutes.ToString(CultureInfo.InvariantCulture), channel.Direction,
                Word(quality[0]), mixed ? new string([.. quality.Select(q => q switch { 'A' or 'N' or 'V' => 'M', 'F' => 'C', _ => 'E' })]) : "",
                spoiled ? "reading.passed-through-spreadsheet" : "",
            ];
            writer.Begin(line);
            foreach (var field in head) writer.Field(field);
            for (var i = 0; i < columns; i++) writer.Field(i < channel.Count && quality[i] != 'N' ? Value(fields[2 + i]) : "");
            writer.End();
        }

        private string Value(string text) => channel.Factor != 1 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (value * channel.Factor).ToString(CultureInfo.InvariantCulture)
            : text;

        /// <summary>A measured; F final substitute; S, E and anything newer are estimates.</summary>
        private static string Word(char quality) => quality switch { 'A' or 'N' or 'V' => "measured", 'F' => "corrected", _ => "estimated" };
    }
}
