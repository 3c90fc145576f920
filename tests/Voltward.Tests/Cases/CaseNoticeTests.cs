using Voltward.App.Cases.Notices;
using Voltward.App.Evidence.Print;
using Voltward.Domain.Units;
using Voltward.Tests.Evidence;
using Xunit;

namespace Voltward.Tests.Cases;

public sealed class CaseNoticeTests
{
    [Fact]
    public void A_theft_notice_can_be_searched_and_shows_every_line_with_its_figures()
    {
        var text = PdfText.Of(NoticeSamples.Printed(NoticeSamples.Notices.Theft(NoticeSamples.Theft)).Pdf);
        foreach (var words in (string[])[
            "窃电处理通知书", "用电检查人员", "示范县康达食品加工厂", "标定电流容量", "√3×380×1.5×200÷5÷1000×12×60=28433.35",
            "28433.35×0.7312=20790.47", "20790.47×2.5=51976.18", "贰万零柒佰玖拾元肆角柒分", "伍万壹仟玖佰柒拾陆元壹角捌分", "拒绝签收", "12398"])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_two_kinds_of_money_stand_apart_and_no_sum_of_them_is_printed()
    {
        var text = PdfText.Of(NoticeSamples.Printed(NoticeSamples.Notices.Theft(NoticeSamples.Theft)).Pdf);
        Assert.Contains("20,790.47", text, StringComparison.Ordinal);
        Assert.Contains("51,976.18", text, StringComparison.Ordinal);
        Assert.DoesNotContain("72,766.65", text, StringComparison.Ordinal);
        Assert.DoesNotContain("72766.65", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_authority_decides_stands_on_no_document_of_the_company()
    {
        var answer = Asked.Answer(
            "THF-Q4a", "CN-2024", "{'equipmentKw':9,'hoursPerDay':12,'days':180,'price':'0.78','contractMultiplier':3,'administrativeCeilingMultiple':5}");
        Assert.Equal("75816.00", answer.Result["administrativeFineCeiling"]?.ToString());
        var content = NoticeSamples.Content(answer);
        foreach (var printed in (PrintedDocument[])[
            NoticeSamples.Printed(NoticeSamples.Notices.Theft(content)), NoticeSamples.Printed(NoticeSamples.Notices.Breach(content)),
            NoticeSamples.Printed(NoticeSamples.Sheet(content)), NoticeSamples.Printed(NoticeSamples.WorkOrder()), NoticeSamples.Printed(NoticeSamples.Result())])
        {
            var text = PdfText.Of(printed.Pdf);
            Assert.DoesNotContain("罚款", text, StringComparison.Ordinal);
            Assert.DoesNotContain("75816", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_article_is_printed_only_when_its_record_is_verified()
    {
        var lines = NoticeSamples.Theft.Lines;
        var unverified = PdfText.Of(NoticeSamples.Printed(NoticeSamples.Notices.Theft(NoticeSamples.Theft)).Pdf);
        Assert.Contains("《供电营业规则(2024)》（条号待核实）", unverified, StringComparison.Ordinal);
        Assert.DoesNotContain("第一百零五条", unverified, StringComparison.Ordinal);
        var verified = NoticeSamples.Theft with { Lines = [.. lines.Select(l => l with { Verified = true })] };
        Assert.Contains("《供电营业规则(2024)》第一百零五条", PdfText.Of(NoticeSamples.Printed(NoticeSamples.Notices.Theft(verified)).Pdf), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("inspectors")]
    [InlineData("evidence")]
    [InlineData("facts")]
    [InlineData("penalty")]
    public void A_missing_fact_is_refused_by_name(string member)
    {
        var full = NoticeSamples.Theft;
        var content = member switch
        {
            "address" => full with { Party = full.Party with { Address = " " } },
            "inspectors" => full with { Findings = full.Findings with { Inspectors = ["张三"] } },
            "evidence" => full with { Evidence = [] },
            "facts" => full with { Findings = full.Findings with { Facts = [] } },
            _ => full with { Due = full.Due with { Penalty = null } },
        };
        var problem = NoticeSamples.Notices.Theft(content).Problem;
        Assert.Equal(("evidence.document-fact-missing", member), (problem?.Code, problem?.Where));
    }

    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(5, "伍分")]
    [InlineData(20, "贰角整")]
    [InlineData(100, "壹元整")]
    [InlineData(105, "壹元零伍分")]
    [InlineData(1_234_50, "壹仟贰佰叁拾肆元伍角整")]
    [InlineData(1_000_07, "壹仟元零柒分")]
    [InlineData(10_010_00, "壹万零壹拾元整")]
    [InlineData(1_000_000_00, "壹佰万元整")]
    [InlineData(1_000_050_00, "壹佰万零伍拾元整")]
    [InlineData(100_000_000_00, "壹亿元整")]
    [InlineData(203_004_005_67, "贰亿零叁佰万零肆仟零伍元陆角柒分")]
    public void Money_in_capital_words_follows_the_rules_of_cheques(long fen, string words) =>
        Assert.Equal(words, MoneyWords.Capitals(Yuan.FromFen(fen)));
}
