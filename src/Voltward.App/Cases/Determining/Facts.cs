using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases.Determining;

/// <summary>
/// Reads the facts of a question. The first fact that is missing or makes no sense is remembered; reading goes on with a
/// harmless value, and whoever reads asks <see cref="Problem"/> before computing. Names separated by <c>|</c> are alternatives.
/// </summary>
internal sealed partial class Facts
{
    /// <summary>No fact of one customer is larger; keeps every product of the rules inside a decimal.</summary>
    private const decimal Largest = 1_000_000_000m;

    private readonly JsonElement _json;
    private readonly string _path;
    private readonly Facts _root;
    private readonly Dictionary<string, AskedFact> _asked = [];
    private Problem? _problem;

    public Facts(JsonElement json)
        : this(json, "inputs", null)
    {
    }

    private Facts(JsonElement json, string path, Facts? root) => (_json, _path, _root) = (json, path, root ?? this);

    /// <summary>What was wrong first, anywhere in the input; null so far.</summary>
    public Problem? Problem => _root._problem;

    /// <summary>Every fact looked for so far, anywhere in the input, in the order in which it was first looked for.</summary>
    public AskedFact[] Asked => [.. _root._asked.Values];

    public bool Has(string names) => Find(names, null, out _, out _);

    public decimal Positive(string names) => Number(names, 0m, open: true, 1m);

    public decimal NotNegative(string names) => Number(names, 0m, open: false, 1m);

    public decimal Signed(string names) => Number(names, -Largest, open: false, 1m);

    public decimal? PositiveOrNull(string names) => Has(names) ? Positive(names) : null;

    public decimal? NotNegativeOrNull(string names) => Has(names) ? NotNegative(names) : null;

    public int Count(string names)
    {
        var number = NotNegative(names);
        Find(names, AskedFact.WholeNumber, out _, out var path);
        if (number == Math.Floor(number) && number <= 1_000_000m) return (int)number;
        Refuse(RuleProblems.InputUnreadable(path, AskedFact.WholeNumber));
        return 1;
    }

    public int? CountOrNull(string names) => Has(names) ? Count(names) : null;

    public string Text(string names)
    {
        if (TextOrNull(names) is { } text) return text;
        if (!Has(names)) Refuse(RuleProblems.InputMissing(Place(names)));
        return "";
    }

    public string? TextOrNull(string names)
    {
        if (!Find(names, AskedFact.Words, out var value, out var path)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        Refuse(RuleProblems.InputUnreadable(path, AskedFact.Words));
        return null;
    }

    public bool? FlagOrNull(string names)
    {
        if (!Find(names, AskedFact.YesNo, out var value, out var path)) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(RuleProblems.InputUnreadable(path, AskedFact.YesNo));
        return null;
    }

    public bool Flag(string names) => FlagOrNull(names) ?? false;

    public DateOnly? DayOrNull(string names)
    {
        if (!Find(names, AskedFact.Date, out var value, out var path)) return null;
        if (value.ValueKind == JsonValueKind.String && Day(value.GetString()!) is { } day) return day;
        Refuse(RuleProblems.InputUnreadable(path, AskedFact.Date));
        return null;
    }

    public DateTimeOffset Instant(string names)
    {
        if (!Find(names, AskedFact.Moment, out var value, out var path))
        {
            Refuse(RuleProblems.InputMissing(Place(names)));
            return DateTimeOffset.UnixEpoch;
        }

        if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year is > 1900 and < 9000)
        {
            return instant;
        }

        Refuse(RuleProblems.InputUnreadable(path, AskedFact.Moment));
        return DateTimeOffset.UnixEpoch;
    }

