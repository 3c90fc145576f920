using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SkiaSharp;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>A tip from the public form, which needs no script, to the desk and back under its code; every page at both widths in both languages, judged by axe.</summary>
public sealed partial class TipPageTests(Served served) : IClassFixture<Served>
{
    [Fact]
    public async Task A_tip_goes_from_the_public_form_to_the_desk_and_its_pages_pass_axe()
    {
        served.Need();
        var code = await SendAsync();
        await using var desk = await served.OpenAsync("jicha");
        var page = desk.Page;
        await page.GotoAsync("/tips");
        await page.Locator("tbody tr a").First.ClickAsync();
        await page.WaitForURLAsync("**/tips/JB-*");
        var address = new Uri(page.Url).AbsolutePath;
        await page.Locator("input[name=why]").FillAsync("补充现场位置");
        await page.GetByRole(AriaRole.Button, new() { Name = "申请查看，由管理者批准" }).ClickAsync();
        await page.GetByText("待批准").WaitForAsync();
        await page.Locator("textarea[name=reason]").FillAsync("内容具体，列入检查");
        await page.Locator("input[name=customer]").FillAsync("35000205");
        await page.Locator("input[name=focus]").FillAsync("查举报内容");
        await page.GetByRole(AriaRole.Button, new() { Name = "作出决定" }).ClickAsync();
        await page.GetByText("tip.focus-tells").WaitForAsync();
        Assert.Equal("内容具体，列入检查", await page.Locator("textarea[name=reason]").InputValueAsync());
        await page.Locator("input[name=focus]").FillAsync("核对表前接线");
        await page.GetByRole(AriaRole.Button, new() { Name = "作出决定" }).ClickAsync();
        await page.GetByText("已受理").First.WaitForAsync();
        await page.GotoAsync("/audit-findings");
        foreach (var (field, text) in ((string, string)[])[("topic", "电价执行"), ("customer", "35000205"), ("facts", "夜间用电像经营"), ("wanted", "核对用电性质"), ("due", "2027-01-15")]) await page.Locator($".fields [name={field}]").FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await page.Locator("tbody tr a").First.ClickAsync();
        await page.WaitForURLAsync("**/audit-findings/JC-*");
        var finding = new Uri(page.Url).AbsolutePath;
        await LookAsync(desk, ["/tips", address, "/audit-findings", finding, "/tip-rewards", "/tip?box=7KQM-2345-ABCD", "/tip/status", "/more"]);
        await page.SetViewportSizeAsync(360, 740);
        await page.GotoAsync("/tip/status");
        await page.Locator("input[name=code]").FillAsync("2222-2222-2222-2222-2222");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look up" }).ClickAsync();
        await page.GetByText("tip.code-unknown").WaitForAsync();
        await page.Locator("input[name=code]").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look up" }).ClickAsync();
        await page.GetByText("内容具体，列入检查").WaitForAsync();
        await ShotAsync(page, "told-360-en");
        Assert.All(desk.Complaints, c => Assert.Contains("400", c, StringComparison.Ordinal));
    }

    /// <summary>The form of a phone that runs no script.</summary>
    private async Task<string> SendAsync()
    {
        await using var context = await served.Browser.NewContextAsync(new() { BaseURL = served.Address, JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 740 }, IsMobile = true, HasTouch = true, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/tip");
        await page.GetByText("用电危险", new() { Exact = true }).ClickAsync();
        await page.Locator("input[name=place]").FillAsync("滨河路 3 号楼 2 单元");
        await page.Locator("textarea[name=what]").FillAsync("表箱冒火花，旁边有人接线");
        await page.Locator("input[name=name]").FillAsync("王小明");
        await page.Locator("input[name=contact]").FillAsync("13800138000");
        using var bitmap = new SKBitmap(320, 240);
        bitmap.Erase(SKColors.SteelBlue);
        using var image = SKImage.FromBitmap(bitmap);
        await page.Locator("input[name=photos]").SetInputFilesAsync(new FilePayload { Name = "IMG_1.jpg", MimeType = "image/jpeg", Buffer = image.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        var code = await page.Locator(".tip-code code").InnerTextAsync();
        Assert.Matches(Code(), code);
        Assert.DoesNotContain(code, page.Url, StringComparison.Ordinal);
        await ShotAsync(page, "received-360-zh");
        return code;
    }

    private async Task LookAsync(Window desk, IReadOnlyList<string> paths)
    {
        var checker = await AccessibilityChecker.LoadAsync();
        foreach (var (width, language) in new[] { (1440, "zh"), (360, "zh"), (1440, "en"), (360, "en") })
        {
            await desk.Page.SetViewportSizeAsync(width, 900);
            await desk.Context.AddCookiesAsync([new() { Name = "lang", Value = language, Url = served.Address }]);
            foreach (var path in paths)
            {
                await desk.Page.GotoAsync(path);
                await ShotAsync(desk.Page, $"{path.Trim('/').Replace('/', '-').Split('?')[0]}-{width}-{language}");
                var over = await desk.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(over <= 0, $"{path} is {over} px too wide at {width}");
                Assert.DoesNotContain("Microsoft.", await desk.Page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
                var wrong = await checker.RunAsync(desk.Page, "wcag2a", "wcag2aa", "wcag22aa", "best-practice");
                Assert.True(wrong.Length == 0, $"{path} {language} {width}: {string.Join(" | ", wrong)}");
            }
        }
    }

    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("VOLTWARD_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"tip-{name}.png"), FullPage = true });
    }

    [GeneratedRegex("^([2-9A-HJKMNP-Z]{4}-){4}[2-9A-HJKMNP-Z]{4}$")]
    private static partial Regex Code();
}
