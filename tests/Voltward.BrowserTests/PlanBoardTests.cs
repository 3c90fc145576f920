using System.Globalization;
using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The planner's board by mouse: an order is dragged to another crew-day, and where it may not go the page says why.</summary>
public sealed class PlanBoardTests(Served served) : IClassFixture<Served>
{
    /// <summary>Monday of next week: no order is given to a day that has passed.</summary>
    private static DateTime Next
    {
        get
        {
            var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date;
            return today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        }
    }

    private static string Monday => Next.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Board => FormattableString.Invariant($"/plan?week={ISOWeek.GetYear(Next)}-W{ISOWeek.GetWeekOfYear(Next):00}");

    [Fact]
    public async Task An_order_dragged_to_another_crew_day_stands_there_and_a_conflict_is_explained()
    {
        served.Need();
        var order = await new Desk(served.Address).DraftAsync("35000206", "C1", Monday);
        await using var window = await served.OpenAsync("paigong");
        await window.Page.GotoAsync(Board);
        var before = await CellAsync(window.Page, order);
        Assert.Equal("C1", before.Crew);

        // Every other cell in turn, until one takes it: others hold people on duty elsewhere or a full day.
        (string Crew, string Day)? taken = null;
        foreach (var cell in await CellsAsync(window.Page))
        {
            if (cell == before) continue;
            await DragAsync(window.Page, order, cell);
            var refused = window.Page.Locator(".refused");
            var now = await CellAsync(window.Page, order);
            if (await refused.CountAsync() > 0)
            {
                Assert.Equal(before, now);
                Assert.NotEmpty((await refused.InnerTextAsync()).Trim());
                continue;
            }

            Assert.Equal(cell, now);
            taken = cell;
            break;
        }

        Assert.NotNull(taken);
        // The page was not only painted so: it stands so in the record.
        await window.Page.GotoAsync($"/orders/{order}");
        Assert.Contains(taken.Value.Day, await window.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_dragged_to_a_day_that_is_full_stays_and_the_page_says_what_to_do()
    {
        served.Need();
        var desk = new Desk(served.Address);
        var order = await desk.DraftAsync("35000207", "C1", Monday);
        await using var window = await served.OpenAsync("paigong");
        await window.Page.GotoAsync(Board);
        var from = await CellAsync(window.Page, order);
        var full = (await CellsAsync(window.Page)).First(c => c.Crew == "C2" && c.Day != from.Day);
        await desk.FillAsync(full.Crew, full.Day);
        await window.Page.ReloadAsync();
        await DragAsync(window.Page, order, full);
        await Assertions.Expect(window.Page.Locator(".refused")).ToContainTextAsync("分钟");
        Assert.Equal(from, await CellAsync(window.Page, order));
    }

    /// <summary>Pressed, moved and let go as a hand does; the browser makes the drag of it.</summary>
    private static async Task DragAsync(IPage page, string order, (string Crew, string Day) to)
    {
        var chip = page.Locator($".board [data-order='{order}'] small");
        var cell = page.Locator($"[data-drop][data-crew='{to.Crew}'][data-day='{to.Day}']");
        await chip.ScrollIntoViewIfNeededAsync();
        await chip.HoverAsync();
        await page.Mouse.DownAsync();
        await cell.HoverAsync();
        await cell.HoverAsync();
        await Assertions.Expect(cell).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("over"));
        // The answer is a page of its own; the mark of the old one is gone when it is there.
        await page.EvaluateAsync("window.old = true");
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("() => !window.old && document.readyState === 'complete'");
    }

    private static async Task<(string Crew, string Day)> CellAsync(IPage page, string order)
    {
        var at = await page.Locator($".board [data-order='{order}']").EvaluateAsync<string>("c => { const d = c.closest('[data-drop]').dataset; return d.crew + ' ' + d.day }");
        return (at.Split(' ')[0], at.Split(' ')[1]);
    }

    private static async Task<List<(string Crew, string Day)>> CellsAsync(IPage page) =>
        [.. (await page.Locator("[data-drop]").EvaluateAllAsync<string[]>("cells => cells.map(c => c.dataset.crew + ' ' + c.dataset.day)")).Select(c => (c.Split(' ')[0], c.Split(' ')[1]))];
}
