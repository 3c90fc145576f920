using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>The records that apply to one conduct at one place, most general first; a more local one wins key by key.</summary>
/// <param name="Layers">At least one record, all of the same rule.</param>
public sealed record RuleTerms(IReadOnlyList<RuleRecord> Layers)
{
    /// <summary>The most general record: its edition names the terms.</summary>
    public RuleRecord Foundation => Layers[0];

    /// <summary>The record that decides a key: the most local one that carries it; the foundation when none does.</summary>
    public RuleRecord Source(string key) => Layers.LastOrDefault(r => r.Params.ContainsKey(key)) ?? Foundation;

    /// <summary>The value of a key; null when no record carries it, or the most local one takes it away.</summary>
    public string? Find(string key) => Source(key).Params.GetValueOrDefault(key);

    /// <summary>The grade of a key: its own, else that of the record's wording.</summary>
    public string CertaintyOf(string key)
    {
        var source = Source(key);
        return source.Confidence.GetValueOrDefault(key) ?? source.Confidence.GetValueOrDefault("wording") ?? "MEM-L";
    }
}

/// <summary>A part of a conduct to which one set of terms applies.</summary>
/// <param name="From">First day, counted.</param>
/// <param name="To">Last day, counted.</param>
/// <param name="Terms">The terms in force on each of these days.</param>
public sealed record TermsPeriod(DateOnly From, DateOnly To, RuleTerms Terms)
{
    /// <summary>Number of days, both ends counted.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>Chooses the record in force on the day of the conduct (按行为日适用法律). It never falls back to another date.</summary>
public static class RuleSelection
{
    /// <summary>The terms of a rule in a named edition, without a date: the state at the end of that edition's validity.</summary>
    /// <param name="records">All records.</param>
    /// <param name="ruleId">Rule.</param>
    /// <param name="ruleSet">Edition.</param>
    /// <param name="place">Place of the conduct, <c>CN</c> for no local rule.</param>
    public static Outcome<RuleTerms> InSet(IReadOnlyList<RuleRecord> records, string ruleId, string ruleSet, string place)
    {
        var record = records.FirstOrDefault(r => r.RuleId == ruleId && r.RuleSetId == ruleSet);
        if (record is null) return NotInSet(records, ruleId, ruleSet);
        return Layered(records, record, place, record.EffectiveTo ?? DateOnly.MaxValue);
    }

    /// <summary>The terms of a rule on a day.</summary>
    /// <param name="records">All records.</param>
    /// <param name="ruleId">Rule.</param>
    /// <param name="ruleSets">Editions to choose from; empty for all.</param>
    /// <param name="place">Place of the conduct.</param>
    /// <param name="day">Day of the conduct.</param>
    public static Outcome<RuleTerms> OnDay(
        IReadOnlyList<RuleRecord> records, string ruleId, IReadOnlyCollection<string> ruleSets, string place, DateOnly day)
    {
        var known = records.Where(r => r.RuleId == ruleId).ToList();
        if (known.Count == 0) return RuleProblems.Unknown(ruleId);
        foreach (var ruleSet in ruleSets)
        {
            if (known.All(r => r.RuleSetId != ruleSet)) return NotInSet(records, ruleId, ruleSet);
        }

        var inForce = known.Where(r => r.InForceOn(day) && r.AppliesAt(place)).ToList();
        var mostGeneral = inForce.Count == 0 ? RuleLevel.National : inForce.Min(r => r.Level);
        var candidates = ruleSets.Count == 0
            ? inForce.Where(r => r.Level == mostGeneral).ToList()
            : inForce.Where(r => ruleSets.Contains(r.RuleSetId)).ToList();
        return candidates switch
        {
            [] => NotInForce(known, ruleId, place, day),
            [var one] => Layered(records, one, place, day),
            _ => RuleProblems.Ambiguous(ruleId, candidates.Select(r => r.RuleSetId)),
        };
    }

    /// <summary>Splits a conduct at each change of any record that is used.</summary>
    /// <param name="records">All records.</param>
    /// <param name="ruleIds">The rule, and after it the other rules used with it: their changes split too.</param>
    /// <param name="ruleSets">Editions to choose from; empty for all.</param>
    /// <param name="place">Place of the conduct.</param>
    /// <param name="conduct">First and last day, both counted.</param>
    /// <returns>Periods in order, without gap; or the refusal of the first day on which no record is in force.</returns>
    public static Outcome<IReadOnlyList<TermsPeriod>> Split(
        IReadOnlyList<RuleRecord> records,
        IReadOnlyList<string> ruleIds,
        IReadOnlyCollection<string> ruleSets,
        string place,
        (DateOnly From, DateOnly To) conduct)
    {
        var starts = records.Where(r => ruleIds.Contains(r.RuleId) && r.AppliesAt(place))
            .SelectMany(r => r.EffectiveTo is { } last ? (DateOnly[])[r.EffectiveFrom, last.AddDays(1)] : [r.EffectiveFrom])
            .Where(d => d > conduct.From && d <= conduct.To)
            .Append(conduct.From).Distinct().Order().ToList();
        var periods = new List<TermsPeriod>();
        for (var i = 0; i < starts.Count; i++)
        {
            var outcome = OnDay(records, ruleIds[0], ruleSets, place, starts[i]);
            if (!outcome.Succeeded(out var terms, out var problem)) return problem;
            var last = i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : conduct.To;
            periods.Add(new(starts[i], last, terms));
        }

        return periods;
    }

    private static RuleTerms Layered(IReadOnlyList<RuleRecord> records, RuleRecord foundation, string place, DateOnly day) => new(
    [
        foundation,
        .. records
            .Where(r => r.RuleId == foundation.RuleId && r.Level > foundation.Level && r.AppliesAt(place) && r.InForceOn(day))
            .OrderBy(r => r.Level).ThenBy(r => r.Jurisdiction.Length),
    ]);

    /// <summary>Says apart: a rule that never was, one that this edition dropped, and one of another edition.</summary>
    private static Problem NotInSet(IReadOnlyList<RuleRecord> records, string ruleId, string ruleSet)
    {
        var known = records.Where(r => r.RuleId == ruleId).ToList();
        if (known.Count == 0) return RuleProblems.Unknown(ruleId);
        var edition = records.Where(r => r.RuleSetId == ruleSet).ToList();
        if (edition.Count == 0) return RuleProblems.SetUnknown(ruleSet);
        var start = edition.Min(r => r.EffectiveFrom);
        var dropped = known.Where(r => r.EffectiveTo < start).MaxBy(r => r.EffectiveTo);
        return dropped is not null && known.All(r => r.EffectiveTo < start)
            ? RuleProblems.Repealed(ruleId, dropped.RuleSetId, dropped.EffectiveTo!.Value)
            : RuleProblems.NotInSet(ruleId, ruleSet, known.Select(r => r.RuleSetId));
    }

    private static Problem NotInForce(IReadOnlyList<RuleRecord> known, string ruleId, string place, DateOnly day)
    {
        var here = known.Where(r => r.AppliesAt(place)).ToList();
        var ended = here.Where(r => r.EffectiveTo < day).MaxBy(r => r.EffectiveTo);
        return ended is not null && here.All(r => r.EffectiveTo < day)
            ? RuleProblems.Repealed(ruleId, ended.RuleSetId, ended.EffectiveTo!.Value)
            : RuleProblems.NotInForce(ruleId, day);
    }
}
