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

    [Fact]
    public async Task A_theft_visit_with_twenty_photos_and_a_refused_signature_is_made_without_a_network()
    {
        await using var phone = await Phone.OpenAsync(served);
        var desk = new Desk(served.Address);
        var order = await desk.OrderAsync("35000604");
        await phone.PrepareAsync();
        await phone.GoOfflineAsync();
        await phone.TapAsync(phone.Page.Locator(".task", new() { HasText = "居民7-5" }).First);
        await phone.SignInBothAsync();
        foreach (var code in (string[])["L6", "M2"])
        {
            await phone.TapAsync(phone.Page.Locator(".item", new() { HasText = code }).First.GetByRole(AriaRole.Button, new() { Name = "不合格" }));
        }

        var seal = phone.Page.Locator(".item", new() { HasText = "台账" });
        foreach (var wrong in (string[])["缺失", "破损"])
        {
            await phone.TapAsync(seal.GetByRole(AriaRole.Button, new() { Name = "一致" }));
            await Assertions.Expect(seal.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
            await phone.TapAsync(seal.GetByRole(AriaRole.Button, new() { Name = wrong }));
            await Assertions.Expect(seal.GetByRole(AriaRole.Alert)).ToContainTextAsync("与台账不符");
        }

        await phone.TapAsync("其余");
        await phone.ValuesAsync();
        await phone.ShootAllAsync();
        await phone.TapAsync(phone.Page.Locator(".steps button", new() { HasText = "照片" }));
        await phone.TapAsync(phone.Page.Locator(".more-shots summary"));
        var files = Enumerable.Range(0, 17).Select(n => new FilePayload { Name = "image.jpg", MimeType = "image/jpeg", Buffer = Picture(n) }).ToArray();
        await phone.Page.Locator(".more-shots input[type=file]").SetInputFilesAsync(files);
        await phone.Page.Locator(".thumbs li").Nth(19).WaitForAsync();
        await phone.TapAsync(phone.Page.Locator(".thumbs button", new() { HasText = "标注" }).First);
        var area = phone.Page.Locator(".annotate .area");
        await area.ClickAsync(new() { Position = new() { X = 60, Y = 60 } });
        await area.ClickAsync(new() { Position = new() { X = 120, Y = 90 } });
        await phone.TapAsync("保存标注");
        await phone.TapAsync(phone.Page.Locator(".steps button", new() { HasText = "签收" }));
        await phone.TapAsync(phone.Page.Locator(".signing summary"));
        await phone.TapAsync("客户拒绝签字");
        await phone.TapAsync("完成检查");
        await phone.Page.GetByRole(AriaRole.Heading, new() { Name = "客户联" }).WaitForAsync();
        Assert.InRange(phone.Taps, 5, 40);
        Assert.Contains("20 张照片", await phone.Page.Locator(".sync").InnerTextAsync(), StringComparison.Ordinal);

        await phone.GoOnlineAsync();
        await phone.ReceivedAsync(90_000);
        var visit = await desk.VisitAsync(Assert.Single(await desk.VisitsAsync(order)).Id);
        Assert.Equal(20, visit.GetProperty("photos").EnumerateArray().Select(p => p.GetProperty("sha256").GetString()).Distinct().Count());
        Assert.Contains("seal-alarm", visit.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
    }

    /// <summary>Bytes that begin as a photo does, other ones for each number.</summary>
    private static byte[] Picture(int n)
    {
        var bytes = new byte[40_000];
        new Random(n).NextBytes(bytes);
        (bytes[0], bytes[1], bytes[2]) = (0xff, 0xd8, 0xff);
        return bytes;
    }
}
