using System.Globalization;
using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The form of a special round, by keyboard alone: what is wrong is said at its field, and what is right becomes an edition.</summary>
public sealed class RoundPageTests(Served served) : IClassFixture<Served>
{
    [Fact]
    public async Task A_special_round_is_filled_in_refused_by_field_and_published()
    {
        served.Need();
        await using var window = await served.OpenAsync("guanli");
        var page = window.Page;
        await page.GotoAsync("/cycles");
        await page.GetByRole(AriaRole.Link, new() { Name = "新专项检查" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "新专项检查" }).WaitForAsync();
        await page.Locator("#zh").FocusAsync();
        await page.Keyboard.TypeAsync("汛期专项");
        await page.Locator("#areas").FillAsync("T-不存在");
        await page.Locator("#share").FillAsync("250");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".refused").WaitForAsync();
        Assert.Equal(
            ["en", "from", "until", "areas", "share", "reason"],
            await page.Locator("[aria-invalid=true]").EvaluateAllAsync<string[]>("all => all.map(f => f.id)"));
        await Assertions.Expect(page.Locator("label", new() { Has = page.Locator("#areas") })).ToContainTextAsync("没有 T-不存在");
        // What was filled in stays.
        await Assertions.Expect(page.Locator("#zh")).ToHaveValueAsync("汛期专项");
        if (Environment.GetEnvironmentVariable("VOLTWARD_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "round-refused-zh-1440.png"), FullPage = true });

        await page.Locator("#en").FillAsync("flood round");
        await page.Locator("#from").FillAsync(Day(10));
        await page.Locator("#until").FillAsync(Day(40));
        await page.Locator("#areas").FillAsync("");
        await page.Locator("#share").FillAsync("15");
        await page.Locator("#reason").FillAsync("城区内涝风险");
        await page.GetByLabel("餐饮").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.GetByLabel("低压（6 千伏以下）").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        var list = page.Locator(".items details").Nth(2);
        await list.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await list.Locator("input").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#reason").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/cycles?show=round-*");
        var text = await page.Locator("main").InnerTextAsync();
        foreach (var part in (string[])["汛期专项", "餐饮", "低压（6 千伏以下）", "15", "城区内涝风险", Day(10), Day(40)]) Assert.Contains(part, text, StringComparison.Ordinal);
        // The refused form is the one answer a browser complains of.
        Assert.All(window.Complaints, c => Assert.Contains("400", c, StringComparison.Ordinal));
    }

    private static string Day(int ahead) =>
        TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
