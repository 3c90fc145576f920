using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The forms of checklists and cycles: edited by keyboard, refused by row, published as a dated edition that only what comes after it uses.</summary>
public sealed class RuleFormTests(Served served) : IClassFixture<Served>
{
    [Fact]
    public async Task A_checklist_is_edited_by_keyboard_and_a_later_order_uses_it_while_an_old_one_keeps_its_own()
    {
        served.Need();
        var desk = new Desk(served.Address);
        var old = await desk.OrderAsync("35000407");
        await using var window = await served.OpenAsync("guanli");
        var page = window.Page;
        await page.GotoAsync("/checklists?show=lv-1");
        await page.GetByRole(AriaRole.Link, new() { Name = "以此为底稿填写新版本" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "新版检查表" }).WaitForAsync();

        // The second item goes up; the hand stays on its buttons.
        await page.GetByRole(AriaRole.Button, new() { Name = "上移 L2", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#items-1 summary code")).ToHaveTextAsync("L2");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "下移 L2", Exact = true })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "删除 M7", Exact = true }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "增加项目" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#items-18-code")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("L1");
        await page.Locator("#items-18-zh").FillAsync("储能电池间通风");
        await page.GetByLabel("要求填写数值").Last.CheckAsync();
        await page.Locator("#items-18-low").FillAsync("40");
        await page.Locator("#items-18-high").FillAsync("-10");

        // Enter looks for flaws and publishes nothing.
        await page.Locator("#items-18-zh").PressAsync("Enter");
        await page.Locator(".refused").WaitForAsync();
        Assert.Equal(["effectiveFrom", "items-18-code", "items-18-en", "items-18-high"], await page.Locator("[aria-invalid=true]").EvaluateAllAsync<string[]>("all => all.map(f => f.id)"));
        Assert.Contains("第 18 项：编号 L1 与第 2 项重复", await page.Locator(".refused").InnerTextAsync(), StringComparison.Ordinal);
        await JudgeAsync(page, "checklist-refused");

        await page.Locator("#effectiveFrom").FillAsync(Day(1));
        await page.Locator("#items-18-code").FillAsync("L12");
        await page.Locator("#items-18-en").FillAsync("battery room is ventilated");
        await page.Locator("#items-18-high").FillAsync("60");
        await page.Locator("#items-18-low").FillAsync("-10");
        await page.Locator("#items-18-unit").FillAsync("°C");
        await page.Locator("#items-18-shots").GetByLabel("全景").CheckAsync();
        await page.Locator("[name=items-18-when-1]").SelectOptionAsync("L11");
        await page.Locator("[name=items-18-is-1]").SelectOptionAsync("fail");
        await page.Locator("#items-18-fail").SelectOptionAsync("hazard-larger");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布" }).PressAsync("Enter");
        await page.WaitForURLAsync("**/checklists?show=lv-*");
        var edition = page.Url.Split('=')[1];
        var text = await page.Locator("main").InnerTextAsync();
        foreach (var part in (string[])["储能电池间通风", "−10 … 60 °C", "照片：全景", "仅当L11 不合格", "不合格时开较大隐患", Day(1)]) Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("采集终端在线", text, StringComparison.Ordinal);

        // Orders of a week to come use it; the one written before keeps its own.
        await using var planner = await served.OpenAsync("paigong");
        planner.Page.SetDefaultTimeout(120_000);
        await planner.Page.GotoAsync($"/plan?week={Week(35)}");
        await planner.Page.GetByRole(AriaRole.Button, new() { Name = "编制计划" }).ClickAsync();
        await planner.Page.Locator(".strip").WaitForAsync();
        var planned = await planner.Page.Locator("[data-drop] [data-order]").EvaluateAllAsync<string[]>("all => all.map(c => c.dataset.order)");
        var lists = new List<string>();
        foreach (var no in planned) lists.Add(await ListOfAsync(desk, no));
        Assert.Contains(edition, lists);
        Assert.DoesNotContain("lv-1", lists);
        Assert.Equal("lv-1", await ListOfAsync(desk, old));
        Assert.All(window.Complaints, c => Assert.Contains("400", c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_shipped_checklist_passes_through_its_form_without_loss()
    {
        served.Need();
        await using var window = await served.OpenAsync("xitong");
        var page = window.Page;
        foreach (var kind in (string[])["area", "ev", "file", "hv", "important", "pv"])
        {
            await page.GotoAsync($"/checklists/new?like={kind}-1");
            await page.Locator("#effectiveFrom").FillAsync(Day(300));
            await page.GetByRole(AriaRole.Button, new() { Name = "发布" }).ClickAsync();
            await page.WaitForURLAsync($"**/checklists?show={kind}-*");
            var (shipped, published) = (await TextAsync(page, $"{kind}-1"), await TextAsync(page, page.Url.Split('=')[1]));
            foreach (var name in (string[])["checklistId", "effectiveFrom"]) shipped[name] = published[name]?.DeepClone();
            Assert.True(JsonNode.DeepEquals(shipped, published), $"{shipped}\n{published}");
        }

        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_cycles_are_edited_refused_by_row_and_published()
    {
        served.Need();
        await using var window = await served.OpenAsync("guanli", 360, 640);
        var page = window.Page;
        await page.GotoAsync("/cycles?show=cycles-1");
        await page.GetByRole(AriaRole.Link, new() { Name = "以此为底稿填写新版周期" }).TapAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "新版检查周期" }).WaitForAsync();
        var medium = page.Locator("fieldset", new() { HasText = "4. 供电电压 6 千伏及以上" });
        await medium.Locator("input[type=number]").FillAsync("0.5");
        await page.Locator("#late").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布" }).TapAsync();
        await page.Locator(".refused").WaitForAsync();
        Assert.Equal(["effectiveFrom", "rows-4-figure", "late"], await page.Locator("[aria-invalid=true]").EvaluateAllAsync<string[]>("all => all.map(f => f.id)"));
        await Assertions.Expect(medium).ToContainTextAsync("第 4 行：周期应为 1 至 240 的整月数");
        await JudgeAsync(page, "cycles-refused");

        await page.Locator("#effectiveFrom").FillAsync(Day(400));
        await medium.Locator("input[type=number]").FillAsync("6");
        await page.Locator("#late").FillAsync("9");
        var residents = page.Locator("fieldset", new() { HasText = "8. 居民" });
        await residents.Locator("select").SelectOptionAsync("event");
        await page.GetByRole(AriaRole.Button, new() { Name = "发布" }).TapAsync();
        await page.WaitForURLAsync("**/cycles?show=cycles-*");
        var rows = await page.Locator("table.rows tr").AllInnerTextsAsync();
        Assert.Contains(rows, r => r.Contains("10（6、20）千伏", StringComparison.Ordinal) && r.Contains("每 6 个月", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("居民（抽查）", StringComparison.Ordinal) && r.Contains("按事件", StringComparison.Ordinal));
        await page.GotoAsync("/cycles?show=cycles-1");
        rows = await page.Locator("table.rows tr").AllInnerTextsAsync();
        Assert.Contains(rows, r => r.Contains("10（6、20）千伏", StringComparison.Ordinal) && r.Contains("每 12 个月", StringComparison.Ordinal));
        Assert.All(window.Complaints, c => Assert.Contains("400", c, StringComparison.Ordinal));
    }

    /// <summary>A form with flaws and opened rows, which the round of all pages never shows.</summary>
    private static async Task JudgeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VOLTWARD_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, "too wide");
        Assert.Empty(await (await AccessibilityChecker.LoadAsync()).RunAsync(page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice"));
    }

    private static async Task<JsonNode> TextAsync(IPage page, string version)
    {
        await page.GotoAsync($"/checklists?show={version}");
        // The draft below a version says what the version says, under another name and from another day.
        return JsonNode.Parse(await page.Locator("textarea[name=text]").InputValueAsync())!;
    }

    private static async Task<string> ListOfAsync(Desk desk, string order)
    {
        var text = await (await desk.InAsync("guanli")).GetStringAsync($"/api/orders/{order}", TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("row").GetProperty("checklistId").GetString()!;
    }

    private static DateTimeOffset Here => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));

    private static string Day(int ahead) => Here.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Week(int ahead)
    {
        var day = Here.AddDays(ahead).DateTime;
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}");
    }
}
