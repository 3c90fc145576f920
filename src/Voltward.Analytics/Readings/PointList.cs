using System.Text;

namespace Voltward.Analytics.Readings;

/// <summary>
/// Dense ordinals of the points of one dataset in one bucket. Points are only ever added at the end, so an ordinal stays
/// true in every day file that was written before.
/// </summary>
public sealed class PointList
{
    private readonly Dictionary<string, int> _ordinals;
    private readonly List<string> _points;

    public PointList()
        : this(0)
    {
    }

    private PointList(int expected) => (_ordinals, _points) = (new(expected, StringComparer.Ordinal), new(expected));

    public int Count => _points.Count;

    /// <summary>Points by ordinal.</summary>
    public IReadOnlyList<string> Points => _points;

    public static PointList Load(string file)
    {
        if (!File.Exists(file)) return new PointList();
        var text = File.ReadAllText(file, Encoding.UTF8);
        var list = new PointList(text.AsSpan().Count('\n'));
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf('\n', from);
            if (end < 0) end = text.Length;
            list.Add(text[from..end]);
            from = end + 1;
        }

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
