using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Voltward.BrowserTests.Support;

/// <summary>The people at their desks, over HTTP: they write and approve orders and look at what arrived.</summary>
public sealed partial class Desk(string address)
{
    private readonly Dictionary<string, HttpClient> _people = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An approved order of crew C1 for today.</summary>
    public async Task<string> OrderAsync(string customerNo)
    {
        var (planner, manager) = (await InAsync("paigong"), await InAsync("guanli"));
        var order = (await OkAsync(await planner.PostAsJsonAsync("/api/orders", new { customerNo, reasonCode = "breach" }, Stop))).GetProperty("orderNo").GetString()!;
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await OkAsync(await planner.PutAsJsonAsync($"/api/orders/{order}/assignment", new { crewId = "C1", day = today }, Stop));
        await OkAsync(await manager.PostAsync($"/api/orders/{order}/approval", null, Stop));
        return order;
    }

    /// <summary>A draft order of a crew and day.</summary>
    public async Task<string> DraftAsync(string customerNo, string crew, string day)
    {
        var planner = await InAsync("paigong");
        var order = (await OkAsync(await planner.PostAsJsonAsync("/api/orders", new { customerNo, reasonCode = "breach" }, Stop))).GetProperty("orderNo").GetString()!;
        await OkAsync(await planner.PutAsJsonAsync($"/api/orders/{order}/assignment", new { crewId = crew, day }, Stop));
        return order;
    }

    /// <summary>Gives a crew-day orders until the program says that it is full.</summary>
    public async Task FillAsync(string crew, string day)
    {
        var planner = await InAsync("paigong");
        for (var n = 0; n < 24; n++)
        {
            var customerNo = FormattableString.Invariant($"35{8 + (n / 8):0000}{n % 8:00}");
            using var written = await planner.PostAsJsonAsync("/api/orders", new { customerNo, reasonCode = "breach" }, Stop);
            if (!written.IsSuccessStatusCode) continue;
            var order = JsonSerializer.Deserialize<JsonElement>(await written.Content.ReadAsStringAsync(Stop)).GetProperty("orderNo").GetString();
            using var given = await planner.PutAsJsonAsync($"/api/orders/{order}/assignment", new { crewId = crew, day }, Stop);
            if (given.IsSuccessStatusCode) continue;
            Assert.Contains("plan.day-full", await given.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            return;
        }

        Assert.Fail("the day never became full");
    }

    /// <summary>Ids of all visits of an order, with the state of each.</summary>
    public async Task<IReadOnlyList<(string Id, string State)>> VisitsAsync(string orderNo)
    {
        var order = await OkAsync(await (await InAsync("guanli")).GetAsync($"/api/orders/{orderNo}", Stop));
        return [.. order.GetProperty("visits").EnumerateArray().Select(v => (v.GetProperty("visitId").GetString()!, v.GetProperty("state").GetString()!))];
    }

    public async Task<JsonElement> VisitAsync(string visitId) => await OkAsync(await (await InAsync("guanli")).GetAsync($"/api/visits/{visitId}", Stop));

    public async Task<HttpClient> InAsync(string login)
    {
        if (_people.TryGetValue(login, out var known)) return known;
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        var page = await client.GetStringAsync("/sign-in", Stop);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "demo",
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
            ["PersonId"] = "demo-" + login,
        });
        using var answer = await client.PostAsync("/sign-in", form, Stop);
        Assert.InRange((int)answer.StatusCode, 302, 303);
        return _people[login] = client;
    }

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
