using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Planning;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Service;

/// <summary>A tip over the real program: sent, accepted, planned, looked at, told.</summary>
public sealed class TipJourneyTests
{
    [Fact]
    public async Task From_the_public_form_over_plan_and_visit_to_the_answer_under_the_code()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update crew set active = 0");
            await work.CommitAsync("crew.saved", "crew", stop: Stop);
        }

        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var stranger = app.Stranger();
        var code = (await OkAsync(await stranger.PostAsJsonAsync("/api/tip", new { kind = "theft", place = "滨河路", what = "夜里接线" }, Stop))).GetProperty("code").GetString();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/tips", Stop)).StatusCode);

        using var desk = await app.SignedInAsync("fenxi", Stop);
        using var crew = await app.SignedInAsync("jiancha1", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, (await crew.GetAsync("/tips", Stop)).StatusCode);
        var tipNo = (await OkAsync(await desk.GetAsync("/api/tips", Stop))).GetProperty("rows")[0].GetProperty("tipNo").GetString();
        await OkAsync(await desk.PostAsJsonAsync($"/api/tips/{tipNo}/decision", new { decision = "accept", reason = "内容具体", customer = "1001" }, Stop));
        Assert.Contains("内容具体", await desk.GetStringAsync($"/tips/{tipNo}", Stop), StringComparison.Ordinal);

        // What was done since yesterday tells the desk of it and nobody who goes.
        Assert.Contains("举报", await desk.GetStringAsync("/", Stop), StringComparison.Ordinal);
        foreach (var address in (string[])["/", "/orders", "/plan", "/customers/1001"]) Assert.DoesNotContain("举报", await crew.GetStringAsync(address, Stop), StringComparison.Ordinal);

        using var planner = await app.SignedInAsync("paigong", Stop);
        using var manager = await app.SignedInAsync("guanli", Stop);
        // From Saturday on the week's working days are over: the plan is then of the next.
        var week = PlanWeek.Of(CompanyTime.Day(TimeProvider.System.GetUtcNow()).AddDays(2)).ToString();
        var plan = await OkAsync(await planner.PostAsJsonAsync("/api/plans", new { week, effort = 0.3 }, Stop));
        await OkAsync(await manager.PostAsync($"/api/plans/{plan.GetProperty("plan").GetString()}/approval", null, Stop));
        await VisitAsync(app, town, plan.GetProperty("orders")[0]);

        var told = await OkAsync(await stranger.PostAsJsonAsync("/api/tip/status", new { code }, Stop));
        Assert.Equal(("Visited", "Confirmed"), (told.GetProperty("state").GetString(), told.GetProperty("result").GetString()));
        Assert.Contains("情况属实", told.GetProperty("told").GetString(), StringComparison.Ordinal);
        Assert.Contains("JL-", (await OkAsync(await desk.PostAsJsonAsync($"/api/tips/{tipNo}/reward", new { amountYuan = 100, why = "属实" }, Stop))).GetProperty("rewardNo").GetString(), StringComparison.Ordinal);
    }

    private static async Task VisitAsync(OfficeApp app, FlowTown town, JsonElement order)
    {
        var orderNo = order.GetProperty("orderNo").GetString()!;
        var crew = new List<HttpClient>();
        foreach (var id in order.GetProperty("inspectors").EnumerateArray()) crew.Add(await app.SignedInAsync(id.GetString()!["demo-".Length..], Stop));
        Assert.DoesNotContain("举报", await crew[0].GetStringAsync($"/orders/{orderNo}", Stop), StringComparison.Ordinal);
        await OkAsync(await crew[0].PostAsJsonAsync("/api/visits/visit-0001/start", new { orderNo }, Stop));
        foreach (var inspector in crew) await OkAsync(await inspector.PostAsync("/api/visits/visit-0001/sign-in", null, Stop));
        await OkAsync(await crew[0].PostAsync("/api/visits/visit-0001/identity", null, Stop));
        await OkAsync(await crew[0].PostAsync("/api/visits/visit-0001/safety", null, Stop));
        var record = Records.Complete("visit-0001", orderNo, town, "F1001") with { IdentityShownAt = null, StartedAt = TimeProvider.System.GetUtcNow() };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(VisitRecordText.Write(record)), "record", "record.json" } };
        form.Add(new ByteArrayContent(Records.Picture) { Headers = { ContentType = new("image/jpeg") } }, "file", "image.jpg");
        await OkAsync(await crew[0].PostAsync("/api/visits", form, Stop));
        using var reviewer = await app.SignedInAsync("shenhe", Stop);
        await OkAsync(await reviewer.PostAsJsonAsync("/api/visits/visit-0001/review", new { accept = true }, Stop));
        await OkAsync(await crew[0].PostAsJsonAsync("/api/visits/visit-0001/findings", new { kind = "theft", ruleId = "THF", method = "bypass", description = "表前绕越接线" }, Stop));
    }

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
