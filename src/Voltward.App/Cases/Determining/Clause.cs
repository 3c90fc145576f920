using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases.Determining;

/// <summary>
/// The figures of one rule as they apply to a question. A figure in the input takes the place of the record's; when a legal figure
/// differs, the result is shown but held back. Choices of the company (a formula, a rounding) may differ.
/// </summary>
internal sealed class Clause(Sheet sheet, RuleTerms terms)
{
    private readonly HashSet<string> _fromInput = [];

    /// <summary>The record that names the edition.</summary>
    public RuleRecord Record => terms.Foundation;

    public RuleTerms Terms => terms;

    /// <summary>Whether every record behind it was compared with the official text.</summary>
    public bool IsVerified => terms.Layers.All(r => r.IsVerified);

    public bool Has(string key) => terms.Find(key) is not null || sheet.Facts.Has(key);

    /// <summary>A figure of law, positive or zero.</summary>
    /// <param name="key">Key of the record.</param>
    /// <param name="inputName">Name in the input, where it differs from the key.</param>
    public decimal NotNegative(string key, string? inputName = null)
    {
        var stated = terms.Find(key) is { } text ? Facts.Decimal(text) : null;
        if (sheet.Facts.NotNegativeOrNull(inputName ?? key) is { } given)
        {
            if (stated is not null && stated != given && !Record.CompanyTunable.Contains(key)) HoldBack(key, stated.Value, given);
            if (stated != given) _fromInput.Add(key);
            return given;
        }

        if (stated is >= 0m) return stated.Value;
        sheet.Facts.Refuse(RuleProblems.RecordIncomplete(Record.RuleSetId, Record.RuleId, key));
        return 1m;
    }

    public decimal Positive(string key, string? inputName = null)
    {
        var figure = NotNegative(key, inputName);
        if (figure > 0m) return figure;
        sheet.Facts.Refuse(RuleProblems.InputSenseless(key, new($"“{key}”必须大于零。", $"{key} must be above zero.")));
        return 1m;
    }

    public int Count(string key, string? inputName = null)
    {
        var figure = NotNegative(key, inputName);
        if (figure == Math.Floor(figure) && figure <= 1_000_000m) return (int)figure;
        sheet.Facts.Refuse(RuleProblems.InputUnreadable(key, new("整数", "a whole number")));
        return 1;
    }

    public bool Flag(string key) => sheet.Facts.FlagOrNull(key) ?? terms.Find(key) == "true";

    /// <summary>The words of a list such as <c>THF-Q1,THF-Q2</c>.</summary>
    public IReadOnlyList<string> Words(string key) =>
        (terms.Find(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public string? Text(string key) => terms.Find(key);

    /// <summary>A choice of the company or the edition; the input may choose otherwise.</summary>
    public T Choice<T>(string key, string? inputName = null)
        where T : struct, Enum
    {
        var stated = Enum.TryParse<T>(terms.Find(key), out var choice) && Enum.IsDefined(choice);
        if (!stated && !sheet.Facts.Has(inputName ?? key))
            sheet.Facts.Refuse(RuleProblems.RecordIncomplete(Record.RuleSetId, Record.RuleId, key));
        return sheet.Facts.Choice(inputName ?? key, choice);
    }

    /// <summary>Where a line stands in the law: the local record when one decides a figure of it.</summary>
    public RuleRecord SourceOf(IReadOnlyList<string> keys) =>
        keys.Where(k => !_fromInput.Contains(k)).Select(terms.Source).FirstOrDefault(r => r != Record) ?? Record;

    /// <summary>The grade of a line: the weakest of the rule's wording and of the figures that went into it.</summary>
    public string CertaintyOf(IReadOnlyList<string> keys) =>
        Certainty.Weakest(keys.Select(k => _fromInput.Contains(k) ? "INPUT" : terms.CertaintyOf(k)).Append(SourceOf(keys).Confidence.GetValueOrDefault("wording") ?? "MEM-L"));

    private void HoldBack(string key, decimal stated, decimal given) => sheet.HoldBack(new(
        "case.figure-not-in-force",
        ProblemKind.Conflict,
        new(
            $"输入的“{key}”为 {Figures.Plain(given)}，{Record.LegalBasis} 记录为 {Figures.Plain(stated)}。",
            $"The input gives {key} as {Figures.Plain(given)}; the record of {Record.RuleSetId} says {Figures.Plain(stated)}."),
        new("送达客户的结算请按规则记录计算。", "A settlement that is served uses the figure of the record."),
        key));
}
