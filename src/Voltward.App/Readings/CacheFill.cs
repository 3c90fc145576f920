using DuckDB.NET.Data;
using Voltward.Analytics.Readings;

namespace Voltward.App.Readings;

/// <summary>Some days of the lake on their way into day files: one array per dataset, bucket and day.</summary>
internal sealed class CacheFill
{
    private const float WattHoursPerKilowattHour = 1000f;
    private const int Quarters = 96;
    private readonly CachePoints _points;
    private readonly DateOnly[] _days;
    private readonly int _buckets;
    private readonly Dictionary<string, float[][][]> _values = [];

    public CacheFill(CachePoints points, int buckets, DateOnly[] days)
    {
        (_points, _buckets, _days) = (points, buckets, days);
        foreach (var dataset in CacheDataset.All)
        {
            _values.Add(dataset.Name, [.. Enumerable.Range(0, buckets).Select(b => days.Select(_ => Blank(dataset, b)).ToArray())]);
        }
    }

    public void Load(DuckDBConnection lake)
    {
        CachePoints.Execute(lake, "create or replace temp table fill_day (day date, n integer)");
        using (var appender = lake.CreateAppender("fill_day"))
        {
            for (var d = 0; d < _days.Length; d++) appender.CreateRow().AppendValue(_days[d]).AppendValue(d).EndRow();
        }

        LoadIntervals(lake);
        LoadEnergy(lake);
        FillEnergyFromIntervals();
        LoadCurves(lake);
    }

    public void Write(string root, ulong[] signatures)
    {
        Parallel.For(0, _buckets, bucket =>
        {
            foreach (var dataset in CacheDataset.All.Reverse())
            {
                // Energy comes last: its signature says that the whole day of the bucket is up to date.
                if (dataset != CacheDataset.Energy && List(dataset, bucket).Count == 0) continue;
                var folder = Path.Combine(CacheLayout.Folder(root, bucket), dataset.Name);
                Directory.CreateDirectory(folder);
                if (dataset != CacheDataset.Energy) SharePoints(root, bucket, dataset);
                for (var d = 0; d < _days.Length; d++)
                {
                    var values = _values[dataset.Name][bucket][d];
                    var isEmpty = dataset != CacheDataset.Energy && !values.AsSpan().ContainsAnyExcept(float.NaN);
                    if (isEmpty) File.Delete(Path.Combine(folder, DayFile.Name(_days[d])));
                    else DayFile.Write(folder, _days[d], signatures[d], dataset.Width, values);
                }
            }
        });
    }

    /// <summary>Datasets that go together share one list of points; each folder has its own copy so that it can be read alone.</summary>
    private void SharePoints(string root, int bucket, CacheDataset dataset) =>
        List(dataset, bucket).Save(Path.Combine(CacheLayout.Folder(root, bucket), dataset.Name, "points.txt"));

    private PointList List(CacheDataset dataset, int bucket) => _points.List(
        dataset.Name.StartsWith("energy", StringComparison.Ordinal) ? CacheDataset.Energy
        : dataset.Name.StartsWith("interval", StringComparison.Ordinal) ? CacheDataset.Interval
        : CacheDataset.CurveU,
        bucket);

    private float[] Blank(CacheDataset dataset, int bucket)
    {
        var values = new float[List(dataset, bucket).Count * dataset.Width];
        values.AsSpan().Fill(float.NaN);
        return values;
    }

    private void LoadEnergy(DuckDBConnection lake)
    {
        using var chunks = ColumnChunks.Run(lake,
            """
            select p.bucket, p.ord, f.n, case when e.quality in (1, 3) then null else e.import_wh end::float, e.export_wh::float,
                case when e.quality = 1 then e.import_wh end::float
            from energy e join fill_day f using (day) join place_energy p using (point)
            """);
        var import = new float[4096];
        var export = new float[4096];
        var estimated = new float[4096];
        while (chunks.Next())
        {
            var bucket = chunks.Integers(0);
            var ord = chunks.Integers(1);
            var day = chunks.Integers(2);
            chunks.Floats(3, import);
            chunks.Floats(4, export);
            chunks.Floats(5, estimated);
            for (var r = 0; r < chunks.Rows; r++)
            {
                _values["energy"][bucket[r]][day[r]][ord[r]] = import[r] / WattHoursPerKilowattHour;
                _values["energy-export"][bucket[r]][day[r]][ord[r]] = export[r] / WattHoursPerKilowattHour;
                _values["energy-estimated"][bucket[r]][day[r]][ord[r]] = estimated[r] / WattHoursPerKilowattHour;
            }
        }
    }

