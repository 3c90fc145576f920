using Voltward.Domain.Common;
using Voltward.Domain.Readings;

namespace Voltward.App.Readings.Import;

/// <summary>What a mapping file must keep beyond its form, so that a slip is named before any row is read.</summary>
internal static class MappingRules
{
    public static Problem? Check(MappingProfile profile, string file)
    {
        if (profile.Tables.Count == 0 && profile.Source.Kind != SourceKind.Table) return Wrong(file, "tables", "缺少 tables。", "tables is missing.");
        foreach (var (mapping, i) in profile.Tables.Select((m, i) => (m, i)))
        {
            if (Check(mapping, file, $"tables[{i}]") is { } problem) return problem;
        }

        return null;
    }

    private static Problem? Check(TableMapping mapping, string file, string at)
    {
        if (CompanyTables.Find(mapping.Table) is not { } shape) return Wrong(file, $"{at}.table", $"没有名为“{mapping.Table}”的表。", $"there is no table {mapping.Table}.");
        foreach (var (name, column) in mapping.Columns)
        {
            var place = $"{at}.columns.{name}";
            if (shape.Find(name) is not { } target) return Wrong(file, place, $"表 {shape.Name} 没有列“{name}”。", $"the table {shape.Name} has no column {name}.");
            var sources = new object?[] { column.From, column.Constant, column.Sum, column.Digest, column.Template }.Count(s => s is not null);
            if (sources != 1) return Wrong(file, place, "from、constant、sum、digest、template 须恰有一个。", "exactly one of from, constant, sum, digest, template must be given.");
            if (column.Format is not null && target.Kind is not (ColumnKind.Day or ColumnKind.Instant)) return Wrong(file, place, "只有日期和时刻可写 format。", "format is for days and instants only.");
            if (column.Factor is not null && target.Kind is not (ColumnKind.Scaled or ColumnKind.Number)) return Wrong(file, place, "只有数值可写 factor。", "factor is for numbers only.");
            if (column.MinusMonths is not null && target.Kind != ColumnKind.Day) return Wrong(file, place, "只有日期可写 minusMonths。", "minusMonths is for days only.");
        }

        if (mapping.Wide is { Value: null } && !shape.HasValues) return Wrong(file, $"{at}.wide", "缺少 value。", "value is missing.");
        if (mapping.Wide?.Value is { } value && (shape.Find(value) is null || shape.Find("day") is null)) return Wrong(file, $"{at}.wide.value", $"表 {shape.Name} 没有列“{value}”或 day。", $"the table {shape.Name} has no column {value} or no day.");
        return mapping.Rules.Select((r, i) => Check(r, shape, file, $"{at}.rules[{i}]")).FirstOrDefault(p => p is not null);
    }

    private static Problem? Check(RuleMapping rule, TableShape shape, string file, string at)
    {
        foreach (var column in new[] { rule.Column, rule.NotBelow }.Concat(rule.Unique ?? []).OfType<string>())
        {
            if (shape.Find(column) is null) return Wrong(file, at, $"表 {shape.Name} 没有列“{column}”。", $"the table {shape.Name} has no column {column}.");
        }

        if (!System.Text.RegularExpressions.Regex.IsMatch(rule.Code, "^[a-z]+[.][a-z0-9-]+$") || RowReasons.All.ContainsKey(rule.Code))
        {
            return Wrong(file, $"{at}.code", $"代码“{rule.Code}”须形如 reading.xxx 且不与内置代码相同。", $"the code {rule.Code} must look like reading.xxx and not be one of the program's own.");
        }

        var compares = rule.Min is not null || rule.Max is not null || rule.OneOf is not null || rule.NotBelow is not null;
        if (compares != (rule.Column is not null)) return Wrong(file, at, "min、max、oneOf、notBelow 与 column 须同时给出。", "min, max, oneOf or notBelow goes with column.");
        if (rule.EnergyIsIndexStep && shape.Name != "bills") return Wrong(file, at, "energyIsIndexStep 只用于 bills。", "energyIsIndexStep is for bills only.");
        var forms = (compares ? 1 : 0) + (rule.EnergyIsIndexStep ? 1 : 0) + (rule.Unique is null ? 0 : 1);
        if (forms != 1) return Wrong(file, at, "每条规则只写一种条件。", "a rule states one condition.");
        return rule.Unique is not null && rule.Then == RuleEffect.Refuse ? Wrong(file, at, "unique 只能标注。", "unique can only mark.") : null;
    }

    private static Problem Wrong(string file, string at, string zh, string en) => ReadingProblems.MappingInvalid($"{file}, {at}", zh, en);
}
