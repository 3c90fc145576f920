using System.Text.Json.Nodes;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Xunit;

namespace Voltward.Tests.Cases;

public sealed class RuleShelfTests
{
    [Fact]
    public void Every_delivered_record_is_sourced_dated_and_graded()
    {
        var records = Standard().Records;
        Assert.True(records.Count > 90);
        Assert.All(records, r =>
        {
            Assert.True(r.Confidence.ContainsKey("wording"), $"{r.RuleSetId}/{r.RuleId} has no grade for its wording");
            Assert.True(r.ArticleNo is null || r.Confidence.ContainsKey("articleNo"), $"{r.RuleSetId}/{r.RuleId} has no grade for its article");
            Assert.All(r.CompanyTunable, key => Assert.True(r.Params.ContainsKey(key), $"{r.RuleSetId}/{r.RuleId}: {key}"));
        });
    }

    [Fact]
    public void No_delivered_record_claims_to_be_verified() => Assert.DoesNotContain(Standard().Records, r => r.IsVerified);

    [Theory]
    [InlineData("ruleId")]
    [InlineData("legalBasis")]
    [InlineData("effectiveFrom")]
    [InlineData("jurisdiction")]
    [InlineData("level")]
    [InlineData("params")]
    [InlineData("confidence")]
    [InlineData("verifiedBy")]
    public void A_record_without_a_member_is_refused_by_name(string member)
    {
        var record = Record();
        record.Remove(member);
        var problem = RuleShelf.Read("x.json", new JsonArray(record).ToJsonString()).Problem;
        Assert.Equal(("case.rules-member", $"x.json[0].{member}"), (problem?.Code, problem?.Where));
    }

    [Theory]
    [InlineData("level", "village", "x.json[0].level")]
    [InlineData("effectiveFrom", "01.06.2024", "x.json[0].effectiveFrom")]
    public void A_record_with_a_wrong_member_is_refused_by_name(string member, string value, string where)
    {
        var record = Record();
        record[member] = value;
        Assert.Equal(where, RuleShelf.Read("x.json", new JsonArray(record).ToJsonString()).Problem?.Where);
    }

    [Fact]
    public void A_grade_that_nobody_defined_is_refused()
    {
        var record = Record();
        record["confidence"]!["wording"] = "CERTAIN";
        Assert.Equal("x.json[0].confidence.wording", RuleShelf.Read("x.json", new JsonArray(record).ToJsonString()).Problem?.Where);
    }

    [Fact]
    public void A_number_that_is_no_text_is_refused()
    {
        var record = Record();
        record["params"]!["capMultiplier"] = 3;
        Assert.Equal("x.json[0].params.capMultiplier", RuleShelf.Read("x.json", new JsonArray(record).ToJsonString()).Problem?.Where);
    }

    [Fact]
    public void A_file_that_is_no_json_names_its_line() =>
        Assert.Equal("x.json:2", RuleShelf.Read("x.json", "[\n{,}]").Problem?.Where);

    [Fact]
    public void Two_records_for_the_same_days_are_refused()
    {
        var later = Record();
        later["effectiveFrom"] = "2025-01-01";
        Assert.Equal("case.rules-overlap", Shelf(Record(), later).Problem?.Code);
    }

    [Fact]
    public void A_company_sets_only_what_is_marked_tunable()
    {
        var company = Record();
        (company["jurisdiction"], company["level"]) = ("CN-41.acme", "company");
        company["params"] = new JsonObject { ["capMultiplier"] = "4" };
        Assert.Equal("case.rules-not-tunable", Shelf(Record(), company).Problem?.Code);
        company["params"] = new JsonObject { ["penaltyBase"] = "UnroundedCharge" };
        Assert.Null(Shelf(Record(), company).Problem);
    }

    [Fact]
    public void The_most_local_record_in_force_wins_key_by_key()
    {
        var province = Record();
        (province["ruleSetId"], province["jurisdiction"], province["level"]) = ("CN-41-X", "CN-41", "province");
        province["params"] = new JsonObject { ["capMultiplier"] = "2" };
        var city = Record();
        (city["ruleSetId"], city["jurisdiction"], city["level"]) = ("CN-4101-X", "CN-4101", "city");
        city["params"] = new JsonObject { ["ratePerKw"] = "40" };
        Assert.True(Shelf(city, province, Record()).Succeeded(out var shelf, out _));

        RuleTerms At(string place) => RuleSelection.OnDay(shelf.Records, "VIO-2", [], place, new(2025, 1, 1)).Succeeded(out var terms, out var problem)
            ? terms
            : throw new InvalidOperationException(problem.Code);
        Assert.Equal(("3", "50"), (At("CN").Find("capMultiplier"), At("CN").Find("ratePerKw")));
        Assert.Equal(("2", "50"), (At("CN-41").Find("capMultiplier"), At("CN-41").Find("ratePerKw")));
        Assert.Equal(("2", "40"), (At("CN-4101").Find("capMultiplier"), At("CN-4101").Find("ratePerKw")));
        Assert.Equal(("3", "50"), (At("CN-42").Find("capMultiplier"), At("CN-42").Find("ratePerKw")));
        Assert.Equal("CN-2024", At("CN-4101").Foundation.RuleSetId);
    }

    /// <summary>Seven days before a cut are Jinan's; the line cited the national rule, which says three.</summary>
    [Fact]
    public void A_figure_that_a_city_sets_cites_the_citys_article()
    {
        var lines = Asked.Answer("CUT-5", "", "{'jurisdiction':'CN-3701','noticeServedAt':'2026-03-02T10:00:00+08:00','plannedCutAt':'2026-03-10T14:00:00+08:00'}").Lines;
        Assert.Equal(("济南市电力管理条例(2011)", "第三十五条"), (lines[0].Edition, lines[0].Article));
        Assert.Equal("供电营业规则(2024)", lines[^1].Edition);
    }

    [Fact]
    public void A_missing_rules_folder_is_said_plainly() =>
        Assert.Equal("case.rules-missing", RuleShelf.Load(Path.Combine(Path.GetTempPath(), "no-rules-here")).Problem?.Code);

    private static RuleShelf Standard() => RuleShelf.Standard.Succeeded(out var shelf, out var problem)
        ? shelf
        : throw new InvalidOperationException(problem.Text.En);

    private static Outcome<RuleShelf> Shelf(params JsonObject[] records)
    {
        var folder = Directory.CreateTempSubdirectory("voltward-rules-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "law"));
            File.WriteAllText(Path.Combine(folder, "law", "x.json"), new JsonArray([.. records.Select(r => r.DeepClone())]).ToJsonString());
            return RuleShelf.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonObject Record() => JsonNode.Parse(
        """
        {
          "ruleSetId": "CN-2024", "ruleId": "VIO-2", "legalBasis": "供电营业规则(2024)", "articleNo": "第一百零一条",
          "effectiveFrom": "2024-06-01", "effectiveTo": null, "jurisdiction": "CN", "level": "national",
          "confidence": { "wording": "SAW-24", "articleNo": "SAW-24" }, "companyTunable": ["penaltyBase"],
          "params": { "capMultiplier": "3", "ratePerKw": "50", "penaltyBase": "RoundedCharge" },
          "verifiedBy": null, "verifiedOn": null
        }
        """)!.AsObject();
}
