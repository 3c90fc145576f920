using System.Text.Json;
using Microsoft.Playwright;
using Voltward.BrowserTests.Support;
using Xunit;

namespace Voltward.BrowserTests;

/// <summary>Every screen of the field application, in both languages, light, dark and sun, narrow and wide, judged by axe.</summary>
public sealed class FieldScreenTests(Served served)
{
    private static readonly (string Language, string Theme, int Width, int Height)[] Looks =
        [("zh", "light", 360, 640), ("en", "dark", 360, 640), ("en", "light", 1440, 900), ("zh", "sun", 1440, 900)];

    [Fact]
    public async Task No_screen_violates_axe_or_scrolls_sideways()
    {
        await using var phone = await Phone.OpenAsync(served);
        var axe = await File.ReadAllTextAsync(Axe(), TestContext.Current.CancellationToken);
        await new Desk(served.Address).OrderAsync("35000507");
        await phone.PrepareAsync();
        phone.Link.Tear();
        await JudgeAsync(phone, axe, "tasks");
        await phone.TapAsync("地图");
        await JudgeAsync(phone, axe, "map");
        await phone.Page.GotoAsync("/field/#/settings");
        await JudgeAsync(phone, axe, "settings");
        await phone.Page.GotoAsync("/field/");
        await phone.TapAsync(phone.Page.Locator(".task", new() { HasText = "居民6-8" }).First);
        await phone.Page.Locator(".signer.now").WaitForAsync();
        await JudgeAsync(phone, axe, "gate");
        await phone.SignInBothAsync();
        await JudgeAsync(phone, axe, "check");
        await phone.TapAsync("其余");
        await phone.Page.Locator(".values .strip").First.WaitForAsync();
        await JudgeAsync(phone, axe, "values");
        await phone.Page.Locator(".values .figure").First.TapAsync();
        await JudgeAsync(phone, axe, "pad");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "取消" }).TapAsync();
        await phone.ValuesAsync();
        await phone.Page.Locator(".shutter:not([disabled])").WaitForAsync();
        await JudgeAsync(phone, axe, "photos");
        await phone.ShootAllAsync();
        await JudgeAsync(phone, axe, "sign");
        await phone.SignAsync();
        await phone.TapAsync("完成检查");
        await phone.Page.GetByRole(AriaRole.Heading, new() { Name = "客户联" }).WaitForAsync();
        await JudgeAsync(phone, axe, "copy");
        await phone.Page.GotoAsync("/field/#/outbox");
        await JudgeAsync(phone, axe, "outbox");
        Assert.Empty(phone.Complaints);
    }

    /// <summary>Looks at the screen in all its looks; where a folder for pictures is named, one of each is kept.</summary>
    private static async Task JudgeAsync(Phone phone, string axe, string name)
    {
        foreach (var (language, theme, width, height) in Looks)
        {
            await phone.Page.SetViewportSizeAsync(width, height);
            await phone.Page.EvaluateAsync("([lang, theme]) => { window.dispatchEvent(new CustomEvent('look', { detail: { lang, theme } })) }", new[] { language, theme });
            await phone.Page.WaitForTimeoutAsync(250);
            if (Environment.GetEnvironmentVariable("VOLTWARD_PICTURES") is { Length: > 0 } folder)
            {
                await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{language}-{theme}-{width}.png") });
            }

            var over = await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(over <= 0, $"{name} {language} {theme} is {over} px too wide at {width}");
            await phone.Page.EvaluateAsync(axe);
            var found = await phone.Page.EvaluateAsync<string>("async () => JSON.stringify((await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? ''))]))");
            Assert.True(JsonDocument.Parse(found).RootElement.GetArrayLength() == 0, $"{name} {language} {theme} {width}: {found}");
        }

        await phone.Page.SetViewportSizeAsync(360, 640);
        await phone.Page.EvaluateAsync("() => { window.dispatchEvent(new CustomEvent('look', { detail: { lang: 'zh', theme: 'light' } })) }");
        await phone.Page.WaitForTimeoutAsync(100);
    }

    private static string Axe()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Voltward.slnx"))) return Path.Combine(folder.FullName, "src/Voltward.Field/node_modules/axe-core/axe.min.js");
        }

        throw new InvalidOperationException("Voltward.slnx is not above the tests.");
    }
}
