using Voltward.App.Inspections;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Xunit;

namespace Voltward.Tests.Inspections;

public sealed class ChecklistTests
{
    private static readonly Dictionary<string, string> Facts = new() { ["phases"] = "1" };

    private static readonly Checklist Small = new("t-1", "t", new(2024, 6, 1), new("测试", "test"),
    [
        Item("A", shots: ["seal"]), Item("B", value: new("V", 198, 242, 235)), Item("C", when: new("A", "fail"), onFail: "hazard-major"),
        Item("D", when: new("fact:phases", "3")), Item("E", required: false),
    ]);

    [Fact]
    public void An_item_is_asked_only_when_its_condition_holds()
    {
        Assert.Equal(["A", "B", "E"], Judge(Answer("A", ItemAnswer.Ok, shots: ["seal"])).Asked.Select(i => i.Code));
        Assert.Equal(["A", "B", "C", "E"], Judge(Answer("A", ItemAnswer.Fail)).Asked.Select(i => i.Code));
        Facts3(() => Assert.Contains("D", Judge(Answer("A", ItemAnswer.Ok)).Asked.Select(i => i.Code)));
    }

    [Fact]
    public void What_nobody_knows_of_a_site_is_asked_and_not_applicable_answers_it()
    {
        var list = Small with { Items = [Item("G", shots: ["seal"], when: new("fact:own-source", "1"))] };
        Assert.Equal(["G"], ChecklistRules.Judge(list, Facts, [], null).Undone);
        Assert.True(ChecklistRules.Judge(list, Facts, [Answer("G", ItemAnswer.NotApplicable)], null).Complete);
        Assert.Empty(ChecklistRules.Judge(list, new Dictionary<string, string>(Facts) { ["own-source"] = "0" }, [], null).Asked);
    }

    [Fact]
    public void No_item_of_a_shipped_list_is_out_of_reach()
    {
        foreach (var list in new InspectionShelf().Checklists.Values)
        {
            // Facts that an order states, in all their values; the rest is unknown to it, or an answer.
            var reached = new[] { "1", "3" }.SelectMany(phases => new[] { "0", "1" }, (phases, ct) => new Dictionary<string, string> { ["phases"] = phases, ["ct"] = ct })
                .SelectMany(facts => list.Items.Where(i => ChecklistRules.FactsAsk(i, facts))).Select(i => i.Code).ToHashSet();
            Assert.Equal([.. list.Items.Select(i => i.Code)], list.Items.Select(i => i.Code).Where(reached.Contains));
        }
    }

    [Fact]
    public void A_required_item_without_answer_photo_or_number_is_undone()
    {
        Assert.Equal(["A", "B"], Judge().Undone);
        Assert.Equal(["A", "B"], Judge(Answer("A", ItemAnswer.Ok), Answer("B", ItemAnswer.Ok)).Undone);
        Assert.Equal([], Judge(Answer("A", ItemAnswer.Ok, shots: ["seal", "other"]), Answer("B", ItemAnswer.Ok, 230)).Undone);
    }

    [Fact]
    public void Not_possible_needs_a_reason_and_a_photo()
    {
        Assert.Contains("A", Judge(Answer("A", ItemAnswer.NotPossible)).Undone);
        Assert.Contains("A", Judge(Answer("A", ItemAnswer.NotPossible, note: "表箱被堵")).Undone);
        Assert.DoesNotContain("A", Judge(Answer("A", ItemAnswer.NotPossible, note: "表箱被堵", shots: ["other"])).Undone);
        Assert.DoesNotContain("A", Judge(Answer("A", ItemAnswer.NotApplicable)).Undone);
    }

    [Fact]
    public void A_number_out_of_range_is_kept_and_flagged_and_one_above_its_limit_fails()
    {
        Assert.Equal(["B"], Judge(Answer("B", ItemAnswer.Ok, 190)).Implausible);
        Assert.Empty(Judge(Answer("B", ItemAnswer.Ok, 190)).Failed);
        Assert.Equal(["B"], Judge(Answer("B", ItemAnswer.Ok, 236)).Failed.Select(i => i.Code));
        Assert.Empty(Judge(Answer("B", ItemAnswer.Ok, 235)).Failed);
    }

    [Fact]
    public void The_rest_of_an_earlier_visit_is_judged_alone()
    {
        var rest = ChecklistRules.Judge(Small, Facts, [Answer("B", ItemAnswer.Ok, 230)], new HashSet<string> { "B" });
        Assert.True(rest.Complete);
        Assert.Equal(["B"], rest.Asked.Select(i => i.Code));
    }

    [Fact]
    public void An_answer_to_an_item_that_was_not_asked_has_no_effect()
    {
        var judged = Judge(Answer("A", ItemAnswer.Ok, shots: ["seal"]), Answer("C", ItemAnswer.Fail), Answer("Z", ItemAnswer.Fail));
        Assert.Equal(["C", "Z"], judged.NotAsked);
        Assert.Empty(judged.Failed);
    }

    [Fact]
    public void Every_checklist_delivered_can_be_completed_and_every_kind_of_order_has_one()
    {
        var shelf = new InspectionShelf();
        Assert.All(shelf.Checklists.Values, list =>
        {
            var answers = list.Items.Select(i => new GivenAnswer(i.Code, ItemAnswer.NotApplicable, null, null, [])).ToList();
            Assert.True(ChecklistRules.Judge(list, new Dictionary<string, string> { ["phases"] = "3", ["ct"] = "1" }, answers, null).Complete);
            Assert.All(list.Items, i => Assert.True(i.OnFail is null or "lead" or "hazard-general" or "hazard-larger" or "hazard-major"));
        });
        foreach (var kind in (string[])["hv", "lv", "important", "pv", "ev", "area", "file"]) Assert.Equal(kind, shelf.ChecklistOf(kind, new(2026, 11, 24)).Kind);
    }

    private static void Facts3(Action check)
    {
        Facts["phases"] = "3";
        check();
        Facts["phases"] = "1";
    }

    private static ChecklistResult Judge(params GivenAnswer[] answers) => ChecklistRules.Judge(Small, Facts, answers, null);

    private static GivenAnswer Answer(string code, ItemAnswer answer, double? value = null, string? note = null, string[]? shots = null) =>
        new(code, answer, value, note, shots ?? []);

    private static ChecklistItem Item(
        string code, bool required = true, NumberAsked? value = null, string[]? shots = null, Condition? when = null, string? onFail = null) =>
        new(code, "safety", new Words(code, code), required, value, shots ?? [], when is null ? [] : [when], onFail);
}
