using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Storage;
using Voltward.Host.Shared;

namespace Voltward.Tests.Support;

/// <summary>The real web program over a small town in a temporary folder, on a free port, gone afterwards.</summary>
internal sealed partial class Office : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private Office(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<Office> OpenAsync(CancellationToken stop, int areas = 12, int customersPerArea = 8)
    {
        var folder = Directory.CreateTempSubdirectory("voltward-office-").FullName;
        var app = await WebHost.BuildAsync(folder, "http://127.0.0.1:0", stop);
        await app.StartAsync(stop);
        await new Town(app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<DataFolder>(), areas, customersPerArea).MakeAsync(stop);
        return new Office(app, folder);
    }

    /// <summary>A browser without a sign-in; it keeps cookies and follows no redirect.</summary>
    public Visitor Visit() => new(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address });

    /// <summary>A browser signed in as one of the people of the demonstration.</summary>
    public async Task<Visitor> VisitAsAsync(string login, CancellationToken stop)
    {
        var visitor = Visit();
        using var answer = await visitor.PostAsync("/sign-in", "demo", stop, ("PersonId", $"demo-{login}"));
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"sign-in as {login}: {answer.StatusCode}");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One browser.</summary>
    internal sealed partial class Visitor(HttpClient http) : IDisposable
    {
        public HttpClient Http { get; } = http;

        public async Task<string> TextAsync(string address, CancellationToken stop)
        {
            using var answer = await Http.GetAsync(address, stop);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(stop) : throw new InvalidOperationException($"{address}: {answer.StatusCode}");
        }

        /// <summary>Posts a form of a page with the token that the page gave.</summary>
        public async Task<HttpResponseMessage> PostAsync(string page, string form, CancellationToken stop, params (string Name, string Value)[] fields)
        {
            var html = await Http.GetStringAsync(page, stop);
            var all = fields.Select(f => KeyValuePair.Create(f.Name, f.Value))
                .Append(new("_handler", form)).Append(new("__RequestVerificationToken", Token().Match(html).Groups[1].Value));
            return await Http.PostAsync(page, new FormUrlEncodedContent(all), stop);
        }

        public void Dispose() => Http.Dispose();

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
