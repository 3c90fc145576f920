using System.Globalization;
using ParquetSharp;

namespace Voltward.Simulation.Readings;

/// <summary>The Parquet files of readings, one per table and month; areas are appended in their order.</summary>
internal sealed class BulkFiles : IDisposable
{
    private readonly Season _season;
    private readonly List<Month> _months = [];

    public BulkFiles(Season season, string folder)
    {
        _season = season;
        for (var from = 0; from < season.Days;)
        {
            var first = season.Start.AddDays(from);
            var to = Math.Min(season.Days, from + DateTime.DaysInMonth(first.Year, first.Month) - first.Day + 1);
            _months.Add(new Month(folder, first.ToString("yyyy-MM", CultureInfo.InvariantCulture), from, to));
            from = to;
        }
    }

    public IEnumerable<string> Names => _months.SelectMany(m => m.Names);

    /// <summary>Appends the readings of some areas; the files grow side by side.</summary>
    /// <param name="points">Readings in the order of their areas.</param>
    /// <param name="beside">What else is written meanwhile.</param>
    /// <param name="threads">How many at once.</param>
    public void Append(IReadOnlyList<PointReadings> points, Action beside, ParallelOptions threads)
    {
        var works = _months.SelectMany(m => new Action[] { () => m.Daily(points, _season), () => m.Interval(points, _season), () => m.Curves(points, _season) }).Append(beside);
        Parallel.ForEach(works, threads, work => work());
    }

    public void Dispose() => _months.ForEach(m => m.Dispose());

    /// <summary>The three files of one month, days [from, to) of the window.</summary>
    private sealed class Month : IDisposable
    {
        private static readonly string[] Quantities = ["U", "I", "P", "Q"];
        private readonly int _from;
        private readonly int _to;
        private readonly BulkTable _daily;
        private readonly BulkTable _interval;
        private readonly BulkTable _curves;

        public Month(string folder, string name, int from, int to)
        {
            (_from, _to) = (from, to);
            Names = [$"readings-daily.{name}.parquet", $"readings-interval.{name}.parquet", $"curves.{name}.parquet"];
            Column[] slots = [.. Enumerable.Range(1, 96).Select(i => new Column<float?>(string.Create(CultureInfo.InvariantCulture, $"v{i:D2}")))];
            _daily = new BulkTable(
                Path.Combine(folder, Names[0]),
                new Column<string>("point"), new Column<Date>("day"), new Column<double>("import_kwh"), new Column<double?>("export_kwh"), new Column<string>("quality"));
            _interval = new BulkTable(
                Path.Combine(folder, Names[1]),
                [new Column<string>("point"), new Column<Date>("day"), new Column<int>("minutes"), .. slots, new Column<string>("direction")]);
            _curves = new BulkTable(
                Path.Combine(folder, Names[2]),
                [new Column<string>("point"), new Column<Date>("day"), new Column<string>("phase"), new Column<string>("quantity"), .. slots]);
        }

        public string[] Names { get; }

        public void Daily(IReadOnlyList<PointReadings> points, Season season)
        {
            var rows = new List<(PointReadings Point, int Day)>();
            foreach (var point in points)
            {
                for (var d = _from; d < _to; d++)
                {
                    if (!double.IsNaN(point.Import[d])) rows.Add((point, d));
                }
            }

            _daily.Append(group =>
            {
                BulkTable.Write(group, rows.Select(r => r.Point.Point).ToArray());
                BulkTable.Write(group, rows.Select(r => Day(season, r.Day)).ToArray());
                BulkTable.Write(group, rows.Select(r => r.Point.Import[r.Day]).ToArray());
                BulkTable.Write(group, rows.Select(r => r.Point.Export.Length == 0 ? (double?)null : r.Point.Export[r.Day]).ToArray());
                BulkTable.Write(group, rows.Select(r => r.Point.Estimated ? "estimated" : "measured").ToArray());
            });
        }

        public void Interval(IReadOnlyList<PointReadings> points, Season season)
        {
            var rows = new List<(PointReadings Point, int Day, float[] Lane)>();
            foreach (var point in points)
            {
                for (var d = _from; d < _to; d++)
                {
                    if (Any(point.Interval, d)) rows.Add((point, d, point.Interval));
                    if (Any(point.IntervalBack, d)) rows.Add((point, d, point.IntervalBack));
                }
            }

            if (rows.Count == 0) return;
            _interval.Append(group =>
            {
                BulkTable.Write(group, rows.Select(r => r.Point.Point).ToArray());
                BulkTable.Write(group, rows.Select(r => Day(season, r.Day)).ToArray());
                BulkTable.Write(group, rows.Select(_ => 15).ToArray());
                Slots(_interval, group, [.. rows.Select(r => (r.Lane, r.Day * 96))]);
                BulkTable.Write(group, rows.Select(r => ReferenceEquals(r.Lane, r.Point.Interval) ? "import" : "export").ToArray());
            });
        }

        public void Curves(IReadOnlyList<PointReadings> points, Season season)
        {
            var rows = new List<(PointReadings Point, int Day, int Curve)>();
            foreach (var point in points)
            {
                for (var d = _from; d < _to; d++)
                {
                    for (var c = 0; c < point.Curves.Length; c++)
                    {
                        if (Any(point.Curves[c], d)) rows.Add((point, d, c));
                    }
                }
            }

            if (rows.Count == 0) return;
            _curves.Append(group =>
            {
                BulkTable.Write(group, rows.Select(r => r.Point.Point).ToArray());
                BulkTable.Write(group, rows.Select(r => Day(season, r.Day)).ToArray());
                BulkTable.Write(group, rows.Select(r => Phase(r.Point, r.Curve)).ToArray());
                BulkTable.Write(group, rows.Select(r => Quantities[r.Curve % 4]).ToArray());
                Slots(_curves, group, [.. rows.Select(r => (r.Point.Curves[r.Curve], r.Day * 96))]);
            });
        }

        public void Dispose()
        {
            _daily.Dispose();
            _interval.Dispose();
            _curves.Dispose();
        }

        private static void Slots(BulkTable table, RowGroupWriter group, List<(float[] Lane, int At)> rows)
        {
            var buffer = new float[rows.Count];
            for (var slot = 0; slot < 96; slot++) table.WriteSlot(group, rows, (slot, buffer));
        }

        private static Date Day(Season season, int day)
        {
            var date = season.Start.AddDays(day);
            return new Date(date.Year, date.Month, date.Day);
        }

        private static string Phase(PointReadings point, int curve) => (point.Curves.Length == 4 ? point.Phase : curve / 4) switch { 0 => "A", 1 => "B", _ => "C" };

        private static bool Any(float[] lane, int day)
        {
            if (lane.Length == 0) return false;
            var from = day * 96;
            for (var t = from; t < from + 96; t++)
            {
                if (!float.IsNaN(lane[t])) return true;
            }

            return false;
        }
    }
}
