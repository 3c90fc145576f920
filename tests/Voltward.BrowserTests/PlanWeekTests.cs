using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>A week's plan as people read it. A town of its own: a plan orders customers whom other journeys order too, which ones depends on the date.</summary>
public sealed class PlanWeekTests(Served served) : IClassFixture<Served>
{
    [Fact]
    public async Task A_sealed_week_is_read_on_a_phone_day_under_day_and_names_people_not_codes()
    {
        served.Need();
        var week = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(63).DateTime;
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{System.Globalization.ISOWeek.GetYear(week)}-W{System.Globalization.ISOWeek.GetWeekOfYear(week):00}");
        foreach (var (login, button) in (IEnumerable<(string, string)>)[("paigong", "编制计划"), ("guanli", "审批整个计划")])
        {
            await using var window = await served.OpenAsync(login);
            window.Page.SetDefaultTimeout(120_000);
            await window.Page.GotoAsync($"/plan?week={name}");
            await window.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            await window.Page.GetByText(login == "paigong" ? "待审批" : "已审批").First.WaitForAsync();
        }

        await using var phone = await served.OpenAsync("guanli", 360, 640);
        await phone.Page.GotoAsync($"/plan?week={name}");
        Assert.Equal(0, await phone.Page.Locator(".scroll-x").EvaluateAsync<int>("s => s.scrollWidth - s.clientWidth"));
        Assert.Contains("周一", await phone.Page.Locator(".board td").First.EvaluateAsync<string>("c => getComputedStyle(c, '::before').content"), StringComparison.Ordinal);
        // A week without a plan leads to the one that has.
        await phone.Page.GotoAsync("/plan?week=2020-W10");
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "看最近的计划" }).TapAsync();
        await phone.Page.Locator(".strip").WaitForAsync();

        await phone.Page.GotoAsync("/integrity");
        await phone.Page.Locator($"button[value='JH-{name}-1']").TapAsync();
        await phone.Page.Locator("code.hash").First.WaitForAsync();
        await phone.Page.GotoAsync("/integrity?leaks=1");
        Assert.True(await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
        var text = await phone.Page.Locator("main").InnerTextAsync();
        foreach (var code in (string[])["inspector:", "planner:", "approver:"]) Assert.DoesNotContain(code, text, StringComparison.Ordinal);
        Assert.Empty(phone.Complaints);
    }
}
