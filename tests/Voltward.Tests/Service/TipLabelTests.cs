using System.Text;
using Voltward.App.Service;
using Voltward.Domain.Service;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;
using static Voltward.Tests.Service.Tips;

namespace Voltward.Tests.Service;

public sealed class TipLabelTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_label_says_nothing_of_the_customer_and_leads_the_desk_to_it(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("350012345678");
        var print = town.Use<PrintLabels>();
        var request = new PrintLabels.Request("https://tips.example.cn", "350012345678", null);
        Assert.Equal("tip.address-unfit", Refused(await print.RunAsync(request with { Address = "javascript:alert(1)" }, Desk, Stop)));
        Assert.Equal("tip.label-unknown", Refused(await print.RunAsync(request with { CustomerNo = "9" }, Desk, Stop)));
        Assert.Equal("tip.not-for-crews", Refused(await print.RunAsync(request, Inspector(1), Stop)));
        var printed = Ok(await print.RunAsync(request, Desk, Stop));
        var label = Assert.Single(printed.Codes);
        Assert.Equal("%PDF", Encoding.ASCII.GetString(printed.Pdf, 0, 4));
        Assert.DoesNotContain("3500", label.Code, StringComparison.Ordinal);
        Assert.Equal(14, label.Code.Length);
        // The same place keeps its code.
        Assert.Equal(label.Code, Assert.Single(Ok(await print.RunAsync(request, Desk, Stop)).Codes).Code);

        Ok(await town.Use<ReportTip>().RunAsync(new(TipKind.Theft, "", "接线", Label: label.Code.ToLowerInvariant()), Stop));
        var line = Assert.Single((await town.Use<TipList>().RunAsync(App.Storage.ListRequest.All, Desk, Stop)).Rows);
        Assert.Equal(("customer", "350012345678"), (line.LabelSubject, line.LabelNo));
        // A label lies in its part of the organisation, and so does the tip.
        Assert.Equal(1, (await town.Use<TipList>().RunAsync(App.Storage.ListRequest.All, Desk with { OrgPath = "/1/" }, Stop)).Total);
        Assert.Equal("tip.text-unfit", Refused(await town.Use<ReportTip>().RunAsync(new(TipKind.Theft, "", "接线", Label: "2222-2222-2222"), Stop)));
    }
}