    /// <summary>One of the names of an enumeration, in any case of letters; the default when the fact is absent.</summary>
    public T Choice<T>(string names, T fallback)
        where T : struct, Enum
    {
        var choices = new Words($"以下之一：{string.Join('、', Enum.GetNames<T>())}", $"one of {string.Join(", ", Enum.GetNames<T>())}");
        Find(names, choices, out _, out _);
        if (TextOrNull(names) is not { } text) return fallback;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice)) return choice;
        Refuse(RuleProblems.InputUnreadable(Place(names), choices));
        return fallback;
    }

    /// <summary>The objects of a list; empty when absent.</summary>
    public IReadOnlyList<Facts> Items(string names)
    {
        if (!Find(names, AskedFact.List, out var value, out var path)) return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Object))
            return [.. value.EnumerateArray().Select((item, i) => new Facts(item, $"{path}[{i}]", _root))];
        Refuse(RuleProblems.InputUnreadable(path, AskedFact.List));
        return [];
    }

    /// <summary>The numbers of a list, each as a text or a number, signed; empty when absent.</summary>
    public IReadOnlyList<decimal> Numbers(string names)
    {
        if (!Find(names, AskedFact.ListOfNumbers, out var value, out var path)) return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            Refuse(RuleProblems.InputUnreadable(path, AskedFact.ListOfNumbers));
            return [];
        }

        return [.. value.EnumerateArray().Select((item, i) => Parsed(item, $"{path}[{i}]", -Largest, open: false))];
    }

    /// <summary>An object inside; null when absent.</summary>
    public Facts? Part(string name)
    {
        if (!Find(name, AskedFact.Thing, out var value, out var path)) return null;
        if (value.ValueKind == JsonValueKind.Object) return new Facts(value, path, _root);
        Refuse(RuleProblems.InputUnreadable(path, AskedFact.Thing));
        return null;
    }

    /// <summary>A ratio such as <c>200/5</c> or <c>40</c>; the default when absent.</summary>
    public (decimal Primary, decimal Secondary) Ratio(string names, decimal fallback)
    {
        if (!Find(names, AskedFact.Quotient, out _, out _)) return (fallback, 1m);
        var parts = (TextOrNull(names) ?? "").Split('/', ':');
        if (parts.Length <= 2 && Decimal(parts[0]) is > 0m and <= Largest and var primary
            && Decimal(parts.Length == 2 ? parts[1] : "1") is > 0m and <= Largest and var secondary)
        {
            return (primary, secondary);
        }

        Refuse(RuleProblems.InputUnreadable(Place(names), AskedFact.Quotient));
        return (fallback, 1m);
    }

    /// <summary>Remembers what is wrong, unless something was wrong before.</summary>
    public void Refuse(Problem problem) => _root._problem ??= problem;

    /// <summary>Remembers that a fact makes no sense.</summary>
    public void Senseless(string names, string zh, string en) => Refuse(RuleProblems.InputSenseless(Place(names), new(zh, en)));

    /// <summary>The full name of a member for a message.</summary>
    public string Place(string names) => Find(names, null, out _, out var path) ? path : $"{_path}.{names.Split('|')[0]}";

    public static decimal? Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private decimal Number(string names, decimal least, bool open, decimal harmless)
    {
        if (Find(names, AskedFact.Number, out var value, out var path)) return Parsed(value, path, least, open);
        Refuse(RuleProblems.InputMissing(Place(names)));
        return harmless;
    }

    private decimal Parsed(JsonElement value, string path, decimal least, bool open)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        if (Decimal(text) is not { } number)
            Refuse(RuleProblems.InputUnreadable(path, AskedFact.Number));
        else if (number < least || (open && number == least) || Math.Abs(number) > Largest)
            Refuse(RuleProblems.InputSenseless(path, new($"输入“{path}”超出合理范围：{text}。", $"The input {path} is out of range: {text}.")));
        else
            return number;
        return 1m;
    }

    private bool Find(string names, Words? kind, out JsonElement value, out string path)
    {
        Note(names, kind);
        foreach (var name in names.Split('|'))
        {
            path = $"{_path}.{name}";
            if (_json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
                return true;
        }

        (value, path) = (default, $"{_path}.{names.Split('|')[0]}");
        return false;
    }

    private void Note(string names, Words? kind)
    {
        var all = names.Split('|');
        var place = Position().Replace(_path, "[]");
        var known = _root._asked.GetValueOrDefault($"{place}.{all[0]}");
        _root._asked[$"{place}.{all[0]}"] = new(place, [.. (known?.Names ?? []).Union(all)], known?.Kind ?? kind);
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();
}
