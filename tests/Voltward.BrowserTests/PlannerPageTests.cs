using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>Pages of the planner and of the quality of visits: both widths, both languages, judged by axe; orders moved by keyboard alone.</summary>
public sealed class PlannerPageTests(Served served) : IClassFixture<Served>
{
    private static string Today => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Pages_of_plan_and_quality_pass_axe_and_do_not_scroll_sideways()
    {
        served.Need();
        var desk = new Desk(served.Address);
        var order = await desk.OrderAsync("35000003");
        await using (var phone = await Phone.OpenAsync(served))
        {
            await phone.PrepareAsync();
            await phone.VisitAsync("居民1-4");
            await phone.ReceivedAsync(120_000);
        }

        var visit = (await desk.VisitsAsync(order))[0].Id;
        var checker = await AccessibilityChecker.LoadAsync();
        foreach (var (language, width, height) in (IEnumerable<(string, int, int)>)[("中文", 1440, 900), ("English", 360, 640), ("English", 1440, 900), ("中文", 360, 640)])
        {
            await using var window = await served.OpenAsync("guanli", width, height);
            await window.Page.GotoAsync("/");
            if (language == "English")
            {
                await window.Page.Locator(".top .menu summary").ClickAsync();
                await window.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
                await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Today", Exact = true }).WaitForAsync();
            }

            foreach (var (address, name) in (IEnumerable<(string, string)>)[
                ("/plan", "plan"), ($"/plan/crew/C1/{Today}", "crew-day"), ("/plan/crew/C1/2026-11-28", "crew-saturday"), ("/integrity", "integrity"), ("/devices", "devices"),
                ("/checklists?show=lv-1", "checklists"), ("/cycles?show=cycles-1", "cycles"), ("/cycles?show=summer-1", "rounds"), ("/cycles/new?like=winter-1", "round-form"), ("/cycles/edit", "cycles-form"), ("/checklists/new?like=important-1", "checklist-form"), ($"/orders/{order}", "order"), ("/quality", "quality"), ($"/visits/{visit}/replay", "replay")])
            {
                await window.Page.GotoAsync(address);
                if (Environment.GetEnvironmentVariable("VOLTWARD_PICTURES") is { Length: > 0 } folder)
                {
                    await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(language == "English" ? "en" : "zh")}-{width}.png"), FullPage = width > 500 });
                }

                var over = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(over <= 0, $"{address} is {over} px too wide at {width}");
                // A fragment where a text belongs shows the name of its type.
                Assert.DoesNotContain("Microsoft.", await window.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
                var wrong = await checker.RunAsync(window.Page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice");
                Assert.True(wrong.Length == 0, $"{address} {language} {width}: {string.Join(" | ", wrong)}");
                Assert.True(window.Complaints.Count == 0, $"{address}: {string.Join("; ", window.Complaints)}");
            }
        }
    }

    [Fact]
    public async Task An_order_is_moved_by_keyboard_and_a_conflict_says_why()
    {
        served.Need();
        var order = await new Desk(served.Address).OrderAsync("35000205");
        await using var window = await served.OpenAsync("paigong");
        await window.Page.GotoAsync("/plan");
        // Somebody may be sent out on any day from today to Sunday.
        var left = 1 + ((7 - (int)DateOnly.Parse(Today, System.Globalization.CultureInfo.InvariantCulture).DayOfWeek) % 7);
        await Assertions.Expect(window.Page.Locator("select[name=day] option")).ToHaveCountAsync(left);
        await window.Page.Locator("select[name=order]").FocusAsync();
        await window.Page.Locator("select[name=order]").SelectOptionAsync(order);
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Tab");
        // Today, the first day of the list, by the key of a list.
        await window.Page.Keyboard.PressAsync("Home");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForLoadStateAsync();
        var chip = window.Page.Locator($"[data-order='{order}']");
        await chip.First.WaitForAsync();
        var moved = await chip.First.EvaluateAsync<string?>("c => c.closest('td')?.dataset.day ?? null");
        var refused = await window.Page.Locator(".refused").CountAsync();
        // Either it stands on today now, or the page says why it cannot and what to do.
        Assert.True(refused > 0 || moved == Today, $"{moved}, {refused}");
        // Nothing is dropped on a day that has passed, and nobody plans a week that is over.
        Assert.Equal(Today, await window.Page.Locator("[data-drop]").First.GetAttributeAsync("data-day"));
        await window.Page.GotoAsync("/plan?week=2026-W40");
        await window.Page.GetByText("这一周的工作日已经过完，没有计划。").WaitForAsync();
        Assert.Equal(0, await window.Page.Locator("[data-drop], [data-main], select[name=day]").CountAsync());
    }
}
