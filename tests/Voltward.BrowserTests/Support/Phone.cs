using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace Voltward.BrowserTests.Support;

/// <summary>
/// An inspector's phone: a browser of its own with a camera and a position, whose storage outlives it, at the end of a link that can fail.
/// Counts what a thumb does.
/// </summary>
public sealed class Phone : IAsyncDisposable
{
    public const string FirstPattern = "0125";
    public const string SecondPattern = "6785";
    private readonly string _folder;
    private readonly IPlaywright _playwright;
    private readonly List<string> _complaints = [];
    private IBrowserContext _context = default!;

    private Phone(string server, string folder, IPlaywright playwright)
    {
        (_folder, _playwright) = (folder, playwright);
        Link = new Link(server);
    }

    public Link Link { get; }

    public IPage Page { get; private set; } = default!;

    public IBrowserContext Context => _context;

    /// <summary>Taps and strokes so far.</summary>
    public int Taps { get; set; }

    /// <summary>What the browser complained of, failed network calls left out: they are what is tested.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Phone> OpenAsync(Served served)
    {
        if (served.Address.Length == 0) Assert.Skip("Chromium is not installed (apt-get install chromium).");
        var phone = new Phone(served.Address, Directory.CreateTempSubdirectory("voltward-phone-").FullName, await Playwright.CreateAsync());
        await phone.StartAsync();
        return phone;
    }

