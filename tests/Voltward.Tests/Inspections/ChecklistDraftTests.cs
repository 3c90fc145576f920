using System.Text.Json.Nodes;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Host.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>Checklists that are filled in as a form: nothing is lost on the way, each wrong field is named by its row, and old visits keep their version.</summary>
public sealed class ChecklistDraftTests
{
    private static readonly DateOnly Tomorrow = new(2026, 11, 25);

    [Fact]
    public async Task Every_shipped_version_comes_back_word_for_word()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var shipped = Path.Combine(AppContext.BaseDirectory, "rules", "inspection", "checklists");
        foreach (var file in Directory.GetFiles(shipped, "*.json"))
        {
            var expected = JsonNode.Parse(await File.ReadAllTextAsync(file, Stop))!;
            var draft = town.Use<ChecklistVersions>().Draft(Path.GetFileNameWithoutExtension(file))!;
            var list = Ok(await town.Use<PublishChecklistDraft>().RunAsync(draft with { From = Tomorrow }, Manager, Stop));
            (expected["checklistId"], expected["effectiveFrom"]) = (list.ChecklistId, "2026-11-25");
            var actual = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(town.Store.Folder.Root, "rules", "checklists", list.ChecklistId + ".json"), Stop));
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{file}\n{expected}\n{actual}");
        }
    }

    public static TheoryData<string, Func<ChecklistDraft, ChecklistDraft>> Bad => new()
    {
        { "effectiveFrom", d => d with { From = null } },
        { "effectiveFrom", d => d with { From = new(2026, 11, 24) } },
        { "zh", d => d with { Zh = "" } },
        { "en", d => d with { En = new('x', 61) } },
        { "kind", d => d with { Kind = "boat" } },
        { "source", d => d with { Origin = new("", new('x', 301)) } },
        { "items", d => d with { Items = [] } },
        { "items", d => d with { Items = [.. d.Items, .. Enumerable.Range(0, 60).Select(n => d.Items[0] with { Code = $"Z{n}" })] } },
        { "items", d => d with { Items = [.. d.Items.Select(i => i with { Required = false })] } },
        { "items-1-code", d => At(d, 0, i => i with { Code = "L 1" }) },
        { "items-2-code", d => At(d, 1, i => i with { Code = "L1" }) },
        { "items-2-group", d => At(d, 1, i => i with { Group = "other" }) },
        { "items-3-zh", d => At(d, 2, i => i with { Zh = " " }) },
        { "items-3-en", d => At(d, 2, i => i with { En = new('x', 121) }) },
        { "items-5-unit", d => At(d, 4, i => i with { Value = i.Value! with { Unit = new('x', 13) } }) },
        { "items-5-low", d => At(d, 4, i => i with { Value = i.Value! with { Low = null } }) },
        { "items-5-low", d => At(d, 4, i => i with { Value = i.Value! with { Low = double.NaN } }) },
        { "items-5-high", d => At(d, 4, i => i with { Value = i.Value! with { High = null } }) },
        { "items-5-high", d => At(d, 4, i => i with { Value = i.Value! with { High = 0 } }) },
        { "items-5-top", d => At(d, 4, i => i with { Value = i.Value! with { FailAbove = 2001 } }) },
        { "items-5-top", d => At(d, 4, i => i with { Value = i.Value! with { FailAbove = double.NaN } }) },
        { "items-6-shots", d => At(d, 5, i => i with { Shots = ["selfie"] }) },
        { "items-7-when", d => At(d, 6, i => i with { AskWhen = [new("fact:moon", "full")] }) },
        { "items-7-when", d => At(d, 6, i => i with { AskWhen = [new("M1", "fail")] }) },
        { "items-7-when", d => At(d, 6, i => i with { AskWhen = [new("L1", "perhaps")] }) },
        { "items-7-fail", d => At(d, 6, i => i with { OnFail = "prison" }) },
        // L10 hangs on L11, which stands right before it.
        { "items-10-when", d => d.Moved(9, 1) },
        { "items-10-when", d => d.Without(9) },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Each_wrong_field_is_named_with_a_remedy_and_nothing_is_published(string field, Func<ChecklistDraft, ChecklistDraft> spoil)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var publish = town.Use<PublishChecklistDraft>();
        var draft = spoil(town.Use<ChecklistVersions>().Draft("lv-1")! with { From = Tomorrow });
        var wrong = await publish.WrongAsync(draft, Manager, Stop);
        Assert.Equal([field], wrong.Select(w => w.Where));
        Assert.NotEmpty(wrong[0].Remedy.En);
        Assert.Equal(wrong[0].Code, Refused(await publish.RunAsync(draft, Manager, Stop)));
        Assert.Equal("lv-2", publish.NextId("lv"));
    }

    [Fact]
    public async Task What_the_form_refuses_the_file_refuses_in_the_same_words()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var text = JsonNode.Parse(town.Use<ChecklistVersions>().Text("lv-1", "lv-2", Tomorrow)!)!;
        text["items"]![4]!["value"]!["high"] = -1;
        Assert.False((await town.Use<PublishChecklist>().RunAsync(new(text.ToJsonString()), Manager, Stop)).Succeeded(out _, out var problem));
        Assert.Equal(("visit.checklist-field", "items-5-high", "第 5 项：上限应大于下限"), (problem!.Code, problem.Where, problem.Text.Zh));
        foreach (var hole in (string[])["items", "kind", "zh"])
        {
            var without = JsonNode.Parse(town.Use<ChecklistVersions>().Text("lv-1", "lv-2", Tomorrow)!)!;
            without[hole] = null;
            Assert.False((await town.Use<PublishChecklist>().RunAsync(new(without.ToJsonString()), Manager, Stop)).Succeeded(out _, out problem));
            Assert.StartsWith("visit.checklist-", problem!.Code, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_visit_is_made_with_the_new_version_and_an_old_one_keeps_its_own()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        foreach (var no in (string[])["1001", "1002"]) await town.CustomerAsync(no);
        var before = await Records.AcceptedAsync(town, "1001");
        var draft = town.Use<ChecklistVersions>().Draft("lv-1")! with { From = new(2026, 12, 1) };
        draft = At(draft, 0, i => i with { Zh = "漏电保护器按钮试验", En = "push the button of the residual-current device" });
        Assert.Equal("access.role-missing", Refused(await town.Use<PublishChecklistDraft>().RunAsync(draft, Planner, Stop)));
        Assert.Equal("lv-2", Ok(await town.Use<PublishChecklistDraft>().RunAsync(draft, Person("admin", Role.SystemAdministrator), Stop)).ChecklistId);
        town.Clock.Advance(TimeSpan.FromDays(8));
        var order = await town.ApprovedOrderAsync("1002");
        const string after = "visit-1002-0001";
        await Records.BeginAsync(town, after, order, 1, 2);
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(Records.Complete(after, order, town, "F1002") with { ChecklistId = "lv-2" }), Inspector(1), Stop));
        foreach (var (visit, list, text) in (IEnumerable<(string, string, string)>)[(before, "lv-1", "剩余电流动作保护器动作试验"), (after, "lv-2", "漏电保护器按钮试验")])
        {
            var page = (await town.Use<VisitPage>().RunAsync(visit, Manager, Stop))!;
            Assert.Equal((list, text), (page.Checklist.ChecklistId, page.Checklist.Items[0].Text.Zh));
        }
    }

    [Fact]
    public async Task A_crew_cannot_choose_a_shorter_list_than_its_order_names()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var order = await town.ApprovedOrderAsync("1001");
        await Records.BeginAsync(town, "visit-short", order, 1, 2);
        var record = Records.Complete("visit-short", order, town, "F1001");
        var receipt = Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record with { ChecklistId = "file-1", Items = [] }), Inspector(1), Stop));
        Assert.Contains("L1", receipt.Undone);
    }

    [Theory]
    [InlineData("up-1", "L1 L2 L3", "down-1")]
    [InlineData("up-2", "L2 L1 L3", "down-1")]
    [InlineData("up-3", "L1 L3 L2", "up-2")]
    [InlineData("down-1", "L2 L1 L3", "down-2")]
    [InlineData("down-2", "L1 L3 L2", "up-3")]
    [InlineData("down-3", "L1 L2 L3", "up-3")]
    [InlineData("remove-2", "L1 L3", "remove-2")]
    [InlineData("remove-3", "L1 L2", "remove-2")]
    [InlineData("after-1", "L1  L2 L3", "items-2-code")]
    [InlineData("add", "L1 L2 L3 ", "items-4-code")]
    [InlineData("up-99", "L1 L2 L3", "up-98")]
    [InlineData("jump", "L1 L2 L3", null)]
    public void A_step_changes_the_order_and_says_where_the_hand_stays(string step, string codes, string? focus)
    {
        var draft = new ChecklistDraft("lv", null, "", "", Domain.Common.Origin.None, [.. ((string[])["L1", "L2", "L3"]).Select(c => new ItemDraft(c, "safety", c, c))]);
        var (after, stays) = ChecklistForm.Step(draft, step);
        Assert.Equal((codes, focus), (string.Join(' ', after.Items.Select(i => i.Code)), stays));
    }

    private static ChecklistDraft At(ChecklistDraft draft, int at, Func<ItemDraft, ItemDraft> change) => draft with { Items = [.. draft.Items.Select((i, n) => n == at ? change(i) : i)] };
}
