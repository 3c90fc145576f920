using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>Batteries, links and servers that fail while a visit is made or sent. A town of its own: one crew's day does not hold the visits of all tests.</summary>
public sealed class FieldFailureTests(Served served) : IClassFixture<Served>
{
    private static bool IsLong => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("VOLTWARD_LONG"));

    [Fact]
    public async Task A_browser_killed_at_each_step_goes_on_where_it_was()
    {
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        await desk.OrderAsync("35000104");
        await phone.PrepareAsync();
        phone.Link.Tear();
        await phone.TapAsync(phone.Page.Locator(".task", new() { HasText = "居民2-5" }).First);
        await phone.SignInBothAsync();
        await DieAndGoOnAsync(phone);
        await phone.Page.Locator(".answers").First.WaitForAsync();

        await phone.TapAsync(phone.Page.Locator(".item", new() { HasText = "L1" }).First.GetByRole(AriaRole.Button, new() { Name = "不合格" }));
        await phone.Page.Locator(".remark input").First.FillAsync("保护器拒动");
        await phone.Page.WaitForTimeoutAsync(400);
        await DieAndGoOnAsync(phone);
        Assert.Equal("保护器拒动", await phone.Page.Locator(".remark input").First.InputValueAsync());

        await phone.TapAsync("其余");
        await phone.ValuesAsync();
        await phone.Page.Locator(".shutter").WaitForAsync();
        await DieAndGoOnAsync(phone);
        await phone.ShootAllAsync();
        await DieAndGoOnAsync(phone);
        await phone.SignAsync();
        await phone.TapAsync("完成检查");
        await phone.Page.GetByRole(AriaRole.Heading, new() { Name = "客户联" }).WaitForAsync();
        await phone.DieAsync();
        phone.Link.Mend();
        await phone.StartAsync();
        // The sign-in ends with the browser; what is recorded does not.
        await phone.Page.GotoAsync("/sign-in?back=/field/");
        await phone.Page.Locator("button[value='demo-jiancha1']").ClickAsync();
        await phone.ReceivedAsync();
    }

    [Fact]
    public async Task A_visit_finished_and_left_at_once_is_finished()
    {
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        await desk.OrderAsync("35000407");
        await phone.PrepareAsync();
        await phone.GoOfflineAsync();
        await phone.TapAsync(phone.Page.Locator(".task", new() { HasText = "居民5-8" }).First);
        await phone.SignInBothAsync();
        await phone.TapAsync("其余");
        await phone.ValuesAsync();
        await phone.ShootAllAsync();
        await phone.SignAsync();
        // No time between the tap and leaving the page.
        await phone.Page.EvaluateAsync("[...document.querySelectorAll('button')].find(b => b.textContent.includes('完成检查')).click(); location.hash = '#/outbox'");
        await phone.Page.GetByText("完成于").First.WaitForAsync();
        Assert.EndsWith("#/outbox", phone.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_lost_after_the_commit_leaves_exactly_one_visit()
    {
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        var order = await desk.OrderAsync("35000205");
        await phone.PrepareAsync();
        var times = IsLong ? 100 : 3;
        phone.Link.LoseReplyTo = "POST /api/field/visits";
        await phone.VisitAsync("居民3-6");
        await phone.Page.GetByText("没有网络，恢复后自动继续").Or(phone.Page.GetByText("1 条未上传")).First.WaitForAsync();
        for (var i = 0; i < 40 * times && phone.Link.Lost < times; i++)
        {
            await phone.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
            await phone.Page.GotoAsync("/field/#/outbox");
            if (await phone.Page.GetByRole(AriaRole.Button, new() { Name = "立即重试" }).CountAsync() > 0) await phone.Page.GetByRole(AriaRole.Button, new() { Name = "立即重试" }).First.TapAsync();
            await phone.Page.WaitForTimeoutAsync(300);
        }

        Assert.InRange(phone.Link.Lost, times, int.MaxValue);
        Assert.Single(await desk.VisitsAsync(order));
        phone.Link.LoseReplyTo = null;
        // After so many failures the application waits for minutes between its own tries; the button is always there.
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "立即重试" }).First.TapAsync();
        await phone.ReceivedAsync(60_000);
        Assert.Single(await desk.VisitsAsync(order));
    }

    [Fact]
    public async Task A_portal_that_answers_200_is_no_success_and_two_photos_of_one_name_both_arrive()
    {
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        var order = await desk.OrderAsync("35000306");
        await phone.PrepareAsync();
        phone.Link.Portal = true;
        phone.Link.Reset();
        await phone.TapAsync(phone.Page.Locator(".task", new() { HasText = "居民4-7" }).First);
        await phone.SignInBothAsync();
        await phone.TapAsync("其余");
        await phone.ValuesAsync();
        await phone.ShootAllAsync();
        await phone.TapAsync(phone.Page.Locator(".steps button", new() { HasText = "照片" }));
        await phone.Page.Locator(".more-shots summary").TapAsync();
        var picture = Convert.FromBase64String("/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");
        foreach (var last in (byte[])[1, 2])
        {
            await phone.Page.Locator(".more-shots input[type=file]").SetInputFilesAsync(new FilePayload { Name = "image.jpg", MimeType = "image/jpeg", Buffer = [.. picture, last] });
            await phone.Page.Locator(".thumbs li").Nth(2 + last).WaitForAsync();
        }

        await phone.TapAsync(phone.Page.Locator(".steps button", new() { HasText = "签收" }));
        await phone.SignAsync();
        await phone.TapAsync("完成检查");
        await phone.Page.GotoAsync("/field/#/outbox");
        await phone.Page.GetByText("不是本系统").First.WaitForAsync();
        Assert.Contains("1 条未上传", await phone.Page.Locator(".sync").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await desk.VisitsAsync(order));

        phone.Link.Portal = false;
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "立即重试" }).First.TapAsync();
        await phone.ReceivedAsync();
        var visit = await desk.VisitAsync((await desk.VisitsAsync(order))[0].Id);
        var added = visit.GetProperty("photos").EnumerateArray().Where(p => p.GetProperty("shot").GetString() == "other").Select(p => p.GetProperty("sha256").GetString()).ToList();
        Assert.Equal(2, added.Distinct().Count());
        Assert.Contains("photo-from-gallery", visit.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
    }

    [Fact]
    public async Task A_slow_link_torn_every_twenty_seconds_finishes_and_no_finished_piece_is_sent_twice()
    {
        if (!IsLong) Assert.Skip("slow proof, run by ./test --long");
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        var order = await desk.OrderAsync("35000206");
        await phone.PrepareAsync();
        await phone.GoOfflineAsync();
        await phone.TapAsync(phone.Page.Locator(".task", new() { HasText = "居民3-7" }).First);
        await phone.SignInBothAsync();
        await phone.TapAsync("其余");
        await phone.ValuesAsync();
        await phone.ShootAllAsync();
        await phone.TapAsync(phone.Page.Locator(".steps button", new() { HasText = "照片" }));
        await phone.Page.Locator(".more-shots summary").TapAsync();
        var large = new byte[(5 * 256 * 1024) + 17];
        new Random(7).NextBytes(large);
        (large[0], large[1], large[2]) = (0xff, 0xd8, 0xff);
        await phone.Page.Locator(".more-shots input[type=file]").SetInputFilesAsync(new FilePayload { Name = "big.jpg", MimeType = "image/jpeg", Buffer = large });
        await phone.Page.Locator(".thumbs li").Nth(3).WaitForAsync();
        await phone.TapAsync(phone.Page.Locator(".steps button", new() { HasText = "签收" }));
        await phone.SignAsync();
        await phone.TapAsync("完成检查");
        phone.Link.BytesPerSecond = 32_000;
        await phone.GoOnlineAsync();
        for (var i = 0; i < 20 && await phone.Page.GetByText("全部已收到").CountAsync() == 0; i++)
        {
            await phone.Page.WaitForTimeoutAsync(20_000);
            phone.Link.Reset();
        }

        await phone.ReceivedAsync(120_000);
        Assert.Single(await desk.VisitsAsync(order));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(large));
        var pieces = phone.Link.Events.Where(e => e.Contains($"PUT /api/field/uploads/{hash}/", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, pieces.Where(e => !e.StartsWith("done ", StringComparison.Ordinal)).Distinct().Count());
        foreach (var done in pieces.Where(e => e.StartsWith("done ", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(done["done ".Length..], pieces.Skip(pieces.IndexOf(done) + 1));
        }
    }

    private static async Task DieAndGoOnAsync(Phone phone)
    {
        await phone.DieAsync();
        await phone.StartAsync();
        await phone.Page.GotoAsync("/field/");
        await phone.TapAsync(phone.Page.Locator(".go-on"));
    }
}
