using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>Visits on the phone with the network cut.</summary>
public sealed class FieldVisitTests(Served served)
{
    [Fact]
    public async Task A_normal_visit_takes_at_most_twelve_taps_and_no_typing_without_a_network()
    {
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        var order = await desk.OrderAsync("35000003");
        await phone.PrepareAsync();
        await phone.GoOfflineAsync();
        await phone.Page.ReloadAsync();
        await phone.Page.GetByRole(AriaRole.Heading, new() { Name = "今日任务" }).WaitForAsync();
        Assert.Contains("离线", await phone.Page.Locator(".sync").InnerTextAsync(), StringComparison.Ordinal);

        await phone.VisitAsync("居民1-4");
        Assert.InRange(phone.Taps, 5, 12);
        Assert.Contains("1 条未上传", await phone.Page.Locator(".sync").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await desk.VisitsAsync(order));

        await phone.GoOnlineAsync();
        await phone.ReceivedAsync();
        var (id, state) = Assert.Single(await desk.VisitsAsync(order));
        Assert.Equal("submitted", state);
        var visit = await desk.VisitAsync(id);
        Assert.Empty(visit.GetProperty("undone").EnumerateArray());
        Assert.Equal(["code", "code"], visit.GetProperty("inspectors").EnumerateArray().Select(i => i.GetProperty("proof").GetString()));
        Assert.DoesNotContain("unsigned", visit.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
        Assert.Empty(phone.Complaints);
    }
}
