using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Voltward.App.Access;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Tests.Support;

/// <summary>The real web program on a data folder and a free port, with the people of a demonstration to sign in as.</summary>
internal sealed partial class OfficeApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OfficeApp(WebApplication app) => _app = app;

    public static async Task<OfficeApp> StartAsync(string dataFolder, CancellationToken stop, long? longestBody = null)
    {
        var app = await WebHost.BuildAsync(dataFolder, "http://127.0.0.1:0", stop);
        if (longestBody is { } most) app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize = most;
        await app.Services.GetRequiredService<DemoPeople>().RunAsync(Actor.System, stop);
        await app.StartAsync(stop);
        return new(app);
    }

    public T Use<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Uri Address => new(_app.Urls.First());

    /// <summary>A client that nobody is signed in on.</summary>
    public HttpClient Stranger(CookieContainer? cookies = null) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() }) { BaseAddress = Address };

    /// <summary>A client signed in as one person of the demonstration.</summary>
    public async Task<HttpClient> SignedInAsync(string login, CancellationToken stop, CookieContainer? cookies = null)
    {
        var client = Stranger(cookies);
        var page = await client.GetStringAsync("/sign-in", stop);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "demo",
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
            ["PersonId"] = "demo-" + login,
        });
        using var answer = await client.PostAsync("/sign-in", form, stop);
        if ((int)answer.StatusCode is not (302 or 303)) throw new InvalidOperationException($"sign-in as {login}: {answer.StatusCode}");
        return client;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
