using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>A line-loss order from the page of its area to the list, by the pages alone.</summary>
public sealed class LossOrderPageTests(Served served)
{
    [Fact]
    public async Task An_order_is_opened_on_the_area_worked_step_by_step_and_stands_in_the_list()
    {
        served.Need();
        var checker = await AccessibilityChecker.LoadAsync();
        await using var window = await served.OpenAsync("fenxi");
        var page = window.Page;
        await page.GotoAsync("/areas/TQ0002");
        await page.Locator("input[name=owner]").FillAsync("张伟");
        await page.Locator("input[name=due]").FillAsync("2027-01-15");
        await page.GetByRole(AriaRole.Button, new() { Name = "开线损检查工单" }).ClickAsync();
        await page.WaitForURLAsync("**/loss-orders/XS-*");
        Assert.Equal(3, await page.Locator("ol.causes > li").CountAsync());
        await page.Locator("select[name=cause]").SelectOptionAsync("Meter");
        await page.Locator("textarea[name=evidence]").FillAsync("现场校验，电能表停走");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await page.Locator(".refused, [role=alert]").First.WaitForAsync();
        await page.Locator("select[name=cause]").SelectOptionAsync("Meter");
        await page.Locator("input[name=kwh]").FillAsync("12.5");
        await page.Locator("textarea[name=evidence]").FillAsync("现场校验，电能表停走");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await page.GetByText("查实", new() { Exact = true }).First.WaitForAsync();
        var address = page.Url;
        await page.GotoAsync("/loss-orders");
        Assert.Contains("1/10", await page.Locator("tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        foreach (var (width, language) in new[] { (1440, "zh"), (360, "zh"), (1440, "en"), (360, "en") })
        {
            await page.SetViewportSizeAsync(width, 900);
            await window.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = served.Address }]);
            foreach (var path in (string[])["/loss-orders", address, "/areas/TQ0002"])
            {
                await page.GotoAsync(path);
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                if (Environment.GetEnvironmentVariable("VOLTWARD_SCREENS") is { Length: > 0 } folder)
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{path.Trim('/').Split('/')[^1]}-{width}-{language}.png"), FullPage = true });
                }

                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{path} is wider than {width}");
                var wrong = await checker.RunAsync(page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice");
                Assert.True(wrong.Length == 0, $"{path}: {string.Join(" | ", wrong)}");
            }
        }

        Assert.All(window.Complaints, c => Assert.Contains("400", c, StringComparison.Ordinal));
    }
}