    /// <summary>Starts the browser on the phone's storage.</summary>
    public async Task StartAsync()
    {
        _context = await _playwright.Chromium.LaunchPersistentContextAsync(_folder, new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
            ViewportSize = new() { Width = 360, Height = 640 },
            HasTouch = true,
            IsMobile = true,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            BaseURL = Link.Address,
            Permissions = ["camera", "geolocation"],
            Geolocation = new() { Latitude = 26.08f, Longitude = 119.30f, Accuracy = 12 },
        });
        Page = _context.Pages[0];
        Page.SetDefaultTimeout(20_000);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _complaints.Add(message.Text);
        };
        Page.PageError += (_, error) => _complaints.Add(error);
    }

    /// <summary>Kills the browser as a dying battery would: no handler of the page runs.</summary>
    public async Task DieAsync()
    {
        var gone = new TaskCompletionSource();
        _context.Close += (_, _) => gone.TrySetResult();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                var commandLine = $"/proc/{process.Id}/cmdline";
                // Only this phone's own browser names this phone's folder.
                if (File.Exists(commandLine) && IsMine(commandLine)) process.Kill();
            }
        }

        // To close what is dying is a race between the order and the news of its death; the news alone is enough.
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private bool IsMine(string commandLine)
    {
        try
        {
            return File.ReadAllText(commandLine).Contains(_folder, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Both inspectors sign in, choose their patterns, and the day is taken along.</summary>
    public async Task PrepareAsync()
    {
        await SignInAsync("jiancha1", FirstPattern);
        await SignInAsync("jiancha2", SecondPattern);
        await Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => undefined)");
        Taps = 0;
    }

    private async Task SignInAsync(string login, string pattern)
    {
        await Page.GotoAsync("/sign-in?back=/field/");
        await Page.Locator($"button[value='demo-{login}']").ClickAsync();
        await Page.WaitForURLAsync("**/field/**");
        await Page.GetByText("第一次：连接").WaitForAsync();
        await DrawAsync(pattern);
        await Page.GetByText("第二次：再画").WaitForAsync();
        await DrawAsync(pattern);
        await Page.GetByRole(AriaRole.Heading, new() { Name = "今日任务" }).WaitForAsync();
    }

    public async Task TapAsync(ILocator target)
    {
        Taps++;
        await target.TapAsync();
    }

    public Task TapAsync(string button) => TapAsync(Page.GetByRole(AriaRole.Button, new() { Name = button }).First);

    /// <summary>Draws a pattern over the nine dots in one stroke.</summary>
    public async Task DrawAsync(string pattern)
    {
        Taps++;
        var pad = Page.Locator(".dots");
        await pad.ScrollIntoViewIfNeededAsync();
        var box = (await pad.BoundingBoxAsync())!;
        (float X, float Y) At(char dot) => (box.X + (((dot - '0') % 3 * 2) + 1) * box.Width / 6, box.Y + (((dot - '0') / 3 * 2) + 1) * box.Height / 6);
        var (x, y) = At(pattern[0]);
        await Page.Mouse.MoveAsync(x, y);
        await Page.Mouse.DownAsync();
        foreach (var dot in pattern[1..])
        {
            (x, y) = At(dot);
            await Page.Mouse.MoveAsync(x, y, new() { Steps = 3 });
        }

        await Page.Mouse.UpAsync();
    }

    /// <summary>Signs with one stroke.</summary>
    public async Task SignAsync()
    {
        Taps++;
        var canvas = Page.Locator(".signing canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(box.X + 30, box.Y + 80);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(box.X + 150, box.Y + 40, new() { Steps = 5 });
        await Page.Mouse.MoveAsync(box.X + 260, box.Y + 100, new() { Steps = 5 });
        await Page.Mouse.UpAsync();
    }

    /// <summary>Network gone, as the browser and as the wire see it.</summary>
    public async Task GoOfflineAsync()
    {
        Link.Tear();
        await _context.SetOfflineAsync(true);
    }

    public async Task GoOnlineAsync()
    {
        Link.Mend();
        await _context.SetOfflineAsync(false);
    }

    /// <summary>A normal visit with nothing found, from the list to the customer's copy.</summary>
    public async Task VisitAsync(string title)
    {
        await TapAsync(Page.Locator(".task", new() { HasText = title }).First);
        await SignInBothAsync();
        await TapAsync("其余");
        await ValuesAsync();
        await ShootAllAsync();
        await SignAsync();
        await TapAsync("完成检查");
        await Page.GetByRole(AriaRole.Heading, new() { Name = "客户联" }).WaitForAsync();
    }

    public async Task SignInBothAsync()
    {
        await Page.Locator(".signer.now").WaitForAsync();
        await DrawAsync(FirstPattern);
        await Page.Locator(".signer.on").WaitForAsync();
        await DrawAsync(SecondPattern);
        await Page.GetByRole(AriaRole.Button, new() { Name = "其余" }).WaitForAsync();
    }

    /// <summary>Sets every number with one tap on its scale.</summary>
    public async Task ValuesAsync()
    {
        var strips = Page.Locator(".values .strip");
        await strips.First.WaitForAsync();
        var count = await strips.CountAsync();
        for (var i = 0; i < count; i++)
        {
            var strip = strips.Nth(i);
            await strip.ScrollIntoViewIfNeededAsync();
            var box = (await strip.BoundingBoxAsync())!;
            Taps++;
            await strip.TapAsync(new() { Position = new() { X = box.Width * (await strip.GetAttributeAsync("aria-valuemin") == "0" ? 0.3f : 0.5f), Y = 20 } });
        }
    }

    /// <summary>Takes every required photo with one tap each.</summary>
    public async Task ShootAllAsync()
    {
        var shutter = Page.Locator(".shutter:not([disabled])");
        await shutter.WaitForAsync();
        for (var left = await LeftAsync(); left > 0; left--)
        {
            await TapAsync(shutter);
            await (left > 1 ? Page.GetByText($"还需 {left - 1} 张").WaitForAsync() : Page.Locator(".signing").WaitForAsync());
        }
    }

    private async Task<int> LeftAsync()
    {
        var heading = await Page.Locator(".photos h2").InnerTextAsync();
        return int.Parse(heading.Split("还需 ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the bar says that everything was received.</summary>
    public Task ReceivedAsync(float milliseconds = 30_000) => Page.GetByText("全部已收到").WaitForAsync(new() { Timeout = milliseconds });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _playwright.Dispose();
        await Link.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
