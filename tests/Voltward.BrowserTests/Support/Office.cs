using Microsoft.Playwright;

namespace Voltward.BrowserTests.Support;

/// <summary>One window for each person, opened when the person is first needed.</summary>
public sealed class Office(Served served, ServedFolder folder) : IAsyncDisposable
{
    private readonly Dictionary<string, Window> _windows = [];

    /// <summary>What the browsers of all of them complained of.</summary>
    public IEnumerable<string> Complaints => _windows.SelectMany(w => w.Value.Complaints);

    public async Task<IPage> AsAsync(string login)
    {
        if (_windows.TryGetValue(login, out var window)) return window.Page;
        _windows[login] = window = await served.OpenAsync(login, folder);
        // Imports, analyses and plans are real work; a busy machine takes its time over them.
        window.Page.SetDefaultTimeout(60_000);
        return window.Page;
    }

    /// <summary>What each of them sees now, for the report of a failure.</summary>
    public async Task<string> SeenAsync()
    {
        var seen = new List<string>();
        foreach (var (login, window) in _windows) seen.Add($"{login} at {window.Page.Url}: {await window.Page.Locator("main").InnerTextAsync()}");
        return string.Join("\n\n", seen);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows.Values) await window.DisposeAsync();
    }
}
