namespace Voltward.Domain.Inspections;

/// <summary>What a set of answers amounts to.</summary>
/// <param name="Asked">Items that the conditions ask for, in order.</param>
/// <param name="Undone">Required items without a valid answer: the rest that must come back.</param>
/// <param name="Failed">Items answered with fail, or whose number says so.</param>
/// <param name="Implausible">Items whose number lies outside the plausible range.</param>
/// <param name="NotAsked">Answers to items that the conditions skip; kept, but without effect.</param>
public sealed record ChecklistResult(
    IReadOnlyList<ChecklistItem> Asked,
    IReadOnlyList<string> Undone,
    IReadOnlyList<ChecklistItem> Failed,
    IReadOnlyList<string> Implausible,
    IReadOnlyList<string> NotAsked)
{
    /// <summary>Whether every required item has a valid answer.</summary>
    public bool Complete => Undone.Count == 0;
}

/// <summary>Which items are asked, done, failed (检查表判定): the same for phone, page and server.</summary>
public static class ChecklistRules
{
    private const string Fact = "fact:";

    /// <summary>Judges the answers of one visit.</summary>
    /// <param name="checklist">The version the order names.</param>
    /// <param name="facts">Facts of the order, such as <c>phases</c> = <c>3</c>; one that nobody knows is left out.</param>
    /// <param name="answers">At most one per item; a later one of the same code wins.</param>
    /// <param name="only">Codes left over from an earlier visit; null: the whole list.</param>
    public static ChecklistResult Judge(
        Checklist checklist, IReadOnlyDictionary<string, string> facts, IReadOnlyList<GivenAnswer> answers, IReadOnlySet<string>? only)
    {
        var given = answers.GroupBy(a => a.Code).ToDictionary(g => g.Key, g => g.Last());
        var asked = checklist.Items.Where(i => only?.Contains(i.Code) != false && IsAsked(i, facts, given)).ToList();
        var askedCodes = asked.Select(i => i.Code).ToHashSet();
        return new(
            asked,
            [.. asked.Where(i => i.Required && !IsDone(i, given.GetValueOrDefault(i.Code))).Select(i => i.Code)],
            [.. asked.Where(i => given.TryGetValue(i.Code, out var a) && HasFailed(i, a))],
            [.. asked.Where(i => given.TryGetValue(i.Code, out var a) && IsImplausible(i, a)).Select(i => i.Code)],
            [.. given.Keys.Where(code => !askedCodes.Contains(code)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Whether the facts of an order leave an item in. What nobody knows is asked: an own generator that no archive names would else never be looked
    /// for, and whoever finds none answers "not applicable".
    /// </summary>
    public static bool FactsAsk(ChecklistItem item, IReadOnlyDictionary<string, string> facts) => item.AskWhen.All(c =>
        !c.Subject.StartsWith(Fact, StringComparison.Ordinal) || !facts.TryGetValue(c.Subject[Fact.Length..], out var known) || known == c.Is);

    /// <summary>A condition on an item that was not answered does not hold: what depends on it is not asked yet.</summary>
    private static bool IsAsked(ChecklistItem item, IReadOnlyDictionary<string, string> facts, Dictionary<string, GivenAnswer> given) =>
        FactsAsk(item, facts) && item.AskWhen.All(c => c.Subject.StartsWith(Fact, StringComparison.Ordinal) || (given.TryGetValue(c.Subject, out var a) && Name(a.Answer) == c.Is));

    private static bool IsDone(ChecklistItem item, GivenAnswer? answer) => answer switch
    {
        null => false,
        { Answer: ItemAnswer.NotPossible } => !string.IsNullOrWhiteSpace(answer.Note) && answer.Shots.Count > 0,
        { Answer: ItemAnswer.NotApplicable } => true,
        _ => (item.Value is null || answer.Value is not null) && item.Shots.All(answer.Shots.Contains),
    };

    private static bool HasFailed(ChecklistItem item, GivenAnswer answer) =>
        answer.Answer == ItemAnswer.Fail
        || (answer.Answer == ItemAnswer.Ok && item.Value?.FailAbove is { } top && answer.Value > top);

    private static bool IsImplausible(ChecklistItem item, GivenAnswer answer) =>
        item.Value is { } asked && answer.Value is { } value && (value < asked.Low || value > asked.High);

    /// <summary>The answer as checklists and records write it.</summary>
    public static string Name(ItemAnswer answer) => answer switch
    {
        ItemAnswer.Ok => "ok",
        ItemAnswer.Fail => "fail",
        ItemAnswer.NotApplicable => "not-applicable",
        ItemAnswer.NotPossible => "not-possible",
    };
}
