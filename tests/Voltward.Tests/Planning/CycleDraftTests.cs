using System.Text.Json.Nodes;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Domain.Planning;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>Inspection cycles that are filled in as a form: nothing is lost on the way, each wrong row is named, and earlier days keep theirs.</summary>
public sealed class CycleDraftTests
{
    private static readonly DateOnly Tomorrow = new(2026, 11, 25);

    [Fact]
    public async Task Every_shipped_edition_comes_back_word_for_word()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        foreach (var edition in town.Use<RuleEditionList>().All().Where(r => r.Kind == "cycles").ToList())
        {
            var draft = town.Use<PublishCycles>().Draft(edition.Version)!;
            var published = Ok(await town.Use<PublishCycles>().RunAsync(draft with { From = Tomorrow }, Manager, Stop));
            var (expected, actual) = (Json(town, edition.Version), Json(town, published.Version));
            (expected["version"], expected["effectiveFrom"]) = (published.Version, "2026-11-25");
            // The form does not ask who belongs to a class: that stays as it was.
            foreach (var row in expected["cycles"]!.AsArray()) row!.AsObject().Remove("who");
            Assert.Equal(Classes(town, edition.Version), Classes(town, published.Version));
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected}\n{actual}");
        }
    }

    private static IEnumerable<string> Classes(FlowTown town, string version) =>
        town.Use<RuleEditionList>().Cycles(version).Select(c => c.Key + System.Text.Json.JsonSerializer.Serialize(c.Who));

    public static TheoryData<string, Func<CycleDraft, CycleDraft>> Bad => new()
    {
        { "effectiveFrom", d => d with { From = null } },
        { "effectiveFrom", d => d with { From = new(2026, 11, 24) } },
        { "source", d => d with { Origin = new(new('x', 301), "") } },
        { "early", d => d with { EarlyPercent = null } },
        { "early", d => d with { EarlyPercent = 101 } },
        { "late", d => d with { PromiseLateMonths = -1 } },
        { "late", d => d with { PromiseLateMonths = 1.5m } },
        { "rows", d => d with { Rows = [.. d.Rows.Skip(1)] } },
        { "rows-2-zh", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 1 ? r with { Zh = " " } : r)] } },
        { "rows-2-en", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 1 ? r with { En = "" } : r)] } },
        { "rows-4-rhythm", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 3 ? r with { Rhythm = "often" } : r)] } },
        { "rows-5-figure", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 4 ? r with { Figure = 0 } : r)] } },
        { "rows-5-figure", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 4 ? r with { Figure = 2.5m } : r)] } },
        { "rows-8-figure", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 7 ? r with { Figure = null } : r)] } },
        { "rows-8-figure", d => d with { Rows = [.. d.Rows.Select((r, n) => n == 7 ? r with { Figure = 101 } : r)] } },
        { "rows-10-zh", d => d with { Rows = [.. d.Rows, d.Rows[0]] } },
        { "rows-10-zh", d => d with { Rows = [.. d.Rows, d.Rows[0] with { Key = "HV99" }] } },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Each_wrong_field_is_named_with_a_remedy_and_nothing_is_published(string field, Func<CycleDraft, CycleDraft> spoil)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var publish = town.Use<PublishCycles>();
        var draft = spoil(publish.Draft("cycles-1")! with { From = Tomorrow });
        var wrong = Assert.Single(await publish.WrongAsync(draft, Manager, Stop));
        Assert.Equal(field, wrong.Where);
        Assert.NotEmpty(wrong.Remedy.En);
        Assert.Equal(wrong.Code, Refused(await publish.RunAsync(draft, Manager, Stop)));
        Assert.Equal("cycles-2", publish.NextVersion);
    }

    [Fact]
    public async Task What_the_form_refuses_the_file_refuses_in_the_same_words()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var text = Json(town, "cycles-1");
        (text["version"], text["effectiveFrom"]) = ("cycles-2", "2026-12-01");
        text["cycles"]![4]!["months"] = 0;
        Assert.False((await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), Manager, Stop)).Succeeded(out _, out var problem));
        Assert.Equal(("plan.rule-field", "rows-5-figure"), (problem!.Code, problem.Where));
        // Both ways of inspecting at once are none.
        (text["cycles"]![4]!["months"], text["cycles"]![4]!["sharePerYear"]) = (12, 0.1);
        Assert.False((await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), Manager, Stop)).Succeeded(out _, out problem));
        Assert.Equal("rows-5-rhythm", problem!.Where);
    }

    [Fact]
    public async Task An_edition_holds_from_its_day_and_of_two_of_one_day_the_later_name_holds()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var publish = town.Use<PublishCycles>();
        Assert.Equal("access.role-missing", Refused(await publish.RunAsync(publish.Draft("cycles-1")! with { From = Tomorrow }, Planner, Stop)));
        var shelf = town.Use<InspectionShelf>();
        foreach (var months in Enumerable.Range(1, 10))
        {
            var draft = publish.Draft("cycles-1")! with { From = Tomorrow };
            Ok(await publish.RunAsync(draft with { Rows = [.. draft.Rows.Select(r => r.Key == "HV10" ? r with { Figure = months } : r)] }, Person("admin", Role.SystemAdministrator), Stop));
            Assert.Equal((12, months), (shelf.Cycles(new(2026, 11, 24)).Cycles.Single(c => c.Key == "HV10").Months, shelf.Cycles(Tomorrow).Cycles.Single(c => c.Key == "HV10").Months));
        }
    }

    private static JsonNode Json(Inspections.FlowTown town, string version) => JsonNode.Parse(town.Use<RuleEditionList>().Text(version)!)!;
}
