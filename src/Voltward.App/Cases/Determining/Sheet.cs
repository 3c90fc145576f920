using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases.Determining;

/// <summary>One step of a calculation before its source is added.</summary>
/// <param name="Kind">What sort of figure it is: energy, charge, penalty, capacity, days, factor, time, note.</param>
/// <param name="Text">What it is, for people.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Formula">Expression over the names of the inputs.</param>
/// <param name="Rounding">Step and rule, or none.</param>
/// <param name="Value">The figure.</param>
internal sealed record Step(string Kind, Words Text, string Unit, string Formula, string Rounding, string Value)
{
    /// <summary>Keys of the rule record that went into the step; they decide its certainty.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}

/// <summary>A question while it is being answered: its facts, the rules in force, and the lines written so far.</summary>
internal sealed class Sheet
{
    private const string Country = "CN";
    private readonly IReadOnlyList<RuleRecord> _records;
    private readonly DeterminationInput _input;
    private readonly List<string> _reviewReasons = [];
    private readonly List<Words> _reviewWords = [];

    public Sheet(IReadOnlyList<RuleRecord> records, DeterminationInput input)
    {
        (_records, _input) = (records, input);
        Facts = new(input.Inputs);
        RuleSets = input.RuleSet.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Place = Facts.TextOrNull("jurisdiction")
            ?? records.Where(r => RuleSets.Contains(r.RuleSetId)).MaxBy(r => r.Level)?.Jurisdiction
            ?? Country;
        EnergyStep = new(1m);
    }

    public Facts Facts { get; }

    /// <summary>The rule asked for.</summary>
    public string RuleId => _input.Rule;

    /// <summary>Place of the conduct, such as <c>CN-41</c>.</summary>
    public string Place { get; }

    /// <summary>Editions the asker named; empty when the dates are to decide.</summary>
    public IReadOnlyList<string> RuleSets { get; }

    /// <summary>The conduct by editions; one period without dates when the asker named the edition only.</summary>
    public IReadOnlyList<Ground> Grounds { get; private set; } = [];

    /// <summary>The terms of a question that lies in one period.</summary>
    public Clause Main => Grounds[0].Main;

    public JsonObject Result { get; } = [];

    public List<DeterminationLine> Lines { get; } = [];

    /// <summary>Rounding of the quantity sheet.</summary>
    public EnergyStep EnergyStep { get; private set; }

    /// <summary>Energy of the settlement, when the rule yields one.</summary>
    public KilowattHours? Energy { get; set; }

    /// <summary>Money of the settlement, when the rule yields any.</summary>
    public AmountsDue? Due { get; set; }

    /// <summary>Another reason than legal review why the result may not be served.</summary>
    public Problem? Hold { get; private set; }

    /// <summary>Finds the terms: by the dates of the conduct, by one day, or by the named edition.</summary>
    public Problem? Open(RuleAnswer answer)
    {
        var rounding = Terms("DECISION-D3", ["CN-METHOD"], null);
        if (!rounding.Succeeded(out var step, out var problem)) return problem;
        EnergyStep = new(new Clause(this, step).Positive("energyStep"));

        var (from, to) = (Facts.DayOrNull("from|conductFrom"), Facts.DayOrNull("to|conductTo"));
        if (answer.Splits && from is { } first && to is { } last) return OpenPeriods(answer, first, last);
        if (answer.Splits && (from is null) != (to is null)) return RuleProblems.InputMissing(Facts.Place(from is null ? "from" : "to"));

        var day = answer.DayMember is null || !Facts.Has(answer.DayMember) ? from : DayOf(answer.DayMember);
        day ??= Facts.DayOrNull("conductDate|foundOn");
        if (day is null && RuleSets.Count == 0 && answer.PresentWhenUndated) day = DateOnly.MaxValue;
        if (Facts.Problem is { } unreadable) return unreadable;
        var outcome = Terms(RuleId, RuleSets, day);
        if (!outcome.Succeeded(out var terms, out problem)) return problem;
        Grounds = [new Ground(this, null, terms, day)];
        return Facts.Problem;
    }

    /// <summary>The terms of another rule on the same day and in the same edition.</summary>
    public Outcome<Clause> Also(string ruleId, Ground ground)
    {
        string[] sets = [ground.Main.Record.RuleSetId];
        var outcome = Terms(ruleId, _records.Any(r => r.RuleId == ruleId && r.RuleSetId == sets[0]) ? sets : [], ground.Day);
        return outcome.Succeeded(out var terms, out var problem) ? new Clause(this, terms) : problem;
    }

