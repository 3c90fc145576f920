using Voltward.Domain.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>The form of a checklist: what a browser sends, and the step it asks for (<c>up-3</c>, <c>add</c>, <c>publish</c>). Rows count from 1.</summary>
internal static class ChecklistForm
{
    // A little above what a list may hold, so that one item too many is refused in words and not lost.
    private const int MostRows = ChecklistDraftRules.MostItems + 2, MostConditions = 6;

    public static ChecklistDraft Read(IFormCollection form)
    {
        var count = Math.Clamp(int.TryParse(form["count"], out var given) ? given : 0, 0, MostRows);
        return new(
            form["kind"].ToString(), Fields.Day(form["effectiveFrom"]), form["zh"].ToString(), form["en"].ToString(), new(form["source"].ToString(), form["certainty"].ToString()),
            [.. Enumerable.Range(1, count).Select(n => Item(form, $"items-{n}-"))]);
    }

    /// <summary>The draft after a step, with the field that has the focus then; the same draft for a step that changes nothing.</summary>
    public static (ChecklistDraft Draft, string? Focus) Step(ChecklistDraft draft, string step)
    {
        var (name, row) = step.Split('-') is [var verb, var n] && int.TryParse(n, out var at) ? (verb, at) : (step, 0);
        var last = draft.Items.Count;
        return name switch
        {
            // At the end of the list the button in question is gone; the other one is at hand.
            "up" => (draft.Moved(row - 1, -1), row > 2 ? $"up-{row - 1}" : last > 1 ? "down-1" : null),
            "down" => (draft.Moved(row - 1, 1), row + 1 < last ? $"down-{row + 1}" : last > 1 ? $"up-{last}" : null),
            "remove" => (draft.Without(row - 1), last > 1 ? $"remove-{Math.Min(row, last - 1)}" : "add"),
            "after" => (draft.WithNewAfter(row - 1), $"items-{row + 1}-code"),
            "add" => (draft.WithNewAfter(last - 1), $"items-{last + 1}-code"),
            _ => (draft, null),
        };
    }

    private static ItemDraft Item(IFormCollection form, string at) => new(form[at + "code"].ToString().Trim(), form[at + "group"].ToString(), form[at + "zh"].ToString(), form[at + "en"].ToString())
    {
        Required = form[at + "required"] == "1",
        Value = form[at + "asked"] == "1" ? new(form[at + "unit"].ToString(), Fields.Given(form[at + "low"]), Fields.Given(form[at + "high"]), Fields.Given(form[at + "top"])) : null,
        Shots = Fields.Many(form[at + "shots"]),
        AskWhen = [.. Enumerable.Range(1, MostConditions).Select(k => Condition(form[$"{at}when-{k}"].ToString(), form[$"{at}is-{k}"].ToString())).OfType<Condition>()],
        OnFail = form[at + "fail"].ToString() is { Length: > 0 } opens ? opens : null,
    };

    /// <summary>A fact stands with its value in one choice; an item has its answer beside it.</summary>
    private static Condition? Condition(string subject, string answer) => subject.Split('=') switch
    {
        [""] => null,
        [var fact, var value] => new(fact, value),
        _ => new(subject, answer),
    };
}
