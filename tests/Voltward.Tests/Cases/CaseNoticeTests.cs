using Voltward.Tests.Evidence;
using Xunit;

namespace Voltward.Tests.Cases;

public sealed class CaseNoticeTests
{
    [Fact]
    public void A_theft_notice_can_be_searched_and_shows_every_line_with_its_figures()
    {
        var text = PdfText.Of(NoticeSamples.Printed(NoticeSamples.Notices.Theft(NoticeSamples.Theft)).Pdf);
        foreach (var words in (string[])["窃电处理通知书", "用电检查人员", "示范县康达食品加工厂", "标定电流容量", "违约使用电费", "条号待核实"])
            Assert.Contains(words, text, StringComparison.Ordinal);
    }
}
