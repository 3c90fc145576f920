using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>Quality over HTTP and on its page.</summary>
public sealed class QualityApiTests
{
    private const string Period = "from=2026-11-01&until=2026-11-30";

    [Fact]
    public async Task Every_report_answers_and_writes_what_is_unknown_as_null()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await BlindReinspectionTests.VisitAsync(town, "1001", "K1", (1, 2), "L1");
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var manager = await app.SignedInAsync("guanli", Stop);
        foreach (var report in (string[])["omissions", "visits", "skills", "rates", "leaks"])
        {
            using var answer = await manager.GetAsync($"/api/quality/{report}?{Period}", Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{report}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }

        var omissions = await manager.GetFromJsonAsync<JsonElement>($"/api/quality/omissions?{Period}", Stop);
        Assert.Equal(JsonValueKind.Null, omissions.GetProperty("overall").GetProperty("value").ValueKind);
        Assert.Equal(1, omissions.GetProperty("overall").GetProperty("high").GetDouble());
        Assert.Equal(1, (await manager.GetFromJsonAsync<JsonElement>($"/api/quality/visits?{Period}", Stop)).GetProperty("visits").GetInt32());
    }

    [Fact]
    public async Task The_page_shows_the_rate_to_reviewers_and_nothing_to_inspectors()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var reviewer = await app.SignedInAsync("shenhe", Stop);
        var page = await reviewer.GetStringAsync($"/quality?{Period}&score=1", Stop);
        Assert.Contains("漏检率", page, StringComparison.Ordinal);
        Assert.Contains("不是对任何人的指控", page, StringComparison.Ordinal);
        using var inspector = await app.SignedInAsync("jiancha1", Stop);
        Assert.NotEqual(HttpStatusCode.OK, (await inspector.GetAsync("/quality", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await inspector.GetAsync($"/api/quality/omissions?{Period}", Stop)).StatusCode);
    }
}
