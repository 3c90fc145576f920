using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>The whole way over HTTP, each step by its own person.</summary>
public sealed class FlowApiTests
{
    [Fact]
    public async Task From_order_to_a_closed_case_over_http()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        var (planner, manager, first, second) = (await InAsync(app, "paigong"), await InAsync(app, "guanli"), await InAsync(app, "jiancha1"), await InAsync(app, "jiancha2"));
        var today = CompanyTime.Day(TimeProvider.System.GetUtcNow());

        Assert.Equal("order.reason-unknown", await CodeAsync(await planner.PostAsJsonAsync("/api/orders", new { customerNo = "1001", reasonCode = "x" }, Stop), HttpStatusCode.BadRequest));
        var orderNo = (await OkAsync(await planner.PostAsJsonAsync("/api/orders", new { customerNo = "1001", reasonCode = "breach" }, Stop))).GetProperty("orderNo").GetString();
        Assert.Equal("order.already-ordered", await CodeAsync(await planner.PostAsJsonAsync("/api/orders", new { customerNo = "1001", reasonCode = "breach" }, Stop), HttpStatusCode.Conflict));
        await OkAsync(await planner.PutAsJsonAsync($"/api/orders/{orderNo}/assignment", new { crewId = "C1", day = today }, Stop));
        Assert.Equal("access.role-missing", await CodeAsync(await planner.PostAsync($"/api/orders/{orderNo}/approval", null, Stop), HttpStatusCode.Forbidden));
        await OkAsync(await manager.PostAsync($"/api/orders/{orderNo}/approval", null, Stop));

        await OkAsync(await first.PostAsJsonAsync("/api/visits/visit-0001/start", new { orderNo }, Stop));
        foreach (var inspector in (HttpClient[])[first, second]) await OkAsync(await inspector.PostAsync("/api/visits/visit-0001/sign-in", null, Stop));
        await OkAsync(await first.PostAsync("/api/visits/visit-0001/identity", null, Stop));
        await OkAsync(await first.PostAsync("/api/visits/visit-0001/safety", null, Stop));
        var record = Records.Complete("visit-0001", orderNo!, town, "F1001") with { IdentityShownAt = null, StartedAt = TimeProvider.System.GetUtcNow() };
        var receipt = await OkAsync(await SubmitAsync(first, record));
        Assert.Equal(("submitted", Records.PictureSha), (receipt.GetProperty("state").GetString(), receipt.GetProperty("attachments")[0].GetProperty("sha256").GetString()));
        Assert.Equal(receipt.GetRawText(), (await OkAsync(await SubmitAsync(first, record))).GetRawText());
        Assert.Equal("visit.other-content", await CodeAsync(await SubmitAsync(first, record with { CustomerPresent = "x" }), HttpStatusCode.Conflict));

