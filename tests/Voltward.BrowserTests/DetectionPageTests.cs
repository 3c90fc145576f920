using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The pages that have to convince an engineer: lead, area, levels and model.</summary>
public sealed class DetectionPageTests(Served served)
{
    [Fact]
    public async Task A_lead_says_why_what_would_clear_it_and_how_to_make_it_again()
    {
        await using var window = await served.OpenAsync("fenxi");
        var page = window.Page;
        await page.GotoAsync("/leads/L0002");
        var text = await page.Locator("main").InnerTextAsync();
        foreach (var words in (string[])["统计疑点", "各引擎的结论", "证据曲线", "什么能排除嫌疑", "台区邻居", "怎样复现", "voltward analyse --as-of 2026-09-29", "run-1"]) Assert.Contains(words, text, StringComparison.Ordinal);
        // Expected and metered use, the shortfall beside the loss, the loss itself, and the neighbours.
        await page.Locator("figure.chart").Nth(2).WaitForAsync();
        Assert.True(await page.Locator("figure.chart").CountAsync() >= 3);
        Assert.Contains("95 % 区间", text, StringComparison.Ordinal);
        // All eight engines, silent or not, and the two that the made-up town names itself.
        Assert.Equal(10, await page.Locator("table.engines tbody tr").CountAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_lead_with_metering_evidence_is_not_called_statistical()
    {
        await using var window = await served.OpenAsync("fenxi");
        await window.Page.GotoAsync("/leads/L0001");
        Assert.Equal(0, await window.Page.Locator(".head .state", new() { HasText = "统计疑点" }).CountAsync());
        await window.Page.GotoAsync("/leads?basis=statistical");
        Assert.True(await window.Page.Locator("tbody tr .state", new() { HasText = "统计疑点" }).CountAsync() > 0);
    }

    [Fact]
    public async Task The_area_splits_its_loss_by_cause_and_the_parts_are_written()
    {
        await using var window = await served.OpenAsync("fenxi");
        await window.Page.GotoAsync("/areas/TQ0002");
        var bar = window.Page.Locator("figure.split");
        Assert.Contains("技术线损", await bar.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("未查明电量", await bar.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory, InlineData(1440, "zh"), InlineData(360, "zh"), InlineData(1440, "en"), InlineData(360, "en")]
    public async Task The_pages_fit_and_the_checker_finds_nothing(int width, string language)
    {
        served.Need();
        var checker = await AccessibilityChecker.LoadAsync();
        await using var window = await served.OpenAsync("fenxi", width);
        await window.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = served.Address }]);
        foreach (var path in (string[])["/models", "/losses/levels", "/leads/L0002", "/areas/TQ0002"])
        {
            await window.Page.GotoAsync(path);
            await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{path} is wider than {width}");
            var wrong = await checker.RunAsync(window.Page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice");
            Assert.True(wrong.Length == 0, $"{path}: {string.Join(" | ", wrong)}");
        }

        Assert.Empty(window.Complaints);
    }
}