    private void LoadIntervals(DuckDBConnection lake)
    {
        using var chunks = ColumnChunks.Run(lake,
            """
            select p.bucket, p.ord, f.n, i.minutes::integer,
                case when i.quality is null then i.import_wh::float[] else list_transform(i.import_wh,
                    lambda x, k: case when i.quality[k] in (1, 3) then null else x end)::float[] end,
                i.export_wh::float[]
            from interval i join fill_day f using (day) join place_interval p using (point)
            """);
        var buffer = new float[288];
        while (chunks.Next())
        {
            var bucket = chunks.Integers(0);
            var ord = chunks.Integers(1);
            var day = chunks.Integers(2);
            var minutes = chunks.Integers(3);
            var import = chunks.Lists(4);
            var export = chunks.Lists(5);
            for (var r = 0; r < chunks.Rows; r++)
            {
                ref var known = ref _values["interval-minutes"][bucket[r]][day[r]][ord[r]];
                // Two readings of one day in different intervals: the finer one is kept.
                if (known <= minutes[r]) continue;
                known = minutes[r];
                Spread(buffer, import.CopyTo(r, buffer), Slot("interval", bucket[r], day[r], ord[r]));
                Spread(buffer, export.CopyTo(r, buffer), Slot("interval-export", bucket[r], day[r], ord[r]));
            }
        }
    }

    /// <summary>Brings intervals of 5, 15, 30 or 60 minutes to quarter hours of kWh; coarser ones are spread evenly.</summary>
    private static void Spread(float[] source, int count, Span<float> quarters)
    {
        if (count == 0 || (count % Quarters != 0 && Quarters % count != 0)) return;
        for (var q = 0; q < Quarters; q++)
        {
            if (count <= Quarters)
            {
                var per = Quarters / count;
                quarters[q] = source[q / per] / WattHoursPerKilowattHour / per;
                continue;
            }

            var fine = count / Quarters;
            var sum = 0f;
            for (var k = 0; k < fine; k++) sum += source[(q * fine) + k];
            quarters[q] = sum / WattHoursPerKilowattHour;
        }
    }

    private void FillEnergyFromIntervals()
    {
        for (var bucket = 0; bucket < _buckets; bucket++)
        {
            var intervals = _points.List(CacheDataset.Interval, bucket);
            var energy = _points.List(CacheDataset.Energy, bucket);
            for (var p = 0; p < intervals.Count; p++)
            {
                var ordinal = energy.Find(intervals.Points[p]);
                for (var d = 0; d < _days.Length; d++)
                {
                    Sum("energy", "interval", bucket, d, p, ordinal);
                    Sum("energy-export", "interval-export", bucket, d, p, ordinal);
                }
            }
        }
    }

    private void Sum(string target, string source, int bucket, int day, int point, int ordinal)
    {
        ref var whole = ref _values[target][bucket][day][ordinal];
        if (!float.IsNaN(whole)) return;
        var sum = 0.0;
        foreach (var value in Slot(source, bucket, day, point)) sum += value;
        whole = (float)sum;
    }

    private void LoadCurves(DuckDBConnection lake)
    {
        using var chunks = ColumnChunks.Run(lake,
            """
            select p.bucket, p.ord, f.n, c.u_v::float[], c.i_a::float[], c.p_kw::float[], c.q_kvar::float[]
            from curve c join fill_day f using (day) join place_curve p using (point, phase)
            """);
        while (chunks.Next())
        {
            var bucket = chunks.Integers(0);
            var ord = chunks.Integers(1);
            var day = chunks.Integers(2);
            var u = chunks.Lists(3);
            var i = chunks.Lists(4);
            var p = chunks.Lists(5);
            var q = chunks.Lists(6);
            for (var r = 0; r < chunks.Rows; r++)
            {
                u.CopyTo(r, Slot("curve-u", bucket[r], day[r], ord[r]));
                i.CopyTo(r, Slot("curve-i", bucket[r], day[r], ord[r]));
                p.CopyTo(r, Slot("curve-p", bucket[r], day[r], ord[r]));
                q.CopyTo(r, Slot("curve-q", bucket[r], day[r], ord[r]));
            }
        }
    }

    private Span<float> Slot(string dataset, int bucket, int day, int ordinal) =>
        _values[dataset][bucket][day].AsSpan(ordinal * Quarters, Quarters);
}