        Assert.Equal("done", (await OkAsync(await (await InAsync(app, "shenhe")).PostAsJsonAsync("/api/visits/visit-0001/review", new { accept = true }, Stop))).GetProperty("orderState").GetString()!.ToLowerInvariant());
        var finding = await OkAsync(await first.PostAsJsonAsync("/api/visits/visit-0001/findings", new { kind = "theft", ruleId = "THF", method = "bypass", description = "绕越" }, Stop));
        await CaseAsync(app, finding.GetProperty("findingId").GetString()!);
        var labels = await OkAsync(await (await InAsync(app, "fenxi")).GetAsync("/api/outcomes", Stop));
        Assert.Equal("theft", labels[0].GetProperty("outcome").GetString());
    }

    private static async Task CaseAsync(OfficeApp app, string findingId)
    {
        var (hecha, chusuan, fuhe, zhixing, shoufei) = (await InAsync(app, "hecha"), await InAsync(app, "chusuan"), await InAsync(app, "shenpi"), await InAsync(app, "zhixing"), await InAsync(app, "shoufei"));
        var at = "/api/cases/" + (await OkAsync(await hecha.PostAsJsonAsync("/api/cases", new { findingId }, Stop))).GetProperty("caseNo").GetString();
        await PackAsync(hecha, at);
        var failed = new Dictionary<string, string> { ["THF-Q1"] = "无", ["THF-Q2"] = "无", ["THF-Q3"] = "无" };
        await OkAsync(await hecha.PostAsJsonAsync(at + "/facts", new { conductFrom = "2026-08-01", conductTo = "2026-11-08", facts = new { price = "0.538", failedMethods = failed }, note = "照片" }, Stop));
        Assert.Equal(355.08m, (await OkAsync(await chusuan.PostAsync(at + "/calculation", null, Stop))).GetProperty("backBilledChargeYuan").GetDecimal());
        await OkAsync(await fuhe.PostAsJsonAsync(at + "/review", new { approve = true }, Stop));
        await IssueAsync(app, at[(at.LastIndexOf('/') + 1)..]);
        await OkAsync(await zhixing.PostAsJsonAsync(at + "/service", new { how = "当面", proof = "照片" }, Stop));
        await OkAsync(await shoufei.PostAsJsonAsync(at + "/payments", new { money = "back-billed-charge", amountYuan = 355.08m, paidOn = "2026-11-26", receiptNo = "SJ1" }, Stop));
        Assert.True((await OkAsync(await shoufei.PostAsJsonAsync(at + "/payments", new { money = "penalty-charge", amountYuan = 1065.24m, paidOn = "2026-11-26", receiptNo = "SJ1" }, Stop))).GetProperty("paidInFull").GetBoolean());
        await OkAsync(await (await InAsync(app, "guanli")).PostAsync(at + "/closing", null, Stop));
        var view = await OkAsync(await hecha.GetAsync(at, Stop));
        Assert.Equal("Closed", view.GetProperty("row").GetProperty("state").GetString());
        Assert.Contains(view.GetProperty("timeline").EnumerateArray(), e => e.GetProperty("action").GetString() == "case.notice-served");
    }

    /// <summary>Files what the records do not prove by themselves, and tests every innocent explanation.</summary>
    private static async Task PackAsync(HttpClient investigator, string at)
    {
        var pack = (await OkAsync(await investigator.GetAsync(at, Stop))).GetProperty("pack");
        var onFile = pack.GetProperty("onFile").EnumerateArray().Select(i => i.GetString()).ToHashSet();
        foreach (var item in EvidencePack.Items.Where(i => i.Filing != PackFiling.Records && !onFile.Contains(i.Code)))
        {
            var file = item.Filing == PackFiling.File ? Encoding.UTF8.GetBytes(item.Code) : null;
            await OkAsync(await investigator.PostAsJsonAsync(at + "/evidence", new { item = item.Code, reference = "档案 1 号", detail = "说明", file, mediaType = "text/plain" }, Stop));
        }

        foreach (var explanation in pack.GetProperty("explanations").EnumerateArray())
        {
            await OkAsync(await investigator.PostAsJsonAsync(at + "/innocence", new { explanation = explanation.GetString(), excluded = true, grounds = "核查排除", reference = "核查记录" }, Stop));
        }
    }

    [Fact]
    public async Task Strangers_other_sites_and_unknown_ids_get_nothing()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Stranger().GetAsync("/api/orders", Stop)).StatusCode);
        var planner = await InAsync(app, "paigong");
        Assert.Equal("order.not-found", await CodeAsync(await planner.GetAsync("/api/orders/GD-2026-999999", Stop), HttpStatusCode.NotFound));
        Assert.Equal("case.not-found", await CodeAsync(await planner.GetAsync("/api/cases/AJ-2026-999999", Stop), HttpStatusCode.NotFound));
        Assert.Equal("visit.not-found", await CodeAsync(await planner.GetAsync("/api/visits/none", Stop), HttpStatusCode.NotFound));
        planner.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await planner.PostAsJsonAsync("/api/orders", new { customerNo = "1", reasonCode = "breach" }, Stop)).StatusCode);
    }

    [Theory, InlineData("text/plain"), InlineData("application/json"), InlineData("multipart/form-data"), InlineData("multipart/form-data; boundary=x")]
    public async Task A_submission_that_is_none_is_refused_in_plain_words(string type)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        using var content = new StringContent("--x\r\nrubbish");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal("visit.unreadable", await CodeAsync(await (await InAsync(app, "jiancha1")).PostAsync("/api/visits", content, Stop), HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_week_is_planned_and_shown_on_the_board_over_http()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await town.LeadsAsync(("1001", 0.9, 20_000));
        await using var app = await OfficeApp.StartAsync(town.Store.Folder.Root, Stop);
        var planner = await InAsync(app, "paigong");
        Assert.Equal("plan.week-unreadable", await CodeAsync(await planner.PostAsJsonAsync("/api/plans", new { week = "next" }, Stop), HttpStatusCode.BadRequest));
        var plan = await OkAsync(await planner.PostAsJsonAsync("/api/plans", new { week = "2026-W49", effort = 0.5 }, Stop));
        Assert.Equal(["week", "orders", "objective", "bound", "gapPercent", "priceOfOneMoreCrewDay", "leftOut"], ((string[])["week", "orders", "objective", "bound", "gapPercent", "priceOfOneMoreCrewDay", "leftOut"]).Where(m => plan.TryGetProperty(m, out _)));
        await OkAsync(await (await InAsync(app, "guanli")).PostAsync($"/api/plans/{plan.GetProperty("plan").GetString()}/approval", null, Stop));
        var board = await OkAsync(await planner.GetAsync("/api/plans/board/2026-W49", Stop));
        Assert.Equal(1, board.GetProperty("rows").EnumerateArray().SelectMany(r => r.GetProperty("days").EnumerateArray()).Sum(d => d.GetProperty("orders").GetArrayLength()));
        var candidates = await OkAsync(await planner.GetAsync($"/api/plans/{plan.GetProperty("plan").GetString()}/candidates?chosen=1", Stop));
        Assert.Equal(1, candidates.GetProperty("total").GetInt64());
        Assert.Equal("plan.crew-of-one", await CodeAsync(await planner.PutAsJsonAsync("/api/crews/C9", new { name = "x", orgPath = "/", members = new[] { "i1", "i1" } }, Stop), HttpStatusCode.BadRequest));
        await OkAsync(await planner.PutAsJsonAsync("/api/crews/C9", new { name = "三班", orgPath = "/", members = new[] { "i1", "i2" } }, Stop));
    }

    private static Task<HttpClient> InAsync(OfficeApp app, string login) => app.SignedInAsync(login, Stop);

    private static async Task IssueAsync(OfficeApp app, string caseNo)
    {
        var actor = Ok(await app.Use<Voltward.App.Access.FindActor>().RunAsync("zhixing", Stop));
        Ok(await app.Use<Voltward.App.Cases.IssueNotice>().RunAsync(new(caseNo), actor, Stop));
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, Domain.Inspections.VisitRecord record)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(VisitRecordText.Write(record)), "record", "record.json" } };
        var photo = new ByteArrayContent(Records.Picture);
        photo.Headers.ContentType = new("image/jpeg");
        form.Add(photo, "file", "../../image.jpg");
        return await client.PostAsync("/api/visits", form, Stop);
    }

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString();
    }
}
