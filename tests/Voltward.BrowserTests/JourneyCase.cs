using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Voltward.Tests.Evidence;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The case of the journey: facts, calculation, review, notice, money.</summary>
public sealed partial class JourneyTests
{
    private const string Price = "0.56";

    private static async Task SettleAsync(Office office, string address)
    {
        var page = await OpenAsync(office, "hecha", address);
        await FilePackAsync(page);
        await page.GetByLabel("行为起日").FillAsync("2026-09-24");
        await page.GetByLabel("行为止日").FillAsync("2026-10-31");
        await page.GetByLabel("窃电量下限").FillAsync("1900");
        await page.GetByLabel("窃电量上限").FillAsync("2400.5");
        await page.GetByLabel("电价（元/kWh").FillAsync(Price);
        await page.GetByLabel("证据说明").FillAsync("现场照片、封印照片、台区线损曲线");
        await TakeAsync(page, "核查完成");
        Assert.Equal(0, await Button(page, "初算").CountAsync());

        await TakeAsync(await OpenAsync(office, "chusuan", address), "初算");
        page = await OpenAsync(office, "shenpi", address);
        if (await page.GetByText("须先经法律审核").CountAsync() > 0) page = await DecideAsync(office, page, address);
        Assert.Contains("= 电量 × 电价", await page.Locator(".trace").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("1,064.00", await page.Locator(".trace").First.InnerTextAsync(), StringComparison.Ordinal);
        await TakeAsync(page, "复核通过");
    }

    /// <summary>Files what the records do not prove by themselves, and tests every innocent explanation.</summary>
    private static async Task FilePackAsync(IPage page)
    {
        foreach (var code in (string[])["EVD-2", "EVD-3", "EVD-5", "EVD-7", "EVD-8", "EVD-9"])
        {
            if (await page.Locator("#pack li.missing").Filter(new() { HasText = code + " " }).CountAsync() == 0) continue;
            await page.Locator("#pack summary").ClickAsync();
            await page.Locator("#pack select[name=item]").SelectOptionAsync(code);
            await page.Locator("#pack input[name=reference]").FillAsync(code + " 号材料");
            await page.Locator("#pack input[name=detail]").FillAsync("省计量检定中心，授权文号 2026-7");
            await page.Locator("#pack input[name=file]").SetInputFilesAsync(new FilePayload { Name = code + ".txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(code) });
            await SendAsync(page, "#pack button");
        }

        var explanations = await page.Locator("#innocence select[name=explanation] option").EvaluateAllAsync<string[]>("all => all.map(o => o.value)");
        foreach (var explanation in explanations)
        {
            await page.Locator("#innocence summary").ClickAsync();
            await page.Locator("#innocence select[name=explanation]").SelectOptionAsync(explanation);
            await page.Locator("#innocence textarea[name=grounds]").FillAsync("现场与台账核对，已排除");
            await page.Locator("#innocence input[name=reference]").FillAsync("核查记录 1 号");
            await SendAsync(page, "#innocence button");
        }

        Assert.Equal(0, await page.Locator("#innocence li.missing").CountAsync());
    }

    private static async Task SendAsync(IPage page, string button)
    {
        var answered = page.WaitForResponseAsync(r => r.Request.Method == "POST");
        await page.Locator(button).ClickAsync();
        await answered;
        await page.WaitForLoadStateAsync();
        if (await page.Locator("main > .refused").CountAsync() > 0) Assert.Fail(await page.Locator("main > .refused").First.InnerTextAsync());
    }

    /// <summary>Where the contract is silent, the legal department decides the multiple before anybody is told a sum.</summary>
    private static async Task<IPage> DecideAsync(Office office, IPage page, string address)
    {
        await page.Locator("form.step").Filter(new() { Has = Button(page, "复核退回") }).GetByLabel("退回原因").FillAsync("合同未约定倍数，先送法律审核");
        await TakeAsync(page, "复核退回");
        page = await OpenAsync(office, "guanli", address);
        await page.GetByLabel("审核部门").FillAsync("法律合规部");
        await page.GetByLabel("审核日期").FillAsync(Today);
        await page.GetByLabel("文号").FillAsync("法审〔2026〕7号");
        await page.GetByLabel("核定倍数").FillAsync("2");
        await TakeAsync(page, "记录法律审核结论");
        await TakeAsync(await OpenAsync(office, "chusuan", address), "初算");
        return await OpenAsync(office, "shenpi", address);
    }

    private static async Task NoticeAsync(Office office, string address, string customer)
    {
        var page = await OpenAsync(office, "zhixing", address);
        await TakeAsync(page, "上机并出具通知书");
        var link = page.GetByRole(AriaRole.Link, new() { Name = "窃电处理通知书" });
        var pdf = await page.RunAndWaitForDownloadAsync(() => link.EvaluateAsync("a => { a.download = 'notice.pdf'; a.click() }"));
        var text = PdfText.Of(await File.ReadAllBytesAsync(await pdf.PathAsync(), TestContext.Current.CancellationToken));
        foreach (var words in (string[])["通知书", customer, "1900.00", "1064.00", "违约使用电费", "供电营业规则"])
        {
            Assert.Contains(words, text.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        await page.Locator("select[name=how]").SelectOptionAsync("signed");
        await page.GetByLabel("送达凭据").FillAsync("送达回证 1 号");
        await TakeAsync(page, "送达通知书");
    }

    private static async Task CollectAsync(Office office, string address)
    {
        foreach (var money in (string[])["BackBilledCharge", "PenaltyCharge"])
        {
            var cashier = await OpenAsync(office, "shoufei", address);
            await cashier.Locator("select[name=money]").SelectOptionAsync(money);
            await cashier.GetByLabel("收款日").FillAsync(Today);
            await cashier.GetByLabel("凭据号").FillAsync("SJ-" + money);
            await TakeAsync(cashier, "收费");
        }

        var page = await OpenAsync(office, "guanli", address);
        await TakeAsync(page, "结案");
        await page.Locator(".head .state").GetByText("已结案").WaitForAsync();
        Assert.Equal(["0.00", "0.00"], await page.Locator(".money:not(#criminal) td:nth-child(4)").AllInnerTextsAsync());
        Assert.Equal("1064.00", await page.Locator("#criminal td:nth-child(4)").InnerTextAsync());
        var timeline = await page.Locator(".timeline").InnerTextAsync();
        foreach (var name in (string[])["陈志强", "吴海燕", "何敏", "高建军", "罗芳", "谢永明", "唐亮", "冯雪", "许建华"]) Assert.Contains(name, timeline, StringComparison.Ordinal);
    }

    private static async Task<IPage> OpenAsync(Office office, string login, string address)
    {
        var page = await office.AsAsync(login);
        await page.GotoAsync(address);
        return page;
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Presses the button of a step; a refusal fails with its words.</summary>
    private static async Task TakeAsync(IPage page, string step)
    {
        var answered = page.WaitForResponseAsync(r => r.Request.Method == "POST");
        await Button(page, step).ClickAsync();
        await answered;
        await page.WaitForLoadStateAsync();
        var refused = page.Locator("main > .refused");
        if (await refused.CountAsync() > 0) Assert.Fail($"{step}: {await refused.First.InnerTextAsync()}");
    }
}
