using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

public sealed class OfficeTests(Served served)
{
    private static readonly string[] Pages =
    [
        "/", "/losses", "/areas/TQ0002", "/leads", "/leads/L0001", "/customers", "/customers/35000203?view=2026-09-01", "/areas", "/feeders/F00", "/plan",
        "/orders", "/cases", "/interruptions", "/hazards", "/import", "/imports", "/imports/imp-1", "/more", "/models", "/losses/levels", "/loss-orders", "/search?q=居民3", "/password",
    ];

    [Fact]
    public async Task The_office_is_worked_with_the_keyboard_alone()
    {
        await using var window = await served.OpenAsync("fenxi");
        var (page, keys) = (window.Page, window.Page.Keyboard);

        await keys.PressAsync("g");
        await keys.PressAsync("2");
        await page.WaitForURLAsync("**/losses");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("k");
        var first = await page.Locator("tr.at .no").InnerTextAsync();
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync($"**/areas/{first}");
        await keys.PressAsync("Escape");
        await page.WaitForURLAsync("**/losses");

        await keys.PressAsync("/");
        await keys.TypeAsync("35000203");
        await page.Locator(".suggestions a").First.WaitForAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await page.WaitForURLAsync("**/customers/35000203");

        await keys.PressAsync("?");
        Assert.True(await page.Locator("dialog#keys").IsVisibleAsync());
        await keys.PressAsync("Escape");
        Assert.False(await page.Locator("dialog#keys").IsVisibleAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_address_of_a_list_is_the_list()
    {
        await using var window = await served.OpenAsync("fenxi");
        var page = window.Page;
        await page.GotoAsync("/customers");
        await page.Locator("select[name=class]").SelectOptionAsync("shop");
        await page.WaitForURLAsync("**/customers?class=shop");
        await page.GetByRole(AriaRole.Link, new() { Name = "户号" }).ClickAsync();
        await page.WaitForURLAsync("**class=shop&sort=customer");
        await page.GetByRole(AriaRole.Link, new() { Name = "户号" }).ClickAsync();
        await page.WaitForURLAsync("**class=shop&sort=-customer");
        var rows = await page.Locator("tbody tr").AllInnerTextsAsync();
        Assert.Equal(12, rows.Count);
        Assert.Contains("35001101", rows[0], StringComparison.Ordinal);

        var again = await window.Context.NewPageAsync();
        await again.GotoAsync(page.Url);
        Assert.Equal(rows, await again.Locator("tbody tr").AllInnerTextsAsync());

        var opened = await window.Context.RunAndWaitForPageAsync(() => page.Locator("tbody tr").First.Locator("td").Nth(2).ClickAsync(new() { Button = MouseButton.Middle }));
        await opened.WaitForURLAsync("**/customers/35001101");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal(13, (await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Length);

        await page.Keyboard.PressAsync("c");
        await page.WaitForURLAsync("**/customers");
    }

    [Theory]
    [InlineData(1440, 900, "中文")]
    [InlineData(1440, 900, "English")]
    [InlineData(360, 640, "中文")]
    public async Task No_page_scrolls_sideways_and_the_browser_never_complains(int width, int height, string language)
    {
        await using var window = await served.OpenAsync("fenxi", width, height);
        await ChooseAsync(window.Page, language);
        foreach (var address in Pages)
        {
            await window.Page.GotoAsync(address);
            var over = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(over <= 0, $"{address} is {over} px too wide at {width}");
            Assert.True(window.Complaints.Count == 0, $"{address}: {string.Join("; ", window.Complaints)}");
            await AssertLabelledAsync(window.Page, address);
        }
    }

    /// <summary>Names, roles, order of headings, size of targets, and a contrast of 4.5 in both colour schemes, by an independent checker.</summary>
    [Fact]
    public async Task Every_page_passes_the_accessibility_checker_in_light_and_dark()
    {
        served.Need();
        var checker = await AccessibilityChecker.LoadAsync();
        await using var window = await served.OpenAsync("fenxi");
        foreach (var address in Pages)
        {
            await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await window.Page.GotoAsync(address);
            var wrong = await checker.RunAsync(window.Page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice");
            Assert.True(wrong.Length == 0, $"{address}: {string.Join(" | ", wrong)}");
            await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            wrong = await checker.RunAsync(window.Page, "wcag2aa");
            Assert.True(wrong.Length == 0, $"{address} in the dark: {string.Join(" | ", wrong)}");
        }
    }

    [Fact]
    public async Task What_has_the_keyboard_shows_it()
    {
        await using var window = await served.OpenAsync("fenxi");
        await window.Page.GotoAsync("/leads");
        for (var i = 0; i < 25; i++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            var hidden = await window.Page.EvaluateAsync<string?>(
                """
                () => {
                  const at = document.activeElement, style = getComputedStyle(at)
                  return at === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ? null : at.outerHTML.slice(0, 120)
                }
                """);
            Assert.True(hidden is null, $"no ring around {hidden}");
        }
    }

    [Fact]
    public async Task A_chart_is_drawn_and_has_its_figures_as_a_table()
    {
        await using var window = await served.OpenAsync("fenxi", colours: ColorScheme.Dark);
        var page = window.Page;
        await page.GotoAsync("/areas/TQ0002");
        await page.Locator(".chart canvas").First.WaitForAsync();
        var inked = await page.EvaluateAsync<bool>(
            "() => { const c = document.querySelector('.chart canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return d.some((v, i) => i % 4 === 3 && v > 0) }");
        Assert.True(inked);
        await page.Locator(".table-of summary").First.ClickAsync();
        Assert.Equal(60, await page.Locator(".chart").First.Locator("tbody tr").CountAsync());
        await page.Locator(".chart .canvas").First.HoverAsync();
        Assert.Matches("2026-0[89]-", await page.Locator(".readout").First.InnerTextAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Language_and_colours_stay_as_chosen()
    {
        await using var window = await served.OpenAsync("fenxi");
        var page = window.Page;
        await ChooseAsync(page, "English");
        await page.Locator(".top .menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await page.WaitForFunctionAsync("document.documentElement.dataset.theme === 'dark'");
        await page.GotoAsync("/leads");
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("rgb(22, 24, 26)", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
    }

    private static async Task ChooseAsync(IPage page, string language)
    {
        await page.Locator(".top .menu summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = language }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = language == "English" ? "Today" : "今日", Exact = true }).WaitForAsync();
    }

    /// <summary>Every field and button has a name, pictures have words, headings begin with one of the first order.</summary>
    private static async Task AssertLabelledAsync(IPage page, string address)
    {
        var nameless = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], img, [role=img]')]
              .filter(e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden')
              .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || e.getAttribute('alt') !== null || e.textContent.trim() || e.title))
              .map(e => e.outerHTML.slice(0, 120))
            """);
        Assert.True(nameless.Length == 0, $"{address}: without a name: {string.Join(" | ", nameless)}");
        var small = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, .button, nav a, summary, select, input:not([type=hidden]):not([type=checkbox]):not([type=radio])')]
              .filter(e => e.getClientRects().length && !e.closest('.trail'))
              .filter(e => e.getBoundingClientRect().height < 24)
              .map(e => `${e.getBoundingClientRect().height} ${e.outerHTML.slice(0, 100)}`)
            """);
        Assert.True(small.Length == 0, $"{address}: lower than 24 px: {string.Join(" | ", small)}");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
    }
}
