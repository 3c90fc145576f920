using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

public sealed class InterruptionPageTests(Served served)
{
    [Fact]
    public async Task The_page_names_what_is_missing_and_offers_no_order_before_all_is_proved()
    {
        await using var window = await served.OpenAsync("zhixing");
        var page = window.Page;
        await page.GotoAsync("/interruptions");
        await page.GetByLabel("客户编号").FillAsync("35000203");
        await page.GetByLabel("事由").SelectOptionAsync("ArrearsUnpaid");
        await page.GetByLabel("理由").FillAsync("欠费两个月");
        await page.GetByRole(AriaRole.Button, new() { Name = "提出", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "还缺" }).WaitForAsync();
        var missing = await page.Locator(".gates .missing").CountAsync();
        Assert.True(missing >= 7);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "下达停电指令" }).CountAsync());

        await page.Locator("summary", new() { HasText = "书面催交" }).ClickAsync();
        await page.GetByLabel("应交日期").FillAsync("2026-01-10");
        await page.Locator("form:has([name=detail]) [name=reference]").FillAsync("EMS 1");
        await page.Locator("form:has([name=detail]) button").ClickAsync();
        await page.GetByText("EMS 1").WaitForAsync();
        Assert.Equal(missing - 1, await page.Locator(".gates .missing").CountAsync());
        if (Environment.GetEnvironmentVariable("VOLTWARD_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "interruption.png"), FullPage = true });
            await page.SetViewportSizeAsync(360, 640);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "interruption-phone.png"), FullPage = true });
        }

        Assert.Empty(window.Complaints);
    }
}
