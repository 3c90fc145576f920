using Microsoft.Playwright;
using Voltward.App.Storage;
using Voltward.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Voltward.BrowserTests.Support.Served))]

namespace Voltward.BrowserTests.Support;

/// <summary>The real program, started as anybody starts it, over a small town in a temporary folder; and one real browser.</summary>
public sealed class Served : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Homes = ["/", "/my", "/authority"];
    private string _folder = "";
    private ServedFolder? _program;
    private IPlaywright? _playwright;

    public string Address => _program!.Address;

    /// <summary>What the program keeps, for what no person can do: let days pass.</summary>
    public string DatabaseFile => new DataFolder(_folder).DatabaseFile;

    public IBrowser Browser { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        _folder = Directory.CreateTempSubdirectory("voltward-browser-").FullName;
        var data = new DataFolder(_folder);
        await using (var database = Database.Sqlite(data.DatabaseFile, TimeProvider.System))
        {
            await database.MigrateAsync(CancellationToken.None);
            await new Town(database, data, 12, 8).MakeAsync(CancellationToken.None);
        }

        _program = await ServedFolder.StartAsync(_folder);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is null) return;
        await Browser.DisposeAsync();
        _playwright!.Dispose();
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A fresh window signed in as one of the people; every complaint of the browser is a failure.</summary>
    public Task<Window> OpenAsync(string login, int width = 1440, int height = 900, ColorScheme colours = ColorScheme.Light) =>
        OpenAsync(login, new Look(_program?.Address ?? "", width, height, colours));

    /// <summary>The same over another folder.</summary>
    public Task<Window> OpenAsync(string login, ServedFolder folder) => OpenAsync(login, new Look(folder.Address, 1440, 900, ColorScheme.Light));

    /// <summary>Skips the test where there is no browser.</summary>
    public void Need()
    {
        if (_program is null) Assert.Skip("Chromium is not installed (apt-get install chromium).");
    }

    private async Task<Window> OpenAsync(string login, Look look)
    {
        Need();
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = look.Address,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Colours,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            HasTouch = look.Width < 500,
            IsMobile = look.Width < 500,
        });
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync("/sign-in");
        await window.Page.Locator($"button[value='demo-{login}']").ClickAsync();
        try
        {
            // Who stands outside the company is led on to the own space.
            await window.Page.WaitForURLAsync(url => Homes.Contains(url[look.Address.Length..]), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        }
        catch (TimeoutException) when (!Homes.Contains(window.Page.Url[look.Address.Length..]))
        {
            Assert.Fail($"{login} is not let in: {window.Page.Url} {await window.Page.Locator("body").InnerTextAsync()}");
        }
        return window;
    }

    private sealed record Look(string Address, int Width, int Height, ColorScheme Colours);
}

/// <summary>One window of the browser.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    internal Window(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the browser complained of: blocked scripts or styles, broken scripts, missing files.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
