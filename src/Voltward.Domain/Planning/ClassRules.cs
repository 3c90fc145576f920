using Voltward.Domain.Common;
using Voltward.Domain.Customers;

namespace Voltward.Domain.Planning;

/// <summary>What an edition needs that says itself who belongs to its classes, so that nobody falls through.</summary>
public static class ClassRules
{
    /// <summary>The first flaw; null when there is none.</summary>
    /// <param name="classes">Classes in the order in which they are tried, each with its conditions; null where it states none.</param>
    public static Problem? Wrong(IReadOnlyList<(string Key, IReadOnlyList<ClassCondition>? Who)> classes)
    {
        if (classes.FirstOrDefault(c => c.Who is null or []) is { Key: { } silent }) return RuleEditionProblems.ClassUnclear(silent, new("没有写明哪些客户属于此类", "it is not said who belongs to it"));
        foreach (var (key, who) in classes)
        {
            foreach (var condition in who!)
            {
                if (condition.Important.Except(CustomerCodes.Importance).Concat(condition.CustomerClasses.Except(CustomerCodes.Classes)).FirstOrDefault() is { } unknown)
                    return RuleEditionProblems.ClassUnclear(key, new($"档案中没有 {unknown}", $"the archive knows no {unknown}"));
                if (condition.FromVoltageV < 0 || condition.FromContractedVa < 0) return RuleEditionProblems.ClassUnclear(key, new("电压和容量不能为负", "voltage and capacity cannot be negative"));
            }
        }

        var everybody = classes.Index().Where(c => c.Item.Who!.Any(w => w.IsEverybody())).Select(c => c.Index).ToList();
        if (everybody.Count == 0) return RuleEditionProblems.ClassUnclear(classes[^1].Key, new("最后一类应包括其余所有客户，写作 {}", "the last class has to take everybody who is left: {}"));
        return everybody[0] < classes.Count - 1
            ? RuleEditionProblems.ClassUnclear(classes[everybody[0]].Key, new("它包括所有客户，排在后面的类别永远轮不到", "it takes everybody, so that no class after it is ever reached"))
            : null;
    }
}
