using Voltward.App.Cases.Determining;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Works out what a rule gives for stated facts: the calculation alone, no case and no storage.</summary>
public sealed class Determine
{
    private readonly Outcome<RuleShelf> _shelf;

    /// <summary>Answers by the rules delivered with the program.</summary>
    public Determine()
        : this(RuleShelf.Standard)
    {
    }

    /// <summary>Answers by the rules of another folder.</summary>
    public Determine(Outcome<RuleShelf> shelf) => _shelf = shelf;

    /// <summary>Every rule that can be asked, with its title, in order of name.</summary>
    public static IReadOnlyDictionary<string, Words> Rules { get; } =
        new SortedDictionary<string, Words>(RuleAnswers.All.ToDictionary(a => a.Key, a => a.Value.Title), StringComparer.Ordinal);

    /// <summary>The facts that the answer looks for, given or not; a question that is refused looks for those up to its refusal.</summary>
    public Outcome<AskedFact[]> Reads(DeterminationInput input)
    {
        if (!_shelf.Succeeded(out var shelf, out var problem)) return problem;
        if (!RuleAnswers.All.TryGetValue(input.Rule, out var answer)) return RuleProblems.Unknown(input.Rule);
        var sheet = new Sheet(shelf.Records, input);
        _ = sheet.Open(answer) ?? answer.Answer(sheet);
        return sheet.Facts.Asked;
    }

    /// <summary>The answer, or the refusal <c>case.rule-unknown</c> or one that names the missing or senseless input.</summary>
    public Outcome<Determination> Run(DeterminationInput input)
    {
        if (!_shelf.Succeeded(out var shelf, out var problem)) return problem;
        if (!RuleAnswers.All.TryGetValue(input.Rule, out var answer)) return RuleProblems.Unknown(input.Rule);
        try
        {
            var sheet = new Sheet(shelf.Records, input);
            problem = sheet.Open(answer) ?? answer.Answer(sheet) ?? sheet.Facts.Problem;
            return problem is null ? sheet.Close() : problem;
        }
        catch (OverflowException)
        {
            // Each fact is in range, their product is not: no customer takes that much.
            return RuleProblems.InputSenseless("inputs", new("输入相乘后超出可计算范围。", "The product of the inputs is out of any range."));
        }
    }
}
