using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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
    private string _folder = "";
    private Process? _program;
    private IPlaywright? _playwright;

    public string Address { get; private set; } = "";

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

        Address = $"http://127.0.0.1:{FreePort()}";
        _program = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "voltward"), ["serve", "--data", _folder, "--urls", Address])
        {
            RedirectStandardError = true,
        })!;
        _program.ErrorDataReceived += (_, _) => { };
        _program.BeginErrorReadLine();
        await AnswersAsync();

        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is null) return;
        await Browser.DisposeAsync();
        _playwright!.Dispose();
        _program.Kill(entireProcessTree: true);
        await _program.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A fresh window signed in as one of the people; every complaint of the browser is a failure.</summary>
    public async Task<Window> OpenAsync(string login, int width = 1440, int height = 900, ColorScheme colours = ColorScheme.Light)
    {
        if (_program is null) Assert.Skip("Chromium is not installed (apt-get install chromium).");
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Address,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colours,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            HasTouch = width < 500,
            IsMobile = width < 500,
        });
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync("/sign-in");
        await window.Page.Locator($"button[value='demo-{login}']").ClickAsync();
        await window.Page.WaitForURLAsync(Address + "/", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return window;
    }

    private async Task AnswersAsync()
    {
        using var http = new HttpClient();
        for (var i = 0; i < 300; i++)
        {
            try
            {
                using var answer = await http.GetAsync(Address + "/sign-in");
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (_program is { HasExited: false })
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("The program does not answer.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
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
