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
        if (!_windows.TryGetValue(login, out var window)) _windows[login] = window = await served.OpenAsync(login, folder);
        return window.Page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows.Values) await window.DisposeAsync();
    }
}
