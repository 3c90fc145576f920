using System.Globalization;

namespace Voltward.Tests.Cases;

/// <summary>
/// What a stranger would write to check a line: evaluates its formula over its inputs and rounds as it says. Knows nothing of
/// the rules, so that a wrong formula, a missing input or a wrong rounding cannot confirm itself.
/// </summary>
internal sealed class LineArithmetic
{
    private readonly string _text;
    private readonly IReadOnlyDictionary<string, decimal> _names;
    private int _at;

    private LineArithmetic(string text, IReadOnlyDictionary<string, decimal> names) => (_text, _names) = (text, names);

    public static decimal Evaluate(string formula, IReadOnlyDictionary<string, decimal> names)
    {
        var reader = new LineArithmetic(formula.Replace(" ", "", StringComparison.Ordinal), names);
        var value = reader.Sum();
        if (reader._at != reader._text.Length) throw new FormatException($"cannot read {formula} from {reader._at}");
        return value;
    }

    public static decimal Round(decimal value, string rounding)
    {
        if (rounding == "none") return value;
        var parts = rounding.Split(' ');
        if (parts is not [var step, "half-up"]) throw new FormatException(rounding);
        var size = decimal.Parse(step, CultureInfo.InvariantCulture);
        var sign = value < 0 ? -1m : 1m;
        return sign * Math.Floor((sign * value / size) + 0.5m) * size;
    }

    private decimal Sum()
    {
        var value = Product();
        while (Take('+') || Take('-')) value = _text[_at - 1] == '+' ? value + Product() : value - Product();
        return value;
    }

    private decimal Product()
    {
        var value = Atom();
        while (Take('*') || Take('/')) value = _text[_at - 1] == '*' ? value * Atom() : value / Atom();
        return value;
    }

    private decimal Atom()
    {
        if (Take('('))
        {
            var inner = Sum();
            Expect(')');
            return inner;
        }

        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '.')) _at++;
        var word = _text[start.._at];
        if (decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        if (!Take('(')) return _names.TryGetValue(word, out var named) ? named : throw new FormatException($"no input {word} in {_text}");
        var arguments = new List<decimal> { Sum() };
        while (Take(',')) arguments.Add(Sum());
        Expect(')');
        return (word, arguments) switch
        {
            ("max", [var a, var b]) => Math.Max(a, b),
            ("min", [var a, var b]) => Math.Min(a, b),
            ("sqrt", [var a]) => Root(a),
            _ => throw new FormatException($"no function {word}"),
        };
    }

    /// <summary>Bisection: slow and obviously right.</summary>
    private static decimal Root(decimal value)
    {
        var (low, high) = (0m, Math.Max(1m, value));
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2m;
            if (middle * middle < value) low = middle;
            else high = middle;
        }

        return low;
    }

    private bool Take(char c)
    {
        if (_at >= _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c)) throw new FormatException($"{c} expected at {_at} of {_text}");
    }
}
