namespace Voltward.Analytics.Detection;

/// <summary>
/// Takes the features of one customer in a fixed order. The first customer also gives their names, so that names and values come
/// from the same lines of code and cannot drift apart.
/// </summary>
public sealed class BillFeatureSink
{
    private readonly List<string>? _names;
    private readonly List<string>? _groups;
    private readonly List<double> _values = [];
    private string _prefix = "";
    private string _group = "";

    public BillFeatureSink(bool collectNames)
    {
        if (collectNames) (_names, _groups) = ([], []);
    }

    /// <summary>Names in order; empty unless collected.</summary>
    public IReadOnlyList<string> Names => _names ?? [];

    /// <summary>Code of the reason each feature belongs to, in the same order.</summary>
    public IReadOnlyList<string> Groups => _groups ?? [];

    /// <summary>The values in order; NaN = not computable.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Begins a part: what follows is named with the prefix and belongs to the reason.</summary>
    public void Begin(string prefix, string reason) => (_prefix, _group) = (prefix, reason);

    /// <summary>Changes the reason only.</summary>
    public void For(string reason) => _group = reason;

    public void Add(string name, double value)
    {
        _names?.Add(_prefix + name);
        _groups?.Add(_group);
        _values.Add(double.IsFinite(value) ? value : double.NaN);
    }

    public void Add(string name, int number, double value)
    {
        _names?.Add(_prefix + name + number);
        _groups?.Add(_group);
        _values.Add(double.IsFinite(value) ? value : double.NaN);
    }

    /// <summary>Mean, standard deviation, least, greatest and median of the finite values.</summary>
    public void AddSpread(string name, ReadOnlySpan<double> values)
    {
        var spread = BillSpread.Of(values);
        Add(name + ".mean", spread.Mean);
        Add(name + ".sd", spread.Deviation);
        Add(name + ".min", spread.Least);
        Add(name + ".max", spread.Greatest);
        Add(name + ".median", spread.Median);
    }

    /// <summary>Share and number of bills that satisfy something.</summary>
    public void AddShare(string name, int count, int of)
    {
        Add(name + ".share", of == 0 ? double.NaN : count / (double)of);
        Add(name + ".count", of == 0 ? double.NaN : count);
    }

    public void Clear() => _values.Clear();
}

/// <summary>Plain statistics of the finite values of a span; all NaN when there are none.</summary>
public readonly record struct BillSpread(int Count, double Mean, double Deviation, double Least, double Greatest, double Median)
{
    public static BillSpread Of(ReadOnlySpan<double> values)
    {
        var room = values.Length <= 512 ? stackalloc double[values.Length] : new double[values.Length];
        var n = 0;
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) continue;
            room[n++] = value;
            sum += value;
        }

        if (n == 0) return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var finite = room[..n];
        var mean = sum / n;
        var squares = 0.0;
        foreach (var value in finite) squares += (value - mean) * (value - mean);
        finite.Sort();
        var median = n % 2 == 1 ? finite[n / 2] : (finite[(n / 2) - 1] + finite[n / 2]) / 2;
        return new(n, mean, n > 1 ? Math.Sqrt(squares / (n - 1)) : double.NaN, finite[0], finite[^1], median);
    }
}
