using System.Text;

namespace Voltward.Analytics.Readings;

/// <summary>
/// Dense ordinals of the points of one dataset in one bucket. Points are only ever added at the end, so an ordinal stays
/// true in every day file that was written before.
/// </summary>
public sealed class PointList
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly List<string> _points = [];

    public int Count => _points.Count;

    /// <summary>Points by ordinal.</summary>
    public IReadOnlyList<string> Points => _points;

    public static PointList Load(string file)
    {
        var list = new PointList();
        if (!File.Exists(file)) return list;
        foreach (var line in File.ReadLines(file, Encoding.UTF8)) list.Add(line);
        return list;
    }

    public void Save(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var part = file + ".part";
        File.WriteAllText(part, string.Concat(_points.Select(p => p + "\n")), new UTF8Encoding(false));
        File.Move(part, file, overwrite: true);
    }

    /// <summary>Ordinal of a point, or −1.</summary>
    public int Find(string point) => _ordinals.GetValueOrDefault(point, -1);

    /// <summary>Adds a point at the end; nothing when it is there.</summary>
    public int Add(string point)
    {
        if (_ordinals.TryGetValue(point, out var at)) return at;
        _ordinals.Add(point, _points.Count);
        _points.Add(point);
        return _points.Count - 1;
    }
}
