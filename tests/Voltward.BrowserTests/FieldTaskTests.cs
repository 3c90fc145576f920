using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>The list of tasks on the phone: the day's own come before what earlier days left over.</summary>
public sealed class FieldTaskTests(Served served)
{
    [Fact]
    public async Task Tasks_of_today_come_before_what_earlier_days_left_over()
    {
        served.Need();
        var desk = new Desk(served.Address);
        await LeftOverAsync(desk, "35000601");
        await desk.OrderAsync("35000602");
        await using var phone = await Phone.OpenAsync(served);
        await phone.PrepareAsync();
        var seen = await phone.Page.Locator(".tasks li").AllInnerTextsAsync();
        var first = seen.ToList().FindIndex(t => t.Contains("应于 ", StringComparison.Ordinal));
        Assert.True(first > 0, string.Join(" / ", seen));
        Assert.StartsWith("以前未办", seen[first], StringComparison.Ordinal);
        Assert.All(seen.Skip(first), t => Assert.Contains("应于 ", t, StringComparison.Ordinal));
        Assert.Empty(phone.Complaints);
    }

    private static async Task LeftOverAsync(Desk desk, string customerNo)
    {
        var stop = TestContext.Current.CancellationToken;
        var (planner, manager) = (await desk.InAsync("paigong"), await desk.InAsync("guanli"));
        var answer = await planner.PostAsJsonAsync("/api/orders", new { customerNo, reasonCode = "breach" }, stop);
        var order = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(stop)).GetProperty("orderNo").GetString();
        var day = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await planner.PutAsJsonAsync($"/api/orders/{order}/assignment", new { crewId = "C1", day }, stop)).EnsureSuccessStatusCode();
        (await manager.PostAsync($"/api/orders/{order}/approval", null, stop)).EnsureSuccessStatusCode();
    }
}