    /// <summary>Whether another rule stands in the edition of a period.</summary>
    public bool Stands(string ruleId, Ground ground) =>
        _records.Any(r => r.RuleId == ruleId && r.RuleSetId == ground.Main.Record.RuleSetId);

    /// <summary>Writes a line with the source of a clause.</summary>
    public void Add(Clause clause, Step step, params ReadOnlySpan<(string Name, object Value)> inputs)
    {
        var named = new JsonObject();
        foreach (var (name, value) in inputs)
        {
            named[name] = value switch
            {
                decimal number => Figures.Plain(number),
                int number => number,
                _ => value.ToString(),
            };
        }

        var source = clause.SourceOf(step.Keys);
        Lines.Add(new(
            step.Kind, step.Text, source.ArticleNo ?? "", source.LegalBasis, clause.CertaintyOf(step.Keys),
            named, step.Unit, step.Formula, step.Rounding, step.Value)
        {
            Verified = clause.IsVerified,
        });
    }

    /// <summary>Asks for a decision of the legal department before the result is served.</summary>
    public void AskReview(string reason, Words why)
    {
        if (_reviewReasons.Contains(reason)) return;
        _reviewReasons.Add(reason);
        _reviewWords.Add(why);
    }

    /// <summary>Holds the result back for another reason; the first one stays.</summary>
    public void HoldBack(Problem why) => Hold ??= why;

    /// <summary>The answer, once every line is written.</summary>
    public Determination Close() => new(_input.Id, Result, Lines, Blocked()) { Energy = Energy, Due = Due };

    private Problem? Blocked()
    {
        if (Hold is not null) return Hold;
        if (_reviewReasons.Count == 0) return null;
        var decided = Facts.Part("legalReview") is { } review && review.Has("by") && review.Has("on") && review.Has("reference");
        return decided && !_reviewReasons.Contains("ContractSilent")
            ? null
            : RuleProblems.LegalReview(_reviewReasons, new(
                string.Join("；", _reviewWords.Select(w => w.Zh)), string.Join("; ", _reviewWords.Select(w => w.En))));
    }

    private Problem? OpenPeriods(RuleAnswer answer, DateOnly from, DateOnly to)
    {
        if (Facts.Problem is { } unreadable) return unreadable;
        if (to < from || from.Year < 1949 || to.Year > 2200)
            return RuleProblems.InputSenseless(Facts.Place("to"), new("行为起止日期不合理。", "The first and last day of the conduct make no sense."));
        var outcome = RuleSelection.Split(_records, [RuleId, .. answer.WithRules], RuleSets, Place, (from, to));
        if (!outcome.Succeeded(out var periods, out var problem)) return problem;
        Grounds = [.. periods.Select(p => new Ground(this, p, p.Terms, p.From))];
        return Facts.Problem;
    }

    private DateOnly? DayOf(string member) =>
        Facts.TextOrNull(member) is { Length: 10 } ? Facts.DayOrNull(member) : DateOnly.FromDateTime(Facts.Instant(member).DateTime);

    private Outcome<RuleTerms> Terms(string ruleId, IReadOnlyList<string> sets, DateOnly? day)
    {
        if (day is { } date) return RuleSelection.OnDay(_records, ruleId, sets, Place, date);
        if (sets.Count == 1) return RuleSelection.InSet(_records, ruleId, sets[0], Place);
        var editions = _records.Where(r => r.RuleId == ruleId && r.AppliesAt(Place)).ToList();
        if (editions.Count == 0) return RuleProblems.NotHere(ruleId, _records.Where(r => r.RuleId == ruleId).Select(r => r.Jurisdiction));
        var general = editions.Where(r => r.Level == editions.Min(e => e.Level)).Select(r => r.RuleSetId).Distinct().ToList();
        return sets.Count == 0 && general.Count == 1
            ? RuleSelection.InSet(_records, ruleId, general[0], Place)
            : RuleProblems.EditionOpen(ruleId, general);
    }
}

/// <summary>A stretch of the conduct with its terms.</summary>
internal sealed class Ground(Sheet sheet, TermsPeriod? period, RuleTerms terms, DateOnly? day)
{
    public Clause Main { get; } = new(sheet, terms);

    /// <summary>Its days; null when only the edition is known.</summary>
    public TermsPeriod? Period => period;

    public DateOnly? Day => day;
}
