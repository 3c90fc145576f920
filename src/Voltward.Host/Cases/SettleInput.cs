using System.Text.Json;
using Voltward.App.Cases;
using Voltward.Domain.Common;

namespace Voltward.Host.Cases;

/// <summary>The questions of a settle file.</summary>
/// <param name="Questions">At least one.</param>
/// <param name="IsList">Whether the file held an array: then each question gets an answer of its own.</param>
internal sealed record SettleInput(IReadOnlyList<DeterminationInput> Questions, bool IsList)
{
    /// <summary>Reads one object or an array; also the file of worked examples itself, whose list is called <c>examples</c>.</summary>
    public static Outcome<SettleInput> Read(string text)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(text);
            root = document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            return NotJson(broken);
        }

        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("examples", out var examples)) root = examples;
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return NoQuestion("$");
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 0) return NoQuestion("$");

        var questions = new List<DeterminationInput>();
        foreach (var element in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root])
        {
            var where = root.ValueKind == JsonValueKind.Array ? $"[{questions.Count}]" : "$";
            if (element.ValueKind != JsonValueKind.Object) return NoQuestion(where);
            if (Text(element, "rule") is not { Length: > 0 } rule) return Missing($"{where}.rule");
            if (!element.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Object) return Missing($"{where}.inputs");
            questions.Add(new(Text(element, "id") ?? $"{questions.Count + 1}", rule, Text(element, "ruleSet") ?? "", inputs));
        }

        return new SettleInput(questions, root.ValueKind == JsonValueKind.Array);
    }

    public static Problem FileMissing(string file) => new(
        "case.input-file-missing",
        ProblemKind.NotFound,
        new($"没有文件 {file}。", $"There is no file {file}."),
        new("请核对路径，或用“-”从标准输入读取。", "Check the path, or use '-' to read standard input."),
        file);

    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static Problem NotJson(JsonException broken) => new(
        "case.input-not-json",
        ProblemKind.Invalid,
        new("输入不是有效的 JSON。", "The input is not valid JSON."),
        new("请检查所指行。", "Check the line named."),
        broken.LineNumber is { } line ? $"line {line + 1}" : null);

    private static Problem NoQuestion(string where) => new(
        "case.input-unreadable",
        ProblemKind.Invalid,
        new("输入应为一个对象或非空的对象数组。", "The input must be one object or a list of objects that is not empty."),
        new("每个对象含 id、rule、ruleSet、inputs。", "Each object has id, rule, ruleSet and inputs."),
        where);

    private static Problem Missing(string member) => new(
        "case.input-missing",
        ProblemKind.Invalid,
        new($"缺少“{member}”。", $"The member {member} is missing."),
        new("每个对象含 id、rule、ruleSet、inputs。", "Each object has id, rule, ruleSet and inputs."),
        member);
}
